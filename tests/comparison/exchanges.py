"""An exchange with the headers that a test passes, at a fixed time."""

from comparison.values.exchange import Exchange, Request

NOW = 1_700_000_000.0


def headed(*headers):
    return (Exchange(Request("GET", "/"), 200, headers, at=NOW),)
