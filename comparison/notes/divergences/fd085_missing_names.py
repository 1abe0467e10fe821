"""Imports such as `testing.EnvironBuilder`: Flask has the name, Quart raises ImportError.

Missing are `show_server_banner`, `wsgi_errors_stream`, `EnvironBuilder`, `debughelpers` and others. They belong to
WSGI, to the development server or to Flask's internals. Quart 0.23 has no RequestContext and no request_ctx either,
which Quart 0.22 has: in 0.23 the app context holds the request.
"""

import importlib

from ...inspection.detector import detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import gap_uses

_NAMES = (
    "cli.show_server_banner",
    "ctx.RequestContext",
    "globals.request_ctx",
    "logging.wsgi_errors_stream",
    "testing.EnvironBuilder",
)


async def probe(probed: ProbedApp) -> str:
    return " ".join(name for name in _NAMES if _is_defined(probed.framework, name))


def _is_defined(framework: str, name: str) -> bool:
    module, _, attribute = name.partition(".")
    return attribute in vars(importlib.import_module(f"{framework}.{module}"))


DIVERGENCE = Divergence(
    id="FD085",
    feature="app",
    also=("tests",),
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ001",),
    impact=(
        "`from quart.testing import EnvironBuilder` and its like raise ImportError: the app does not start until the "
        "import is gone. Your users notice nothing."
    ),
    affects=(
        "you import `EnvironBuilder`, `debughelpers`, `RequestContext` or another internal or WSGI name from `flask`."
    ),
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
        Observation(flask=" ".join(_NAMES), quart="", quart_version=">=0.23"),
        Observation(flask=" ".join(_NAMES), quart="ctx.RequestContext globals.request_ctx", quart_version="<0.23"),
    ),
    remedy=("Take the request from `request`, and make test requests with `test_request_context` or the test client."),
    remedy_not_run="What replaces a name depends on its use. The test of the module that imports it proves it.",
    detector=detected(
        *gap_uses("FD085", "`{name}`: Quart has no such name."),
        example="""
            from flask import cli

            cli.show_server_banner(False, None)
        """,
    ),
)
