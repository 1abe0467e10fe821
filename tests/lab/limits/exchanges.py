"""Measure the exchanges that are recorded in process against a bare loop over both apps, with the same HTTP client."""

import asyncio
import io
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import redirect_stderr
from pathlib import Path
from statistics import median

import httpx2

from comparison.settings import Settings, read_settings
from comparison.sides import Side
from comparison.targets import APP_HOST, AppRunner
from comparison.targets.app import is_asgi, load
from comparison.targets.environment import environment_of
from comparison.targets.recording import RecordingTransport
from comparison.values.normalizers import normalize

from ..promises.place import ROOT
from .stand import Stand

# Exchanges of a round.
COUNT = 300
_KEY, _PAGE = "a key for the limits", "/login"
# Seconds of CPU time, and on the clock.
Seconds = tuple[float, float]


def exchanges_in_process(stand: Stand) -> Iterator[tuple[str, str, str]]:
    """Yield bare loop ÷ harness for each app and for both, in CPU time and on the clock: medians of rounds.

    On a machine that does other work, only the CPU time says something.
    """
    settings = read_settings(ROOT)
    assert settings is not None
    loops = (bare_loop, recorded_loop, normalized_loop)
    times: dict[tuple[str, str], list[Seconds]] = {}
    for number in range(stand.rounds + 1):
        for side in settings.sides:
            for loop in loops:
                seconds = _round(loop, settings, side)
                # The first round warms up.
                if number:
                    times.setdefault((loop.__name__, side.name), []).append(seconds)
    names = [side.name for side in settings.sides]
    for index, clock in enumerate(("CPU time", "on the clock")):
        least, *rest = ([median(seconds[index] for seconds in times[loop.__name__, name]) for name in names]
                        for loop in loops)  # fmt: skip
        for taken, what, goal in zip(rest, ("recorded", "recorded and normalized"), ("≥ 0.6", ""), strict=True):
            for name, *pair in zip(names, least, taken, strict=True):
                each = " ÷ ".join(f"{seconds / COUNT * 1e6:.0f} µs" for seconds in pair)
                yield f"bare loop ÷ {what}, {name}, {clock}", f"{pair[0] / pair[1]:.2f} ({each})", ""
            yield f"bare loop ÷ {what}, both, {clock}", f"{sum(least) / sum(taken):.2f}", goal


def _round(loop: Callable[[Settings, Side], Awaitable[Seconds]], settings: Settings, side: Side) -> Seconds:
    async def run() -> Seconds:
        return await loop(settings, side)

    # What the apps log is made in both, and shown in neither.
    with redirect_stderr(io.StringIO()):
        return asyncio.run(run())


async def recorded_loop(settings: Settings, side: Side) -> Seconds:
    """Return the time of COUNT exchanges that are recorded and traced."""
    return await _recorded(settings, side, lambda transport: None)


async def normalized_loop(settings: Settings, side: Side) -> Seconds:
    """Return the time of COUNT exchanges that are recorded, traced and normalized."""
    return await _recorded(settings, side, lambda transport: normalize(transport.conversation, settings.normalizers))


async def _recorded(settings: Settings, side: Side, finish: Callable[[RecordingTransport], object]) -> Seconds:
    app_runner = AppRunner(settings, _KEY)
    try:
        async with app_runner.client(side, "client") as (client, transport):
            await client.get(_PAGE)
            begun = _clocks()
            for _ in range(COUNT):
                await client.get(_PAGE)
            finish(transport)
            return _since(begun)
    finally:
        app_runner.close()


async def bare_loop(settings: Settings, side: Side) -> Seconds:
    """Return the time of COUNT exchanges of httpx2's own transport, which starts no thread for a WSGI app."""
    with tempfile.TemporaryDirectory() as directory:
        # The instance directory stands beside it.
        own = Path(directory, "app")
        own.mkdir()
        app = load(side, environment_of(side, own, _KEY))
        if is_asgi(app):
            async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=f"http://{APP_HOST}") as client:
                await client.get(_PAGE)
                begun = _clocks()
                for _ in range(COUNT):
                    await client.get(_PAGE)
                return _since(begun)
        with httpx2.Client(transport=httpx2.WSGITransport(app), base_url=f"http://{APP_HOST}") as client:
            client.get(_PAGE)
            begun = _clocks()
            for _ in range(COUNT):
                client.get(_PAGE)
            return _since(begun)


def _clocks() -> Seconds:
    return time.process_time(), time.perf_counter()


def _since(begun: Seconds) -> Seconds:
    now = _clocks()
    return now[0] - begun[0], now[1] - begun[1]
