"""Where and how a benchmark ran: what a reader needs to judge it, and to repeat it."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil

from .plan import Plan
from .servers import Cpus, command_of

GIB = 1024**3
PACKAGES = ("flask", "quart", "werkzeug", "hypercorn", "gunicorn", "uvicorn", "granian", "uvloop", "h11", "httptools")


def machine(cpus: Cpus) -> dict[str, str]:
    """Return what a reader needs to know of where this ran."""
    found = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": processor(),
        "memory": f"{psutil.virtual_memory().total / GIB:.0f} GiB",
        "CPUs of the servers": ", ".join(map(str, cpus.servers)) or "not kept apart",
        "CPUs of the load": ", ".join(map(str, cpus.load)) or "not kept apart",
    }
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def settings_of(plan: Plan) -> dict[str, Any]:
    servers = {
        one.name: " ".join(command_of(one.server, one.served, plan.workers, plan.threads)) for one in plan.contestants
    }
    return {
        "rounds": plan.rounds, "seconds": plan.seconds, "workers": plan.workers, "threads": plan.threads,
        "quick": plan.quick, "command": f"comparison {' '.join(sys.argv[1:])}", "servers": servers,
        "workloads": {one.name: {"kind": one.kind, "path": one.path, "grows": one.grows, "clients": one.clients,
                                 "points": list(one.points)} for one in plan.workloads},
    }  # fmt: skip
