"""The lifespan of an ASGI app in this process: it runs around all requests, and its failures are errors."""

import asyncio
import gc
import importlib
import sys

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
    with pytest.raises(StartError, match=rf"^The app failed at {what}: no database\nFix that, and run again\.$"):
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


@pytest.mark.parametrize("stage", ["before", "after"])
async def test_failed_hook_of_quart_is_an_error_with_its_place(stage, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    source = f"from quart import Quart\n\napp = Quart('living')\n\n\n@app.{stage}_serving\nasync def connect():\n"
    (tmp_path / "living_app.py").write_text(f"{source}    raise OSError('no database')\n")
    app = importlib.import_module("living_app").app
    sys.modules.pop("living_app")
    with pytest.raises(StartError) as raised:
        async with asyncio.timeout(30), lifespan(app, None, tmp_path, "The candidate 'shop' on client"):
            pass
    hook = "startup" if stage == "before" else "shutdown"
    assert str(raised.value).splitlines() == [
        f"The candidate 'shop' on client failed at {hook}: OSError: no database",
        "  living_app.py:8 in connect: raise OSError('no database')",
        "Fix that, and run again.",
    ]
