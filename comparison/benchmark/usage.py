"""What a server costs: CPU time and memory of its processes, as the kernel counts them."""

from contextlib import suppress
from pathlib import Path

import psutil

from ..targets.process import ServerProcess

# Linux has it; elsewhere the memory is that of the moment, and no peak is known.
PROC = Path("/proc/self")


def cpu_seconds(server: ServerProcess) -> float:
    """Return the seconds of CPU that the server and its workers have used, in steps of 10 ms."""
    return sum(sum(process.cpu_times()[:2]) for process in server.family())


def memory(server: ServerProcess, field: str = "VmRSS") -> float:
    """Return the memory of the server and its workers in MiB; `VmHWM` is the highest since `forget_peak`."""
    if not PROC.exists():
        return sum(process.memory_info().rss for process in server.family()) / 1024**2
    found = 0
    for process in server.family():
        status = (PROC.parent / str(process.pid) / "status").read_text("ascii", errors="replace")
        found += next((int(line.split()[1]) for line in status.splitlines() if line.startswith(field)), 0)
    return found / 1024


def forget_peak(server: ServerProcess) -> None:
    """Let the highest memory be counted from now on (proc(5), clear_refs)."""
    for process in server.family() if PROC.exists() else ():
        (PROC.parent / str(process.pid) / "clear_refs").write_text("5", "ascii")


def pin(process: psutil.Process, cpus: list[int]) -> None:
    """Keep a process, all of its threads and those to come on these CPUs; none, or a system that can't: do nothing."""
    if cpus and hasattr(process, "cpu_affinity"):
        for thread in process.threads():
            with suppress(psutil.Error):
                psutil.Process(thread.id).cpu_affinity(cpus)
