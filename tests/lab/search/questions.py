"""Random questions: a small Flask app, and requests to it. A number always makes the same question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from textwrap import indent

from . import grammar
from .grammar import Piece, Route
from .request_grammar import CONDITIONS, FILES, HEADERS, METHODS, ODD_PATHS, QUERIES, SENT, Sent
from .view_grammar import ASKED, BODIES, COOKIE_PARTS, COOKIE_VALUES, RESPONSES, RETURNS, STEPS

TEXT_OF = '\ndef text_of(seen):\n    return " | ".join(map(ascii, seen))\n'


@dataclass(frozen=True)
class Ask:
    """A request: `features` are those of the app, of the view that it is for, and its own."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    content: bytes | None
    chunked: bool
    features: frozenset[str]


@dataclass(frozen=True)
class Question:
    """An app's source for Flask, and what it is asked."""

    number: int
    source: str
    asks: tuple[Ask, ...]


@dataclass(frozen=True)
class View:
    """A view's source, the paths that lead to it, and its features."""

    source: str
    paths: tuple[str, ...]
    features: frozenset[str]


def question(seed: int, number: int) -> Question:
    """Make the question that has this number."""
    rng = Random(f"{seed} {number}")
    names = (f"f{n}" for n in count())
    settings = [rng.choice(grammar.SETTINGS) for _ in range(rng.choice((0, 0, 1, 2)))]
    parts, features, owners = owned(rng, names)
    views = [view(rng, number, owner, prefix) for number, (owner, prefix) in enumerate(owners)]
    common = frozenset(features | {piece.feature for piece in settings})
    source = "\n".join([
        grammar.HEAD + TEXT_OF,
        *(piece.code for piece in settings),
        *parts,
        *(one.source for one in views),
        *registrations({owner for owner, _ in owners}),
    ])  # fmt: skip
    asks = tuple(ask(rng, views, common) for _ in range(rng.randint(4, 7)))
    return Question(number, source + "\n", asks)


def owned(rng: Random, names: Iterator[str]) -> tuple[list[str], set[str], list[tuple[str, str]]]:
    """Return blueprints, hooks and handlers; their features; and for each view who owns it, and its prefix."""
    parts, features = [], set()
    owners = [("app", "")] * rng.randint(1, 2)
    if rng.random() < 0.4:
        parts.append('outer = Blueprint("outer", __name__, url_prefix="/outer")')
        parts.append('inner = Blueprint("inner", __name__, url_prefix="/inner")')
        owners += [("outer", "/outer"), ("inner", "/outer/inner")]
        features.add("blueprint")
    for owner in dict.fromkeys(owner for owner, _ in owners):
        for piece in hooks(rng, owner):
            parts.append(piece.code.replace("OWNER", owner).replace("NAME", next(names)))
            features.add(piece.feature)
    return parts, features, owners


def hooks(rng: Random, owner: str) -> list[Piece]:
    more = grammar.APP_HOOKS if owner == "app" else grammar.BLUEPRINT_HOOKS
    chosen = [rng.choice((*grammar.HOOKS, *more)) for _ in range(rng.choice((0, 0, 1, 2, 3)))]
    return chosen + [rng.choice(grammar.HANDLERS) for _ in range(rng.choice((0, 0, 1, 2)))]


def registrations(owners: set[str]) -> list[str]:
    return ["outer.register_blueprint(inner)", "app.register_blueprint(outer)"] if "outer" in owners else []


def view(rng: Random, number: int, owner: str, prefix: str) -> View:
    """Make a view with some steps and a return."""
    route, name = rng.choice(grammar.ROUTES), f"v{number}"
    steps, answer = once_a_body([step(rng) for _ in range(rng.randint(0, 4))]), returned(rng)
    body = ["seen = []"]
    if route.parameters:
        body.append("seen.append(n)")
    body += [one.code for one in steps] + ["text = text_of(seen)", answer.code]
    options = route.options or rng.choice(("", ', methods=["GET", "POST"]'))
    rule = route.rule.replace("/v", f"/{name}", 1)
    lines = [f'@{owner}.route("{rule}"{options})', f"def {name}({parameters(route)}):", indent("\n".join(body), "    ")]
    features = frozenset({route.feature, answer.feature, *(one.feature for one in steps)})
    return View("\n" + "\n".join(lines), tuple(f"{prefix}/{name}{path}" for path in route.paths), features)


