"""Documents built by hand, and a converter that needs no stage: a file's words say what it is."""

from __future__ import annotations

import faulthandler
import os
import signal
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.errors import DamagedFile, InputMissing, NoLedger
from pipeline.model import (
    Citation,
    Column,
    Deadline,
    Document,
    Finding,
    Heading,
    Ledger,
    Notice,
    Party,
    Provenance,
    Responsibility,
    Severity,
    Task,
)

COLUMNS = (
    Column(header="工作任务", field="outline"),
    Column(header="具体要求", field="requirement"),
    Column(header="责任部门（单位）", field="responsibility"),
    Column(header="时限要求", field="deadline"),
    Column(header="备注", field="extras"),
)


def a_task(sequence: int = 1, **changes: object) -> Task:
    """A task with something in every field but the title."""
    fields: dict[str, Any] = {
        "sequence": sequence,
        "number": sequence,
        "outline": (
            Heading(label="一", title="进一步强化重点领域信息公开"),
            Heading(label=None, title="做好各类规划主动公开"),
        ),
        "title": None,
        "requirement": f"完成第{sequence}项工作。",
        "responsibility": Responsibility(
            text="办公室牵头，社会救助处、其他部门（单位）配合",
            and_others=False,
            parties=(
                Party(name="办公室", role="lead", collective=False, known=True),
                Party(name="社会救助处", role="support", collective=False, known=True),
                Party(name="其他部门（单位）", role="support", collective=True, known=False),
            ),
        ),
        "deadline": Deadline.model_validate(
            {"text": "年底前", "kind": "date", "due": "2021-12-31"}
        ),
        "citations": (Citation(title="政府工作报告", document_number=None),),
        "extras": {"备注": "逐条落实"},
        "provenance": (
            Provenance(field="requirement", page=2, bbox=(90.0, 120.5, 300.0, 160.0), place=None),
            Provenance(field="outline.1", page=2, bbox=(40.0, 120.5, 80.0, 160.0), place=None),
            Provenance(field="extras.备注", page=3, bbox=(400.0, 60.0, 450.0, 70.0), place=None),
        ),
    }
    return Task.model_validate(fields | changes)


def a_document(
    *tasks: Task,
    name: str = "notice.pdf",
    content: bytes = b"notice",
    findings: tuple[Finding, ...] = (),
    **source: object,
) -> Document:
    """A notice of one ledger with `tasks`, or with two."""
    return Document.model_validate(
        {
            "schema_version": "1.0",
            "source": {
                "name": name,
                "media_type": "application/pdf",
                "sha256": sha256(content).hexdigest(),
                "pages": 6,
            }
            | source,
            "notice": Notice(
                issuer="安徽省民政厅",
                title="关于印发《省民政厅2021年政务公开重点工作台账》的通知",
                document_number=None,
                issued_on=None,
                recipients=("厅机关各处（室、局）",),
                body="现印发你们。",
                citations=(),
                attachments=("省民政厅2021年政务公开重点工作台账",),
            ),
            "ledgers": (
                Ledger(
                    title="省民政厅2021年政务公开重点工作台账",
                    year=2021,
                    columns=COLUMNS,
                    tasks=tasks or (a_task(1), a_task(2)),
                ),
            ),
            "findings": findings,
        }
    )


def a_finding(severity: Severity = "warning", **changes: object) -> Finding:
    """A finding about the first task."""
    fields: dict[str, Any] = {
        "code": "repeated_text",
        "severity": severity,
        "message": "员会 stands twice at the cut",
        "ledger": 1,
        "task": 1,
        "field": "requirement",
    }
    return Finding.model_validate(fields | changes)


def _take_too_much(path: Path) -> None:
    """Run out of memory behind the back of a reader that takes it for a damage."""
    try:
        bytearray(1 << 40)
    except MemoryError as trouble:
        raise DamagedFile(path, "it breaks off", "Fetch it again.") from trouble


def put(**contents: str) -> None:
    """Files in the folder `in` of words that `convert` reads; `a_pdf` is `a.pdf`."""
    Path("in").mkdir(exist_ok=True)
    for name, content in contents.items():
        Path("in", name.replace("_", ".")).write_text(content)


def convert(path: Path) -> Document:
    """What the words of a file say should come of it."""
    if not path.exists():
        raise InputMissing(path, "there is no such file or folder", "Check the path.")
    content = path.read_bytes()
    words = content.decode().split()
    if "empty" in words:
        raise NoLedger(path, "there is no ledger in it", "Check that it is the right file.")
    if "defect" in words:
        message = "a value that\nnobody foresaw"
        raise ValueError(message)
    if "interrupt" in words:
        raise KeyboardInterrupt
    if "slow" in words:
        path.with_suffix(".started").touch()
        time.sleep(60)
    if "crash" in words:
        faulthandler.disable()
        os.kill(os.getpid(), signal.SIGSEGV)
    if "exit" in words:
        os._exit(7)
    if "greedy" in words:
        _held = bytearray(1 << 40)
    if "swallowed" in words:
        _take_too_much(path)
    severities: tuple[Severity, ...] = ("info", "warning", "error")
    findings = tuple(a_finding(severity) for severity in severities if severity in words)
    document = a_document(name=path.name, content=content, findings=findings)
    return _of_2022(document) if "2022" in words else document


def _of_2022(document: Document) -> Document:
    """The same, a year later."""
    ledgers = tuple(ledger.model_copy(update={"year": 2022}) for ledger in document.ledgers)
    return document.model_copy(update={"ledgers": ledgers})
