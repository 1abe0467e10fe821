"""A behaviour that differs after a correct rewrite, as a value with its proof."""

import platform
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from packaging.specifiers import SpecifierSet

from .probed_app import ProbedApp

# Who does what nobody wants: a divergence where it is Flask harms nobody who has migrated.
WRONG = ("quart", "flask")
CAUSES = ("framework", "server", "test client")
SEVERITIES = ("silent", "loud", "cosmetic")
# What is harmed, the worst first.
HARMS = ("security", "data", "availability", "result", "speed", "development", "look")


@dataclass(frozen=True)
class Observation:
    """What the probe gives for either app, on these targets and these versions."""

    flask: str
    quart: str
    targets: tuple[str, ...] = ("client",)
    quart_version: str = ""
    python_version: str = ""

    def holds(self, target: str, quart: str, python: str = platform.python_version()) -> bool:
        """Say whether this is what shows there."""
        versions = ((self.quart_version, quart), (self.python_version, python))
        return target in self.targets and all(SpecifierSet(bounds).contains(one) for bounds, one in versions)


@dataclass(frozen=True)
class Divergence:
    """One cause of differences.

    The module that holds it says in its docstring what happens (a sentence) and why. `users` is what the users of
    the app notice. `flask` and `quart` are the smallest apps that show it, equal but for the rules. `probe` asks an app
    that is open for use, and returns what it saw as text; `shown` has what that must be. On a version that `shown`
    leaves out, both apps are the same. `remedy` says how to close it; `closed` is the Quart app with the remedy,
    which must then show what Flask shows, or None: the remedy is untried. `compat` names the file of our own apps
    that closes it. `upstream` is the issue, as owner/repository#number.
    """

    id: str
    feature: str
    cause: str
    severity: str
    impact: str
    flask: str
    quart: str
    probe: Callable[[ProbedApp], Awaitable[str]]
    observations: tuple[Observation, ...]
    remedy: str
    with_remedy: str | None = None
    compat: str | None = None
    upstream: str | None = None
    harm: str = "result"
    wrong: str = "quart"

    @property
    def danger(self) -> tuple[int, int, str]:
        """The key that sorts the most dangerous first: what hurts without an error, then what it harms."""
        return SEVERITIES.index(self.severity), HARMS.index(self.harm), self.id

    @property
    def targets(self) -> tuple[str, ...]:
        """The targets that the probe runs on."""
        return tuple(dict.fromkeys(target for one in self.observations for target in one.targets))

    def expected(self, target: str, quart: str) -> Observation | None:
        """Return what shows on a target with this version of Quart; None where it does not show."""
        return next((one for one in self.observations if one.holds(target, quart)), None)
