"""What a page shows of what is written on it, for pdfplumber, which does not ask.

A path may clip what is drawn after it (ISO 32000-1, 8.5.4). Spreadsheets print a merged cell
over a page break whole on both pages, each time clipped at the page's edge: what the file holds
there stands twice, and outside of its table. A clipping path counts as the box around it, so
that nothing is left out which a path of another form may show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pdfminer.layout import LTChar, LTComponent, LTCurve, LTLine
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.errors import TooLarge
from pipeline.extract.lines import LEANS
from pipeline.extract.strokes import EDGE, STRAIGHT_ON

if TYPE_CHECKING:
    from pdfminer.utils import Matrix, PathSegment, Point, Rect
    from pdfplumber.page import Page

    from pipeline.limits import Counted

# A path at least as wide, in widths of the page, is the frame of all its text: a table that is too
# wide for it runs on into the margin, and nothing of that stands on another page.
FRAME = 0.6


class Hidden(NamedTuple):
    """Text of one line that is clipped off; `is_cut`: the rest of the line is shown."""

    text: str
    is_cut: bool


class Window(NamedTuple):
    """The part of a page that is shown, in points from the foot."""

    x0: float
    y0: float
    x1: float
    y1: float

    def shows(self, point: Point, edge: float = 0.0) -> bool:
        """Does a point lie in it, or no further than `edge` from it?"""
        x, y = point
        return self.x0 - edge <= x <= self.x1 + edge and self.y0 - edge <= y <= self.y1 + edge

    def narrowed(self, points: Sequence[Point]) -> Window:
        """What is left of it within the box around some points."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return Window(
            max(self.x0, min(xs)),
            max(self.y0, min(ys)),
            min(self.x1, max(xs)),
            min(self.y1, max(ys)),
        )  # fmt: skip  (a corner a line)

    def nearest(self, point: Point) -> Point:
        """The point in it that is nearest to another."""
        x, y = point
        return min(max(x, self.x0), self.x1), min(max(y, self.y0), self.y1)


EVERYTHING = Window(float("-inf"), float("-inf"), float("inf"), float("inf"))


