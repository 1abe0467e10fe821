"""Routes with `redirect_to`, `alias` or `build_only`: Flask accepts them, Quart raises TypeError.

Quart's rule class names its parameters itself, and leaves out these three of Werkzeug's. `add_url_rule` then raises
TypeError.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    old = await probed.client.get("/old")
    links = await probed.client.get("/links")
    return f"{', '.join(probed.printed)}, {old.status_code} {old.headers.get('Location')}, {links.status_code}"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    def attempt(path, **options):
        try:
            app.add_url_rule(path, endpoint="page", **options)
        except TypeError:
            return "TypeError"
        return "ok"

    print("> redirect_to", attempt("/old", redirect_to="/new"))
    print("> alias", attempt("/alias", alias=True))
    print("> build_only", attempt("/links", build_only=True))
"""

DIVERGENCE = Divergence(
    id="FD066",
    feature="app",
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("FQ003",),
    impact=(
        "A route with `redirect_to`, `alias` or `build_only` raises TypeError: the app does not start. Your users "
        "notice nothing."
    ),
    affects=(
        "you pass `redirect_to`, `alias` or `build_only` to `route` or `add_url_rule`, for example for an old address."
    ),
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask"),
    quart=QUART,
    probe=probe,
    observations=(
        Observation(
            flask="redirect_to ok, alias ok, build_only ok, 308 http://app.example.test/new, 404",
            quart="redirect_to TypeError, alias TypeError, build_only TypeError, 404 None, 404",
        ),
    ),
    remedy=(
        "Write a view that redirects to a fixed target. Or set `url_rule_class` to a subclass of QuartRule that sets "
        "what the options say."
    ),
    with_remedy=QUART.replace(
        "    app = Quart(__name__)",
        """
    from quart.routing import QuartRule

    class Rule(QuartRule):
        def __init__(self, *arguments, redirect_to=None, alias=False, build_only=False, **options):
            super().__init__(*arguments, **options)
            self.redirect_to, self.alias, self.build_only = redirect_to, alias, build_only

    app = Quart(__name__)
    app.url_rule_class = Rule
    """,
    ),
    detector=detected(
        NameUse(
            tuple(f"flask.{owner}().{name}" for owner in ("Blueprint", "Flask") for name in ("add_url_rule", "route")),
            only_with=("alias", "build_only", "redirect_to"),
            sentence="Quart's rule has no such option: TypeError at the start.",
        )
    ),
)
