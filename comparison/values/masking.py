"""Replace what varies between runs of the baseline by placeholders, in two conversations that are to be compared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .clocks import clock_readings, is_one_clock, without_readings
from .exchange import Exchange
from .field_texts import field_texts
from .normalizers import Conversation
from .ranges import Range, image_of
from .units import TOKENS
from .variation import LONG, Part, reordered_image, unequal_ranges, varying_parts

# Characters of a value that an example shows.
_SHOWN = 40
_NUMBER = re.compile(r"[\d.]+")


@dataclass(frozen=True)
class Noise:
    """A field of one exchange that varies between runs of the baseline, with two of its values as examples."""

    position: int
    request: str
    field: str
    examples: tuple[str, str]

    def __str__(self) -> str:
        left, right = (value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…" for value in self.examples)
        return f"{self.request}: {self.field}, such as {left!r} and {right!r}"


@dataclass(frozen=True)
class Masked:
    """Two conversations with equal placeholders for what varies, and the fields in which something does."""

    baseline: Conversation
    candidate: Conversation
    noise: tuple[Noise, ...]


def masked(baseline: Conversation, candidate: Conversation, runs: Sequence[Conversation]) -> Masked:
    """Return two conversations in which what varies between `runs` of the baseline is `<varies N>`.

    A part of the candidate is replaced if it is of the same kind as the baseline's values, and if values of six
    characters and more are equal to each other in the same places as the baseline's are. All else stays as it is.
    """
    length = min(map(len, [baseline, candidate, *runs]))
    masker, pairs = _Masker(), []
    for position in range(length):
        members = [baseline[position], candidate[position], *(run[position] for run in runs)]
        pairs.append(masker.exchanges(position + 1, members))
    left = tuple(pair[0] for pair in pairs) + baseline[length:]
    right = tuple(pair[1] for pair in pairs) + candidate[length:]
    return Masked(left, right, tuple(masker.noise))


@dataclass
class _Masker:
    """Masks the fields of a pair of conversations, one after the other: equal values have equal numbers."""

    noise: list[Noise] = field(default_factory=list)
    # The number of each value, by what it was in each run; and what it is in the baseline and in the candidate.
    numbers: dict[tuple[str, ...], int] = field(default_factory=dict)
    values: tuple[dict[int, str], dict[int, str]] = field(default_factory=lambda: ({}, {}))
    count: int = 0

    def exchanges(self, position: int, members: Sequence[Exchange]) -> tuple[Exchange, Exchange]:
        """Return an exchange of the baseline and of the candidate; `members` are these two, and those of the runs."""
        request = str(members[0].request)
        left, right = members[:2]
        for name, texts, change in field_texts(members):
            if texts[0] != texts[1] and {texts[0]} != set(texts[2:]):
                readings = clock_readings(texts, [member.at for member in members])
                texts_after, parts = self._mask_parts(without_readings(texts, readings, "<clock>"))
                if parts or readings:
                    examples = _examples(parts[0]) if parts else (readings[0][0][0], readings[0][-1][0])
                    self.noise.append(Noise(position, request, name, examples))
                    left, right = change(left, texts_after[0]), change(right, texts_after[1])
        statuses = {member.status for member in members[2:]}
        if len(statuses) > 1 and {left.status, right.status} <= statuses:
            self.noise.append(Noise(position, request, "status", (str(min(statuses)), str(max(statuses)))))
            right = replace(right, status=left.status)
        return left, right

    def _mask_parts(self, texts: Sequence[str]) -> tuple[tuple[str, str], list[Part]]:
        """Replace what varies between the runs, in the texts of both sides; return both, and the replaced parts.

        `texts` are those of the baseline, of the candidate, and of each run of the baseline.
        """
        left, right, *runs = texts
        ranges = unequal_ranges(left, right)
        pieces: tuple[list[str], list[str]] = ([], [])
        position, masked_parts = (0, 0), []
        for part in varying_parts(left, runs):
            bounds = _bounds(part, left, right, ranges)
            if bounds is None or bounds[0] < position[0] or bounds[2] < position[1]:
                continue
            start, end, image_start, image_end = bounds
            values = (left[start:end], right[image_start:image_end])
            if (part.unordered or all(map(part.allows, values))) and (label := self._label(part, values)):
                pieces[0].extend((left[position[0] : start], label))
                pieces[1].extend((right[position[1] : image_start], label))
                position = (end, image_end)
                masked_parts.append(part)
        return ("".join([*pieces[0], left[position[0] :]]), "".join([*pieces[1], right[position[1] :]])), masked_parts

    def _label(self, part: Part, values: tuple[str, str]) -> str:
        """Return the placeholder of a part; "" if a side has a value that it must not have in this place."""
        if part.unordered or min(map(len, part.values)) < LONG:
            self.count += 1
            return f"<varies {self.count}>"
        number = self.numbers.get(part.values)
        if number is None:
            # Numbers of few digits are equal by chance.
            is_number = all(map(_NUMBER.fullmatch, values))
            if not is_number and any(value in known.values() for value, known in zip(values, self.values, strict=True)):
                # The value stands in another place, where the baseline has another.
                return self._label_of_clock(part, values)
            self.count += 1
            number = self.numbers[part.values] = self.count
            for value, known in zip(values, self.values, strict=True):
                known[number] = value
        elif not is_one_clock(self.values[0][number], values[0]):
            # The repeats agreed by chance.
            number = self.count = self.count + 1
        elif not is_one_clock(self.values[1][number], values[1]):
            return ""
        return f"<varies {number}>"

    def _label_of_clock(self, part: Part, values: tuple[str, str]) -> str:
        """Return the placeholder of another part that shows the same clock, in the repeats and on both sides; else "".

        Two readings of a clock are equal in one run, and not in the next.
        """
        for known_values, number in self.numbers.items():
            sides = ((known.get(number, ""), value) for known, value in zip(self.values, values, strict=True))
            readings = [*zip(known_values, part.values, strict=False), *sides]
            if len(known_values) == len(part.values) and all(is_one_clock(left, right) for left, right in readings):
                return f"<varies {number}>"
        return ""


def without_lengths(result: Masked, baseline: Conversation, candidate: Conversation) -> Masked:
    """Return masked conversations without the Content-Length of bodies that differed before, in noise alone.

    `baseline` and `candidate` are the conversations as recorded. A length that was wrong for its body stays.
    """
    left, right = list(result.baseline), list(result.candidate)
    for position, (first, second) in enumerate(zip(baseline, candidate, strict=False)):
        if left[position].body == right[position].body and first.body != second.body:
            left[position] = _without_length(left[position], first)
            right[position] = _without_length(right[position], second)
    return replace(result, baseline=tuple(left), candidate=tuple(right))


def _without_length(exchange: Exchange, before: Exchange) -> Exchange:
    """Return an exchange without a Content-Length that is right for its body before it was masked."""
    line = ("content-length", str(before.body.size))
    return replace(exchange, headers=tuple(item for item in exchange.headers if item != line))


def _examples(part: Part) -> tuple[str, str]:
    """Return two values of a part that differ."""
    return part.values[0], next(value for value in part.values if value != part.values[0])


def _bounds(part: Part, left: str, right: str, ranges: Sequence[Range]) -> Range | None:
    """Return where a part of the left text is in both texts; None if the right one has no such part."""
    image = image_of(ranges, part.start, part.end)
    if image is not None and part.allows(right[slice(*image)]):
        return part.start, part.end, *image
    if part.unordered:
        return reordered_image(left, right, ranges, part.start, part.end, part.unit)
    image = _cut_image(part, right, ranges)
    return None if image is None else (part.start, part.end, *image)


def _cut_image(part: Part, right: str, ranges: Sequence[Range]) -> tuple[int, int] | None:
    """Return where a part is in the right text if it begins or ends an unequal range: a difference is right beside it.

    It is as much of the range as is of the part's kind.
    """
    for left_start, left_end, right_start, right_end in ranges:
        if left_start != part.start and left_end != part.end:
            continue
        tokens = TOKENS.findall(right[right_start:right_end])
        for count in range(len(tokens), 0, -1):
            if left_start == part.start < part.end <= left_end and part.allows(text := "".join(tokens[:count])):
                return right_start, right_start + len(text)
            if left_start <= part.start < part.end == left_end and part.allows(text := "".join(tokens[-count:])):
                return right_end - len(text), right_end
    return None
