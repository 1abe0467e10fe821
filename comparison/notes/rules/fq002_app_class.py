"""Use the class `Quart` for the app.

`Quart` speaks ASGI, `Flask` speaks WSGI. The constructor takes the same arguments.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ReplacedText
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[ReplacedText]:
    for statement in source.module.nodes(cst.ImportFrom):
        for alias in statement.names if not isinstance(statement.names, cst.ImportStar) else ():
            origin = f"{source.module.imported_name(statement)}.{alias.evaluated_name}"
            if origin in _CLASSES:
                yield ReplacedText(alias.name, _CLASSES[origin])
    for use in source.uses(*_CLASSES):
        name = use.attr if isinstance(use, cst.Attribute) else use
        if name.value in _NAMES:
            yield ReplacedText(name, _NAMES[name.value])


_CLASSES = {
    "flask.Flask": "Quart",
    "flask.app.Flask": "Quart",
    "flask.cli.FlaskGroup": "QuartGroup",
    "flask.testing.FlaskClient": "QuartClient",
    "flask.testing.FlaskCliRunner": "QuartCliRunner",
}
_NAMES = {path.rpartition(".")[2]: quart_name for path, quart_name in _CLASSES.items()}


RULE = Rule(
    id="FQ002",
    name="app class",
    feature="app",
    symptom="The app cannot be imported: `quart` has no `Flask`.",
    before="""
        import flask
        from flask import Flask

        def create_app() -> Flask:
            app = Flask(__name__)
            app.add_url_rule("/", "index", index)
            return app

        def index():
            return type(flask.current_app).__mro__[0].__name__[-2:] and "made"

        app = create_app()
    """,
    after="""
        import quart
        from quart import Quart

        def create_app() -> Quart:
            app = Quart(__name__)
            app.add_url_rule("/", "index", index)
            return app

        async def index():
            return type(quart.current_app).__mro__[0].__name__[-2:] and "made"

        app = create_app()
    """,
    responses=("200 made",),
    without_rule=("ImportError: cannot import name 'Flask' from 'quart'",),
    rewrite=rewrite,
)
