"""Login forms, cookie forms and Cookie headers."""

import json
from random import Random

from .case import Case
from .multipart import body_of, fields, sent
from .pair import HOST, USER
from .words import TARGETS, TEXTS, content, cuts, length, mutated, percent, text

TYPES = (
    *("application/x-www-form-urlencoded",) * 6,
    *("application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=\xff"),
    *("text/plain", ""),
    *("APPLICATION/X-WWW-FORM-URLENCODED;x", "application/x-url-encoded", "application/json", "multipart/form-data"),
    *("a", "/"),
)  # fmt: skip
EXPIRES = (
    *("2030-01-31T12:00:00Z", "2030-01-31", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1969-12-31"),
    *("now"),
    *("2030-W05-4", "20300131T120000", "2030-01-31T12:00:00.123456789Z", "2030-13-01", "٢٠٣٠-01-31"),
    *("2030-01-31T12:00:00+00:00:00.1"),
)  # fmt: skip
DOMAINS = (
    HOST,
    f".{HOST}",
    "example",
    ".",
    "..",
    "evil.example",
    "site.example.",
    "SITE.EXAMPLE",
    "site.example:80",
    "é",
    "a\r\nb",
)
PATHS = (
    "/",
    "/a",
    "/a;b",
    "/a,b",
    "//",
    "/\\",
    "/é",
    "/a b",
    "/\r\nX: y",
    "a",
    "/" + "x" * 999,
    "/" + "x" * 1000,
    "/%00",
    '/"',
)


def login(random: Random) -> Case:
    right = random.random() < 0.35
    given = [("username", USER if right else text(random)), ("password", "secret" if right else text(random))]
    if random.random() < 0.02:
        given[0] = ("username", random.choice(TEXTS[:30]) * random.choice((65_536, 20_000, 5_000)))
    if random.random() < 0.6:
        given.append(("next", text(random, TARGETS)))
    if random.random() < 0.02:
        return Case("login", "GET", "/login?next=" + percent(random, text(random, TARGETS)).decode("latin-1"))
    return posted(random, "login", "/login", changed(random, given))


def cookies(random: Random) -> Case:
    chance = random.random()
    if chance < 0.35:
        return Case("cookies", "GET", random.choice(("/get-cookie/", "/get-session/")), cookie_headers(random))
    if chance < 0.5:
        given = [("path", text(random, PATHS)), ("domain", text(random, DOMAINS))]
        return posted(random, "cookies", "/delete-cookie/", changed(random, given))
    odd = random.choice(("value", "max_age", "expires", "path", "domain", "samesite", "all"))
    words = {
        "value": TEXTS,
        "max_age": ("", "0", "60", "34560000", "34560001", "-1", "1e3", "٣", "1" * 400, " 5", "²", "+5"),
        "expires": EXPIRES,
        "path": PATHS,
        "domain": DOMAINS,
        "samesite": ("", "Strict", "Lax", "None", "none", "Lax; Secure", "Lax\r\n"),
    }
    given = [
        (name, text(random, some)) for name, some in words.items() if odd in (name, "all") or random.random() < 0.1
    ]
    given += [(name, "on") for name in ("secure", "httponly", "partitioned") if random.random() < 0.4]
    return posted(random, "cookies", "/set-cookie/", changed(random, given))


def changed(random: Random, given: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the fields, some of them missing, repeated, called otherwise or in another order."""
    match random.randrange(8):
        case 0:
            given.pop(random.randrange(len(given)))
        case 1:
            given.append((random.choice(given)[0], text(random)))
        case 2:
            given.append((text(random), text(random)))
        case 3:
            random.shuffle(given)
    return given


def posted(random: Random, kind: str, path: str, given: list[tuple[str, str]]) -> Case:
    chance = random.random()
    if chance < 0.2:
        return sent(random, kind, path, body_of(random, "bound", fields(random, given)), "bound")
    if chance < 0.24:
        body = json.dumps(dict(given)).encode()
    elif chance < 0.28:
        body = content(random)
    else:
        joint = b"&" if random.random() < 0.95 else random.choice((b";", b"&&", b"&=&", b"\r\n"))
        body = joint.join(name.encode() + b"=" + percent(random, value) for name, value in given)
    if random.random() < 0.15:
        body = mutated(random, body)
    kind_of = TYPES[0] if random.random() < 0.8 else random.choice(TYPES)
    return Case(kind, "POST", path, (("Content-Type", kind_of),), body, cuts(random), length(random, body))


def cookie_headers(random: Random) -> tuple[tuple[str, str], ...]:
    """Return Cookie headers: good ones, junk, many in one, many headers, huge ones."""
    pairs = []
    for _ in range(random.choice((0, 1, 1, 2, 5, 40))):
        name = random.choice(("username", "session", "", "a", "__Host-session", "$Version", text(random)))
        value = text(random)
        forms = ("{}={}", "{}={}", '{}="{}"', "{} = {}", "{}", "={1}", "{}={}=", '{}="{}', "{}=\\303\\251", '{}="\\{}"')
        pairs.append(random.choice(forms).format(name, value))
    line = random.choice(("; ", "; ", ";", ", ", " ;; ")).join(pairs)
    if random.random() < 0.01:
        line = random.choice(("a;", "a=b;", 'a="', "=", ";", '"', "username=x; ", '\\"', " ")) * random.randrange(
            1000, 15_000
        )
    lines = [line] if random.random() < 0.9 else [line, "username=second", random.randbytes(9).decode("latin-1")]
    # What no server hands on: h11 and h2 refuse these in a header.
    clean = (one.encode().decode("latin-1").translate({0: "", 10: "", 13: ""}).strip() for one in lines)
    return tuple(("Cookie", one) for one in clean if one)
