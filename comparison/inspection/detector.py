"""What triggers a divergence in an app's sources, as values without functions.

A name is the origin that the rules use: `flask.Request()` is the request, `flask.Response()` any response of an app,
`flask.Request().headers[]` an item of its headers. Quart's names stand for the same origins. A sentence says what
happens at the place; `{name}` is replaced by what stands there.
"""

from dataclasses import dataclass
from typing import Literal

Framework = Literal["flask", "quart"]
Place = Literal["app", "tests", "everywhere"]
# How a name is used: read or called, assigned or deleted, or as a decorator.
How = Literal["read", "assigned", "decorator"]
# How a setting is used.
SettingHow = Literal["set", "read"]
# What a template does: use a filter, call a function, or apply `map`, `select` or `reject` where a list is needed.
TemplatePart = Literal["filter", "function", "lazy filter"]
ShapeName = Literal[
    "app context at start",
    "appcontext signal",
    "body read before the form",
    "class of Werkzeug",
    "context variable in a plain hook",
    "endless stream",
    "entered client",
    "error handler that uses the request",
    "g in a stream",
    "header that may be missing",
    "header repeated in a list",
    "plain generator as a response",
    "plain hook, view or receiver",
    "plain receiver",
    "plain teardown",
    "plain with of a context",
    "redirect to a value of the request",
    "request that is to raise",
    "request's headers as a whole",
    "response read in a hook",
    "run at import",
    "saved to an open file",
    "sent open file",
    "several teardowns",
    "several teardowns of app contexts",
    "status 204",
    "stream without a pause",
    "streamed response",
    "teardown that reads its exception",
    "view returns a bytearray",
    "view returns what Quart refuses",
    "wrapped plain generator",
    "wsgi module",
]


@dataclass(frozen=True, kw_only=True)
class _Trigger:
    """What every trigger has: its sentence, and the framework of the modules that it concerns, if not both."""

    sentence: str = ""
    only_in: Framework | None = None
    place: Place = "app"


@dataclass(frozen=True)
class NameUse(_Trigger):
    """A use of one of these names.

    - A call with a keyword of `unless` is left out, and with `only_with` every call without one of those.
    - `where` has patterns that arguments of the call must match as they stand in the source, by position or keyword.
      None means that the argument is missing.
    - With `on_event_loop`, only code that coroutine functions run counts, and with `in_request` only what views, hooks,
      error handlers and receivers run.
    - With `left`, only what no rule rewrites counts and, in a port, only what is not awaited.
    """

    names: tuple[str, ...]
    only_with: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    where: tuple[tuple[int | str, str | None], ...] = ()
    how: How = "read"
    on_event_loop: bool = False
    in_request: bool = False
    left: bool = False


@dataclass(frozen=True)
class SettingUse(_Trigger):
    """A setting of the app that is set, or read. With `value`, only a value that the pattern matches as it stands."""

    names: tuple[str, ...]
    how: SettingHow = "set"
    value: str = ""


@dataclass(frozen=True)
class Override(_Trigger):
    """A class that inherits from the class of this name, and defines one of these members."""

    owner: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Shape(_Trigger):
    """Code of a shape that a function of `shapes` finds."""

    name: ShapeName


@dataclass(frozen=True)
class TemplateUse(_Trigger):
    """A template that uses one of these filters or functions."""

    part: TemplatePart
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileLine(_Trigger):
    """A line that the pattern matches, in a file that starts the app, such as a Dockerfile; or in the one of a name."""

    pattern: str
    file: str = ""


@dataclass(frozen=True)
class Unfinished(_Trigger):
    """A place of a port where a rule would still write `await`, `async with` or `async for`."""

    rule: str


Trigger = NameUse | SettingUse | Override | Shape | TemplateUse | FileLine | Unfinished


@dataclass(frozen=True)
class Detector:
    """How a divergence is detected: by triggers or, if every app or none can be accused, by a sentence.

    - Each of `when` must be somewhere in the app, and none of `unless`.
    - `always` says which apps it concerns if their sources cannot tell: all, or those with a certain server or client.
    - `undetectable` says why no source can show it, and how likely it is.
    - `example` is the text of a file called `file` that has a trigger, if the note's own apps have none.
    """

    triggers: tuple[Trigger, ...] = ()
    when: tuple[Trigger, ...] = ()
    unless: tuple[Trigger, ...] = ()
    always: str = ""
    undetectable: str = ""
    example: str = ""
    file: str = "app.py"


def detected(
    *triggers: Trigger,
    when: tuple[Trigger, ...] = (),
    unless: tuple[Trigger, ...] = (),
    example: str = "",
    file: str = "app.py",
) -> Detector:
    """Return the detector with these triggers."""
    return Detector(triggers, when, unless, example=example, file=file)


def always(sentence: str, unless: tuple[Trigger, ...] = ()) -> Detector:
    """Return the detector of a divergence that concerns every app, or every app of which the sentence speaks."""
    return Detector(always=sentence, unless=unless)


def undetectable(sentence: str) -> Detector:
    """Return the detector of a divergence that no source shows; the sentence says why, and how likely it is."""
    return Detector(undetectable=sentence)
