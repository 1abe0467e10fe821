"""The verdict on a comparison: what speed and memory together allow to conclude."""

from collections.abc import Mapping
from typing import Literal

from .intervals import Conclusion

# `trade-off`: one of speed and memory is better, the other worse. `open`: at least one of them is undecided.
Verdict = Literal["move", "stay", "trade-off", "equal", "open"]

# By what the candidate has of speed, and of memory.
_VERDICTS: Mapping[tuple[Conclusion, Conclusion], Verdict] = {
    ("more", "less"): "move",
    ("more", "equal"): "move",
    ("more", "more"): "trade-off",
    ("equal", "less"): "move",
    ("equal", "equal"): "equal",
    ("equal", "more"): "stay",
    ("less", "less"): "trade-off",
    ("less", "equal"): "stay",
    ("less", "more"): "stay",
}
_TEXTS: Mapping[Verdict, str] = {
    "move": "moving pays",
    "stay": "staying pays",
    "equal": "moving changes neither speed nor memory",
}
_SPEEDS: Mapping[Conclusion, str] = {"more": "faster", "less": "slower", "equal": "as fast"}


def weigh(speed: Conclusion, memory: Conclusion) -> Verdict:
    """Return the verdict on a candidate with more or less speed, and more or less memory, than a baseline."""
    return _VERDICTS.get((speed, memory), "open")


def verdict_text(speed: Conclusion, memory: Conclusion) -> str:
    """Return the verdict as a phrase in lower case, without a full stop."""
    verdict = weigh(speed, memory)
    if verdict == "trade-off":
        return f"{_SPEEDS[speed]} with {memory} memory, so weigh both"
    if verdict != "open":
        return _TEXTS[verdict]
    if "unknown" in (speed, memory):
        return "too few rounds counted to tell"
    if speed != "unclear":
        return f"{_SPEEDS[speed]}, but memory is undecided"
    return f"speed is undecided, with {memory} memory" if memory in ("more", "less") else "undecided"
