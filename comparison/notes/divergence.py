"""A behaviour that differs after a correct rewrite, as a value with its proof."""

import platform
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, get_args

from packaging.specifiers import SpecifierSet

from .probed_app import ProbedApp
from .symptom import Symptom

Cause = Literal["framework", "server", "test client"]
Severity = Literal["silent", "loud", "cosmetic"]
Harm = Literal["security", "data", "availability", "result", "speed", "development", "look"]
Framework = Literal["quart", "flask"]

FRAMEWORKS: tuple[Framework, ...] = get_args(Framework)
CAUSES: tuple[Cause, ...] = get_args(Cause)
# Severities and harms are in order, the worst first.
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
HARMS: tuple[Harm, ...] = get_args(Harm)


@dataclass(frozen=True)
class Observation:
    """The probe's result for either app, and the targets and versions that it is valid for.

    `quart_version` and `python_version` are version specifiers, such as ">=0.23". An empty one allows every version.
    """

    flask: str
    quart: str
    targets: tuple[str, ...] = ("client",)
    quart_version: str = ""
    python_version: str = ""

    def holds(self, target: str, quart: str, python: str = platform.python_version()) -> bool:
        """Say whether this observation is valid for a target, a version of Quart and a version of Python."""
        versions = ((self.quart_version, quart), (self.python_version, python))
        return target in self.targets and all(SpecifierSet(bounds).contains(version) for bounds, version in versions)


@dataclass(frozen=True)
class Divergence:
    """One cause of differences between the two apps.

    The docstring of the note's module says what happens (its first line, a sentence) and why (the rest).

    - `cause` is the part that behaves differently. `severity` says whether an error shows it. `harm` is the worst
      that it can damage.
    - `impact` is what the users of the app notice.
    - `flask` and `quart` are the sources of the smallest apps that show it. They are equal but for the rules.
    - `probe` sends requests to an open app, and returns the behaviour as text.
    - `observations` are the texts that the probe must return. Where none is valid, both apps behave the same.
    - `remedy` says how to restore Flask's behaviour. `with_remedy` is the source of the Quart app with the remedy: its
      probe must return Flask's text. None means that no test runs the remedy.
    - `compat` names the file of this repository's Quart app that applies the remedy.
    - `upstream` is the public issue, as owner/repository#number.
    - `symptoms` are the differences that it causes in the exchanges of an app. It has none if it shows elsewhere: in a
      test's code, in a log, at the start, or in what the app computes.
    - `at_fault` is the framework whose behaviour is unwanted. If it is Flask, the migration ends the fault.
    """

    id: str
    feature: str
    cause: Cause
    severity: Severity
    impact: str
    flask: str
    quart: str
    probe: Callable[[ProbedApp], Awaitable[str]]
    observations: tuple[Observation, ...]
    remedy: str
    with_remedy: str | None = None
    compat: str | None = None
    upstream: str | None = None
    harm: Harm = "result"
    at_fault: Framework = "quart"
    symptoms: tuple[Symptom, ...] = ()

    @property
    def danger(self) -> tuple[int, int, str]:
        """The sort key that puts the most dangerous divergence first: by severity, then by harm."""
        return SEVERITIES.index(self.severity), HARMS.index(self.harm), self.id

    @property
    def targets(self) -> tuple[str, ...]:
        """The targets that the probe runs on."""
        return tuple(dict.fromkeys(target for observation in self.observations for target in observation.targets))

    def expected(self, target: str, quart: str) -> Observation | None:
        """Return the observation for a target and a version of Quart; None if both apps behave the same there."""
        return next((observation for observation in self.observations if observation.holds(target, quart)), None)
