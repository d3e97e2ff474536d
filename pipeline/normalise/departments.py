"""Names of departments (责任部门): what is printed, cleaned, and what the register calls it."""

from __future__ import annotations

import csv
import importlib.resources
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from pipeline.errors import RegisterError
from pipeline.text.cleaning import FIXES, squeeze

COLUMNS = ("name", "other_names", "issuer", "kind", "since", "until", "successor", "source")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is to be written, the steps that led to it, and whether a register has it."""

    name: str
    steps: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One department of a register.

    `issuer` is the body that it belongs to; an outside body (外单位) has none. `since` and
    `until` are the first and last year of the name, `successor` the name that followed.
    """

    name: str
    other_names: tuple[str, ...] = ()
    issuer: str = ""
    kind: str = ""
    since: int | None = None
    until: int | None = None
    successor: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry, and the step that led from the printed name to it ("" for the name itself)."""

    entry: Entry
    step: str


def identify(printed: str, issuer: str, register: Register) -> Named:
    """The department that `printed` names in a notice of `issuer`.

    Without an entry the name stays as printed, cleaned: nothing is added and nothing taken.
    """
    name, steps = printed, []
    for fix in FIXES:
        fixed = fix(name)
        if fixed != name:
            steps.append(fix.__name__)
        name = fixed
    match = register.match(name, issuer)
    if match is None:
        return Named(name, tuple(steps), known=False)
    if match.step:
        steps.append(match.step)
    return Named(match.entry.name, tuple(steps), known=True)


def is_collective(name: str) -> bool:
    """Does `name` mean a group (其他部门（单位）, 各设区市) and not one department?"""
    return _COLLECTIVE.search(squeeze(name)) is not None


def looks_whole(name: str) -> bool:
    """Does `name` end as the name of a body does, with more than that ending?

    It is a question about form: 办公室 and 名处 differ in length alone, so a name has three
    characters at least, but for the few of two that everybody uses.
    """
    return _WHOLE.fullmatch(name) is not None or _SHORT_NAMES.fullmatch(name) is not None


@dataclass(frozen=True)
class Register:
    """The departments that are known, in the order of their files; the first of a name counts."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def load(cls, *paths: str | Path) -> Self:
        """The entries of CSV files with the columns COLUMNS (UTF-8; `other_names` by `;`).

        Raises RegisterError where a file cannot be read as that.
        """
        files = ((str(path), _text_of(Path(path))) for path in paths)
        return cls(tuple(entry for name, text in files for entry in _entries(name, text)))

    @classmethod
    def default(cls) -> Self:
        """The registers that come with the program."""
        folder = importlib.resources.files("pipeline.normalise").joinpath("registers")
        files = sorted(
            (file.name, file.read_text("utf-8-sig"))
            for file in folder.iterdir()
            if file.name.endswith(".csv")
        )
        return cls(tuple(entry for name, text in files for entry in _entries(name, text)))

    def find(self, name: str, issuer: str) -> Entry | None:
        """The entry that a printed name means, under the issuer first, then outside."""
        match = self.match(name, issuer)
        return None if match is None else match.entry

    def match(self, name: str, issuer: str) -> Match | None:
        """The entry that a printed name means, and how it was found; None where none is sure."""
        name = _key(name)
        if not name:
            return None
        return self._match_name(name, issuer) or self._match_two_names(name, issuer)

    def _match_name(self, name: str, issuer: str) -> Match | None:
        for body in _bodies(issuer):
            if found := self._entry(body, name):
                return Match(found, _step(found, name))
            for prefix in _ways_to_say(body):
                if name.startswith(prefix) and (found := self._entry(body, name[len(prefix) :])):
                    return Match(found, "drop_issuer")
        if found := self._entry("", name):
            return Match(found, _step(found, name))
        for level in _levels(issuer):
            if found := self._entry("", level + name):
                return Match(found, "add_level")
        return None

    def _match_two_names(self, name: str, issuer: str) -> Match | None:
        """省编办（省审改办） is one department where both names are."""
        both = _TWO_NAMES.fullmatch(name)
        if both is None:
            return None
        first, second = (self._match_name(part, issuer) for part in both.groups())
        if first is None or second is None or first.entry != second.entry:
            return None
        return Match(first.entry, "two_names")

    def _entry(self, issuer: str, name: str) -> Entry | None:
        """None as well where two departments share the name: which one is not ours to say."""
        found = self._index.get((issuer, name), ())
        return found[0] if len({entry.name for entry in found}) == 1 else None

    @cached_property
    def _index(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        index: dict[tuple[str, str], tuple[Entry, ...]] = {}
        for entry in self.entries:
            for name in dict.fromkeys(map(_key, (entry.name, *entry.other_names))):
                place = (_key(entry.issuer), name)
                index[place] = (*index.get(place, ()), entry)
        return index


def _key(name: str) -> str:
    """What two printings of one name have in common: no spaces, full-width brackets."""
    return squeeze(name).replace("(", "（").replace(")", "）")


def _step(entry: Entry, name: str) -> str:
    return "" if _key(entry.name) == name else "other_name"


def _bodies(issuer: str) -> Iterator[str]:
    """The bodies whose departments may be meant: each joint issuer, and the body of an office.

    A notice of 安徽省民政厅办公室 speaks of the departments of 安徽省民政厅.
    """
    for body in re.split("[、，;； ]", _key(issuer)):
        if body:
            yield body
            if body != (parent := re.sub("办公[室厅]$", "", body)) and parent:
                yield parent


def _ways_to_say(issuer: str) -> Iterator[str]:
    """How a notice names its issuer in front of a department: 省民政厅办公室, 厅办公室."""
    yield issuer
    for place in re.finditer("[省市州盟县区旗]", issuer):
        if len(issuer) - place.start() > 2:
            yield issuer[place.start() :]
            yield issuer[place.end() :]
    yield issuer[-1]


def _levels(issuer: str) -> list[str]:
    """省 for a body of a province, and so on: a list leaves it out after its first name."""
    present = [level for level in "省市州盟县区旗" if level in issuer]
    return sorted(present, key=issuer.rfind, reverse=True)


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as trouble:
        what = f"the register cannot be read ({trouble.strerror})"
        raise RegisterError(path, what, "Check the path and its permissions.") from trouble
    except UnicodeDecodeError as trouble:
        what = "the register is not UTF-8"
        raise RegisterError(path, what, "Save it as CSV in UTF-8.") from trouble


def _entries(file: str, text: str) -> Iterator[Entry]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        what = f"the register lacks the columns {', '.join(missing)}"
        raise RegisterError(file, what, f"Its first line must be {','.join(COLUMNS)}.")
    for row in rows:
        yield _entry(f"{file}, line {rows.line_num}", {key: row[key] or "" for key in COLUMNS})


def _entry(place: str, row: dict[str, str]) -> Entry:
    if not row["name"].strip():
        raise RegisterError(place, "a department without a name", "Fill in name, or drop the line.")
    return Entry(
        name=row["name"].strip(),
        other_names=_list(row["other_names"]),
        issuer=row["issuer"].strip(),
        kind=row["kind"].strip(),
        since=_year(place, row["since"]),
        until=_year(place, row["until"]),
        successor=row["successor"].strip(),
        source=row["source"].strip(),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(_filled(part.strip() for part in re.split("[;；]", text)))


def _filled(parts: Iterable[str]) -> Iterator[str]:
    return (part for part in parts if part)


def _year(place: str, text: str) -> int | None:
    if not text.strip():
        return None
    if re.fullmatch("[0-9]{4}", text.strip()) is None:
        raise RegisterError(place, f"{text!r} is no year", "Write four digits, or nothing.")
    return int(text)


_TWO_NAMES = re.compile("([^（）]+)（([^（）]+)）")
_COLLECTIVE = re.compile(
    "^[^（]*、|各|其他|其它|其余|有关|相关|所有|全体|(?:部门|单位|处室|科室|股室|乡镇|街道|机构|院校|市县|县区)"
    "(?:（[^（）]*）)?$"
)
_SHORT_NAMES = re.compile(
    "妇联|残联|科协|文联|侨联|社联|团委|党委|纪委|工会|人大|政协|海关|各[省市县区乡镇]"
)
# Endings of one character need two before them. 部, 会 and 区 end too many other words (干部,
# 社会, 社区), so theirs are spelled out.
_WHOLE = re.compile(
    "(?:.{2,}[厅局处室科股院办委署馆站所队台]"
    "|.+(?:中心|银行|支行|分行|总行|公司|集团|大学|学校|党校|基地|协会|学会|商会|工会|联合会|委员会"
    "|基金会|促进会|监会|常委会|管委会|总会|十字会|理事会|妇联|残联|科协|文联|侨联|科联|商联|党委|党组|纪委"
    "|人大|政协|小组|工作组|专班|指挥部|政府|街道|各乡|各镇|乡镇|设区市|各市|各县|部门|单位|机构|企业|院校"
    "|市县|县区|实验区|开发区|高新区|新区|园区|示范区|试验区|保税区|管理区|风景区|海关|税务|电信|移动|联通"
    "|电力|邮政|供销社|合作社|新华社|报社|出版社)"
    "|.*(?:司法|民政|教育|财政|外交|商务|科技|技术|信息化|保障|资源|环境|建设|运输|水利|农村|旅游|管理|事务|安全"
    "|公安|国防|宣传|组织|统战|工作|农工|武装|联络|业务|综合|事业)部)(?:（[^（）]+）)?"
)
