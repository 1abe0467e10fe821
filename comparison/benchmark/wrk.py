"""wrk, which asks faster than any of these servers answers (Debian's package `wrk`)."""

import json
import shutil
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from subprocess import PIPE

from ..errors import ConfigurationError
from ..targets import child
from ..targets.process import HOST
from .load import Asked, Expected, Load

# Seconds for wrk to connect, and to end after its rounds: three times its own limit for a response.
GRACE = 90.0

SCRIPT = """
wrk.method, wrk.path = "GET", %(path)s
wrk.headers = %(headers)s
wrong = 0
local threads = {}
function setup(thread) table.insert(threads, thread) end
function response(status, headers, body)
  if status ~= %(status)d or (%(size)d >= 0 and #body ~= %(size)d) then wrong = wrong + 1 end
end
function done(summary, latency, requests)
  local bad = 0
  for _, thread in ipairs(threads) do bad = bad + thread:get("wrong") end
  local e = summary.errors
  io.write(string.format('\\n{"count": %%d, "seconds": %%f, "wrong": %%d, "errors": %%d}\\n',
    summary.requests, summary.duration / 1e6, bad, e.connect + e.read + e.write + e.timeout))
end
"""


def wrk(port: int, asked: Asked, expected: Expected, clients: int, seconds: float, folder: Path) -> Load:
    """Ask for one page again and again; raises `ConfigurationError` when wrk is not installed.

    The answers' status and size are checked; `busy` is the share of a CPU that wrk took.
    """
    program = shutil.which("wrk")
    if program is None:
        raise ConfigurationError("wrk is not installed: apt-get install wrk, or leave the kind `requests` out.")
    script = folder / "wrk.lua"
    script.write_text(script_for(asked, expected), "utf-8")
    before, begun = children_cpu(), time.perf_counter()
    done = child.run(
        [program, "-t1", f"-c{clients}", f"-d{max(round(seconds), 1)}s", "--timeout", "30s", "-s", str(script),
         f"http://{HOST}:{port}/"],
        timeout=seconds + GRACE, stdout=PIPE, stderr=PIPE, text=True,
    )  # fmt: skip
    load = Load()
    if done.returncode or not done.stdout.strip().endswith("}"):
        load.fail(f"wrk failed: {(done.stderr or done.stdout).strip()[-300:]}")
        return load
    result = json.loads(done.stdout.strip().splitlines()[-1])
    load.answered, load.seconds = result["count"], result["seconds"]
    load.busy = (children_cpu() - before) / (time.perf_counter() - begun)
    if result["wrong"] or result["errors"]:
        load.fail(f"{result['wrong']} wrong answers and {result['errors']} errors")
    return load


def script_for(asked: Asked, expected: Expected) -> str:
    line, *lines = asked.head.decode("latin-1").strip().split("\r\n")
    headers = ", ".join(f"[{lua(name)}] = {lua(value)}" for name, _, value in (one.partition(": ") for one in lines))
    size = -1 if expected.size is None else expected.size
    return SCRIPT % {
        "path": lua(line.split()[1]), "headers": f"{{{headers}}}", "status": expected.status, "size": size,
    }  # fmt: skip


def lua(text: str) -> str:
    """Return a text as Lua writes it: what it escapes as JSON does is all that may stand in a header."""
    return json.dumps(text, ensure_ascii=True)


def children_cpu() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
