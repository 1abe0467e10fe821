"""The header lines that a reverse proxy changes: those of a connection, and who may frame a page."""

import re
from collections.abc import Iterable, Sequence

Lines = list[tuple[bytes, bytes]]

# Headers of one connection (RFC 9110, 7.6.1). The server behind a proxy answers an expectation itself (10.1.1).
_OF_CONNECTION = frozenset(
    (
        b"connection", b"expect", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"proxy-connection",
        b"te", b"trailer", b"upgrade",
    )
)  # fmt: skip
_FRAME_ANCESTORS = b"frame-ancestors"
_POLICY, _OLD_POLICY = b"content-security-policy", b"x-frame-options"
# What a browser sends to revalidate what it has kept (RFC 9110, 13.1).
_CONDITIONS = (b"if-none-match", b"if-modified-since")


def end_to_end(lines: Iterable[tuple[bytes, bytes]]) -> Lines:
    """Return the lines that a proxy passes on: without those of the connection, and those that it names.

    A Transfer-Encoding stays, to be handled by whoever frames the message anew.
    """
    items = [(name.lower(), value) for name, value in lines]
    named = {word.strip().lower() for name, value in items if name == b"connection" for word in value.split(b",")}
    return [(name, value) for name, value in items if name not in _OF_CONNECTION and name not in named]


def without_conditions(lines: Iterable[tuple[bytes, bytes]]) -> Lines:
    """Return the lines of a request as a browser without a cache sends them.

    The validators that it has kept are the baseline's: to the candidate they would be those of another resource.
    """
    return [(name, value) for name, value in lines if name not in _CONDITIONS]


def without_encoding(lines: Iterable[tuple[bytes, bytes]]) -> Lines:
    """Return the lines of a response without Transfer-Encoding: the server of the proxy frames it anew."""
    return [(name, value) for name, value in lines if name != b"transfer-encoding"]


def framed(lines: Sequence[tuple[bytes, bytes]], origin: str) -> Lines:
    """Return the lines of a response that `origin` may frame; of its policies only `frame-ancestors` changes.

    A page that only X-Frame-Options keeps out of frames gets a policy of its own: browsers then ignore that header
    (CSP Level 3, 6.4.2.2). One that anybody may frame stays as it is.
    """
    ancestor = origin.encode("ascii")
    changed = [(name, _with_ancestor(value, ancestor) if name == _POLICY else value) for name, value in lines]
    policies = [value for name, value in changed if name == _POLICY]
    old = {value.strip().lower() for name, value in lines if name == _OLD_POLICY}
    if old and not any(_FRAME_ANCESTORS in policy.lower() for policy in policies):
        own = b"'self' " if old == {b"sameorigin"} else b""
        changed.append((_POLICY, b"%s %s%s" % (_FRAME_ANCESTORS, own, ancestor)))
    return changed


def _with_ancestor(policies: bytes, ancestor: bytes) -> bytes:
    """Return the policies of a header line, separated by commas, with one more origin that may frame the page."""
    return b",".join(_policy_with_ancestor(policy, ancestor) for policy in policies.split(b","))


def _policy_with_ancestor(policy: bytes, ancestor: bytes) -> bytes:
    directives = policy.split(b";")
    for number, directive in enumerate(directives):
        words = directive.split()
        if words and words[0].lower() == _FRAME_ANCESTORS:
            sources = [word for word in words[1:] if word.lower() != b"'none'"]
            space = re.match(rb"\s*", directive)
            before = space[0] if space else b""
            directives[number] = before + b" ".join([words[0], *sources, ancestor])
            # A browser obeys the first directive of a name (CSP Level 3, 2.2.1).
            break
    return b";".join(directives)
