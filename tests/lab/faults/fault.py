"""A fault: a promise that also checks leftovers, namely temporary files, log records, tracebacks and memory."""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from comparison.errors import StartError
from comparison.targets.process import has_ended

from ..promises.place import PASSWORD_HASH, App, Place, answers, served, settled
from ..promises.promise import Check, Promise, Register

# A group of exceptions is one, with those in it.
TRACEBACK = re.compile(r"^(Traceback|  \+ Exception Group Traceback) ", re.MULTILINE)
ANY = -1
MEMORY = 64.0
# A few connections of the last clients, and threads of a pool.
SLACK = 12
# Typed as a password by the faults: it must turn up nowhere.
CANARY = "canary-1f3a9c"


@dataclass(frozen=True)
class Fault(Promise):
    """A promise under a fault, and the leftovers that the fault may cause.

    `feature` is its part of the table; `tracebacks` is how many the fault itself makes the app print, or ANY; where
    `refused` is a text, the server must not start, and say that text; `room` is the memory in MiB that it may cost.
    """

    feature: str = ""
    tracebacks: int = 0
    refused: str = ""
    room: float = MEMORY

    async def keep(self, app: App, target: str) -> None:
        try:
            with served(app, target, self.settings) as place:
                assert not self.refused, "The server started, and should not have."
                # The first request makes what is made once.
                await answers(place, host=self.settings.get("TRUSTED_HOSTS"))
                files = await settled(place.files)
                place.forget_peak()
                await self.check(place)
                await self.look_after(place, files)
        except StartError as error:
            if not self.refused or self.refused not in str(error) or TRACEBACK.search(str(error)):
                raise

    async def look_after(self, place: Place, files: int) -> None:
        """Raise AssertionError if the fault has left anything, or if the app no longer answers."""
        for wire in place.wires:
            wire.close()
        grown = place.memory("VmHWM") - place.idle_memory
        assert grown < self.room, f"{grown:.0f} MiB more, of {self.room:.0f}"
        if all(map(has_ended, place.server.family())):
            place.start_again()
        await answers(place, host=self.settings.get("TRUSTED_HOSTS"))
        more = await left_open(place, files)
        assert more < SLACK, f"{more} files or connections are left open"
        left = [path.name for path in place.directory.iterdir() if path.name.startswith("tmp")]
        assert left == [], f"temporary files: {left}"
        assert place.app.naive or place.parts() == [], f"parts: {place.parts()}"
        printed = place.printed()
        tracebacks = [printed[match.start() :][:1000] for match in TRACEBACK.finditer(printed)]
        assert self.tracebacks in (len(tracebacks), ANY), f"{len(tracebacks)} tracebacks: {tracebacks[:1]}"
        for secret in (CANARY, PASSWORD_HASH, "a key for promises"):
            assert secret not in printed, "a secret was printed"
        for path in place.directory.glob("login*.log*"):
            for line in path.read_bytes().splitlines():
                json.loads(line)


async def left_open(place: Place, before: int) -> int:
    """Return the number of additional open files and connections, after at most half a minute.

    hypercorn sees that an idle client has left when its keep-alive ends: five seconds.
    """
    for _ in range(100):
        if place.files() - before < SLACK:
            break
        await asyncio.sleep(0.3)
    return place.files() - before


REGISTER = Register(kind=Fault)


def fault(feature: str, text: str, **more: Any) -> Callable[[Check], Check]:
    """Register a check as a fault of a feature."""
    return REGISTER.promise(text, feature=feature, **more)


def also(feature: str, promise: Promise, **more: Any) -> None:
    """Register an existing promise as a fault."""
    fault(
        feature,
        promise.text,
        naive=promise.naive,
        waived=promise.waived,
        settings=promise.settings,
        seconds=promise.seconds,
        targets=promise.targets,
        **more,
    )(promise.check)
