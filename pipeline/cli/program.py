"""The program as a whole: how a command ends, whatever happens, and how it speaks to a person."""

from __future__ import annotations

import errno
import gc
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from pipeline.errors import ExitCode

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Program(click.Group):
    """A group whose exit codes are those of the contract, and not click's."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command; exit with its code, or give it back where not `standalone_mode`."""
        # The patterns among the sources are ours to read on every system.
        extra |= {"prog_name": "taizhang", "windows_expand_args": False, "standalone_mode": False}
        _quiet_libraries()
        _take_streams()
        # What is imported and what a notice holds stays: to look through it for garbage after
        # each 700 objects, as is usual, costs a tenth of a conversion.
        gc.set_threshold(20_000)
        if sys.stdout is None:
            sys.stdout = _unwritable()
        if sys.stderr is None:
            sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (to the end)
        try:
            with _ended_by_sigterm():
                code = super().main(*args, **extra)
        except click.ClickException as error:
            error.show()
            code = ExitCode.USAGE
        except OSError as trouble:
            code = _stdout_failed(trouble)
        except click.Abort:
            say("Interrupted. What was finished is kept.")
            code = ExitCode.INTERRUPTED
        if not standalone_mode:
            return code
        sys.exit(int(code or ExitCode.OK))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. A reader of stdout who has had enough is no trouble of ours to tell."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop(sys.stdout)
            return ExitCode.FAILED
        except OSError as trouble:
            return _stdout_failed(trouble)


def say(line: str | None) -> None:
    """One line to stderr, whatever a file's name holds."""
    from pipeline.text.printable import printable

    if line is not None:
        with unheard():
            click.echo(printable(line), err=True)


@contextmanager
def unheard() -> Iterator[None]:
    """Let the work go on where stderr cannot be written: its disk full, its reader gone.

    What became of each input is in the manifest, and how the run ended in its exit code.
    """
    try:
        yield
    except OSError:
        _drop(sys.stderr)


def filled_path(text: str) -> str:
    """A path. An empty one comes from a variable that is not set, and names nothing."""
    if not text:
        message = "a path is empty"
        raise click.BadParameter(message)
    return text


def _quiet_libraries() -> None:
    """Keep libraries' own messages off stderr: what matters in them is an error or a finding."""
    # To look for pydantic's plugins it reads what every installed package says of itself.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the program as Ctrl-C does, with everything put away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stdout_failed(trouble: OSError) -> ExitCode:
    """Say so. Files are read and written behind errors of our own: this is stdout itself."""
    _drop(sys.stdout)
    is_full = trouble.errno in {errno.ENOSPC, errno.EDQUOT}
    remedy = "Make room for it." if is_full else "Check where it leads."
    say(f"error: stdout: it cannot be written ({trouble.strerror}). {remedy}")
    return ExitCode.FAILED


def _take_streams() -> None:
    """Where one was closed (`<&-`), let no file of ours be taken for stdin, stdout or stderr."""
    while (file := os.open(os.devnull, os.O_RDWR)) < 3:
        pass
    os.close(file)


def _unwritable() -> TextIO:
    """A stdout for who closed theirs (`>&-`): a command that writes to it fails, and says so."""
    return os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")


def _drop(stream: TextIO) -> None:
    """Leave nothing for Python to flush at its end into a pipe that nobody reads."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
