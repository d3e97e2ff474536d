"""What becomes of one input: data that keeps the contract, one of our errors, or a defect."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from pipeline.check import check
from pipeline.convert import convert
from pipeline.departments import Register
from pipeline.emit import DATASET, FORMATS, emit
from pipeline.emit.document_json import document_json
from pipeline.emit.of_years import DIFF
from pipeline.errors import InputError, InternalError
from pipeline.model import Document
from pipeline.years import compare

GOOD = ("data", "error")


class TooLong(BaseException):
    """The input has used up its time. No Exception, so that nothing takes it for one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`kind`: data, error, foreign, broken, slow, memory, crash or hang; `what` says which."""

    kind: str
    what: str

    @property
    def is_good(self) -> bool:
        """Is it data or one of our errors?"""
        return self.kind in GOOD


@dataclass(frozen=True, slots=True)
class Trial:
    """How an input is tried: CPU seconds, and a document to compare it with."""

    seconds: float
    other: Document
    register: Register

    def outcome(self, path: Path, *, whole: bool) -> Outcome:
        """What becomes of a file; `whole`: it is also drawn in every format, and compared."""
        try:
            with _limited(self.seconds):
                document = convert(path, register=self.register)
                said = check(document_json(document)).violations
                if said:
                    return Outcome("broken", f"{said[0].where.split('[')[0]} {said[0].what}")
                if whole:
                    self._draw(document)
        except InternalError as error:
            return Outcome("foreign", error.what)
        except InputError as error:
            return Outcome("error", error.code)
        except MemoryError as trouble:
            return Outcome("memory", _place(trouble))
        except TooLong as trouble:
            return Outcome("slow", _place(trouble))
        except Exception as trouble:  # noqa: BLE001  (what is looked for)
            return Outcome("foreign", f"{type(trouble).__name__} {_place(trouble)}")
        return Outcome("data", "whole" if whole else "converted")

    def _draw(self, document: Document) -> None:
        emit(document, "notice", (*FORMATS, DATASET))
        changes = compare(self.other, document, register=self.register)
        for form in DIFF.values():
            form.draw(changes, self.other, document)


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise TooLong after so much time of the processor, whatever else the machine does."""

    def stop(_number: int, _frame: object) -> NoReturn:
        raise TooLong

    before: Callable[..., object] | int | None = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _place(trouble: BaseException) -> str:
    """Where it was raised, and the last place of ours on the way there."""
    frames = traceback.extract_tb(trouble.__traceback__)
    ours = [frame for frame in frames if "/pipeline/" in Path(frame.filename).as_posix()]
    last = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in (*ours[-1:], *frames[-1:])]
    return " < ".join(dict.fromkeys(reversed(last)))
