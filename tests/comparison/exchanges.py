"""An exchange with some headers, at a moment that is known."""

from comparison.values.exchange import Exchange, Request

NOW = 1_700_000_000.0


def headed(*headers):
    return (Exchange(Request("GET", "/"), 200, headers, at=NOW),)