def clip(page: Page, check: Callable[[Counted, int], None]) -> tuple[Hidden, ...]:
    """Have a page hold what it shows; gives the text that it does not.

    Without that of which the clipping path shows nothing at all: it is not meant to be seen.
    `check` is told how many marks and forms there are so far, and raises TooLarge.

    Raises PdfminerException where the page cannot be read. The price: pdfplumber offers no door
    for an interpreter of one's own, so that the layout is put where pdfplumber keeps it.
    """
    device = Shown(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    device.check = check
    try:
        Clipping(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except TooLarge:
        raise
    except Exception as problem:
        raise PdfminerException(problem) from problem
    page._layout = device.get_result()  # noqa: SLF001  (see above)
    return tuple(device.cut_off())


class Shown(PDFPageAggregatorWithMarkedContent):
    """Collects what is drawn inside of the window, and counts what is drawn at all."""

    check: Callable[[Counted, int], None]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.window = EVERYTHING
        self.shown: list[Point] = []
        self.hidden: list[tuple[Window, float, str]] = []
        self._in_hidden = False
        self._around: list[Window] = []
        self._drawn: Counter[Counted] = Counter()

    def count(self, what: Counted) -> None:
        """One more. A form that draws others that draw others is a bomb of a few hundred bytes."""
        self._drawn[what] += 1
        self.check(what, self._drawn[what])

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """A form begins, which shows nothing outside of its box."""
        self.count("forms")
        super().begin_figure(name, bbox, matrix)
        self._around.append(self.window)
        box = self.cur_item.bbox
        self._show([box[:2], box[2:]])

    def end_figure(self, name: str) -> None:
        """What was shown before the form is shown again."""
        super().end_figure(name)
        self.window = self._around.pop()

    def narrow(self, path: Iterable[PathSegment]) -> None:
        """Show no more than a path does."""
        points = [apply_matrix_pt(self.ctm, point) for piece in path for point in _points(piece)]
        if points:
            self._show(points)

    def _show(self, points: Sequence[Point]) -> None:
        """Show no more than the box around some points."""
        page = self._stack[0] if self._stack else self.cur_item
        box = self.window.narrowed(points)
        is_frame = box.x1 - box.x0 >= FRAME * page.width
        self.window = box._replace(x0=self.window.x0, x1=self.window.x1) if is_frame else box

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        """A character, if its middle is shown."""
        self.count("marks")
        advance = super().render_char(*args, **kwargs)
        char = self.cur_item._objs[-1]  # noqa: SLF001  (pdfminer gives back its width alone)
        middle = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
        is_shown = self.window.shows(middle)
        if is_shown:
            self.shown.append(middle)
        else:
            self._hide(self.cur_item._objs.pop(), middle[1])  # noqa: SLF001
        self._in_hidden = not is_shown
        return advance

    def _hide(self, char: LTComponent, level: float) -> None:
        """Leave a character out, but keep what it says: with those before it on its line."""
        if not isinstance(char, LTChar) or _is_aslant(char):
            return
        text = char.get_text()
        if self._in_hidden and self.hidden and self.hidden[-1][1] == level:
            text = self.hidden.pop()[2] + text
        self.hidden.append((self.window, level, text))

    def cut_off(self) -> Iterator[Hidden]:
        """The text that is clipped off where other text is shown."""
        for window, level, text in self.hidden:
            beside = [y for x, y in self.shown if window.shows((x, y))]
            if beside:
                yield Hidden(text, any(abs(y - level) < EDGE for y in beside))

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        """A path, as far as it is shown."""
        self.count("marks")
        painted = self.cur_item._objs  # noqa: SLF001
        before = len(painted)
        super().paint_path(*args, **kwargs)
        painted[before:] = [
            part
            for path in painted[before:]
            for part in (_parts(path, self.window) if isinstance(path, LTCurve) else (path,))
        ]


def _is_aslant(char: LTChar) -> bool:
    """Does it run aslant, as a watermark does, which is not read anyway?"""
    a, b, c, d = char.matrix[:4]
    along, across = abs(a) + abs(d), abs(b) + abs(c)
    return min(along, across) >= LEANS * max(along, across)


def _points(piece: PathSegment) -> Iterator[Point]:
    """The points of a part of a path, with those that only bend it."""
    _, *operands = piece
    numbers = [float(operand) for operand in operands]
    yield from zip(numbers[::2], numbers[1::2], strict=False)


def _parts(path: LTCurve, window: Window) -> Iterator[LTCurve]:
    """What is shown of a path: of an outline its sides, of an area what is left of it."""
    if window.shows((path.x0, path.y0)) and window.shows((path.x1, path.y1)):
        yield path
    elif path.stroke:
        for start, end in _sides(path):
            yield from _side(path, start, end, window)
    elif _reaches(window, path):
        yield _cut(path, window)


def _sides(path: LTCurve) -> Iterator[tuple[Point, Point]]:
    """The straight parts of a path."""
    first = here = path.pts[0]
    for operator, *points in _pieces(path):
        there = points[-1] if points else first
        if operator == "m":
            first = there
        elif operator in STRAIGHT_ON:
            yield here, there
        here = there


def _pieces(path: LTCurve) -> list[tuple[Any, ...]]:
    """The operators of a path, each with its points as tuples, which pdfminer types flat."""
    return list(path.original_path or ())


def _side(path: LTCurve, start: Point, end: Point, window: Window) -> Iterator[LTLine]:
    """What is shown of one side of an outline, if it is level or upright."""
    near = window.nearest(start), window.nearest(end)
    moved = [abs(a - b) for there, here in zip((start, end), near, strict=True)
             for a, b in zip(there, here, strict=True)]  # fmt: skip
    level = abs(end[1] - start[1]) < EDGE and moved[1] <= EDGE
    upright = abs(end[0] - start[0]) < EDGE and moved[0] <= EDGE
    if (level or upright) and near[0] != near[1]:
        ends: Any = [("m", near[0]), ("l", near[1])]
        yield LTLine(path.linewidth, *near, stroke=True, original_path=ends)


def _reaches(window: Window, path: LTCurve) -> bool:
    """Is any of an area shown?"""
    return (
        path.x0 <= window.x1 + EDGE
        and path.x1 >= window.x0 - EDGE
        and path.y0 <= window.y1 + EDGE
        and path.y1 >= window.y0 - EDGE
    )


def _cut(path: LTCurve, window: Window) -> LTCurve:
    """An area without what lies outside of the window."""
    path.pts = [window.nearest(point) for point in path.pts]
    path.set_bbox((*window.nearest((path.x0, path.y0)), *window.nearest((path.x1, path.y1))))
    pieces: Any = [
        (operator, *(window.nearest(point) for point in points))
        for operator, *points in _pieces(path)
    ]
    path.original_path = pieces
    return path


class Clipping(PDFPageInterpreter):
    """Reads a page's content, and tells the device what is shown of it."""

    device: Shown

    def init_state(self, ctm: Matrix) -> None:
        """Begin with a page, or a form on it."""
        super().init_state(ctm)
        self._windows: list[Window] = []

    def do_q(self) -> None:
        """Keep the state of drawing."""
        super().do_q()
        self._windows.append(self.device.window)

    def do_Q(self) -> None:  # noqa: N802  (an operator of PDF)
        """Take up the state that was kept last."""
        super().do_Q()
        if self._windows:
            self.device.window = self._windows.pop()

    def do_W(self) -> None:  # noqa: N802
        """Clip to the path: its inside."""
        self.device.narrow(self.curpath)

    def do_W_a(self) -> None:  # noqa: N802
        """Clip to the path: every other of the areas that it parts."""
        self.device.narrow(self.curpath)
