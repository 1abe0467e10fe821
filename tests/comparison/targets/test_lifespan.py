"""The lifespan of an ASGI app in this process: it runs around all requests, and its failures are errors."""

import asyncio
import gc

import pytest

from comparison.errors import StartError
from comparison.targets.lifespan import lifespan

from .answering import answering


def living(seen, startup="complete", shutdown="complete"):
    """Return an app that records its lifespan events in `seen`, and gives these answers."""

    async def app(scope, receive, send):
        for answer in (startup, shutdown):
            what = (await receive())["type"]
            seen.append(what)
            await send({"type": f"{what}.{answer}", "message": "no database"})

    return app


async def test_lifespan_is_not_for_an_app_that_does_without():
    async def returning(scope, receive, send):
        """Return at once, as ASGI allows."""

    for app in (returning, answering(RuntimeError("lifespan?"))):
        async with asyncio.timeout(5), lifespan(app):
            pass


async def test_app_that_raises_for_lifespan_logs_no_error(caplog):
    async with lifespan(answering(RuntimeError("lifespan?"))):
        pass
    gc.collect()
    assert caplog.records == []


async def test_lifespan_runs_around():
    seen = []
    async with asyncio.timeout(5), lifespan(living(seen)):
        assert seen == ["lifespan.startup"]
    assert seen == ["lifespan.startup", "lifespan.shutdown"]


@pytest.mark.parametrize("answers", [{"startup": "failed"}, {"shutdown": "failed"}], ids=["startup", "shutdown"])
async def test_lifespan_that_fails_is_an_error(answers):
    [what] = answers
    with pytest.raises(
        StartError, match=rf"^The app failed at {what}: no database\. Fix the app: its log has the traceback\.$"
    ):
        async with asyncio.timeout(5), lifespan(living([], **answers)):
            pass


async def test_lifespan_that_does_not_end_is_ended():
    cancelled = asyncio.Event()

    async def app(scope, receive, send):
        try:
            await living([])(scope, receive, send)
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    async with asyncio.timeout(5), lifespan(app):
        pass
    assert cancelled.is_set()
