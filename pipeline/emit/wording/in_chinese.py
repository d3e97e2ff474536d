"""The words of the data in Chinese (`in_chinese.toml`), for what people look at."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Each kind of word by its name (`fields`, `roles`, `findings`, …): code -> Chinese."""
    return tomllib.loads(
        files("pipeline.emit.wording").joinpath("in_chinese.toml").read_text("utf-8")
    )


def in_chinese(kind: str, code: str) -> str:
    """One code in Chinese. Raises KeyError for a code that has no word."""
    return words()[kind][code]


def field_name(field: str) -> str:
    """A field as provenance names it: `outline.0` is 任务分类, `extras.备注` is 备注."""
    name, _, rest = field.partition(".")
    return rest if name == "extras" and rest else in_chinese("fields", name)
