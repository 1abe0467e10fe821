"""Read `verdicts.toml`: which Flask extensions work on Quart, with which version, and what makes them work."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from ..errors import ConfigurationError

PATH = Path(__file__).with_name("verdicts.toml")
Outcome = Literal["works", "works with quart-flask-patch", "counterpart", "no way yet", "untested"]
PATCHED: Outcome = "works with quart-flask-patch"
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
# Lines of a recipe; what needs more is a port.
LIMIT = 3
_BOUNDS = {"<": "Quart below {}", ">=": "Quart {} and above"}


@dataclass(frozen=True)
class Verdict:
    """Whether a Flask extension works on some versions of Quart, with the evidence.

    `module` is what an app imports, `quart` a version specifier or "" for all versions. `recipe` is the code that makes
    the extension work, at most three lines, placed before the app is created; `oldest` is the oldest version of the
    extension that is known to work, if older ones are known to fail. `evidence` is a test in
    tests/comparison/notes/extensions, or the date of an entry that is untested. `limitation` is a sentence.
    """

    package: str
    module: str
    outcome: Outcome
    evidence: str
    quart: str = ""
    recipe: str = ""
    counterpart: str = ""
    limitation: str = ""
    oldest: str = ""

    def applies_to(self, quart_version: str) -> bool:
        """Return whether the verdict holds for a version of Quart; a pre-release counts as its release."""
        return SpecifierSet(self.quart).contains(Version(quart_version).base_version)

    @property
    def versions(self) -> str:
        """The versions of Quart in words: "Quart", "Quart below 0.23" or "Quart 0.23 and above"."""
        for operator, words in _BOUNDS.items():
            if self.quart.startswith(operator):
                return words.format(self.quart.removeprefix(operator))
        return "Quart"

    @property
    def remedy(self) -> str:
        """The sentence for a report: what to do about an import of the extension; the limitation follows."""
        return f"{self._sentence()} {self.limitation}".strip()

    @property
    def first_lines(self) -> tuple[str, ...]:
        """The lines with which an app has to begin, for the extension to work."""
        patch = ("import quart_flask_patch",) if self.outcome == PATCHED else ()
        return (*patch, *self.recipe.splitlines())

    @property
    def advice(self) -> str:
        """The sentence for a report that shows `first_lines` below it; without such lines, the remedy."""
        if not self.first_lines:
            return self.remedy
        sentence = f"{self._name} {self.outcome} on {self.versions}, if the app begins with the lines below."
        return f"{sentence} {self.limitation}".strip()

    @property
    def counterpart_module(self) -> str:
        """The name that the counterpart is imported by, or ""."""
        return self.counterpart.replace("-", "_")

    @property
    def _name(self) -> str:
        return f"{self.package} ({self.oldest} or newer)" if self.oldest else self.package

    def _sentence(self) -> str:
        """Return the sentence for the outcome."""
        name, quart = self._name, self.versions
        lines = [f"`{line}`" for line in self.recipe.splitlines()]
        match self.outcome:
            case "works" if lines:
                return f"{name} works on {quart} if the app begins with {', then '.join(lines)}."
            case "works":
                return f"{name} works on {quart} as it is."
            case "works with quart-flask-patch":
                steps = ", then ".join(["`import quart_flask_patch` first", *lines])
                return f"{name} works with quart-flask-patch on {quart}: put {steps}."
            case "counterpart":
                return f"{name} has a counterpart with the same names: import `{self.counterpart_module}`."
            case "no way yet":
                stay = f"stay below {self.quart.removeprefix('>=')}" if self.quart.startswith(">=") else "remove it"
                return f"{name} has no way yet to work on {quart}: {stay}{self._alternative('use')}."
            case "untested":
                return f"{name} is untested on {quart} ({self.evidence}): try it{self._alternative('port to')}."

    def _alternative(self, verb: str) -> str:
        return f", or {verb} {self.counterpart}" if self.counterpart else ""


@cache
def all_verdicts() -> tuple[Verdict, ...]:
    """Return the verdicts in the order of the file; raise `ConfigurationError` if it is invalid."""
    return parse_verdicts(PATH.read_text(encoding="utf-8"))


def needs_patch(module: str) -> bool:
    """Return whether an extension works with quart-flask-patch alone: the app has to stay below Quart 0.23."""
    root = module.partition(".")[0]
    return any(verdict.module == root and verdict.outcome == PATCHED for verdict in all_verdicts())


def replaceable_extensions(quart_version: str) -> list[Verdict]:
    """Return the verdicts on the extensions whose counterparts have the same names on a version of Quart."""
    verdicts = (verdict for verdict in all_verdicts() if verdict.outcome == "counterpart")
    return [verdict for verdict in verdicts if verdict.applies_to(quart_version)]


def replaced_extension(module: str, quart_version: str) -> Verdict | None:
    """Return the verdict on the extension whose counterpart a module is, for a version of Quart, or None."""
    root = module.partition(".")[0]
    verdicts = replaceable_extensions(quart_version)
    return next((verdict for verdict in verdicts if verdict.counterpart_module == root), None)


def verdict_of(module: str, quart_version: str) -> Verdict | None:
    """Return the verdict on the extension to which a module belongs, for a version of Quart, or None."""
    root = module.partition(".")[0]
    for verdict in all_verdicts():
        if verdict.module == root and verdict.applies_to(quart_version):
            return verdict
    return None


def parse_verdicts(text: str) -> tuple[Verdict, ...]:
    """Return the verdicts of a file's text; raise `ConfigurationError` if one is invalid or contradicts another."""
    try:
        entries = tomllib.loads(text).get("verdict", [])
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"verdicts.toml is not valid TOML: {error}. Fix it and run again.") from None
    if not isinstance(entries, list):
        raise ConfigurationError(
            f"verdicts.toml: verdict is {entries!r}, not a list: write [[verdict]] for each extension."
        )
    verdicts = tuple(_parse_verdict(entry) for entry in entries)
    _check_versions(verdicts)
    return verdicts


