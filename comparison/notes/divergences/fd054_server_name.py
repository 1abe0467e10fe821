"""`SERVER_NAME`: Flask serves requests for every host, Quart answers 404 to every other host.

Since Flask 3.1 the setting is only for building URLs and cookies. Flask serves requests for other hosts. Quart matches
the request's host with it, port included, as Flask did before. With `host_matching` Quart matches SERVER_NAME in place
of the request's host, so it finds no route at all.
"""

from ...inspection.detector import SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..symptom import Symptom


async def probe(probed: ProbedApp) -> str:
    hosts = ("example.com", "example.com:8080", "127.0.0.1")
    return ", ".join([f"{host} {await _status(probed, host)}" for host in hosts])


async def _status(probed: ProbedApp, host: str) -> int:
    return (await probed.client.get("/", headers={"Host": host})).status_code


DIVERGENCE = Divergence(
    id="FD054",
    feature="app",
    also=("config", "proxy"),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FD702",),
    impact=(
        "With `SERVER_NAME` set, health checks by IP address, a second domain or another port get 404 for every page."
    ),
    affects=(
        "you set `SERVER_NAME`, and requests arrive with another host or port: a second domain, a health check, an "
        "IP address."
    ),
    flask="""
        from flask import Flask

        app = Flask(__name__)
        app.config["SERVER_NAME"] = "example.com"

        @app.get("/")
        def index():
            return "text"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)
        app.config["SERVER_NAME"] = "example.com"

        @app.get("/")
        async def index():
            return "text"
    """,
    probe=probe,
    observations=(
        Observation(
            flask="example.com 200, example.com:8080 200, 127.0.0.1 200",
            quart="example.com 200, example.com:8080 404, 127.0.0.1 404",
        ),
    ),
    remedy=(
        "Override `create_url_adapter`, so that a request is bound to SERVER_NAME whatever its host is: links then "
        "lead to SERVER_NAME, as in Flask. If you leave SERVER_NAME unset instead, they lead to the host that the "
        "client names: check it as FD702 does."
    ),
    with_remedy="""
        from quart import Quart

        class AnyHost(Quart):
            def create_url_adapter(self, request):
                if request is None or self.subdomain_matching:
                    return super().create_url_adapter(request)
                server_name = None if self.url_map.host_matching else self.config["SERVER_NAME"]
                return self.url_map.bind_to_request(request, self.url_map.default_subdomain or "", server_name)

        app = AnyHost(__name__)
        app.config["SERVER_NAME"] = "example.com"

        @app.get("/")
        async def index():
            return "text"
    """,
    detector=detected(SettingUse(("SERVER_NAME",), sentence="Requests for any other host get 404.")),
    symptoms=(
        Symptom(
            "status",
            "(?!404)[1-4]..",
            "404",
            where=(("baseline trace", r".*\nview .*"), ("candidate trace", r"((?!\nview ).)*")),
            certain=False,
        ),
    ),
)
