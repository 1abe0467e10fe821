"""Run the tests that a team has for its Flask app, unedited, on the Quart app.

`SyncClient` is a test client of a Quart app with the methods of Flask's. It may be imported in a project's own tests:

    from comparison.suite import SyncClient

    def test_index(app):
        assert SyncClient(app).get("/").text == "Hello"

`pytest -p comparison.suite.flask_tests` runs tests that were written for Flask on a Quart app, as `comparison suite`
does for the candidate. All that this package imports are the standard library, pytest and what the app needs.
"""

from typing import TYPE_CHECKING

from .errors import NotRunnableError, SuiteError

if TYPE_CHECKING:
    from .client import SyncClient

# The environment variable that says, as JSON, what the process of a side has to record.
VARIABLE = "COMPARISON_SUITE"
# The suffix of the file, beside that of the records, that gets the stack of a test that takes too long.
STACK_SUFFIX = ".stack"

__all__ = ["NotRunnableError", "SuiteError", "SyncClient"]


def __getattr__(name: str) -> object:
    # Imported when it is used: the process of a Flask app may have no Quart.
    if name == "SyncClient":
        from .client import SyncClient  # noqa: PLC0415

        return SyncClient
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