def _parse_verdict(entry: Mapping[str, Any]) -> Verdict:
    """Return the verdict that an entry describes.

    Raises `ConfigurationError` for an unknown key, a value that is no text, or a verdict that contradicts itself.
    """
    known = [field.name for field in fields(Verdict)]
    if unknown := sorted(entry.keys() - set(known)):
        raise ConfigurationError(f"verdicts.toml: {entry} has the key {unknown[0]}: use only {', '.join(known)}.")
    if missing := [name for name in known[:4] if not entry.get(name)]:
        raise ConfigurationError(f"verdicts.toml: {entry} lacks {missing[0]}: add it.")
    if wrong := [name for name, value in entry.items() if not isinstance(value, str)]:
        problem = f"{wrong[0]} of {entry['package']} is {entry[wrong[0]]!r}, but must be a text"
        raise ConfigurationError(f"verdicts.toml: {problem}: put it in quotes.")
    verdict = Verdict(**entry)
    for problem in _problems_of(verdict):
        raise ConfigurationError(f"verdicts.toml: {verdict.package}: {problem}.")
    return verdict


def _problems_of(verdict: Verdict) -> Iterator[str]:
    """Yield what contradicts itself in a verdict, with the remedy."""
    outcome, works = verdict.outcome, verdict.outcome.startswith("works")
    if outcome not in OUTCOMES:
        yield f"the outcome {outcome!r} is none of {', '.join(OUTCOMES)}: choose one of them"
    if not verdict.module.isidentifier():
        yield f"the module {verdict.module!r} is no root such as flask_login: correct it"
    if not _is_bound(verdict.quart):
        yield f"the versions {verdict.quart!r} are no bound such as <0.23 or >=0.23: correct it"
    if len(verdict.recipe.splitlines()) > LIMIT:
        yield f"the recipe has {len(verdict.recipe.splitlines())} lines, more than {LIMIT}: shorten it"
    if verdict.recipe and not works:
        yield f"an extension of the outcome {outcome!r} can't have a recipe: remove `recipe`"
    if verdict.counterpart and works:
        yield f"an extension of the outcome {outcome!r} can't have a counterpart: remove `counterpart`"
    if outcome == "counterpart" and not verdict.counterpart:
        yield "the outcome 'counterpart' needs a package: add `counterpart`"
    if outcome == "untested" and not _is_date(verdict.evidence):
        yield f"the evidence {verdict.evidence!r} is no date such as 2026-11-28: correct it"
    if outcome != "untested" and verdict.evidence != f"test_{verdict.module}":
        yield f"the evidence {verdict.evidence!r} is not test_{verdict.module}: name the test"


def _check_versions(verdicts: tuple[Verdict, ...]) -> None:
    """Raise `ConfigurationError` unless each module has one entry for all versions, or one on each side of a bound."""
    bounds: dict[str, list[str]] = {}
    for verdict in verdicts:
        bounds.setdefault(verdict.module, []).append(verdict.quart)
    for module, module_bounds in bounds.items():
        versions = Counter(bound.lstrip("<>=") for bound in module_bounds)
        both = sorted(bound[:1] for bound in module_bounds) == ["<", ">"] and len(versions) == 1
        if module_bounds != [""] and not both:
            raise ConfigurationError(
                f"verdicts.toml: {module} has the versions {module_bounds}: write one entry without `quart`, or two "
                "with the same bound, <0.23 and >=0.23."
            )


def _is_bound(quart: str) -> bool:
    """Return whether a text is "", or one version with `<` or `>=` before it."""
    try:
        specifiers = list(SpecifierSet(quart))
    except InvalidSpecifier:
        return False
    return not quart or [specifier.operator in _BOUNDS for specifier in specifiers] == [True]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
