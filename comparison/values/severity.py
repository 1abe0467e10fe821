"""How a divergence or a manual step shows, and what a divergence harms."""

from typing import Literal, get_args

Severity = Literal["silent", "loud", "cosmetic"]
Harm = Literal["security", "data", "availability", "result", "speed", "development", "look"]

# In order, the worst first.
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
HARMS: tuple[Harm, ...] = get_args(Harm)
