"""Keep redirects on this site."""

from quart import url_for
from werkzeug.urls import iri_to_uri

MAX_LENGTH = 2000


def local_path(target: str) -> str:
    """Return `target`, escaped for a Location header, if it is a path on this site; else the path of the first page.

    One of more than MAX_LENGTH characters is refused: servers and browsers take no header of any length.

    A second slash or a backslash is refused: a browser takes it for the start of a host name. So are control
    characters, which a browser drops.
    """
    second = target[1:2]
    if not target.startswith("/") or second in ("/", "\\") or not target.isprintable() or len(target) > MAX_LENGTH:
        return url_for("index.index")
    return iri_to_uri(target)
