"""Results that are made up, so that what is said of them is known."""

from comparison.benchmark.result import Cell, Result, Round

SETTINGS = {
    "rounds": 4, "seconds": 0.5, "workers": 1, "threads": 64, "quick": False, "command": "comparison benchmark",
    "servers": {"Quart on hypercorn": "hypercorn quart_app.asgi:app"},
    "workloads": {
        "page": {"kind": "requests", "path": "/", "grows": "", "clients": 16, "points": [0]},
        "wait": {"kind": "calls", "path": "/wait/{n}", "grows": "wait", "clients": 100, "points": [0, 20, 100]},
    },
}  # fmt: skip
ROLES = {
    "Flask on gunicorn": ("baseline", "gunicorn"),
    "Flask on hypercorn": ("baseline", "hypercorn"),
    "Quart on hypercorn": ("candidate", "hypercorn"),
    "Quart on hypercorn, again": ("again", "hypercorn"),
    "bare ASGI on hypercorn": ("floor", "hypercorn"),
}
# As if the machine were now faster, now slower, for all alike.
MOODS = (1.0, 1.1, 0.9, 1.05)


def cell(workload, point, name, rate, load="closed", void=""):
    """Return a contestant that answers so often, with noise of less than a thousandth of its own."""
    role, server = ROLES[name]
    own = 1 + len(name) / 1e5
    same = {"memory": 3.0, "idle": 100.0, "busy": 0.1, "first_byte": 0.002}
    values = [
        {"rate": rate * mood * own**number, "cpu": mood / rate, "p50": 0.001 / mood, "p99": 0.01 / mood, **same}
        for number, mood in enumerate(MOODS)
    ]
    rounds = tuple(Round({}, void) if void else Round(one, "", "histogram") for one in values)
    return Cell(workload, load, point, name, role, server, rounds)


def cells(workload, point, rates, load="closed"):
    return [cell(workload, point, name, rate, load) for name, rate in zip(ROLES, rates, strict=True)]


def made_up(differs=None):
    """Return a whole result."""
    found = [
        *cells("page", 0, (1500, 1000, 1200, 1200, 6000)),
        *cells("page", 0, (700, 700, 700, 700, 700), "open 70 %"),
        *cells("wait", 0, (1400, 900, 1300, 1300, 3000)),
        *cells("wait", 20, (1000, 800, 1200, 1200, 2900)),
        *cells("wait", 100, (580, 500, 700, 700, 800)),
    ]
    machine = {"python": "3.13.0", "processor": "one <of> many"}
    return Result(machine, SETTINGS, tuple(found), differs or {}, 61.0)
