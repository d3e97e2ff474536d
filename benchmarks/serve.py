"""Answer, document by document, to who asks over a pipe: `benchmarks.score.workers`.

It needs nothing but Python itself: the programs that are compared have environments of their own.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any


def serve(said: Callable[[str], Any]) -> None:
    """Write `"ready"`, then a line of JSON for each path that is read: what is said of it.

    What a library prints goes to stderr, so that the answers stay apart from it.
    """
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _write(answers, "ready")
    for line in sys.stdin:
        path = line.rstrip("\n")
        try:
            _write(answers, {"said": said(path)})
        # Whatever a library raises is its answer to this document, and no other's.
        except Exception as trouble:  # noqa: BLE001
            _write(answers, {"trouble": _named(trouble)})


def _write(answers: Any, said: Any) -> None:
    answers.write(json.dumps(said, ensure_ascii=True) + "\n")
    answers.flush()


def _named(trouble: Exception) -> str:
    """The code of an error of this project's, else the name of the exception and its text."""
    code = getattr(trouble, "code", None)
    if isinstance(code, str):
        return code
    return f"{type(trouble).__name__}: {' '.join(str(trouble).split())[:200]}"
