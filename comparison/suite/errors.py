"""What a test that was written for Flask can't do on a Quart app."""


class SuiteError(RuntimeError):
    """A test uses the app in a way that can't work; the text says what to do instead."""


class NotRunnableError(SuiteError, AttributeError):
    """A test uses what only Flask has, as the environ of WSGI: nothing of it can be compared."""
