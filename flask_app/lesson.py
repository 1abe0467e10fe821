"""What each page teaches: the feature that it shows, its place in the source, and the feature's migration notes."""

import inspect
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import markupsafe
from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException

ERRORS = "errors"
NOTES_PAGES = "comparison/notes"
# Title and page of each note, by feature, kind and id; a test compares them with the notes.
NOTES = tomllib.loads((Path(__file__).parent / "lesson.toml").read_text(encoding="utf-8"))
# The endpoint of each feature's first page.
FIRST_PAGES = {
    "index": "index.index",
    "upload": "upload.index",
    "cookies": "cookies.index",
    "session": "session.index",
    "login": "login.login",
    "signals": "signals.login_log",
    "hooks": "hooks.index",
    "messages": "messages.index",
    "streaming": "streaming.index",
}
# The features that have a place in the navigation, in its order.
NAVIGATION = {
    "index": "Start",
    "upload": "Upload",
    "cookies": "Cookies",
    "session": "Session",
    "signals": "Login log",
    "hooks": "Hooks",
    "messages": "Messages",
    "streaming": "Streaming",
}
METHODS_OF_PAGES = ("GET", "HEAD")
# What a query has beside letters and digits: it is escaped already.
IN_QUERIES = "%&=+/?:,;@!$()*~"
STATIC = ("style.css", "upload.js", "hooks.js")


@dataclass(frozen=True)
class Lesson:
    """What a page says of itself: its feature, the feature's first page, and place and notes as markup."""

    feature: str
    page: str
    place: markupsafe.Markup
    rules: markupsafe.Markup
    divergences: markupsafe.Markup


def init_app(app: Flask) -> None:
    """Give the templates the lesson of each endpoint, and that of the error pages.

    All of it is made once, and so are the links of the layout: paths below the app's root. They need no URL adapter,
    which a request to a host that is not trusted lacks: its error page has the layout too.
    """
    adapter = app.url_map.bind("localhost")
    pages = {feature: adapter.build(endpoint) for feature, endpoint in FIRST_PAGES.items()}
    views = {endpoint: (feature_of(endpoint), view) for endpoint, view in app.view_functions.items()}
    views[ERRORS] = (ERRORS, app.error_handler_spec[None][None][HTTPException])
    app.jinja_env.globals.update(
        framework=type(app).__name__,
        navigation=lru_cache(maxsize=100)(partial(navigation, pages)),
        lessons={name: lesson_of(app, feature, view, pages) for name, (feature, view) in views.items()},
        pages=pages,
        logout=adapter.build("login.logout"),
        static={name: adapter.build("index.static", {"name": name}) for name in STATIC},
        twin_page=twin_page,
    )


def navigation(pages: Mapping[str, str], root: str, current: str) -> markupsafe.Markup:
    """Return the items of the navigation, one of which is the current feature's; `root` is the app's root path."""
    item = markupsafe.Markup('<li><a href="{}{}"{}>{}</a></li>')
    mark = markupsafe.Markup(' aria-current="page"')
    items = [
        item.format(root, pages[name], mark if name == current else "", title) for name, title in NAVIGATION.items()
    ]
    return markupsafe.Markup("\n      ").join(items)


def feature_of(endpoint: str) -> str:
    """Return the feature of an endpoint: the name of its module and blueprint."""
    return endpoint.partition(".")[0]


def lesson_of(app: Flask, feature: str, view: Callable[..., Any], pages: Mapping[str, str]) -> Lesson:
    source = app.config["SOURCE_URL"]
    code = inspect.unwrap(view).__code__
    path = f"{app.import_name}/{Path(code.co_filename).name}"
    place = link(source and f"{source}/{path}#L{code.co_firstlineno}", f"{path}:{code.co_firstlineno}")
    rules, divergences = (items_of(feature, kind, source) for kind in ("rules", "divergences"))
    return Lesson(feature, pages.get(feature, pages["index"]), place, rules, divergences)


@lru_cache(maxsize=100)
def items_of(feature: str, kind: str, source: str | None) -> markupsafe.Markup:
    """Return the items of a list of notes, each with its id, linked if `source` is set, and its title.

    They are kept: all endpoints of a feature show the same.
    """
    item = markupsafe.Markup("<li>{} {}</li>")
    items = []
    for id, note in NOTES[feature][kind].items():
        address = source and f"{source}/{NOTES_PAGES}/{note['page']}#{id.lower()}"
        items.append(item.format(link(address, id), note["title"]))
    return markupsafe.Markup("").join(items)


def link(address: str | None, text: str) -> markupsafe.Markup:
    """Return a link that leaves the site, or the text alone if there is no address."""
    return (
        markupsafe.Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, text)
        if address
        else markupsafe.escape(text)
    )


def twin_page(first_page: str) -> str:
    """Return the address of the same page of the twin; for a form that was sent, that of the feature's first page.

    Whatever path the client has sent, it is one of the twin's: it begins with one slash, and its bytes are escaped.
    """
    path, query = quote(request.path), quote(request.query_string, safe=IN_QUERIES)
    if request.method not in METHODS_OF_PAGES:
        path, query = first_page, ""
    address = f"{current_app.config['TWIN_URL']}/{path.lstrip('/')}"
    return f"{address}?{query}" if query else address
