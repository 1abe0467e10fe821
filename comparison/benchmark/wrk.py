"""The load of wrk (Debian's package `wrk`): a closed loop that is faster than any of the servers."""

import json
import shutil
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from subprocess import PIPE

from ..errors import ConfigurationError
from ..targets import child
from ..targets.process import HOST
from .connection import ExpectedResponse
from .load import LoadResult
from .request import EncodedRequest

# Seconds that wrk may take beyond its round, to connect and to end: three times its own limit for a response.
_GRACE = 90.0

_SCRIPT = """
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


def run_wrk(
    port: int, request: EncodedRequest, expected: ExpectedResponse, clients: int, seconds: float, directory: Path
) -> LoadResult:
    """Run wrk for whole seconds, at least one, and check the status and size of each response.

    Writes its script to `directory`. The result has counts and wrk's share of its CPU, but no latencies. Wrong
    responses, and a failure of wrk, are errors in it. Raises `ConfigurationError` if wrk is not installed, and
    `TimeoutError` if it has not ended 90 seconds after the round.
    """
    program = shutil.which("wrk")
    if program is None:
        raise ConfigurationError(
            "Workloads of the kind 'requests' need wrk, which is not installed: apt-get install wrk, "
            "remove them from [tool.comparison.benchmark.workloads], or measure others with --workload."
        )
    script = directory / "wrk.lua"
    script.write_text(wrk_script(request, expected), "utf-8")
    cpu_before, start = _children_cpu_seconds(), time.perf_counter()
    completed = child.run(
        [program, "-t1", f"-c{clients}", f"-d{max(round(seconds), 1)}s", "--timeout", "30s", "-s", str(script),
         f"http://{HOST}:{port}/"],
        timeout=seconds + _GRACE, stdout=PIPE, stderr=PIPE, text=True,
    )  # fmt: skip
    result = LoadResult()
    if completed.returncode or not completed.stdout.strip().endswith("}"):
        result.add_error(f"wrk failed: {(completed.stderr or completed.stdout).strip()[-300:]}")
        return result
    summary = json.loads(completed.stdout.strip().splitlines()[-1])
    result.unrecorded, result.seconds = summary["count"], summary["seconds"]
    result.busy = (_children_cpu_seconds() - cpu_before) / (time.perf_counter() - start)
    if summary["wrong"] or summary["errors"]:
        result.add_error(f"{summary['wrong']} wrong responses and {summary['errors']} errors")
    return result


def wrk_script(request: EncodedRequest, expected: ExpectedResponse) -> str:
    """Return the Lua script that sends a GET request and counts responses of another status or size."""
    request_line, *lines = request.head.decode("latin-1").strip().split("\r\n")
    headers = [line.partition(": ") for line in lines]
    table = ", ".join(f"[{lua_string(name)}] = {lua_string(value)}" for name, _, value in headers)
    size = -1 if expected.size is None else expected.size
    path = lua_string(request_line.split()[1])
    return _SCRIPT % {"path": path, "headers": f"{{{table}}}", "status": expected.status, "size": size}


def lua_string(text: str) -> str:
    """Return a text as a Lua literal. JSON's escapes suffice for every character that a header may contain."""
    return json.dumps(text, ensure_ascii=True)


def _children_cpu_seconds() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
