"""What a test can't do is a plain error, and what only Flask has counts as a missing attribute."""

from comparison.suite import NotRunnableError, SuiteError


def test_what_only_flask_has_is_a_missing_attribute():
    class App:
        @property
        def wsgi_app(self):
            raise NotRunnableError("only Flask has it")

    assert not hasattr(App(), "wsgi_app")
    assert issubclass(NotRunnableError, SuiteError)
