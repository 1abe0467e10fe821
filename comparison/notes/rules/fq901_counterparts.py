"""Import the package for Quart that has an extension's names, where there is one.

An extension reads Flask's request and `g`, of which nothing is set while Quart serves. A counterpart has the same names
and reads Quart's; the table of the extensions says which there are. It takes plain and async callbacks.
"""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import version

from ...migrate.change import ReplacedText
from ...migrate.renamed_package import renamed_package
from ...migrate.source import Source
from ..rule import Rule
from ..verdicts import Verdict, replaceable_extensions


def rewrite(source: Source) -> Iterator[ReplacedText]:
    for verdict in _replaceable_extensions():
        yield from renamed_package(source, verdict.module, verdict.counterpart_module)


@cache
def _replaceable_extensions() -> list[Verdict]:
    # Once for all sources: to look up the version reads a file.
    return replaceable_extensions(version("quart"))


RULE = Rule(
    id="FQ901",
    name="counterparts",
    feature="extensions",
    symptom="The extension raises RuntimeError: working outside of request context. The response is 500.",
    before="""
        from flask import Flask
        from flask_httpauth import HTTPBasicAuth

        app = Flask(__name__)
        auth = HTTPBasicAuth()

        @auth.verify_password
        def verify(name, password):
            return name if password == "secret" else None

        @app.get("/")
        @auth.login_required
        def index():
            return auth.current_user()
    """,
    after="""
        from quart import Quart
        from quart_httpauth import HTTPBasicAuth

        app = Quart(__name__)
        auth = HTTPBasicAuth()

        @auth.verify_password
        def verify(name, password):
            return name if password == "secret" else None

        @app.get("/")
        @auth.login_required
        async def index():
            return auth.current_user()
    """,
    responses=("200 ann", "401 Unauthorized Access"),
    without_rule=("500", "500", *("RuntimeError: Working outside of request context.",) * 2),
    requests=(
        ("GET", "/", {"headers": {"Authorization": "Basic YW5uOnNlY3JldA=="}}),
        ("GET", "/", {"headers": {"Authorization": "Basic YW5uOndyb25n"}}),
    ),
    rewrite=rewrite,
)
