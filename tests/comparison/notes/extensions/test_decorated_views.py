"""Requests to a coroutine function with an extension's decorator wait for each other, with quart-flask-patch."""

from importlib.metadata import version

import pytest
from packaging.version import Version

from comparison.notes.verdicts import verdict_of

APP = """
import asyncio

from quart import Quart

app = Quart(__name__)
app.config.update(SECRET_KEY="secret", LOGIN_DISABLED=True, CACHE_TYPE="SimpleCache", RATELIMIT_STORAGE_URI="memory://")
order = []
{setup}


@app.get("/<name>")
{decorator}
async def view(name):
    order.append(f"{{name}} begins")
    await asyncio.sleep(0.05)
    order.append(f"{{name}} ends")
    return name


async def visit(client):
    await asyncio.gather(client.get("/a"), client.get("/b"))
    client.lines[:] = order
"""
DECORATORS = {
    "flask_caching": ("from flask_caching import Cache\ncache = Cache(app)", "@cache.cached()"),
    "flask_limiter": (
        "from flask_limiter import Limiter\nlimiter = Limiter(lambda: 'key', app=app)",
        "@limiter.limit('9 per day')",
    ),
    "flask_login": (
        "from flask_login import LoginManager, login_required\nmanager = LoginManager(app)",
        "@login_required",
    ),
}
TOGETHER = ["a begins", "b begins", "a ends", "b ends"]
IN_TURN = ["a begins", "a ends", "b begins", "b ends"]


@pytest.mark.skipif(Version(version("quart")) >= Version("0.23"), reason="quart-flask-patch can't be imported")
@pytest.mark.parametrize("module", DECORATORS)
def test_decorated_views_wait_for_each_other(module, lines_of, require):
    verdict = verdict_of(module, version("quart"))
    require(verdict.package)
    require("quart-flask-patch")
    setup, decorator = DECORATORS[module]
    first = "import quart_flask_patch\n" + verdict.recipe
    assert lines_of(first + APP.format(setup=setup, decorator="")) == TOGETHER
    assert lines_of(first + APP.format(setup=setup, decorator=decorator)) == IN_TURN
