"""What can stop a file, drawn as a tree; and the exit codes of the command.

    TaizhangError
    ├── InputError            this input cannot be converted; the others can
    │   ├── InputMissing      not_found
    │   ├── NoNotices         no_notices
    │   ├── InputUnreadable   unreadable
    │   ├── EmptyFile         empty_file
    │   ├── TooLarge          too_large
    │   ├── UnsupportedFile   unsupported
    │   ├── DamagedFile       damaged
    │   ├── Encrypted         encrypted
    │   ├── NoText            no_text
    │   ├── NoLedger          no_ledger
    │   ├── OverridesUnreadable  overrides_unreadable
    │   ├── TimeLimit         time_limit
    │   ├── MemoryLimit       memory_limit
    │   ├── WorkerCrashed     worker_crashed
    │   └── InternalError     internal
    ├── RegisterError         register: a register of departments cannot be read
    └── OutputError           output: nothing can be written there

A message says which file, what happened and what to do. Anything that went through but
needs a person's eye is a finding, never an exception.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the commands, as README lists them."""

    OK = 0
    USAGE = 1
    SOME_FAILED = 2
    FAILED = 3
    FINDINGS = 4
    INTERRUPTED = 130


class TaizhangError(Exception):
    """Base of everything that this program raises on purpose.

    `subject` is the file or folder, `what` happened to it, and `remedy` is what the user
    can do. `str()` gives all three as one sentence.
    """

    code = "error"

    def __init__(self, subject: object, what: str, remedy: str) -> None:
        super().__init__(f"{subject}: {what}. {remedy}")
        self.subject = str(subject)
        self.what = what
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[TaizhangError], tuple[str, str, str]]:
        """How to make it again: an error may have to travel from one process to another."""
        return type(self), (self.subject, self.what, self.remedy)


class InputError(TaizhangError):
    """One input cannot be converted.

    `lasting`: the same content fails again, on whatever machine, so that a later run of the same
    program need not try. Where that is not certain it tries.
    """

    code = "input"
    lasting = False


class InputMissing(InputError):
    """The path does not exist, or a pattern matches nothing."""

    code = "not_found"


class NoNotices(InputError):
    """A folder holds no file that could be a notice."""

    code = "no_notices"


class InputUnreadable(InputError):
    """The operating system does not let the file be read."""

    code = "unreadable"


class EmptyFile(InputError):
    """The file has no bytes, or nothing but white space."""

    code = "empty_file"
    lasting = True


class TooLarge(InputError):
    """The file has more of something than is read."""

    code = "too_large"


class UnsupportedFile(InputError):
    """The content is of a kind that this program does not read."""

    code = "unsupported"
    lasting = True


class DamagedFile(InputError):
    """The content starts like a kind we read, but cannot be read to its end."""

    code = "damaged"
    lasting = True


class Encrypted(InputError):
    """The file opens only with a password."""

    code = "encrypted"
    lasting = True


class NoText(InputError):
    """The pages are pictures."""

    code = "no_text"
    lasting = True


class NoLedger(InputError):
    """The document was read, and there is no ledger of tasks in it."""

    code = "no_ledger"
    lasting = True

    @classmethod
    def in_file(cls, path: object) -> NoLedger:
        """The error for a document that was read to its end."""
        return cls(
            path,
            "no ledger of tasks was found in it",
            "Give the notice with its ledger attached: a table headed by what is to be done "
            "and by whom or by when.",
        )


class OverridesUnreadable(InputError):
    """The overrides of an input cannot be read, or say something that is not understood."""

    code = "overrides_unreadable"


class TimeLimit(InputError):
    """Reading the file took longer than it may."""

    code = "time_limit"

    @classmethod
    def after(cls, path: object, seconds: float) -> TimeLimit:
        """The error for a file that was given so many seconds."""
        return cls(
            path,
            f"it was not done after {seconds:g} seconds, and was given up",
            "Give it more with --time-limit; if the file is small, please report it.",
        )


class MemoryLimit(InputError):
    """Reading the file took more memory than it may, or than there is."""

    code = "memory_limit"

    @classmethod
    def beyond(cls, path: object, megabytes: int | None) -> MemoryLimit:
        """The error for a file that was given so many megabytes; None: all that there are."""
        if megabytes is None:
            return cls(
                path, "there is not enough memory for it", "Convert it where there is more memory."
            )
        return cls(
            path,
            f"it takes more than {megabytes} MB of memory, and was given up",
            "Allow more with --memory-limit; if the file is small, please report it.",
        )


class WorkerCrashed(InputError):
    """The process that read the file died of it."""

    code = "worker_crashed"

    @classmethod
    def of(cls, path: object, death: str) -> WorkerCrashed:
        """The error for a file whose process ended in that way."""
        return cls(
            path,
            f"the process that read it died ({death})",
            "Try it again by itself, as memory may have run out; if that fails too, please "
            "report it, with the file if you may share it.",
        )


class InternalError(InputError):
    """A defect of this program, kept to the one file that met it."""

    code = "internal"


class RegisterError(TaizhangError):
    """A register of department names cannot be read."""

    code = "register"


class OutputError(TaizhangError):
    """The output cannot be written."""

    code = "output"


def lasting(code: str | None) -> type[InputError] | None:
    """The error of that code, if the same content gives it again."""
    kinds = {kind.code: kind for kind in InputError.__subclasses__() if kind.lasting}
    return kinds.get(code or "")
