"""Keep redirects on this site."""

from flask import url_for
from werkzeug.urls import iri_to_uri


def local_path(target: str) -> str:
    """Return `target` if it is a path on this site, else the first page.

    A browser takes a second slash or a backslash for the start of a host name, and drops control characters.
    """
    second = target[1:2]
    if not target.startswith("/") or second in ("/", "\\") or not target.isprintable():
        return url_for("index.index")
    return iri_to_uri(target)
