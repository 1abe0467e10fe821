"""CPU time and memory of a server and its workers, as the kernel counts them."""

from contextlib import suppress
from pathlib import Path

import psutil

from ..targets.process import ServerProcess

# Only Linux has it. Elsewhere the peak of the memory is unknown, and the present value stands for it.
_PROC = Path("/proc")


def cpu_seconds(server: ServerProcess) -> float:
    """Return the CPU time of the server and its workers in seconds, in steps of 10 ms."""
    return sum(sum(process.cpu_times()[:2]) for process in server.family())


def memory(server: ServerProcess) -> float:
    """Return the resident memory of the server and its workers in MiB."""
    return _memory_field(server, "VmRSS")


def peak_memory(server: ServerProcess) -> float:
    """Return the sum of the peaks of resident memory since `reset_peak_memory`, in MiB."""
    return _memory_field(server, "VmHWM")


def _memory_field(server: ServerProcess, field: str) -> float:
    """Return the sum of a field of /proc/PID/status (proc(5)) over the server and its workers, in MiB.

    Elsewhere than on Linux, any field is the present resident memory.
    """
    if not (_PROC / "self").exists():
        return sum(process.memory_info().rss for process in server.family()) / 1024**2
    kibibytes = 0
    for process in server.family():
        status = (_PROC / str(process.pid) / "status").read_text("ascii", errors="replace")
        kibibytes += next((int(line.split()[1]) for line in status.splitlines() if line.startswith(field)), 0)
    return kibibytes / 1024


def reset_peak_memory(server: ServerProcess) -> None:
    """Reset the peak to the present memory (proc(5), clear_refs); does nothing where there is no /proc."""
    for process in server.family() if (_PROC / "self").exists() else ():
        (_PROC / str(process.pid) / "clear_refs").write_text("5", "ascii")


def pin_to_cpus(process: psutil.Process, cpus: list[int]) -> None:
    """Restrict a process, its threads and its future children to these CPUs.

    Does nothing if the list is empty, or if the system can't.
    """
    if cpus and hasattr(process, "cpu_affinity"):
        for thread in process.threads():
            with suppress(psutil.Error):
                psutil.Process(thread.id).cpu_affinity(cpus)
