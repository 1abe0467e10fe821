"""What can go wrong by a user's mistake; each text names the value, and ends with what to do.

ComparisonError
├── ConfigurationError    pyproject.toml, an expected difference, or an option
└── StartError            an app can't be imported, or its server does not answer
"""


class ComparisonError(Exception):
    """The comparison can't go on; the command line shows the text alone and exits with 2."""


class ConfigurationError(ComparisonError):
    """A setting is missing, unknown, or of the wrong type."""


class StartError(ComparisonError):
    """An app or its server did not start."""
