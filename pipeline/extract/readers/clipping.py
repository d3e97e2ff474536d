"""What a page shows of what is written on it, for pdfplumber, which does not ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pdfminer.layout import LTChar, LTComponent, LTCurve, LTLine
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.errors import TooLarge
from pipeline.extract.lines import LEANS
from pipeline.extract.readers.leaf import reach, way_of_matrix
from pipeline.extract.readers.paths import sides
from pipeline.extract.readers.windows import EVERYTHING, Hidden, Point, Unshown, Window, cut_off

if TYPE_CHECKING:
    from pdfminer.utils import Matrix, PathSegment, Rect
    from pdfplumber.page import Page

    from pipeline.limits import Check, Counted


def clip(page: Page, check: Check) -> tuple[Hidden, ...]:
    """Have a page hold what it shows; gives the text that it does not.

    `check` is told how many marks and forms there are so far. Raises PdfminerException where the
    page cannot be read. The price: pdfplumber offers no door for an interpreter of one's own, so
    that the layout is put where pdfplumber keeps it.
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
    return tuple(cut_off(device.hidden, device.shown))


class Shown(PDFPageAggregatorWithMarkedContent):
    """Collects what is drawn inside of the window, and counts what is drawn at all."""

    check: Check

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.window = EVERYTHING
        self.shown: list[Point] = []
        self.hidden: list[Unshown] = []
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
        self.window = self.window.narrowed(points, page.width)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        """A character, if its middle is shown."""
        self.count("marks")
        advance = super().render_char(*args, **kwargs)
        char = self.cur_item._objs[-1]  # noqa: SLF001  (pdfminer gives back its width alone)
        middle = _middle(char)
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
        if self._in_hidden and self.hidden and self.hidden[-1].level == level:
            text = self.hidden.pop().text + text
        self.hidden.append(Unshown(self.window, level, text))

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


def _middle(char: LTComponent) -> Point:
    """The middle of a character as it is drawn, from the foot of the page."""
    across, up = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    if isinstance(char, LTChar) and way_of_matrix(*char.matrix[:4]) == "level":
        _, _, down = reach(-char.matrix[5], char.size)
        up = -down
    return across, up


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
        for start, end in sides(
            (op, points[-1] if points else None) for op, *points in _pieces(path)
        ):
            yield from _side(path, start, end, window)
    elif window.reaches(*path.bbox):
        yield _cut(path, window)


def _pieces(path: LTCurve) -> list[tuple[Any, ...]]:
    """The operators of a path, each with its points as tuples, which pdfminer types flat."""
    return list(path.original_path or ())


def _side(path: LTCurve, start: Point, end: Point, window: Window) -> Iterator[LTLine]:
    """What is shown of one side of an outline, if it is level or upright."""
    near = window.side(start, end)
    if near is not None:
        ends: Any = [("m", near[0]), ("l", near[1])]
        yield LTLine(path.linewidth, *near, stroke=True, original_path=ends)


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
