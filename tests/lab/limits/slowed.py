"""Is a twin with five percent more work noticed? `PYTHONPATH=tests python -m lab.limits.slowed`.

It measures the page's CPU first, then a twin that burns a twentieth of it besides with each request.
"""

import os
import time
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from comparison.benchmark.contestant import Contestant
from comparison.benchmark.intervals import conclusion
from comparison.benchmark.plan import make_plan
from comparison.benchmark.result import advantage
from comparison.benchmark.run import run_plan
from comparison.settings import read_settings

ROOT = Path(__file__).parents[3]
MORE = 0.05


class Slowed:
    """The Quart twin, which works SLOWED seconds longer for each request."""

    async def __call__(self, scope, receive, send):
        from ..promises.served.quart_twin import asgi

        if scope["type"] == "http":
            end = time.thread_time() + float(os.environ["SLOWED"])
            while time.thread_time() < end:
                pass
        await asgi(scope, receive, send)


app = Slowed()


def cell(result, role):
    return next(one for one in result.cells if one.role == role and one.load == "closed")


def main() -> None:
    plan = replace(make_plan(read_settings(ROOT), only=("page",), rounds=20, seconds=1.0), open_loop_percents=())
    quart = plan.contestant("candidate")
    pair = [one for one in plan.contestants if one.role != "other" and one.server == "hypercorn"]
    cost = cell(run_plan(replace(plan, contestants=tuple(pair), rounds=5)), "candidate").median("cpu")
    env = {"SLOWED": str(cost * MORE), "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    side = replace(quart.side.with_env(env), app="lab.limits.slowed:app", serve="lab.limits.slowed:app")
    slowed = Contestant("other", "slowed Quart", "hypercorn", side)
    result = run_plan(replace(plan, contestants=(*pair, slowed)))
    console = Console(highlight=False)
    console.print(f"a page takes {cost * 1000:.3f} ms of CPU; the slowed twin {cost * MORE * 1000:.3f} ms more")
    for metric in ("rate", "cpu"):
        ours, noise, other = (cell(result, role) for role in ("candidate", "repeat", "other"))
        a_a, found = advantage(noise, ours, metric), advantage(ours, other, metric)
        console.print(f"{metric}: A/A {a_a}: {conclusion(a_a, a_a)}")
        console.print(f"{metric}: Quart is {found} times better than the slowed twin: {conclusion(found, a_a)}")


if __name__ == "__main__":
    main()
