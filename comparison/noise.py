"""Prove which normalizers remove noise, by digests of the fields that each changes in the baseline's runs.

Two runs of the baseline differ where there is noise. A normalizer is of use if without it two runs of a test differ in
more fields than with it. Digests can be sent from one process to another; conversations are too large.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .values.difference import fields_of, joined, text_of
from .values.exchange import Exchange
from .values.normalizers import Conversation, Normalizer, normalize
from .values.trace import text_of_trace

# By "POSITION FIELD": a field's digest with the normalizer and without it; None where the field is not there.
Fields = Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True)
class Effects:
    """Digests of what each normalizer changes in a run of `length` exchanges; one that changes nothing has no entry.

    `digests` are of all fields, by "POSITION FIELD", with all normalizers.
    """

    length: int
    fields: Mapping[str, Fields]
    digests: Mapping[str, str]

    def of(self, normalizer: str, key: str) -> tuple[str | None, str | None]:
        """Return a field's digest with a normalizer and without it."""
        digest = self.digests.get(key)
        return self.fields.get(normalizer, {}).get(key, (digest, digest))


def effects_of(conversation: Conversation, normalizers: Sequence[Normalizer], names: Iterable[str]) -> Effects:
    """Return the effects of those normalizers that are named, each beside all others."""
    with_all, effects = texts_of(normalize(conversation, normalizers)), {}
    for name in sorted(names):
        others = [normalizer for normalizer in normalizers if normalizer.__name__ != name]
        without = texts_of(normalize(conversation, others))
        changed = [key for key in with_all.keys() | without.keys() if with_all.get(key) != without.get(key)]
        if changed:
            effects[name] = {key: (digest(with_all.get(key)), digest(without.get(key))) for key in sorted(changed)}
    return Effects(len(conversation), effects, {key: digest(text) or "" for key, text in with_all.items()})


def texts_of(conversation: Conversation) -> dict[str, str]:
    """Return each field that two runs can be compared by, as "POSITION FIELD"."""
    return {
        f"{position} {name}": text
        for position, exchange in enumerate(conversation, 1)
        for name, text in texts_of_exchange(exchange).items()
    }


def texts_of_exchange(exchange: Exchange) -> dict[str, str]:
    """Return the fields of an exchange; a body that was not read to its end is none."""
    texts = {name: joined(values) or "" for name, values in fields_of(exchange).items()}
    texts |= {"request": str(exchange.request), "status": str(exchange.status)}
    if exchange.complete:
        texts["body"] = text_of(exchange.body) if exchange.body.whole else exchange.body.sha256
    if exchange.trace is not None:
        texts["trace"] = text_of_trace(exchange.trace)
    return texts


def digest(text: str | None) -> str | None:
    return None if text is None else hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def is_proof(left: Effects, right: Effects, normalizer: str) -> bool:
    """Say whether two runs differ in more fields without a normalizer than with it, as far as both have exchanges."""
    more, length = 0, min(left.length, right.length)
    for key in left.fields.get(normalizer, {}).keys() | right.fields.get(normalizer, {}).keys():
        position, _, name = key.partition(" ")
        ours, theirs = left.of(normalizer, key), right.of(normalizer, key)
        # A trace that only one run has is no difference.
        if int(position) <= length and not (name == "trace" and None in (*ours, *theirs)):
            more += (ours[1] != theirs[1]) - (ours[0] != theirs[0])
    return more > 0


@dataclass
class NoiseProof:
    """Collects the baseline's runs of each test; `unproved` names the normalizers that no two of them have proved."""

    unproved: set[str]
    runs: dict[str, list[Effects]] = field(default_factory=dict)

    def add(self, test: str, effects: Effects) -> None:
        """Compare a run with all earlier ones of the test."""
        for other in self.runs.get(test, ()):
            for name in self.unproved & (other.fields.keys() | effects.fields.keys()):
                if is_proof(other, effects, name):
                    self.unproved.discard(name)
        if self.unproved:
            self.runs.setdefault(test, []).append(effects)
        else:
            self.runs.clear()

    def forget(self, test: str) -> None:
        """Drop the runs of a test of which no more come."""
        self.runs.pop(test, None)
