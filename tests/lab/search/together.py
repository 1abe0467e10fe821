"""Serve the apps of several questions by one server: to start a server takes most of a question's time."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from comparison.notes.probed_app import open_app
from comparison.values.normalizers import Conversation

from .answers import conversation_of
from .questions import Ask, Question

# The header that names the app of a request; no app gets it.
HEADER = "X-Question"
SERVING = {
    "flask": """
from importlib import import_module
from flask import Flask

app = Flask(__name__, static_folder=None)
apps = {number: import_module(name).app for number, name in NAMES.items()}

def chosen(environ, start_response):
    return apps[environ.pop("HTTP_X_QUESTION")](environ, start_response)

app.wsgi_app = chosen
""",
    "quart": """
from importlib import import_module
from quart import Quart

app = Quart(__name__, static_folder=None)
apps = {number: import_module(name).app for number, name in NAMES.items()}
own = app.asgi_app

@app.before_serving
async def start():
    for each in apps.values():
        await each.startup()

async def chosen(scope, receive, send):
    if scope["type"] != "http":
        return await own(scope, receive, send)
    [number] = [value.decode() for name, value in scope["headers"] if name.lower() == b"x-question"]
    headers = [pair for pair in scope["headers"] if pair[0].lower() != b"x-question"]
    await apps[number]({**scope, "headers": headers}, receive, send)

app.asgi_app = chosen
""",
}


async def conversations(
    questions: Sequence[Question], sources: Sequence[str], framework: str, target: str, directory: Path
) -> list[Conversation]:
    """Serve an app for each question by one server, and return the normalized exchanges of each.

    Raises `StartError` if any of the apps does not start.
    """
    names = {str(question.number): f"{framework}_question_{question.number}" for question in questions}
    for name, source in zip(names.values(), sources, strict=True):
        (directory / f"{name}.py").write_text(source, encoding="utf-8")
    results = []
    try:
        async with open_app(f"NAMES = {names!r}\n{SERVING[framework]}", framework, target, directory) as app:
            for question in questions:
                asks = tuple(_to_app(ask, question.number) for ask in question.asks)
                async with app.app_runner.client(app.side, target) as (client, _):
                    results.append(await conversation_of(client, asks))
    finally:
        for name in names.values():
            sys.modules.pop(name, None)
    return results


def _to_app(ask: Ask, number: int) -> Ask:
    """Return a request that names its app."""
    return replace(ask, headers=(*ask.headers, (HEADER, str(number))))
