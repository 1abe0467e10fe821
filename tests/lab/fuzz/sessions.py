"""Session cookies: forged ones, and signed ones with odd content."""

import base64
import hashlib
import json
import time
import zlib
from functools import cache
from random import Random
from typing import Any

from itsdangerous import URLSafeTimedSerializer

from .case import Case
from .pair import KEY, USER
from .words import TEXTS, text

# One time for all signatures of a process: a case is the same when it is made twice.
SIGNED_AT = int(time.time())
MARK = "whoever reads this was let in"
ODD = (
    *('{"username":"x"}', '{" t":[1,2]}', '{" b":"////"}', '{" d":"x"}', '{" u":"x"}', '{" m":"<b>"}', '{" di":{}}'),
    *("[]", "null"),
    *('"x"', "1", "NaN", '{"username":{" u":"not a uuid"}}', '{"_flashes":5}', "{", ""),
    *('{"username":' + "[" * 2000 + "]" * 2000 + "}"),
)  # fmt: skip


def serializer(
    key: str = KEY, salt: str = "cookie-session", digest: Any = hashlib.sha1, derivation: str = "hmac"
) -> Any:
    """Return the frameworks' session serializer, or a variant with other settings."""
    signer = {"key_derivation": derivation, "digest_method": digest}
    return URLSafeTimedSerializer(key, salt=salt, signer_kwargs=signer)


def signed(payload: bytes, at: int = SIGNED_AT, **settings: Any) -> str:
    sessions = serializer(**settings)
    signer = sessions.make_signer(sessions.salt)
    signer.get_timestamp = lambda: at
    return signer.sign(payload).decode()


def encoded(text: str | bytes, compressed: bool = False) -> bytes:
    raw = text.encode() if isinstance(text, str) else text
    raw = zlib.compress(raw) if compressed else raw
    return b"." * compressed + base64.urlsafe_b64encode(raw).rstrip(b"=")


VALID = encoded(json.dumps({"user": USER, "username": MARK, "uploader": "0" * 32}))


@cache
def bomb() -> bytes:
    """Return a cookie of 64 kB that decompresses to 40 MB."""
    return encoded(bytes(40_000_000), compressed=True)


def is_same(value: str, valid: str) -> bool:
    """Return whether a cookie equals the valid one: base64 has several spellings of the same signature."""
    said, _, signature = value.rpartition(".")
    said_validly, _, valid_signature = valid.rpartition(".")
    raw = signature.encode("ascii", "ignore")
    try:
        return said == said_validly and base64.urlsafe_b64decode(raw + b"=" * (-len(raw) % 4)) == decoded(
            valid_signature
        )
    except ValueError:
        return False


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def forged(random: Random) -> str:
    """Return a cookie that must not be accepted."""
    valid = signed(VALID)
    payload, stamp, signature = valid.split(".")
    payload_of_another = encoded(random.choice(ODD), random.random() < 0.3).decode()
    match random.randrange(12):
        case 0:
            at = random.randrange(len(valid))
            value = valid[:at] + chr(ord(valid[at]) ^ (1 << random.randrange(7))) + valid[at + 1 :]
        case 1:
            value = valid[: random.randrange(len(valid))]
        case 2:
            value = f"{payload_of_another}.{stamp}.{signature}"
        case 3:
            value = signed(VALID, key=random.choice(("", KEY[:-1], KEY.upper(), "secret", text(random) + "x")))
        case 4:
            value = signed(
                VALID, salt=random.choice(("", "session", "cookie-sessio", "itsdangerous", "itsdangerous.Signer"))
            )
        case 5:
            digest = random.choice((hashlib.md5, hashlib.sha256, hashlib.sha512))
            value = signed(VALID, digest=digest)
        case 6:
            value = signed(VALID, derivation=random.choice(("concat", "django-concat", "none")))
        case 7:
            value = signed(VALID, at=random.choice((0, 1, 10**9, 2**31, 4 * 10**9, 10**11)))
        case 8:
            value = f"{payload}.{random.choice(('', '0', '____', 'é', stamp[::-1], stamp * 9))}.{signature}"
        case 9:
            value = (
                f"{bomb().decode()}.{stamp}.{signature}"
                if random.random() < 0.05
                else f".{payload}.{stamp}.{signature}"
            )
        case 10:
            parts = (
                f"{payload}.{stamp}.",
                f"{payload}..{signature}",
                f"{payload}.{stamp}",
                f"{payload_of_another}.",
                payload_of_another,
            )
            value = random.choice((*parts[:4], ".", "..", "=", "é", parts[4]))
        case _:
            value = text(random) + random.choice((valid[1:], valid[:-2], valid[::-1], valid.swapcase(), ""))
    return value if not is_same(value, valid) else forged(random)


def as_header(value: str) -> str:
    return value.encode("utf-8", "replace").decode("latin-1").translate({0: "", 10: "", 13: ""})


def session(random: Random) -> Case:
    """Return a request with forged session cookies to a page that needs a session."""
    path = random.choice(
        ("/get-session/", "/login-log/", "/get-session/", "/session/", "/upload/", "/messages/", "/pop-session/")
    )
    pairs = [f"session={as_header(forged(random))}" for _ in range(random.choice((1, 1, 1, 1, 2, 3)))]
    if any(is_same(pair.partition("=")[2].partition(";")[0].strip(' "'), signed(VALID)) for pair in pairs):
        return session(random)
    if random.random() < 0.1:
        pairs.insert(0, f"__Host-session={signed(VALID)}")
    return Case("session", "GET", path, (("Cookie", "; ".join(pairs)),))


def strange(random: Random) -> Case:
    """Return a request with a signed session whose values are odd."""
    said: dict[str, Any] = {key: text(random) for key in ("user", "username", "uploader") if random.random() < 0.6}
    if random.random() < 0.5:
        said["_flashes"] = [{" t": [text(random), text(random)]} for _ in range(random.randrange(4))]
    if random.random() < 0.4:
        said[text(random)] = random.choice(
            (None, 1, [], {"a": []}, 1e300, {" t": []}, {" b": "AA=="}, random.choice(TEXTS))
        )
    if random.random() < 0.2:
        said["_permanent"] = random.choice((True, False))
    path = random.choice(("/get-session/", "/login-log/", "/session/", "/upload/", "/messages/", "/pop-session/", "/"))
    value = signed(encoded(json.dumps(said), random.random() < 0.3))
    return Case("signed", "GET", path, (("Cookie", f"session={value}"),))
