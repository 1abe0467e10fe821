"""From rounds to a ratio with an interval, and to a word for it: pure functions."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

RESAMPLES = 4000
LEVEL = 0.95
FEWEST = 3
THOUSANDTHS, TENTHS = 0.9995, 9.995
# As a logarithm: nobody moves an app for one percent, however surely it is there.
LEAST = math.log(1.01)


@dataclass(frozen=True)
class Interval:
    """A ratio with its 95 % interval, and from how many pairs of rounds it comes."""

    ratio: float
    low: float
    high: float
    rounds: int

    @property
    def noise(self) -> float:
        """How far from 1 it reaches, as a logarithm: what an A/A run shows of a difference that is none."""
        return max(abs(math.log(self.low)), abs(math.log(self.high)))

    def __str__(self) -> str:
        return f"{short(self.ratio)} ({short(self.low)}–{short(self.high)})"


def short(ratio: float) -> str:
    """Return a ratio with as many places as it deserves: 0.853, 1.27, 14.8."""
    places = 3 if ratio < THOUSANDTHS else 2 if ratio < TENTHS else 1
    return f"{ratio:.{places}f}"


def interval(ours: Sequence[float | None], theirs: Sequence[float | None], seed: int = 1) -> Interval | None:
    """Return how many times as large ours are as theirs, round by round; None where too few rounds have both.

    The ratio is the geometric mean of the rounds' ratios: neighbours in time share the machine's mood. Its interval is
    the percentile bootstrap's (B. Efron, 1979), over rounds.
    """
    pairs = [(one, other) for one, other in zip(ours, theirs, strict=True) if one and other]
    if len(pairs) < FEWEST:
        return None
    logs = [math.log(one / other) for one, other in pairs]
    dice = random.Random(seed)  # noqa: S311 - a seeded resampling
    means = sorted(fmean(dice.choices(logs, k=len(logs))) for _ in range(RESAMPLES))
    cut = round(RESAMPLES * (1 - LEVEL) / 2)
    ratio, low, high = (math.exp(value) for value in (fmean(logs), means[cut], means[-cut - 1]))
    return Interval(ratio, low, high, len(logs))


def word_for(found: Interval | None, noise: Interval | None) -> str:
    """Return `more` or `less`, `none` for a difference within what the A/A run shows, or `unknown` without one."""
    if found is None or noise is None:
        return "unknown"
    least = max(noise.noise, LEAST)
    if math.log(found.low) > least:
        return "more"
    return "less" if math.log(found.high) < -least else "none"
