"""What is drawn on a page, in order: texts, paths and pictures, those of forms among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extract.readers.pdfium.calls import FORM, SHADING, UNKNOWN, Calls
from pipeline.extract.readers.pdfium.clips import Clips
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.matrices import Matrix, then
from pipeline.extract.readers.windows import EVERYTHING, Window

# Forms are drawn in forms so deep at most.
DEEPEST = 16


class Drawn(NamedTuple):
    """One thing that is drawn: its handle and kind, and where it is drawn.

    `space` leads from the space that it stands in to the page as displayed. `content` is the
    number of the marked content that its form stands in; -1 is none.
    """

    handle: int
    kind: int
    space: Matrix
    window: Window
    content: int = -1


@dataclass(frozen=True, slots=True)
class Holder:
    """What holds things: a page, or a form that is drawn so deep in forms on it."""

    handle: int
    space: Matrix
    window: Window
    content: int = -1
    depth: int = 0


def drawn_on(calls: Calls, page: int, space: Matrix, width: float) -> Iterator[Drawn]:
    """All that a page draws. Raises Doubt where its forms do not come to an end."""
    yield from _held_by(calls, Holder(page, space, EVERYTHING), width)


def matrix_of(calls: Calls, handle: int) -> Matrix:
    """The matrix of a thing, to the space that it stands in."""
    if not calls.matrix(handle, calls.room):
        raise Doubt("a thing that is drawn nowhere")
    a, b, c, d, e, f = calls.floats[:6]
    return (a, b, c, d, e, f)


def _held_by(calls: Calls, holder: Holder, width: float) -> Iterator[Drawn]:
    if holder.depth > DEEPEST:
        raise Doubt("forms within forms")
    count, at = calls.count_objects, calls.object_at
    if holder.depth:
        count, at = calls.count_in_form, calls.object_in_form
    owner, space, content, kind_of = holder.handle, holder.space, holder.content, calls.kind
    clips = Clips(calls, space, holder.window, width)
    for place in range(count(owner)):
        handle = at(owner, place)
        kind = kind_of(handle) if handle else UNKNOWN
        if kind == FORM:
            inner = then(matrix_of(calls, handle), space)
            own = calls.content(handle)
            held = content if own < 0 else own
            form = Holder(handle, inner, clips.window(handle), held, holder.depth + 1)
            yield from _held_by(calls, form, width)
        elif kind not in (UNKNOWN, SHADING):
            yield Drawn(handle, kind, space, clips.window(handle), content)
