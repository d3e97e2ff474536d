"""Who answers for a task (责任部门): the parties of a cell, each with its role.

`cell` is the line through the others: `name_breaks` (with `cell_layout`, `joined_lines` and
`cut_words`) tells which white space parts two names, `items` cuts the cell at its marks and takes
the words of role (`role_words`) from the names, `run_together` (with `seams`) parts names that
have nothing between them, and `roles` tells how far back a role reaches. `clear_names` are what
the ledger's other cells show; `end_brackets` finds a cell at the end of a requirement.
"""

from __future__ import annotations

from pipeline.normalise.responsibility.cell import combine, responsibility, responsibility_within
from pipeline.normalise.responsibility.clear_names import with_names_shown
from pipeline.normalise.responsibility.name_breaks import Known

__all__ = ["Known", "combine", "responsibility", "responsibility_within", "with_names_shown"]
