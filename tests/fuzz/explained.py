"""Why Flask and Quart may answer a body differently: each row names the note, and says when it applies."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Epilogue, MultipartDecoder, NeedData
from werkzeug.urls import iri_to_uri

from .answer import Answer
from .case import LIMIT, Case


class Shown(NamedTuple):
    """A difference: the case, the fields in which the answers differ, and both answers."""

    case: Case
    fields: set[str]
    flask: Answer
    quart: Answer


class Explained(NamedTuple):
    """A difference that is known: its note, or its name where it has none; the reason; and when it applies."""

    note: str
    because: str
    applies: Callable[[Shown], bool]


def mimetype(case: Case) -> str:
    return parse_options_header(case.header("content-type"))[0].lower()


def boundary_of(case: Case) -> bytes:
    """Return the boundary of a multipart form, nothing where either parser takes it for none."""
    boundary = parse_options_header(case.header("content-type"))[1].get("boundary", "")
    return boundary.encode() if boundary.isascii() and mimetype(case) == "multipart/form-data" else b""


def ends_early(shown: Shown) -> bool:
    """Say whether a multipart body is sound as far as it goes, and has no last boundary."""
    if not (boundary := boundary_of(shown.case)) or shown.flask.status == 413:
        return False
    decoder = MultipartDecoder(boundary, max_parts=1000)
    try:
        decoder.receive_data(shown.case.sent)
        while not isinstance(event := decoder.next_event(), NeedData | Epilogue):
            pass
    except (ValueError, RequestEntityTooLarge, AttributeError):
        return False
    return isinstance(event, NeedData) and decoder.state.name != "EPILOGUE"


def is_not_utf8(shown: Shown) -> bool:
    """Say whether an urlencoded form has percents that are no UTF-8."""
    try:
        unquote_to_bytes(shown.case.sent).decode()
    except UnicodeDecodeError:
        return mimetype(shown.case) == "application/x-www-form-urlencoded"
    return False


def is_old_type(shown: Shown) -> bool:
    return mimetype(shown.case) == "application/x-url-encoded"


def is_unread(shown: Shown) -> bool:
    """Say whether a body is too long that no form is in."""
    declared = shown.case.declared
    size = int(declared[0]) if len(declared) == 1 and declared[0].isdecimal() else len(shown.case.body)
    urlencoded = ("application/x-www-form-urlencoded", "application/x-url-encoded")
    is_form = mimetype(shown.case) in urlencoded or boundary_of(shown.case)
    return shown.flask.status == 413 and size > LIMIT and not is_form


def is_raw_location(shown: Shown) -> bool:
    """Say whether both send the browser to one place, in two spellings."""
    flask, quart = (dict(one.headers).get("location", "") for one in (shown.flask, shown.quart))
    return shown.fields == {"header location"} and flask == iri_to_uri(
        quart.encode("latin-1").decode("utf-8", "replace")
    )


EXPLAINED = (
    Explained(
        "FD153", "Quart takes what came of a multipart body that ends too early; Flask takes nothing.", ends_early
    ),
    Explained(
        "FD158", "What is no UTF-8 in a form is a replacement character in Quart, a percent in Flask.", is_not_utf8
    ),
    Explained("FD065", "Flask writes a Location in percents, Quart as it is given.", is_raw_location),
    Explained("old type", "Quart reads a form from application/x-url-encoded, too; Werkzeug 3 does not.", is_old_type),
    Explained("unread", "Quart does not count a body that no form is read from; Flask refuses it unread.", is_unread),
)


def explanation(case: Case, fields: set[str], flask: Answer, quart: Answer) -> Explained | None:
    shown = Shown(case, fields, flask, quart)
    return next((row for row in EXPLAINED if row.applies(shown)), None)
