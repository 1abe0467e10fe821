"""Work shared out to processes of this program's own, which tell how far they are."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

G = TypeVar("G")
R = TypeVar("R")
Tell = Callable[[Any], None]
GRACE = 10.0


@dataclass(frozen=True)
class Done(Generic[R]):
    """What a process gives in the end."""

    result: R


def at_once(work: Callable[[G, Tell], R], given: Sequence[G], tell: Tell) -> list[R | None]:
    """Run `work` for each in a process of its own; return what each gives, None for one that ended before it did.

    Function and values are pickled. What `work` tells meanwhile is told here, and an interrupt is for all of them;
    raises `KeyboardInterrupt` when one of them gave nothing for it.
    """
    context = get_context("spawn")
    pipes = [context.Pipe(duplex=False) for _ in given]
    pairs = zip(given, pipes, strict=True)
    processes = [context.Process(target=run, args=(work, one, sending)) for one, (_, sending) in pairs]
    with ended(processes), interrupts_for(processes) as interrupts:
        start(processes)
        if interrupts:
            end(processes, signal.SIGINT)
        for _, sending in pipes:
            # The end of the pipe is then the end of the process.
            sending.close()
        results = listened([receiving for receiving, _ in pipes], tell)
    if interrupts and None in results:
        raise KeyboardInterrupt
    return results


def start(processes: Sequence[SpawnProcess]) -> None:
    """Start processes that an interrupt reaches once they work: in the midst of its imports it would be a fault."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        for process in processes:
            process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def run(work: Callable[[G, Tell], object], given: G, pipe: Connection) -> None:
    """Work in this process; what interrupts it comes from the one that started it, not from the terminal."""
    os.setsid()
    threading.Thread(target=end_with_parent, daemon=True).start()
    with suppress(KeyboardInterrupt, BrokenPipeError), pipe:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        pipe.send(Done(work(given, pipe.send)))


def end_with_parent() -> None:
    """Interrupt this process when the one that started it is gone; it has a while to put away what it made."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(GRACE)
        os._exit(1)


@contextmanager
def ended(processes: Sequence[SpawnProcess]) -> Iterator[None]:
    """Wait in the end for the processes that were started; kill them where what is done meanwhile fails."""
    try:
        yield
    except BaseException:
        end(processes, signal.SIGKILL)
        raise
    finally:
        for process in processes:
            if process.pid is not None:
                process.join()


@contextmanager
def interrupts_for(processes: Sequence[SpawnProcess]) -> Iterator[list[int]]:
    """Hand an interrupt on to these processes, and kill them at a second one; yield what has come so far."""
    come: list[int] = []

    def hand_on(number: int, _: object) -> None:
        end(processes, signal.SIGKILL if come else signal.SIGINT)
        come.append(number)

    before = signal.signal(signal.SIGINT, hand_on)
    try:
        yield come
    finally:
        signal.signal(signal.SIGINT, before)


def end(processes: Sequence[SpawnProcess], number: signal.Signals) -> None:
    for process in processes:
        if process.pid is not None and process.is_alive():
            os.kill(process.pid, number)


def listened(pipes: Sequence[Connection], tell: Tell) -> list[Any]:
    """Hear what the processes say until each has ended; return what each gave."""
    results: dict[Any, Any] = dict.fromkeys(pipes)
    speaking = list(pipes)
    while speaking:
        for pipe in [one for one in wait(speaking) if isinstance(one, Connection)]:
            try:
                said = pipe.recv()
            except EOFError:
                speaking.remove(pipe)
                continue
            if isinstance(said, Done):
                results[pipe] = said.result
            else:
                tell(said)
    return list(results.values())
