"""Keep redirects on this site."""

from quart import url_for
from werkzeug.urls import iri_to_uri


def local_path(target: str) -> str:
    """Return `target`, escaped for a Location header, if it is a path on this site; else the path of the first page.

    A second slash or a backslash is refused: a browser takes it for the start of a host name. So are control
    characters, which a browser drops.
    """
    second = target[1:2]
    if not target.startswith("/") or second in ("/", "\\") or not target.isprintable():
        return url_for("index.index")
    return iri_to_uri(target)
