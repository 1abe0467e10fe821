"""Recognize clocks: times of day in texts that went on by as many seconds as passed between the texts."""

import base64
import re
from collections.abc import Sequence

_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d))?(?![\d:])")
# Times of a clock with twelve hours are equal after half a day.
_HALF_DAY = 43_200
# Seconds between the moment that an app shows and the moment at which its response is recorded.
_SLACK = 3

# A Unix time in seconds, or in parts of them, and a value with one that itsdangerous has signed.
_UNIX_TIME = re.compile(r"(?P<rest>)(?P<time>1\d{9})[\d.]*")
_SIGNED = re.compile(r"(?P<rest>(?:[\w.-]+\.)?)(?P<time>[\w-]{6})\.[\w-]{27,}")
# Seconds by which a clock goes on at most between two places of a test.
_TEST_SECONDS = 60


def clock_readings(texts: Sequence[str], moments: Sequence[float]) -> list[tuple[re.Match[str], ...]]:
    """Return the times in the texts that one clock shows: a match for each text, of each clock.

    The first text is the baseline's, the second the candidate's, all more those of repeats. `moments` are the Unix
    times of the texts. A time that the repeats show as the first text does is no clock.
    """
    # The times that have the same number in each text.
    times = [list(_TIME.finditer(text)) for text in texts]
    return [readings for readings in zip(*times, strict=False) if _is_clock(readings, moments)]


def is_one_clock(left: str, right: str) -> bool:
    """Return whether two values in a test are equal, or readings of one clock."""
    for pattern in (_UNIX_TIME, _SIGNED):
        first, second = pattern.fullmatch(left), pattern.fullmatch(right)
        if first and second and len(left) == len(right) and first["rest"] == second["rest"]:
            return left == right or abs(_unix_time(first["time"]) - _unix_time(second["time"])) <= _TEST_SECONDS
    return left == right


def _unix_time(text: str) -> int:
    """Return the seconds that digits stand for, or the Base64 of itsdangerous."""
    return int(text) if text.isdecimal() and len(text) > 6 else int.from_bytes(base64.urlsafe_b64decode(f"{text}=="))


def without_readings(texts: Sequence[str], readings: Sequence[tuple[re.Match[str], ...]], label: str) -> list[str]:
    """Return the texts with a label in the place of each reading."""
    changed = list(texts)
    for matches in reversed(readings):
        for index, match in enumerate(matches):
            changed[index] = f"{changed[index][: match.start()]}{label}{changed[index][match.end() :]}"
    return changed


def _is_clock(readings: Sequence[re.Match[str]], moments: Sequence[float]) -> bool:
    """Return whether the times differ between the apps and between runs of the baseline, by what passed between."""
    first, candidate, *repeats = readings
    if first[0] == candidate[0] or all(repeat[0] == first[0] for repeat in repeats):
        return False
    return all(
        _distance(_seconds(reading) - _seconds(first), moment - moments[0]) <= _resolution(first) + _SLACK
        for reading, moment in zip(readings, moments, strict=True)
    )


def _distance(left: float, right: float) -> float:
    """Return by how many seconds two durations differ, whole half days apart."""
    difference = (left - right) % _HALF_DAY
    return min(difference, _HALF_DAY - difference)


def _seconds(reading: re.Match[str]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in reading.groups())
    return hours * 3600 + minutes * 60 + seconds


def _resolution(reading: re.Match[str]) -> int:
    return 60 if reading[3] is None else 1
