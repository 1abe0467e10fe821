"""The result of an inspection: what is open, what is accepted and by what, and what is wrong with that."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .baseline import Key
from .finding import Finding, Inspection, Note, without_repetitions
from .ignores import Ignore, ignore_of, ignores_in
from .inventory import Item


@dataclass(frozen=True)
class Result:
    """The findings of an inspection, the most dangerous first, and what the app is made of.

    `ignored` are accepted by comments, `accepted` by the baseline. `everywhere` are notes that concern every such app.
    `remarks` are sentences about comments and entries that accept nothing, and about files that were left out.
    """

    framework: str
    modules: int
    lines: int
    findings: tuple[Finding, ...]
    ignored: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    everywhere: tuple[Note, ...]
    undetectable: tuple[Note, ...]
    items: tuple[Item, ...]
    remarks: tuple[str, ...]

    @property
    def dangerous(self) -> tuple[Finding, ...]:
        """The open findings that have to be closed."""
        return tuple(finding for finding in self.findings if finding.is_dangerous)


def result_of(
    inspection: Inspection, chosen: Collection[str], baseline: Collection[Key], items: Iterable[Item]
) -> Result:
    """Return the result of an inspection for the chosen notes; `baseline` are the accepted findings."""
    app = inspection.app
    sources = [source.module for source in app.sources]
    findings = [finding for finding in without_repetitions(inspection.findings) if finding.note.id in chosen]
    ignores = [ignore for module in sources for ignore in ignores_in(app.path_of(module), module.source.decode())]
    by_line: dict[tuple[str, int], list[Ignore]] = defaultdict(list)
    for ignore in ignores:
        by_line[ignore.path, ignore.line].append(ignore)
    used = {finding: ignore_of(by_line, finding.spot.path, finding.spot.line, finding.note.id) for finding in findings}
    modules = {app.path_of(module) for module in sources}
    accepted = [finding for finding in findings if used[finding] is None and finding.key in baseline]
    return Result(
        app.framework,
        len(sources),
        sum(module.source.count(b"\n") for module in sources),
        tuple(finding for finding in findings if used[finding] is None and finding.key not in baseline),
        tuple(finding for finding in findings if used[finding] is not None),
        tuple(accepted),
        tuple(note for note in inspection.everywhere if note.id in chosen),
        tuple(note for note in inspection.undetectable if note.id in chosen),
        tuple(items),
        (*_unused(ignores, used, chosen), *_stale(baseline, accepted, chosen, modules), *app.problems),
    )


def _unused(ignores: Iterable[Ignore], used: dict[Finding, Ignore | None], chosen: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with comments: no note, no reason, or no finding of a note at the line."""
    used_ids = {(ignore, finding.note.id) for finding, ignore in used.items() if ignore is not None}
    for ignore in ignores:
        if ignore.problem:
            yield ignore.problem
            continue
        for id in ignore.ids:
            if id in chosen and (ignore, id) not in used_ids:
                yield f"{ignore.path}:{ignore.comment_line}: {id} is not found at this line: remove `ignore[{id}]`."


def _stale(
    baseline: Collection[Key], accepted: Iterable[Finding], chosen: Collection[str], modules: Collection[str]
) -> Iterator[str]:
    """Yield the entries of the baseline that accept nothing; those of Python files that were not read are left out."""
    keys = {finding.key for finding in accepted}
    for note, path, text in sorted(baseline):
        is_read = path in modules or not path.endswith(".py") or not Path(path).exists()
        if is_read and note in chosen and (note, path, text) not in keys:
            yield f"The baseline accepts {note} in {path}, at `{text}`, where it is not found: remove the entry."
