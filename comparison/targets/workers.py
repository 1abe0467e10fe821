"""Work shared out to processes of this program's own, which tell how far they are."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

G = TypeVar("G")
R = TypeVar("R")
Tell = Callable[[Any], None]


@dataclass(frozen=True)
class Done(Generic[R]):
    """What a process gives in the end."""

    result: R


def at_once(work: Callable[[G, Tell], R], given: Sequence[G], tell: Tell) -> list[R | None]:
    """Run `work` for each in a process of its own; return what each gives, None for one that ended before it did.

    Function and values are pickled. What `work` tells meanwhile is told here, and an interrupt is for all of them.
    """
    context = get_context("spawn")
    pipes = [context.Pipe(duplex=False) for _ in given]
    pairs = zip(given, pipes, strict=True)
    processes = [context.Process(target=run, args=(work, one, sending)) for one, (_, sending) in pairs]
    with interrupts_for(processes):
        for process, (_, sending) in zip(processes, pipes, strict=True):
            process.start()
            # The end of the pipe is then the end of the process.
            sending.close()
        results = listened([receiving for receiving, _ in pipes], tell)
        for process, (receiving, _) in zip(processes, pipes, strict=True):
            process.join()
            receiving.close()
    return results


def run(work: Callable[[G, Tell], object], given: G, pipe: Connection) -> None:
    """Work in this process; what interrupts it comes from the one that started it, not from the terminal."""
    os.setsid()
    with pipe:
        pipe.send(Done(work(given, pipe.send)))


@contextmanager
def interrupts_for(processes: Sequence[SpawnProcess]) -> Iterator[None]:
    """Hand an interrupt on to these processes."""

    def hand_on(*_: object) -> None:
        for process in processes:
            if process.pid is not None and process.is_alive():
                os.kill(process.pid, signal.SIGINT)

    before = signal.signal(signal.SIGINT, hand_on)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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
