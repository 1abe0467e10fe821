"""Results whose numbers are known, and so what follows from them."""

from comparison.benchmark.background import BackgroundLoad
from comparison.benchmark.contestant import Role
from comparison.benchmark.result import Cell, Result, Round

SETTINGS = {
    "rounds": 4, "seconds": 0.5, "workers": 1, "threads": 64, "quick": False, "command": "comparison benchmark",
    "servers": {"Quart on hypercorn": "hypercorn quart_app.asgi:app"},
    "workloads": {
        "page": {"kind": "requests", "path": "/", "grows": "", "clients": 16, "points": [0]},
        "wait": {"kind": "calls", "path": "/wait/{n}", "grows": "wait", "clients": 100, "points": [0, 20, 100]},
    },
}  # fmt: skip
CONTESTANTS: dict[str, tuple[Role, str]] = {
    "Flask on gunicorn": ("baseline", "gunicorn"),
    "Flask on hypercorn": ("baseline", "hypercorn"),
    "Quart on hypercorn": ("candidate", "hypercorn"),
    "Quart on hypercorn, repeat": ("repeat", "hypercorn"),
    "bare ASGI on hypercorn": ("floor", "hypercorn"),
}
BACKGROUND = BackgroundLoad(2, 0.5, 0.01, 0.02, 0.1)
# The machine's speed in each round, the same for all contestants.
SPEEDS = (1.0, 1.1, 0.9, 1.05)


def sample_cell(workload, point, contestant, rate, load="closed", void="", memory=3.0, noise=0.0):
    """Return the cell of a contestant with about this rate, whose own noise is less than 0.1 % a round plus `noise`."""
    role, server = CONTESTANTS[contestant]
    drift = 1 + len(contestant) / 1e5 + (noise if role == "repeat" else 0)
    constants = {"memory": memory, "idle": 100.0, "busy": 0.1, "first_byte": 0.002}
    rounds = [
        Round(
            {
                "rate": rate * speed * drift**number,
                "cpu": speed / rate,
                "p50": 0.001 / speed,
                "p99": 0.01 / speed,
                **constants,
            },
            histogram="histogram",
        )
        for number, speed in enumerate(SPEEDS)
    ]
    if void:
        rounds = [Round({}, void)] * len(SPEEDS)
    return Cell(workload, load, point, contestant, role, server, tuple(rounds))


def sample_group(workload, point, rates, load="closed", memories=(3.0,) * 5, noise=0.0):
    """Return the cells of a group, from the rate and the memory of each contestant."""
    return [
        sample_cell(workload, point, contestant, rate, load, memory=memory, noise=noise)
        for contestant, rate, memory in zip(CONTESTANTS, rates, memories, strict=True)
    ]


def sample_result(differs=None):
    """Return a whole result."""
    cells = [
        *sample_group("page", 0, (1500, 1000, 1200, 1200, 6000)),
        *sample_group("page", 0, (700, 700, 700, 700, 700), "open 70 %"),
        *sample_group("wait", 0, (1400, 900, 1300, 1300, 3000)),
        *sample_group("wait", 20, (1000, 800, 1200, 1200, 2900)),
        *sample_group("wait", 100, (580, 500, 700, 700, 800)),
    ]
    machine = {"python": "3.13.0", "processor": "one <of> many"}
    return Result(machine, SETTINGS, tuple(cells), BACKGROUND, differs or {}, {"page": ("header vary (FD201)",)}, 61.0)
