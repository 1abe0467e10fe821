"""Find out which normalizers remove noise, from digests of the fields that each changes in the baseline's runs.

Two runs of the baseline differ where there is noise. A normalizer is used if, without it, two runs of a test differ in
more fields than with it. Workers send digests to the controller: conversations are too large.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .values.difference import body_text, header_fields, joined_values
from .values.exchange import Exchange
from .values.normalizers import Conversation, Normalizer, normalize
from .values.trace import trace_text

# By "POSITION FIELD": a field's digest with the normalizer and without it; None if the field is not there.
FieldDigests = Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True)
class Effects:
    """What each normalizer changes in a run of `length` exchanges; one that changes nothing has no entry in `fields`.

    `digests` has the digest of every field, by "POSITION FIELD", with all normalizers applied.
    """

    length: int
    fields: Mapping[str, FieldDigests]
    digests: Mapping[str, str]

    def digests_of(self, normalizer: str, key: str) -> tuple[str | None, str | None]:
        """Return a field's digest with a normalizer and without it."""
        digest = self.digests.get(key)
        return self.fields.get(normalizer, {}).get(key, (digest, digest))


def effects_of(conversation: Conversation, normalizers: Sequence[Normalizer], names: Iterable[str]) -> Effects:
    """Return the effects of the named normalizers, each applied together with all others."""
    with_all, effects = _texts(normalize(conversation, normalizers)), {}
    for name in sorted(names):
        remaining = [normalizer for normalizer in normalizers if normalizer.__name__ != name]
        without = _texts(normalize(conversation, remaining))
        changed = [key for key in with_all.keys() | without.keys() if with_all.get(key) != without.get(key)]
        if changed:
            effects[name] = {key: (_digest(with_all.get(key)), _digest(without.get(key))) for key in sorted(changed)}
    return Effects(len(conversation), effects, {key: _digest(text) or "" for key, text in with_all.items()})


def removes_noise(left: Effects, right: Effects, normalizer: str) -> bool:
    """Return whether two runs differ in more fields without a normalizer than with it, where both have exchanges."""
    more, length = 0, min(left.length, right.length)
    for key in left.fields.get(normalizer, {}).keys() | right.fields.get(normalizer, {}).keys():
        position, _, name = key.partition(" ")
        left_with, left_without = left.digests_of(normalizer, key)
        right_with, right_without = right.digests_of(normalizer, key)
        # A trace that only one run has is no difference.
        is_lone_trace = name == "trace" and None in (left_with, left_without, right_with, right_without)
        if int(position) <= length and not is_lone_trace:
            more += (left_without != right_without) - (left_with != right_with)
    return more > 0


@dataclass
class NormalizerUse:
    """Collects the baseline's runs of each test; `unused` names the normalizers that have removed no noise so far."""

    unused: set[str]
    runs: dict[str, list[Effects]] = field(default_factory=dict)

    def add(self, test: str, effects: Effects) -> None:
        """Compare a run with all earlier runs of the test, and take the normalizers that remove noise from `unused`.

        The run is kept for later ones for as long as a normalizer is unused.
        """
        for earlier in self.runs.get(test, ()):
            for name in self.unused & (earlier.fields.keys() | effects.fields.keys()):
                if removes_noise(earlier, effects, name):
                    self.unused.discard(name)
        if self.unused:
            self.runs.setdefault(test, []).append(effects)
        else:
            self.runs.clear()

    def discard(self, test: str) -> None:
        """Drop the runs of a test that does not run again."""
        self.runs.pop(test, None)


def _texts(conversation: Conversation) -> dict[str, str]:
    """Return the text of each field that is compared, by "POSITION FIELD"."""
    return {
        f"{position} {name}": text
        for position, exchange in enumerate(conversation, 1)
        for name, text in _exchange_texts(exchange).items()
    }


def _exchange_texts(exchange: Exchange) -> dict[str, str]:
    """Return the text of each field of an exchange; the body only if it was read to its end."""
    texts = {name: joined_values(values) or "" for name, values in header_fields(exchange).items()}
    texts |= {"request": str(exchange.request), "status": str(exchange.status)}
    if exchange.complete:
        texts["body"] = body_text(exchange.body) if exchange.body.whole else exchange.body.sha256
    if exchange.trace is not None:
        texts["trace"] = trace_text(exchange.trace)
    return texts


def _digest(text: str | None) -> str | None:
    return None if text is None else hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
