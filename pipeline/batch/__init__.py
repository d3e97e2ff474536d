"""Many notices: each by itself, what is done is done, and a manifest of what became of them.

One process places the outputs of all inputs and reads none; others read, and write nothing
(`crew`, `worker`). So whatever a file does to its reader, no output is ever half there, and no
reader that outlived its run can write into the next one's. Modules import in this order and
never back: `allowance`, `signals`, `journal`, `nouns`, `attempt`, `worker`, `crew`, `made_with`,
`resume`, `placing`, `tally`, `whole_folder`, `running`, `streaming`.
"""

from __future__ import annotations

from pipeline.batch.allowance import BY_DEFAULT, UNLIMITED, Allowance, cores
from pipeline.batch.nouns import Converter, Folder, Outcome, Plan, Report, Settings
from pipeline.batch.running import begun, planned, run
from pipeline.batch.streaming import listed, stream
from pipeline.batch.tally import Tally

__all__ = [
    "BY_DEFAULT",
    "UNLIMITED",
    "Allowance",
    "Converter",
    "Folder",
    "Outcome",
    "Plan",
    "Report",
    "Settings",
    "Tally",
    "begun",
    "cores",
    "listed",
    "planned",
    "run",
    "stream",
]
