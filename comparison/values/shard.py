"""A part of the tests, for one of several machines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import ConfigurationError


@dataclass(frozen=True, order=True)
class Shard:
    """The part `number` of `count` parts of the selected tests; the first has the number 1."""

    count: int
    number: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def names_of(self, names: Iterable[str]) -> set[str]:
        """Return the names that are in this part.

        It depends on the names alone, not on their order, and the parts differ by at most one name in size.
        """
        return set(sorted(set(names))[self.number - 1 :: self.count])


def parse_shard(text: str, origin: str) -> Shard:
    """Return the shard that a text such as "2/5" names; raises `ConfigurationError`, with where the text came from."""
    match = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise ConfigurationError(
            f"{origin} is {text!r}, but must be the number of a shard and how many there are, such as 2/5."
        )
    return Shard(int(match[2]), int(match[1]))
