"""A behaviour that differs after a correct rewrite, as a value with its proof."""

import platform
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Literal, get_args

from packaging.specifiers import SpecifierSet

from ..inspection.detector import Detector
from ..values.severity import HARMS, Harm, Severity
from .feature import Feature
from .probed_app import ProbedApp
from .symptom import Symptom

Cause = Literal["framework", "server", "test client"]
Likelihood = Literal["most apps", "many apps", "some apps", "few apps"]
Framework = Literal["quart", "flask"]

FRAMEWORKS: tuple[Framework, ...] = get_args(Framework)
CAUSES: tuple[Cause, ...] = get_args(Cause)
# In order, the most frequent first.
LIKELIHOODS: tuple[Likelihood, ...] = get_args(Likelihood)

# The factors of a divergence's danger. Below availability a point is left out: the first three harms concern the whole
# site or what is stored, the others a single page.
POINTS: Mapping[str, Mapping[str, int]] = {
    "likelihood": {"most apps": 4, "many apps": 3, "some apps": 2, "few apps": 1},
    "harm": {"security": 8, "data": 7, "availability": 6, "result": 4, "speed": 3, "development": 2, "look": 1},
    "severity": {"silent": 3, "loud": 2, "cosmetic": 1},
}


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
    - `likelihood` says how many ordinary apps meet it, with the requests of their users and of hostile clients. "most
      apps": a page, a form, a session or a static file is enough. "many apps": a frequent feature, such as an upload, a
      download, a login or a proxy. "some apps": one API or setting, used in one way. "few apps": unusual code or
      clients.
    - `related` are the rules, divergences, extensions and targets that it belongs with: ids, or names of packages and
      targets.
    - `impact` is what the users of the app notice.
    - `affects` completes the sentence "Affects you if …": the API, setting or shape of code that triggers it.
    - `flask` and `quart` are the sources of the smallest apps that show it. They are equal but for the rules.
    - `probe` sends requests to an open app, and returns the behaviour as text.
    - `observations` are the texts that the probe must return. Where none is valid, both apps behave the same.
    - `remedy` says how to restore Flask's behaviour. `with_remedy` is the source of the Quart app with the remedy: its
      probe must return Flask's text. If Flask is at fault it is the Flask app, and its probe must return Quart's text.
      Without it `remedy_not_run` says why it cannot run, and what proves it instead.
    - `compat` names the file of this repository's Quart app that applies the remedy.
    - `upstream` is the public issue, as owner/repository#number.
    - `symptoms` are the differences that it causes in the exchanges of an app. It has none if it shows elsewhere: in a
      test's code, in a log, at the start, or in what the app computes.
    - `also` are further features that it concerns: their pages link to it.
    - `detector` says what triggers it in an app's sources, which `comparison inspect` reports.
    - `at_fault` is the framework whose behaviour is unwanted. If it is Flask, the migration ends the fault.
    """

    id: str
    feature: Feature
    cause: Cause
    severity: Severity
    likelihood: Likelihood
    related: tuple[str, ...]
    impact: str
    affects: str
    flask: str
    quart: str
    probe: Callable[[ProbedApp], Awaitable[str]]
    observations: tuple[Observation, ...]
    remedy: str
    detector: Detector
    with_remedy: str | None = None
    remedy_not_run: str = ""
    compat: str | None = None
    upstream: str | None = None
    harm: Harm = "result"
    at_fault: Framework = "quart"
    symptoms: tuple[Symptom, ...] = ()
    also: tuple[Feature, ...] = ()

    @property
    def danger(self) -> int:
        """The danger in points: the product of how likely an app meets it, what it harms, and how silent it is."""
        return prod(points[getattr(self, factor)] for factor, points in POINTS.items())

    @property
    def order(self) -> tuple[int, int, str]:
        """The sort key that puts the most dangerous divergence first; of equally dangerous ones, the worst harm."""
        return -self.danger, HARMS.index(self.harm), self.id

    @property
    def targets(self) -> tuple[str, ...]:
        """The targets that the probe runs on."""
        return tuple(dict.fromkeys(target for observation in self.observations for target in observation.targets))

    def expected(self, target: str, quart: str) -> Observation | None:
        """Return the observation for a target and a version of Quart; None if both apps behave the same there."""
        return next((observation for observation in self.observations if observation.holds(target, quart)), None)
