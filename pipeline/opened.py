"""A document, however it is given: as it is, as converted JSON, or as a notice to convert."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from pipeline.convert import convert
from pipeline.departments import Register
from pipeline.errors import DamagedFile, InputMissing, InputUnreadable
from pipeline.model import Document
from pipeline.reading import content_of


def opened(given: Document | str | Path, register: Register) -> Document:
    """The document. A file named `.json` is a converted one, any other a notice.

    Raises InputError where it cannot be read.
    """
    if isinstance(given, Document):
        return given
    path = Path(given)
    return _read(path) if path.suffix.lower() == ".json" else convert(path, register=register)


def _read(path: Path) -> Document:
    try:
        return Document.model_validate_json(content_of(path))
    except FileNotFoundError as trouble:
        raise InputMissing(path, "there is no such file or folder", "Check the path.") from trouble
    except OSError as trouble:
        what = f"it cannot be read ({trouble.strerror})"
        raise InputUnreadable(path, what, "Check the path and its permissions.") from trouble
    except ValidationError as trouble:
        remedy = f"Convert the notice again; `taizhang check {path}` says what is wrong."
        if _missing(trouble) >= {"source", "notice", "ledgers"}:
            remedy = "Name what `taizhang convert` wrote for a notice, or the notice itself."
        raise DamagedFile(path, "it is no converted notice", remedy) from trouble


def _missing(trouble: ValidationError) -> set[str]:
    """The outermost fields that are not there: without any, it is the JSON of something else."""
    return {str(it["loc"][0]) for it in trouble.errors() if it["type"] == "missing"}
