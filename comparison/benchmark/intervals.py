"""Ratios and differences between two contestants: intervals over rounds, and what may be concluded from them."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from statistics import fmean
from typing import Literal

# More or less than the other contestant, equal to within 5 % or 5 MiB, none of these, or too few rounds to tell.
Conclusion = Literal["more", "less", "equal", "unclear", "unknown"]

# As a logarithm: 1 % more or less is no reason to move an app, however certain it is.
MIN_LOG_RATIO = math.log(1.01)
# Intervals within these count as equal. A difference of memory is one only beyond as much.
EQUAL_PERCENT, EQUAL_MIB = 5, 5.0
_RESAMPLES = 4000
_LEVEL = 0.95
_MIN_PAIRS = 3
# Ratios below these are shown with three and two decimal places.
_THREE_PLACES_BELOW, _TWO_PLACES_BELOW = 0.9995, 9.995


@dataclass(frozen=True)
class Interval:
    """A ratio with its 95 % interval from `low` to `high`, and the number of pairs of rounds that it is based on."""

    ratio: float
    low: float
    high: float
    rounds: int

    @property
    def noise(self) -> float:
        """The largest distance from a ratio of 1 in the interval, as a logarithm; for an A/A run, its noise."""
        return max(abs(math.log(self.low)), abs(math.log(self.high)))

    def __str__(self) -> str:
        return f"{ratio_text(self.ratio)} ({ratio_text(self.low)}–{ratio_text(self.high)})"


@dataclass(frozen=True)
class Shift:
    """A difference with its 95 % interval from `low` to `high`, and the number of pairs of rounds it is based on."""

    mean: float
    low: float
    high: float
    rounds: int

    @property
    def noise(self) -> float:
        """The largest distance from 0 in the interval."""
        return max(abs(self.low), abs(self.high))


def ratio_text(ratio: float) -> str:
    """Return a ratio with three decimal places below 1, two below 10, and one above: 0.853, 1.27, 14.8."""
    places = 3 if ratio < _THREE_PLACES_BELOW else 2 if ratio < _TWO_PLACES_BELOW else 1
    return f"{ratio:.{places}f}"


def ratio_interval(
    numerators: Sequence[float | None], denominators: Sequence[float | None], seed: int = 1
) -> Interval | None:
    """Return the mean ratio of paired rounds with its interval; None if fewer than three pairs are complete.

    A pair with None or 0 is not complete. The ratio is the geometric mean over rounds. Both rounds of a pair ran at
    about the same time, so a change of the machine's speed affects both. The interval is a percentile bootstrap over
    pairs (B. Efron, 1979), with a fixed `seed`. Raises `ValueError` for sequences of different lengths.
    """
    pairs = zip(numerators, denominators, strict=True)
    logs = [math.log(numerator / denominator) for numerator, denominator in pairs if numerator and denominator]
    if len(logs) < _MIN_PAIRS:
        return None
    ratio, low, high = (math.exp(value) for value in _mean_interval(logs, seed))
    return Interval(ratio, low, high, len(logs))


def shift_interval(
    minuends: Sequence[float | None], subtrahends: Sequence[float | None], seed: int = 1
) -> Shift | None:
    """Return the mean difference of paired rounds with its interval; None if fewer than three pairs have both values.

    The interval is the one of `ratio_interval`. Raises `ValueError` for sequences of different lengths.
    """
    pairs = zip(minuends, subtrahends, strict=True)
    shifts = [minuend - subtrahend for minuend, subtrahend in pairs if minuend is not None and subtrahend is not None]
    return Shift(*_mean_interval(shifts, seed), len(shifts)) if len(shifts) >= _MIN_PAIRS else None


def _mean_interval(values: Sequence[float], seed: int) -> tuple[float, float, float]:
    """Return the mean of values, and the ends of its interval."""
    means = sorted(fmean(resample(values)) for resample in _resamples(len(values), seed))
    cut = round(_RESAMPLES * (1 - _LEVEL) / 2)
    return fmean(values), means[cut], means[-cut - 1]


# A page has the same numbers of rounds many times over; choosing takes three quarters of the time of an interval.
@lru_cache(maxsize=4)
def _resamples(count: int, seed: int) -> tuple[Callable[[Sequence[float]], tuple[float, ...]], ...]:
    """Return what takes as many of `count` values at random, each for one resample."""
    generator = random.Random(seed)  # noqa: S311 - a seeded resampling
    return tuple(itemgetter(*generator.choices(range(count), k=count)) for _ in range(_RESAMPLES))


def conclusion(interval: Interval | None, noise: Interval | None) -> Conclusion:
    """Return what a ratio shows beyond the noise of an A/A run, and beyond 1 %; `unknown` if either is missing.

    The whole interval must be beyond both. Otherwise the two are `equal` if interval and noise are within 5 %.
    """
    if interval is None or noise is None:
        return "unknown"
    low, high = math.log(interval.low), math.log(interval.high)
    equal = math.log(1 + EQUAL_PERCENT / 100)
    return _conclude(low, high, max(noise.noise, MIN_LOG_RATIO), max(interval.noise, noise.noise) <= equal)


def shift_conclusion(shift: Shift | None, noise: Shift | None) -> Conclusion:
    """Return what a difference in MiB shows beyond the noise of an A/A run, and beyond 5 MiB; `unknown` as above.

    The whole interval must be beyond both. Otherwise the two are `equal` if interval and noise are within 5 MiB.
    """
    if shift is None or noise is None:
        return "unknown"
    return _conclude(shift.low, shift.high, max(noise.noise, EQUAL_MIB), max(shift.noise, noise.noise) <= EQUAL_MIB)


def _conclude(low: float, high: float, threshold: float, is_equal: bool) -> Conclusion:
    if low > threshold:
        return "more"
    if high < -threshold:
        return "less"
    return "equal" if is_equal else "unclear"
