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
    """One input cannot be converted."""

    code = "input"


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


class TooLarge(InputError):
    """The file has more of something than is read."""

    code = "too_large"


class UnsupportedFile(InputError):
    """The content is of a kind that this program does not read."""

    code = "unsupported"


class DamagedFile(InputError):
    """The content starts like a kind we read, but cannot be read to its end."""

    code = "damaged"


class Encrypted(InputError):
    """The file opens only with a password."""

    code = "encrypted"


class NoText(InputError):
    """The pages are pictures."""

    code = "no_text"


class NoLedger(InputError):
    """The document was read, and there is no ledger of tasks in it."""

    code = "no_ledger"

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


class InternalError(InputError):
    """A defect of this program, kept to the one file that met it."""

    code = "internal"


class RegisterError(TaizhangError):
    """A register of department names cannot be read."""

    code = "register"


class OutputError(TaizhangError):
    """The output cannot be written."""

    code = "output"
