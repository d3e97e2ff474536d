"""An issuer's name: whose departments it speaks of, and how a notice says it in short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.departments.entries import key


@dataclass(frozen=True, slots=True)
class Region:
    """A place in an issuer's name (安徽省, 凉山彝族自治州) with what stands before it.

    `level` is its kind in full (省, 自治州), `short_level` as lists say it (省, 州).
    """

    before: str
    place: str
    level: str

    @property
    def short_level(self) -> str:
        """自治州 is called 州, but 区 is another thing than 自治区."""
        return self.level if self.level == "自治区" else self.level.removeprefix("自治")

    @property
    def full(self) -> str:
        """安徽省."""
        return self.place + self.level

    def rest(self, name: str) -> str | None:
        """What follows the region in a name; None where the name does not begin with it.

        安徽省财政厅, 我省财政厅; 凉山州财政局 for 凉山彝族自治州.
        """
        for front in (self.before + self.full, self.full, *(own + self.level for own in _OWN)):
            if name.startswith(front):
                return name[len(front) :]
        for front in (place for place in _beginnings(self.place)):
            if name.startswith(front + self.short_level):
                return name[len(front + self.short_level) :]
        return None


def bodies(issuer: str) -> tuple[str, ...]:
    """The bodies whose departments may be meant: each joint issuer, and the body of an office.

    A notice of 安徽省民政厅办公室 speaks of the departments of 安徽省民政厅.
    """
    found: list[str] = []
    for body in re.split("[、，;； ]", key(issuer)):
        found += [body, re.sub("办公[室厅]$", "", body)]
    return tuple(dict.fromkeys(filter(None, found)))


def regions(body: str) -> tuple[Region, ...]:
    """The places in a body's name, the widest first: 云川市 and 白石区 of 云川市白石区教育局."""
    name = _headless(body)
    return tuple(
        Region(name[: found.start()], found["place"] or found["short"], found["level"] or "县")
        for found in _REGION.finditer(name)
    )


def short_names(body: str) -> Iterator[str]:
    """How a notice names its issuer in front of a department, longest first.

    安徽省民政厅, 省民政厅, 民政厅, 省厅, 厅, 我厅, 本厅; of 云川大学 besides 学校, 我校, 本校,
    校; of 大石镇人民政府 besides 镇政府, 大石镇, 我镇, 镇.
    """
    found = set(_forms(body))
    found |= {form.replace("人民政府", "政府") for form in found}
    return iter(sorted(found, key=lambda form: (-len(form), form)))


def _forms(body: str) -> Iterator[str]:
    yield body
    name = _headless(body)
    yield name
    words = next(words for ending, words in _SHORT if body.endswith(ending)) or (body[-1],)
    for region in regions(body):
        rest = name[len(region.before + region.full) :]
        for level in (region.level, region.short_level):
            if rest:
                yield from (region.full + rest, level + rest, rest)
                yield from (level + word for word in words if len(word) == 1)
            if body.endswith(_GOVERNMENTS):
                yield from (region.full, level, *(own + level for own in _OWN))
    for word in (*words, *(("集团", "集团公司") if "集团" in body else ())):
        yield from (word, *(own + word for own in _OWN))


def _headless(body: str) -> str:
    """国家税务总局安徽省税务局 calls itself 安徽省税务局, 中华人民共和国青岛海关 青岛海关."""
    return _HEAD.sub("", body)


def _beginnings(place: str) -> Iterator[str]:
    """凉山 of 凉山彝族: the place's name, without the peoples that it is named after."""
    yield from (place[:length] for length in range(len(place), 1, -1))


_OWN = ("我", "本")
_GOVERNMENTS = ("人民政府", "行政公署", "街道办事处")
_HEAD = re.compile("^(?:国家.{2,8}?总局|中华人民共和国|中国)(?=.{4})")
# A place has two characters at least (广州市 is no 州), but for counties like 和县.
_REGION = re.compile(
    "(?P<place>.{2,}?)(?P<level>自治[区州县旗]|地区|街道|[省市州盟县区旗乡镇])|(?P<short>.)县(?=..)"
)
# Bodies that do not call themselves by their last character, or not by it alone.
_SHORT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("大学", ("校", "学校")),
    ("学院", ("院", "学院", "校", "学校")),
    ("学校", ("校", "学校")),
    ("中学", ("校", "学校")),
    ("小学", ("校", "学校")),
    ("医院", ("院", "医院")),
    ("法院", ("院", "法院")),
    ("检察院", ("院", "检察院")),
    ("管理委员会", ("委", "管委会", "委员会")),
    ("委员会", ("委", "委员会")),
    ("街道办事处", ("街道办", "办事处")),
    ("行政公署", ("署", "行署")),
    ("人民政府", ("政府",)),
    ("公司", ("公司",)),
    ("集团", ("集团",)),
    ("中心", ("中心",)),
    ("海关", ("关", "海关")),
    ("办公厅", ("厅", "办公厅")),
    ("总署", ("署", "总署")),
    ("总局", ("局", "总局")),
    ("", ()),
)
