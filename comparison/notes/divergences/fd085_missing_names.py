"""Some names cannot be imported: show_server_banner, wsgi_errors_stream, EnvironBuilder, debughelpers and others.

They belong to WSGI, to the development server or to Flask's own inside. Quart 0.23 has no RequestContext and no
request_ctx either, which Quart 0.22 has: its app context holds the request.
"""

import importlib

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp

NAMES = (
    "cli.show_server_banner",
    "ctx.RequestContext",
    "globals.request_ctx",
    "logging.wsgi_errors_stream",
    "testing.EnvironBuilder",
)


async def probe(probed: ProbedApp) -> str:
    return " ".join(name for name in NAMES if name in vars_of(probed.framework, name))


def vars_of(framework: str, name: str) -> set[str]:
    module = name.partition(".")[0]
    return {f"{module}.{one}" for one in vars(importlib.import_module(f"{framework}.{module}"))}


DIVERGENCE = Divergence(
    id="FD085",
    feature="app",
    cause="framework",
    severity="loud",
    impact="Your users notice nothing: the app does not start until the import is gone.",
    flask="""
        from flask import Flask

        app = Flask(__name__)
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)
    """,
    probe=probe,
    observations=(
        Observation(flask=" ".join(NAMES), quart="", quart_version=">=0.23"),
        Observation(flask=" ".join(NAMES), quart="ctx.RequestContext globals.request_ctx", quart_version="<0.23"),
    ),
    remedy="Take the request from `request`, and make test requests with test_request_context or the test client "
    "(untried).",
)
