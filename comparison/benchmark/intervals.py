"""Ratios between two contestants: a confidence interval over rounds, and what may be concluded from it."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

# More or less than the other contestant, no difference beyond the noise, or too few rounds to tell.
Conclusion = Literal["more", "less", "none", "unknown"]

# As a logarithm: 1 % more or less is no reason to move an app, however certain it is.
MIN_LOG_RATIO = math.log(1.01)
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
    generator = random.Random(seed)  # noqa: S311 - a seeded resampling
    means = sorted(fmean(generator.choices(logs, k=len(logs))) for _ in range(_RESAMPLES))
    cut = round(_RESAMPLES * (1 - _LEVEL) / 2)
    ratio, low, high = (math.exp(value) for value in (fmean(logs), means[cut], means[-cut - 1]))
    return Interval(ratio, low, high, len(logs))


def conclusion(interval: Interval | None, noise: Interval | None) -> Conclusion:
    """Return what an interval shows beyond the noise of an A/A run, and beyond 1 %; `unknown` if either is missing.

    The whole interval must be beyond both; otherwise the conclusion is `none`.
    """
    if interval is None or noise is None:
        return "unknown"
    threshold = max(noise.noise, MIN_LOG_RATIO)
    if math.log(interval.low) > threshold:
        return "more"
    return "less" if math.log(interval.high) < -threshold else "none"
