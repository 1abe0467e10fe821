"""`FlaskGroup` and `FlaskCliRunner`: Quart names them `QuartGroup` and `QuartCliRunner`.

The rules rename Flask and FlaskClient only. An import of the others fails.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    try:
        return str(probed.module.classes())
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
    also=("tests",),
    cause="framework",
    severity="loud",
    likelihood="some apps",
    related=("FQ001",),
    harm="development",
    impact="The command, or the test, does not start until the name is changed. Users of the site notice nothing.",
    affects="you import `FlaskGroup` or `FlaskCliRunner`, for a command of your own or a test.",
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
    observations=(Observation(flask="a group and a runner", quart="ImportError"),),
    remedy="Rename the classes.",
    with_remedy=QUART.replace("Flask", "Quart"),
    detector=detected(
        NameUse(
            ("flask.cli.FlaskGroup", "flask.testing.FlaskCliRunner"),
            place="everywhere",
            sentence="Quart has no `{name}`: the import fails.",
        ),
        example="""
            from flask.cli import FlaskGroup

            group = FlaskGroup()
        """,
    ),
)
