"""Where the dataset lies in a folder of outputs: `parquet/tasks/year=2021/NAME.parquet`.

The layout is Hive's: a table is a folder, and in it a folder for each year. Every input has files
of its own there, right below the year, called after the document with its subfolders.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import PurePosixPath

FOLDER = "parquet"
SUFFIX = ".parquet"
NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
"""What readers of this layout take for null."""

LONGEST_NAME = 255
"""Bytes that a file system takes for one name."""


def place(table: str, year: int | None, base: str) -> str:
    """The file in which a table holds what the document `base` says of a year."""
    return f"{FOLDER}/{table}/year={NO_YEAR if year is None else year}/{_file(base)}"


def claim(base: str) -> str:
    """What the document `base` takes for itself in every table and year."""
    return f"{FOLDER}/{_file(base)}"


def claimed(output: str) -> str:
    """The claim that an output shows; of one that is not in the dataset, its own path."""
    path = PurePosixPath(output)
    is_in_dataset = len(path.parts) == 4 and path.parts[0] == FOLDER and path.suffix == SUFFIX
    return f"{FOLDER}/{path.name}" if is_in_dataset and is_partition(path.parts[2]) else output


def is_partition(folder: str) -> bool:
    """Is it the name of a folder that holds the files of one year?"""
    return folder.startswith("year=")


def cut_to(name: str, size: int) -> str:
    """As much of the name as `size` bytes hold, no character halved."""
    while len(os.fsencode(name)) > size:
        name = name[:-1]
    return name


def _file(base: str) -> str:
    """The name of a document's files in the dataset, another one for each document.

    Subfolders become part of it (`sub%2Fnotice.parquet`): most readers look one folder below a
    table, and some take a further folder for a partition. A file whose name begins with `.` or
    `_` is passed over by Arrow and Spark.
    """
    name = base.replace("%", "%25").replace("/", "%2F")
    if name.startswith((".", "_")):
        name = f"%{ord(name[0]):02X}{name[1:]}"
    room = LONGEST_NAME - len(SUFFIX)
    if len(os.fsencode(name)) > room:
        mark = f"-{sha256(os.fsencode(base)).hexdigest()[:16]}"
        name = cut_to(name, room - len(mark)) + mark
    return name + SUFFIX
