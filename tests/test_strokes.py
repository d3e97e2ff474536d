"""From the paths that a page paints to rules."""

from __future__ import annotations

import pytest

from pipeline.extract.grid import Rule
from pipeline.extract.strokes import Segment, Stroke, rules
from pipeline.page import Box


def path(*points: tuple[float, float], outlined: bool = True, curved: bool = False) -> Stroke:
    """A path through points; one that is only filled is closed."""
    ends = [*points[1:], points[0]] if not outlined else points[1:]
    return Stroke(
        box=Box(
            min(x for x, _ in points),
            min(y for _, y in points),
            max(x for x, _ in points),
            max(y for _, y in points),
        ),
        segments=tuple(Segment(*a, *b) for a, b in zip(points, ends, strict=False)),
        is_outlined=outlined,
        is_curved=curved,
    )


def box(x0: float, top: float, x1: float, bottom: float, *, outlined: bool = False) -> Stroke:
    """A rectangle, as an area or as an outline."""
    corners = [(x0, top), (x1, top), (x1, bottom), (x0, bottom)]
    return path(*corners, *corners[:1] * outlined, outlined=outlined)


def sides(*strokes: Stroke) -> tuple[list[Rule], list[Rule]]:
    """The rules of some paths, in order."""
    across, down = rules(strokes)
    return (
        sorted(across, key=lambda rule: (rule.at, rule.start)),
        sorted(down, key=lambda rule: (rule.at, rule.start)),
    )


def test_a_line_is_a_rule() -> None:
    """Whichever way it is drawn."""
    assert sides(path((10, 5), (90, 5))) == ([Rule(5, 10, 90)], [])
    assert sides(path((90, 5), (10, 5))) == ([Rule(5, 10, 90)], [])
    assert sides(path((10, 80), (10, 5))) == ([], [Rule(10, 5, 80)])


def test_a_thin_area_is_a_rule() -> None:
    """At its middle: many programs fill a box instead of drawing a line."""
    assert sides(box(10, 5, 90, 6)) == ([Rule(5.5, 10, 90)], [])
    assert sides(box(10, 5, 11, 80)) == ([], [Rule(10.5, 5, 80)])


def test_the_outline_of_a_box_is_four_rules() -> None:
    """One for each side."""
    assert sides(box(10, 5, 90, 80, outlined=True)) == (
        [Rule(5, 10, 90), Rule(80, 10, 90)],
        [Rule(10, 5, 80), Rule(90, 5, 80)],
    )


def test_an_area_is_no_rule() -> None:
    """Shading behind a header or every other row has no outline."""
    assert sides(box(10, 5, 90, 80)) == ([], [])


def test_an_open_path_has_the_rules_that_it_draws() -> None:
    """Three sides of a frame; the fourth is open."""
    assert sides(path((10, 5), (10, 80), (90, 80), (90, 5))) == (
        [Rule(80, 10, 90)],
        [Rule(10, 5, 80), Rule(90, 5, 80)],
    )


def test_a_slanting_line_is_none() -> None:
    """The stroke through an empty cell divides nothing."""
    assert sides(path((10, 5), (90, 80))) == ([], [])


def test_a_hair_of_slant_is_a_rule() -> None:
    """Rounding, or a page that is turned by next to nothing."""
    ((across,), down) = sides(path((10, 5), (90, 5.01)))
    assert across.at == pytest.approx(5, abs=0.1)
    assert (across.start, across.end) == (10, 90)
    assert down == []


def test_an_area_between_two_boxes_is_a_border() -> None:
    """One just inside the other, whichever is drawn first."""
    outer, inner = box(10, 5, 90, 80), box(11, 6, 89, 79)
    for drawn in ((outer, inner), (inner, outer)):
        across, down = sides(*drawn)
        assert [round(rule.at) for rule in across] in ([5, 80], [6, 79])
        assert [round(rule.at) for rule in down] in ([10, 90], [11, 89])


def test_a_border_is_open_where_the_boxes_lie_on_each_other() -> None:
    """A cell cut by the page has no rule below."""
    across, down = sides(box(10, 5, 90, 80), box(11, 6, 89, 80))
    assert [round(rule.at) for rule in across] == [6]
    assert len(down) == 2


def test_boxes_far_within_each_other_are_no_border() -> None:
    """Shading within shading."""
    assert sides(box(10, 5, 90, 80), box(30, 25, 60, 50)) == ([], [])


def test_a_curved_area_is_no_border() -> None:
    """A drawn character, or a seal."""
    corners = [(10.0, 5.0), (90.0, 5.0), (90.0, 80.0), (10.0, 80.0)]
    curved = path(*corners, outlined=False, curved=True)
    assert sides(curved, box(11, 6, 89, 79)) == ([], [])
