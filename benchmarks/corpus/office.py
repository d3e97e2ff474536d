"""LibreOffice: prints typed documents, many in one go."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

# Starting takes some seconds and a document about one; never longer than this, in seconds.
LONGEST = 600
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
UNTAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}'


def print_all(typed: Sequence[Path], folder: Path, *, tagged: bool) -> None:
    """Print documents to `folder`, each under its own stem."""
    if not typed:
        return
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--convert-to",
                TAGGED if tagged else UNTAGGED,
                "--outdir",
                str(folder),
                *map(str, typed),
            ],
            check=True,
            capture_output=True,
            timeout=LONGEST,
        )
