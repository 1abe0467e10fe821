"""Check an expression of pytest's option -k before pytest starts, or starts in several processes."""

from _pytest.mark.expression import Expression

from ..errors import ConfigurationError


def check_keyword(keyword: str) -> None:
    """Raise `ConfigurationError` for an expression that pytest can't read; "" is none."""
    try:
        if keyword:
            Expression.compile(keyword)
    except Exception as error:
        # Depending on pytest's version, a SyntaxError or an exception of its own.
        raise ConfigurationError(
            f"-k is {keyword!r}, which is no expression of pytest: {getattr(error, 'msg', error)}. "
            "Use parts of names, with `and`, `or`, `not` and parentheses between them."
        ) from None
