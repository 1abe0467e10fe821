"""Routes with `redirect_to`, `alias` or `build_only`: Flask accepts them, Quart raises TypeError.

Quart's rule class names its parameters itself, and leaves out these three of Werkzeug's. `add_url_rule` then raises
TypeError.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return ", ".join(probed.printed)


DIVERGENCE = Divergence(
    id="FD066",
    feature="app",
    cause="framework",
    severity="loud",
    likelihood="few apps",
    impact=(
        "A route with `redirect_to`, `alias` or `build_only` raises TypeError: the app does not start. Your users "
        "notice nothing."
    ),
    affects=(
        "you pass `redirect_to`, `alias` or `build_only` to `route` or `add_url_rule`, for example for an old address."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)

        def attempt(**options):
            try:
                app.add_url_rule("/old", endpoint="old", **options)
            except TypeError:
                return "TypeError"
            return "ok"

        print("> redirect_to", attempt(redirect_to="/new"))
        print("> alias", attempt(alias=True))
        print("> build_only", attempt(build_only=True))
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)

        def attempt(**options):
            try:
                app.add_url_rule("/old", endpoint="old", **options)
            except TypeError:
                return "TypeError"
            return "ok"

        print("> redirect_to", attempt(redirect_to="/new"))
        print("> alias", attempt(alias=True))
        print("> build_only", attempt(build_only=True))
    """,
    probe=probe,
    observations=(
        Observation(
            flask="redirect_to ok, alias ok, build_only ok",
            quart="redirect_to TypeError, alias TypeError, build_only TypeError",
        ),
    ),
    remedy=(
        "Write a view that redirects to a fixed target. Or set `url_rule_class` to a subclass of QuartRule that passes "
        "the options on (untried)."
    ),
)
