"""Multipart bodies: right ones, and what is left of them after something went wrong."""

from random import Random

from .case import Case
from .words import NAMES, TEXTS, content, cuts, length, mutated, percent, text

BOUNDARIES = (
    "b",
    "----WebKitFormBoundaryAbCdEf",
    "x" * 70,
    "y" * 71,
    "z" * 200,
    "a b",
    "'()+_,-./:=?",
    "-",
    "--",
    "b\\b",
    "é",
    "",
)
CHARSETS = (
    "utf-8",
    "UTF-8",
    "latin-1",
    "iso-8859-1",
    "ascii",
    "utf-7",
    "utf-16",
    "rot13",
    "base64",
    "",
    "x" * 80,
    "idna",
    "\0",
)
MORE = (
    *("Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "Content-Length: 5"),
    *("X: " + "y" * 400),
    *("Content-Length: -1", "Content-Length: abc", "Content-Length: 99999999999999999999", "Content-Length: 1_0"),
    *("X", ":", ": y"),
    *("X:\r\n folded", "X:\ty", "Content-Type: multipart/mixed; boundary=inner", "Content-Type: text/html"),
    *("\xff: \xfe", "X\0: y"),
    *("Content-Disposition: attachment", 'Content-Disposition: form-data; name="file"; filename="second.txt"'),
    *("Content-Type:"),
)  # fmt: skip

TYPES = (
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=foreign",
    "multipart/mixed; boundary={}",
    "multipart/form-data; boundary={}",
    "multipart/form-data;boundary={};charset=utf-7",
    "MULTIPART/FORM-DATA; BOUNDARY={}",
    'multipart/form-data; boundary="{}',
    "multipart/form-data; boundary={}; boundary=second",
    "multipart/form-data boundary={}",
    "",
    "multipart/form-data; boundary*=utf-8''{}",
    "multipart/form-data; boundary*0={}; boundary*1=x",
    "multipart/form-data, boundary={}",
    "text/plain",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "application/json",
    "ÿ",
    ";",
    "multipart/",
    "multipart/form-data; boundary= {}",
    "multipart/form-data;;;boundary={}",
    "multipart/form-data; a=b; boundary={}; c",
    "a/b; =x",
)


def multipart(random: Random) -> Case:
    boundary = random.choice(BOUNDARIES) if random.random() < 0.3 else "bound"
    body = body_of(random, boundary, parts(random, "file", NAMES))
    return sent(random, "multipart", "/upload/", body, boundary)


def sent(random: Random, kind: str, path: str, body: bytes, boundary: str) -> Case:
    """Return the request that carries a multipart body, changed in the one case, and as it is in the other."""
    for _ in range(random.choice((0, 0, 0, 1, 1, 2))):
        body = mutated(random, body)
    headers = (("Content-Type", content_type(random, boundary)),)
    return Case(kind, "POST", path, headers, body, cuts(random), length(random, body))


def content_type(random: Random, boundary: str) -> str:
    if random.random() < 0.8:
        quoted = boundary.replace("\\", "\\\\").replace('"', '\\"')
        return f'multipart/form-data; boundary="{quoted}"'
    return random.choice(TYPES).replace("{}", boundary)


def body_of(random: Random, boundary: str, made: list[bytes]) -> bytes:
    mark = b"--" + (boundary.encode("latin-1") if random.random() < 0.95 else b"other")
    line = b"\r\n" if random.random() < 0.9 else random.choice((b"\n", b"\r", b" \r\n", b"\t\n"))
    start = random.choice((b"", b"", b"", b"\r\n", b"preamble\r\n", b"preamble"))
    end = random.choice(
        (b"--" + line, b"--", b"--" + line, b"--epilogue\r\n", b"", line, b"-", b"--\r\n" + mark + b"\r\n")
    )
    return start + b"".join(mark + line + part + line for part in made) + mark + end


def parts(random: Random, name: str, words: tuple[str, ...]) -> list[bytes]:
    allowed = random.random() < 0.5
    first = random.choice(("a.txt", "B.PDF", "é.png")) if allowed else text(random, words)
    made = [part(random, name, first)] if random.random() < 0.95 else []
    for _ in range(random.choice((0, 0, 0, 1, 2))):
        made.append(part(random, random.choice((name, "other", "", text(random))), text(random, words)))
    random.shuffle(made)
    return made


def part(random: Random, name: str, filename: str) -> bytes:
    """Return one part with a file, its headers in any order and its own kind of blank line."""
    raw = content(random)
    if random.random() < 0.03:
        raw = b'--inner\r\nContent-Disposition: form-data; name="file"; filename="in.txt"\r\n\r\nx\r\n--inner--'
    return with_headers(random, disposition(random, name, filename), raw)


def with_headers(random: Random, first: bytes, raw: bytes) -> bytes:
    lines = [first] if random.random() < 0.97 else []
    if random.random() < 0.3:
        lines.append(b"Content-Type: text/plain; charset=" + random.choice(CHARSETS).encode())
    if random.random() < 0.2:
        lines.append(random.choice(MORE).encode("latin-1"))
        random.shuffle(lines)
    line = b"\r\n" if random.random() < 0.95 else random.choice((b"\n", b"\r"))
    return line.join(lines) + line * 2 + raw


def disposition(random: Random, name: str, filename: str) -> bytes:
    escaped = filename.replace("\\", "\\\\").replace('"', random.choice(('\\"', "%22", '"')))
    raw = escaped.encode("utf-8" if random.random() < 0.9 else "utf-16-le", "replace")
    percented = percent(random, filename)
    file = random.choice(
        (
            *(b'; filename="' + raw + b'"',) * 8,
            b"; filename=" + raw,
            b"; filename*=UTF-8''" + percented,
            b"; filename*=iso-8859-1'en'" + percented,
            b"; filename*=utf-7''" + percented,
            b"; filename=\"x.txt\"; filename*=UTF-8''" + percented,
            b'; filename*0="' + raw + b'"; filename*1=".txt"',
            b"; filename*0*=UTF-8''" + percented + b"; filename*1*=%2etxt; filename*3=no",
            b'; FILENAME="' + raw + b'"',
            b'; filename="' + raw,
            b"; filename=",
            b"",
        )
    )
    named = random.choice(
        (b'; name="' + name.encode() + b'"',) * 9 + (b"; name=" + name.encode(), b"", b"; name*=UTF-8''file", b"; name")
    )
    kind = (
        b"Content-Disposition: form-data"
        if random.random() < 0.95
        else random.choice((b"content-disposition:attachment", b"Content-Disposition:", b"Content-Disposition"))
    )
    return kind + (named + file if random.random() < 0.9 else file + named)


def fields(random: Random, given: list[tuple[str, str]]) -> list[bytes]:
    """Return the parts of a form that has no file."""
    made = []
    for name, value in given:
        charset = random.choice(("utf-8",) * 8 + ("latin-1", "utf-16"))
        first = b'Content-Disposition: form-data; name="' + name.encode() + b'"'
        made.append(with_headers(random, first, value.encode(charset, "replace")))
    return made + [part(random, "username", random.choice(TEXTS))] * (random.random() < 0.05)
