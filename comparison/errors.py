"""Errors that a user can fix; each text names the wrong value, and ends with what to do.

ComparisonError
├── ConfigurationError    pyproject.toml, an expected difference, or an option
└── StartError            an app can't be imported, or its server does not start
"""


class ComparisonError(Exception):
    """The comparison can't continue; the command line shows the text without a traceback, and exits with 2."""


class ConfigurationError(ComparisonError):
    """A setting is missing, unknown, or of the wrong type."""


class StartError(ComparisonError):
    """An app or its server did not start."""