def parameters(route: Route) -> str:
    return ", ".join([*([route.parameters] if route.parameters else []), "**more"])


def step(rng: Random) -> Piece:
    """Choose what a view does: ask the request something, or one of the steps."""
    kind = rng.random()
    if kind < 0.35:
        asked = rng.choice(ASKED)
        return Piece(f"request.{asked}", f"seen.append(request.{asked})")
    if kind < 0.6:
        piece = rng.choice(BODIES)
        return Piece(piece.feature, f"seen.append({piece.code})")
    return rng.choice(STEPS)


def once_a_body(steps: list[Piece]) -> list[Piece]:
    """Leave out all but the first step that reads the body."""
    bodies = {piece.feature for piece in BODIES}
    first = next((one for one in steps if one.feature in bodies), None)
    return [one for one in steps if one is first or one.feature not in bodies]


def returned(rng: Random) -> Piece:
    """Choose what a view returns: one of the forms, or a response with changes."""
    if rng.random() < 0.6:
        return rng.choice(RETURNS)
    changes = [rng.choice(RESPONSES) for _ in range(rng.randint(0, 3))]
    if rng.random() < 0.6:
        given = ", ".join(unlike(rng, COOKIE_PARTS))
        changes.append(f'response.set_cookie("c{rng.randint(0, 1)}", {rng.choice(COOKIE_VALUES)}, {given})')
    return Piece("make_response", "\n".join(["response = make_response(text)", *changes, "return response"]))


def unlike(rng: Random, parts: Sequence[str]) -> list[str]:
    """Choose some parameters, none twice."""
    chosen = {part.partition("=")[0]: part for part in (rng.choice(parts) for _ in range(rng.randint(0, 3)))}
    return list(chosen.values())


def ask(rng: Random, views: Sequence[View], common: frozenset[str]) -> Ask:
    """Make a request, mostly to one of the views."""
    one = rng.choice(views)
    odd = rng.random() < 0.1
    path = rng.choice(ODD_PATHS if odd else one.paths)
    query = rng.choice(QUERIES)
    method = rng.choice(METHODS)
    known = CONDITIONS if one.features & FILES and rng.random() < 0.6 else HEADERS
    chosen = [rng.choice(known) for _ in range(rng.choice((0, 0, 0, 1, 1, 2)))]
    chosen = list({piece.feature.removeprefix("odd "): piece for piece in chosen}.values())
    if "SERVER_NAME" in common:
        # Quart knows no other host then (FD054).
        chosen = [piece for piece in chosen if piece.feature not in {"Host", "odd Host"}]
    headers = [pair(line) for piece in chosen for line in piece.code.splitlines()]
    sent, chunked = sends(rng, method), rng.random() < 0.15
    if sent and sent.kind:
        headers.append(("Content-Type", sent.kind))
    features = {method, *(piece.feature for piece in chosen)}
    features |= {"odd path"}.union(*(other.features for other in views)) if odd else one.features
    features |= {sent.feature, *(("chunked",) if chunked else ())} if sent else set()
    whole = f"{path}{'&' if '?' in path else '?'}{query}" if query else path
    content = sent.content.encode() if sent else None
    return Ask(method, whole, tuple(headers), content, chunked and sent is not None, common | features)


def pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value.strip()


def sends(rng: Random, method: str) -> Sent | None:
    return rng.choice(SENT) if rng.random() < (0.8 if method in ("POST", "PUT", "PATCH") else 0.08) else None
