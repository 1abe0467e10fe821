"""Where and how a benchmark ran: the machine, the versions and the settings, to judge it and to repeat it."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil

from .plan import Plan
from .servers import Cpus, server_command

_GIB = 1024**3
PACKAGES = ("flask", "quart", "werkzeug", "hypercorn", "gunicorn", "uvicorn", "granian", "uvloop", "h11", "httptools")


def machine_facts(cpus: Cpus) -> dict[str, str]:
    """Return the machine's hardware, its system, and the versions of Python and of the installed servers."""
    facts = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": _processor(),
        "memory": f"{psutil.virtual_memory().total / _GIB:.0f} GiB",
        "CPUs of the servers": ", ".join(map(str, cpus.servers)) or "shared with the load",
        "CPUs of the load": ", ".join(map(str, cpus.load)) or "shared with the servers",
    }
    for package in PACKAGES:
        try:
            facts[package] = version(package)
        except PackageNotFoundError:
            continue
    return facts


def _processor() -> str:
    """Return the processor's name from /proc/cpuinfo, elsewhere from `platform`; "unknown" if neither has it."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def plan_facts(plan: Plan) -> dict[str, Any]:
    """Return the settings of a plan as JSON values, with the command lines that repeat it.

    `command` is that of this process. Raises `ConfigurationError` if the package of a server is not installed.
    """
    servers = {
        contestant.name: " ".join(
            server_command(contestant.server, contestant.import_string, plan.workers, plan.threads)
        )
        for contestant in plan.contestants
    }
    workloads = {
        workload.name: {"kind": workload.kind, "path": workload.path, "grows": workload.grows,
                        "clients": workload.clients, "points": list(workload.points)}
        for workload in plan.workloads
    }  # fmt: skip
    return {
        "rounds": plan.rounds, "seconds": plan.seconds, "workers": plan.workers, "threads": plan.threads,
        "quick": plan.quick, "command": f"comparison {' '.join(sys.argv[1:])}", "servers": servers,
        "workloads": workloads,
    }  # fmt: skip
