"""Pairs of small apps, of which the port has a fault of its own."""

import dataclasses
from typing import Any

from .recorded_pair import flask_source

KEY = 'app.secret_key = "key"'
IMPORTS = "import asyncio, json\nfrom quart import *\n"


@dataclasses.dataclass(frozen=True)
class Fault:
    """The field in which a port's fault shows, the sources of both apps, and the options of the request."""

    field: str
    sources: dict[str, str]
    options: dict[str, Any] = dataclasses.field(default_factory=dict)
    method: str = "GET"


def app_of(body, setup="", route='get("/")'):
    """Return the source of a Quart app with a view; the view's body and the app's setup are lines."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"{IMPORTS}app = Quart(__name__)\n{setup}\n@app.{route}\nasync def view():\n{lines}"


def pair(baseline, candidate, setup="", candidate_setup=None, route='get("/")'):
    """Return the sources of a Flask app and of its port; the views' bodies, and the setups, differ by the fault."""
    port = app_of(candidate, setup if candidate_setup is None else candidate_setup, route)
    return {"flask": flask_source(app_of(baseline, setup, route)), "quart": port}
