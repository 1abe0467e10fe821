"""Every case of a scene: each call that it makes, with each error, for N = 1, 2, 3 … until nothing was hit."""

from collections.abc import Iterator
from itertools import count

from .calls import ERRORS, KILL, OTHERS, UNDOING, Bench, Fault, Verdict


def verdicts(bench: Bench, scene: str) -> Iterator[Verdict]:
    """Judge all cases; each row of them ends with a run in which nothing was hit."""
    clean = bench.judge(scene)
    yield clean
    refused: list[Verdict] = []
    for call in clean.calls:
        for error in (*ERRORS.get(call, OTHERS), KILL):
            for verdict in until_clean(bench, scene, Fault(call, error, "1")):
                yield verdict
                if verdict.hit and error == "EIO" and verdict.status.startswith("5"):
                    refused.append(verdict)
            if error not in (KILL, "EINTR"):
                yield from until_clean(bench, scene, Fault(call, error, "1+"))
    for verdict in refused:
        yield from undone(bench, verdict)


def until_clean(bench: Bench, scene: str, fault: Fault, *before: Fault) -> Iterator[Verdict]:
    """Let the first call fail, then the second, and so on; `1+` lets all fail from there on."""
    for number in count(1):
        verdict = bench.judge(scene, *before, Fault(fault.call, fault.error, fault.when.replace("1", str(number))))
        yield verdict
        if not verdict.hit:
            return


def undone(bench: Bench, refused: Verdict) -> Iterator[Verdict]:
    """A call failed: what undoes the rest is killed, or fails too."""
    (first,) = refused.faults
    for call in UNDOING:
        if call in refused.calls and call != first.call:
            yield from until_clean(bench, refused.scene, Fault(call, KILL, "1"), first)
            yield bench.judge(refused.scene, first, Fault(call, "EIO", "1+"))
