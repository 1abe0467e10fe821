"""Repeat a run of the baseline, from a fresh start, until it is known what is noise."""

import time
from collections.abc import Callable, Sequence

from ..compare import Finding
from ..comparer import Comparer
from ..settings import Target
from ..values.difference import Difference, differences
from ..values.masking import masked
from ..values.normalizers import Conversation, normalize
from ..values.variation import is_reordered, may_be_clock

# Runs the baseline once more, and returns its conversation; None if that failed.
RunOnce = Callable[[], Conversation | None]
# Two things agree by chance in every second run, if only their order varies.
_FACTOR_FOR_ORDER = 2
# How many times the number of repeats are made at most, if more and more turns out to vary.
_MAX_FACTOR = 3
# Seconds from the first repeat to the last, where the difference may be that of a clock that shows seconds.
_CLOCK_SECONDS = 1.1


def judged(
    comparer: Comparer,
    test: str,
    target: Target,
    finding: Finding,
    compare: Callable[[], Finding],
    run_once: RunOnce,
    sleep: Callable[[float], None] = time.sleep,
    run_after_earlier: RunOnce | None = None,
) -> Finding:
    """Return the finding of a run without what is noise: the baseline is repeated for as long as that is open.

    A place is open until the baseline varies there, or has agreed with itself as often as the settings say. If a repeat
    fails, what is open is reported. All repeats may run within one second, in which a clock stands still: before the
    last of them, `sleep` waits for the next second. Where the repeats do not show what the baseline showed, as they
    lack what earlier tests left, those of `run_after_earlier` take their place.
    """
    agreed, runs, first_at = 0, 0, time.monotonic()
    while open_differences := comparer.open_differences(test, finding):
        wanted = _wanted(comparer.settings.repeats, open_differences)
        is_settled = agreed >= wanted or runs > _MAX_FACTOR * wanted
        if agreed == wanted - 1 and any(may_be_clock(item.baseline, item.candidate) for item in open_differences):
            sleep(max(first_at + _CLOCK_SECONDS - time.monotonic(), 0))
        conversation = None if is_settled else run_once()
        if conversation is None:
            if wanted and run_after_earlier and not _is_reproduced(comparer, test, target, finding):
                comparer.repeats.get(test, {}).pop(target, None)
                run_once, run_after_earlier, agreed, runs = run_after_earlier, None, 0, 0
                finding = compare()
                continue
            if is_settled:
                comparer.add_agreements(test, open_differences, agreed)
            break
        comparer.add_repeat(test, target, conversation)
        runs += 1
        before, finding = finding, compare()
        # The first repeat has nothing to agree with.
        agreed = agreed + (runs > 1) if _differences(finding) == _differences(before) else 0
    return comparer.with_agreements(test, finding)


def _wanted(repeats: int, differences: Sequence[Difference]) -> int:
    is_order = any(is_reordered(difference.baseline or "", difference.candidate or "") for difference in differences)
    return repeats * _FACTOR_FOR_ORDER if is_order else repeats


def _is_reproduced(comparer: Comparer, test: str, target: Target, finding: Finding) -> bool:
    """Return whether the repeats have what the recorded baseline has, in the places of the differences."""
    repeats = comparer.repeats.get(test, {}).get(target, ())
    if len(repeats) < 2:
        return False
    baseline = comparer.conversations[test, finding.differences[0].runs[0]]
    recorded, *again = (normalize(member, comparer.settings.all_normalizers) for member in (baseline, *repeats))
    result = masked(recorded, again[0], again)
    unequal = {(item.position, item.field) for item in differences(result.baseline, result.candidate)}
    return unequal.isdisjoint((item.position, item.field) for item in _differences(finding))


def _differences(finding: Finding) -> list[Difference]:
    return [difference.difference for difference in finding.differences]
