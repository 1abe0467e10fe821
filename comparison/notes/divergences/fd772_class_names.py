"""FlaskGroup is QuartGroup, and FlaskCliRunner is QuartCliRunner.

The rules rename Flask and FlaskClient alone. An import of the others fails.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    try:
        return str(opened.module.classes())
    except ImportError:
        return "ImportError"


QUART = """
    from quart import Quart

    app = Quart(__name__)

    def classes():
        from quart.cli import FlaskGroup
        from quart.testing import FlaskCliRunner

        return "a group and a runner" if FlaskGroup and FlaskCliRunner else ""
"""

DIVERGENCE = Divergence(
    id="FD772",
    feature="cli",
    cause="framework",
    severity="loud",
    harm="development",
    users="Your users notice nothing: the command, or the test, does not start until the name is changed.",
    flask="""
        from flask import Flask

        app = Flask(__name__)

        def classes():
            from flask.cli import FlaskGroup
            from flask.testing import FlaskCliRunner

            return "a group and a runner" if FlaskGroup and FlaskCliRunner else ""
    """,
    quart=QUART,
    probe=probe,
    shown=(Shown(flask="a group and a runner", quart="ImportError"),),
    remedy="Rename them.",
    closed=QUART.replace("Flask", "Quart"),
)
