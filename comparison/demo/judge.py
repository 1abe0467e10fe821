"""Compare the exchanges of a click, as `comparison` compares those of a test."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from ..compare import Cell, Finding, Run
from ..comparer import Comparer
from ..runner.pair import Pair
from ..runner.published import published
from ..runner.repeats import judged
from ..settings import Target
from ..values.exchange import Body, Exchange
from ..values.normalizers import Conversation, Normalizer
from ..values.secrets import Secrets

# Methods that change nothing (RFC 9110, 9.2.1): such a request may be repeated.
_SAFE = ("GET", "HEAD")
# Seconds of a response that is not asked for again.
_LONG = 3.0
# What stands for the address of a proxy.
_ADDRESS = "<address>"

# Sends the request of the baseline's exchange to the baseline once more; None if that fails.
Repeat = Callable[[Exchange], Exchange | None]


class Judge:
    """Compares the exchanges of clicks, with the normalizers, expected differences and notes of the pair.

    Where a request changes nothing, the baseline is asked again, to learn what varies by itself. `secrets` has those of
    all clicks; they are masked in the cells.
    """

    def __init__(self, pair: Pair, target: Target, quart: str, key: str, repeat: Repeat) -> None:
        self.pair = pair
        self.target = target
        self.quart = quart
        self.secrets = Secrets(key)
        self.repeat = repeat
        self.origins: Mapping[str, str] = {}

    def cells(self, number: int, baseline: Exchange, candidate: Exchange) -> Iterator[tuple[Cell, bool]]:
        """Yield the cell of a click, and whether it is checked: at first perhaps with differences that are noise."""
        comparer, test = self._comparer, f"click {number}"
        run = Run(self.target, "candidate")
        comparer.add(test, Run(self.target, "baseline"), (baseline,))
        # To the candidate the same request may have other ids.
        finding = comparer.add(test, run, (replace(candidate, request=baseline.request),))
        may_repeat = _may_repeat(baseline) and bool(comparer.open_differences(test, finding))
        yield self._cell(test, finding), not may_repeat
        if may_repeat:

            def compare() -> Finding:
                return comparer.compare(test, run)

            def run_once() -> Conversation | None:
                exchange = self.repeat(baseline)
                return None if exchange is None else (exchange,)

            finding = judged(comparer, test, self.target, finding, compare, run_once)
            yield self._cell(test, finding), True
        comparer.discard(test, ())

    def note(self, *exchanges: Exchange) -> None:
        """Note the secrets of exchanges, to be masked wherever they appear."""
        secrets = Secrets(self.secrets.key)
        secrets.add(exchanges)
        # A new set: others may be reading the old one.
        self.secrets.values = self.secrets.values | secrets.values

    @cached_property
    def _comparer(self) -> Comparer:
        """The comparer of all clicks: it remembers where the baseline has agreed with itself."""
        settings = self.pair.settings
        normalizers = (*settings.normalizers, own_address(list(self.origins.values())))
        settings = replace(settings, targets=(self.target,), normalizers=normalizers)
        return Comparer(settings, self.pair.expected_differences, None, self.pair.name_notes, self.quart)

    def _cell(self, test: str, finding: Finding) -> Cell:
        for conversation in self._comparer.conversations_of(test):
            self.note(*conversation)
        masked = published(finding, self.secrets, lambda run: self.origins[run.side])
        return Cell(test, self.target, masked.differences, noise=masked.noise)


def own_address(origins: Sequence[str]) -> Normalizer:
    """Return the normalizer that replaces the addresses of the two proxies: each app knows only its own."""
    names = "|".join(re.escape(origin.partition("://")[2]) for origin in origins)
    pattern = re.compile(rf"(?<![\w.])(?:{names})(?!\d)" if names else r"(?!)")

    def own_address(conversation: Conversation) -> Conversation:
        return tuple(_addresses_masked(exchange, pattern) for exchange in conversation)

    return own_address


def _addresses_masked(exchange: Exchange, pattern: re.Pattern[str]) -> Exchange:
    """Return an exchange without the addresses that `pattern` matches, in headers and body; a cut body keeps them."""
    headers = tuple((name, pattern.sub(_ADDRESS, value)) for name, value in exchange.headers)
    body = exchange.body
    if body.whole:
        text = body.start.decode("latin-1")
        changed = pattern.sub(_ADDRESS, text)
        body = body if changed == text else Body.of(changed.encode("latin-1"))
    return replace(exchange, headers=headers, body=body)


def _may_repeat(exchange: Exchange) -> bool:
    """Return whether the baseline may be asked once more: nothing changes, and it does not take long."""
    seconds = exchange.chunks[-1].at if exchange.chunks else 0.0
    return exchange.request.method in _SAFE and exchange.complete and seconds < _LONG
