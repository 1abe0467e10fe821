"""Bodies up to the limit of 16 MiB, made to cost as much as they can."""

from collections.abc import Callable

from .case import MOST, Case

LIMIT = 16 * 1024 * 1024
FORM = (("Content-Type", "multipart/form-data; boundary=b"),)
URLENCODED = (("Content-Type", "application/x-www-form-urlencoded"),)
FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
ROOM = LIMIT - 400


def full(piece: bytes) -> bytes:
    """Return a piece again and again, as often as it fits into the limit."""
    return piece * (ROOM // len(piece))


def file(content: bytes) -> bytes:
    return FILE + b"\r\n" + content + b"\r\n--b--\r\n"


def header(lines: bytes) -> bytes:
    return FILE + lines + b"\r\n\r\nabc\r\n--b--\r\n"


def disposition(more: bytes) -> bytes:
    return FILE[:-2] + more + b"\r\n\r\nabc\r\n--b--\r\n"


def parts(count: int, more: bytes = b"") -> bytes:
    made = (
        b'--b\r\nContent-Disposition: form-data; name="f%d"%s\r\n\r\nx\r\n' % (number, more) for number in range(count)
    )
    return b"".join(made) + b"--b--\r\n"


BODIES: dict[str, Callable[[], bytes]] = {
    "a file of one letter": lambda: file(full(b"x")),
    "a file of line feeds": lambda: file(full(b"\n")),
    "a file of carriage returns": lambda: file(full(b"\r")),
    "a file of line ends": lambda: file(full(b"\r\n")),
    "a file of line ends and dashes": lambda: file(full(b"\r\n--")),
    "a file of boundaries that are none": lambda: file(full(b"\r\n--bx")),
    "a file of boundaries and spaces": lambda: file(full(b"\r\n--b  x")),
    "a file whose boundary ends in spaces": lambda: FILE + b"\r\nx\r\n--b" + full(b" "),
    "half a boundary at each block's end": lambda: file(full(b"x" * (MOST - 4) + b"\r\n--")),
    "no boundary": lambda: full(b"x"),
    "no boundary, line ends": lambda: full(b"\r\n"),
    "no boundary, dashes": lambda: full(b"--"),
    "no boundary, boundaries that are none": lambda: full(b"--b "),
    "a header line of 16 MiB": lambda: header(b"X: " + full(b"x")),
    "a header of many lines": lambda: header(full(b"a:b\r\n")),
    "a header continued often": lambda: header(b"X: y" + full(b"\r\n y")),
    "a header of 490 kB of lines": lambda: header(b"a:b\r\n" * 98_000),
    "a header that does not end": lambda: FILE + full(b"x"),
    "a disposition of many parameters": lambda: disposition(full(b";a=b")),
    "a disposition of semicolons": lambda: disposition(full(b";")),
    "a disposition of 490 kB of semicolons": lambda: disposition(b";" * 490_000),
    "a disposition of quotes": lambda: disposition(b'; filename="' + full(b'\\"') + b'.txt"'),
    "a file name in many pieces": lambda: disposition(b"".join(b";filename*%d=a" % one for one in range(900_000))),
    "1,000 fields": lambda: parts(1000),
    "1,001 fields": lambda: parts(1001),
    "1,000 files": lambda: parts(1000, b'; filename="x"'),
    "1,001 files": lambda: parts(1001, b'; filename="x"'),
    "a field of 490 kB": lambda: parts(1).replace(b"\r\n\r\nx", b"\r\n\r\n" + b"x" * 490_000),
    "a field of 600 kB": lambda: parts(1).replace(b"\r\n\r\nx", b"\r\n\r\n" + b"x" * 600_000),
    "much after the last boundary": lambda: file(b"x") + full(b"\n"),
}
FORMS: dict[str, Callable[[], bytes]] = {
    "a form of ampersands": lambda: full(b"&"),
    "a form of many fields": lambda: full(b"a&"),
    "a form of a million fields": lambda: b"a=b&" * 1_000_000,
    "a form of 490 kB of fields": lambda: b"a&" * 245_000,
    "a form of percents": lambda: b"username=" + full(b"%41"),
    "a form of 490 kB of percents": lambda: b"username=" + b"%41" * 163_000,
    "a user name of 16 MiB": lambda: b"username=" + full(b"a"),
    "a user name of 490 kB": lambda: b"username=" + b"a" * 490_000,
    "a password of 490 kB": lambda: b"username=admin&password=" + b"a" * 490_000,
}
COOKIES = {
    "a cookie of names": "a;" * 30_000,
    "a cookie of pairs": "a=b;" * 15_000,
    "a cookie of distinct names": "".join(f"{number:x}=;" for number in range(10_000)),
    "a cookie of quotes": 'a="' * 20_000,
    "a cookie of backslashes": 'a="\\' * 15_000,
    "a cookie of escapes": 'a="' + "\\101" * 15_000 + '"',
    "a cookie of spaces": "a" + " " * 60_000 + "x",
    "a cookie of one name": "a" * 60_000 + '"',
    "a session of dots": "session=" + "." * 60_000,
}


def case_of(name: str) -> Case:
    """Return the case of that name."""
    if name in BODIES:
        return Case("big", "POST", "/upload/", FORM, BODIES[name]())
    if name in FORMS:
        return Case("big", "POST", "/login", URLENCODED, FORMS[name]())
    if name == "a type of many parameters":
        return Case("big", "POST", "/upload/", (("Content-Type", FORM[0][1] + ";a=b" * 15_000),), file(b"x"))
    if name == "JSON of 16 MiB":
        return Case("big", "POST", "/login", (("Content-Type", "application/json"),), full(b"["))
    return Case("big", "GET", "/get-cookie/", (("Cookie", COOKIES[name]),))


NAMES = (*BODIES, *FORMS, *COOKIES, "a type of many parameters", "JSON of 16 MiB")
