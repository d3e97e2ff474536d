"""A run into a folder: plan, read, place, and say in the manifest what became of each input."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from pipeline.batch.attempt import Attempt, Job, attempted
from pipeline.batch.journal import journal
from pipeline.batch.made_with import Recipe
from pipeline.batch.nouns import Folder, Outcome, Plan, Report, Settings
from pipeline.batch.placing import placed
from pipeline.batch.resume import done_already
from pipeline.batch.signals import held_back
from pipeline.batch.tally import Tally, Tallying
from pipeline.batch.whole_folder import NAMES, refuse_foreign, take_away_stale, whole_folder
from pipeline.emit import emit, endings, files
from pipeline.emit.manifest import ManifestRow, read_manifest
from pipeline.errors import InputMissing, NoNotices, OutputError
from pipeline.sources import Input, find, named, place_of

Attempts = Callable[[Iterable[Input]], Iterable[tuple[Input, Attempt]]]
NO_FILE = frozenset({InputMissing.code, NoNotices.code})
"""A path without a file is in the manifest of the run that was given it, and no longer: it is no
input that could have a state."""


@contextmanager
def begun(output: Path, wait: Callable[[], None] = lambda: None) -> Iterator[Folder]:
    """The folder `output`, made if need be, once no other run writes to it.

    `wait` is told, once, that another one does. Raises OutputError where nothing can be written,
    before any work is done.
    """
    with journal(output, wait) as held:
        yield Folder(output, read_manifest(output), held)


def planned(sources: Iterable[str], folder: Folder, from_list: Iterable[str] = ()) -> Plan:
    """Which inputs the sources and the paths of a list name, and how their outputs are called.

    What a run did that was killed gives no names: after it, all are called as without it. But no
    name is taken from an input that this run is not given.
    """
    found = find(sources, from_list)
    given = {place_of(item.path, folder.path) for item in found}
    rows = folder.recorded | {
        path: row for path, row in folder.journal.rows.items() if path not in given
    }
    outputs = {path: row.outputs for path, row in rows.items()}
    return Plan(named(found, folder.path, endings(), outputs, reserved=NAMES), folder)


def run(plan: Plan, settings: Settings, report: Report) -> Tally:
    """Convert each input into files, telling `report` of each as soon as it is done.

    When it is interrupted, what is done stays and is in the manifest; when it is killed, the
    next run goes on. Raises OutputError where the manifest cannot be written or the folder is
    gone; an output that cannot be written is its input's failure.
    """
    job = Job(settings.convert, partial(emit, formats=settings.formats))
    under_way = _Run(plan, settings, report)
    under_way.refuse_foreign()
    try:
        with attempts(job, settings) as read:
            for item, attempt in read(under_way.to_do()):
                under_way.finish(item, attempt)
    finally:
        under_way.conclude()
    return under_way.tallying.tally()


@contextmanager
def attempts(job: Job, settings: Settings, *, in_turn: bool = False) -> Iterator[Attempts]:
    """What reads inputs: processes for it, or this one where there are to be none."""
    if not settings.workers:
        yield lambda items: ((item, attempted(item, job)) for item in items)
        return
    from pipeline.batch.crew import Crew  # what starts processes is slow to import

    with Crew(job, settings.allowance, settings.workers) as crew:
        yield partial(crew.attempts, in_turn=in_turn)


class _Run:
    """A run into a folder, under way: what it found out so far."""

    def __init__(self, plan: Plan, settings: Settings, report: Report) -> None:
        self.tallying = Tallying()
        self._plan = plan
        self._settings = settings
        self._report = report
        self._recipe = Recipe.of(settings)
        self._rows = {path: row for path, row in self._before().items() if row.error not in NO_FILE}
        self._made_with: dict[str, str] = {}
        self._owners: dict[str, str] = {}
        for path, row in self._rows.items():
            self._own(path, row)
        self._written: list[str] = []

    def refuse_foreign(self) -> None:
        """Raise OutputError where a file that is not ours would have to be overwritten."""
        refuse_foreign(self._folder.path, self._rows.values(), self._settings.formats)

    def to_do(self) -> Iterator[Input]:
        """The inputs that have to be read; the others are told on the way."""
        before = self._before()
        for item in self._plan.inputs:
            if item.problem is not None:
                self.finish(item, Attempt(None, error=item.problem))
                continue
            # Taken down before the input is read: a change in between is work for the next run.
            made_with = self._recipe.made_with(item)
            row = None if self._settings.force else before.get(item.key)
            known = done_already(item, row, made_with, self._folder.path)
            if known is None:
                self._made_with[item.key] = made_with
                yield item
            else:
                self._tell(known)

    def finish(self, item: Input, attempt: Attempt) -> None:
        """Place what was read, whole and with its row, or nothing of it. Raises OutputError."""
        with held_back():
            if not self._folder.journal.is_in_place():
                raise _gone(self._folder.path)
            before = self._outputs_before(item)
            made_with = self._made_with.pop(item.key, None)
            outcome, row = placed(item, attempt, before, self._folder.path, made_with)
            self._rows[item.key] = row
            self._own(item.key, row)
            self._folder.journal.add(row)
            self._written.extend(row.outputs)
        self._tell(outcome)

    def conclude(self) -> None:
        """Write what is about the whole folder; the journal has said what it had to."""
        folder = self._folder
        if not folder.journal.is_in_place():
            return
        left = (name for row in folder.journal.rows.values() for name in row.outputs)
        files.settle(folder.path / name for name in itertools.chain(left, self._written))
        made = whole_folder(self._rows.values())
        contents = {folder.path / name: content for name, content in made.items()}
        files.write(contents, mark=files.RUN, settled=True)
        take_away_stale(folder.path, made)
        folder.journal.clear()

    @property
    def _folder(self) -> Folder:
        return self._plan.folder

    def _before(self) -> dict[str, ManifestRow]:
        """What earlier runs found out; a later word on an input counts."""
        return {**self._folder.recorded, **self._folder.journal.rows}

    def _outputs_before(self, item: Input) -> list[str]:
        """What an input has in the folder from earlier runs, and no other got since.

        A run that was killed may have given its name to one that is called otherwise now.
        """
        rows = (held.get(item.key) for held in (self._folder.recorded, self._folder.journal.rows))
        had = [name for row in rows if row is not None for name in row.outputs]
        return [name for name in had if self._owners.get(name.casefold(), item.key) == item.key]

    def _own(self, path: str, row: ManifestRow) -> None:
        self._owners.update(dict.fromkeys(map(str.casefold, row.outputs), path))

    def _tell(self, outcome: Outcome) -> None:
        self.tallying.add(outcome)
        self._report(outcome)


def _gone(folder: Path) -> OutputError:
    return OutputError(
        folder,
        "the folder was removed or exchanged while it was written to",
        "Leave it where it is until the run has ended, and run the same again.",
    )
