"""The features of an app that notes are about; each has a page."""

from typing import Literal, NamedTuple

Feature = Literal[
    "app",
    "context",
    "request",
    "response",
    "json",
    "errors",
    "templates",
    "upload",
    "files",
    "cookies",
    "session",
    "signals",
    "hooks",
    "messages",
    "streaming",
    "config",
    "cli",
    "tests",
    "proxy",
    "server",
    "extensions",
]


class FeatureTexts(NamedTuple):
    """The title of a feature's page, the words for it within a sentence, and the names by which it is found."""

    title: str
    words: str
    names: str


FEATURES: dict[Feature, FeatureTexts] = {
    "app": FeatureTexts("Views and the app", "views and the app", "`route`, `url_for`, blueprints, blocking calls"),
    "context": FeatureTexts("Contexts", "contexts", "`app_context`, `g`, `threading.local`, threads"),
    "request": FeatureTexts("Requests", "requests", "`request.form`, `data`, `headers`, `environ`, `get_data`"),
    "response": FeatureTexts("Responses", "responses", "`make_response`, `redirect`, headers, ETag, 204"),
    "json": FeatureTexts("JSON", "JSON", "`request.get_json`, `json.dumps`, 415"),
    "errors": FeatureTexts("Errors", "errors", "`errorhandler`, `abort`, tracebacks, the log"),
    "templates": FeatureTexts("Templates", "templates", "`render_template`, Jinja filters, context processors"),
    "upload": FeatureTexts("Upload", "uploads", "`request.files`, `save`, `MAX_CONTENT_LENGTH`, 413, 408"),
    "files": FeatureTexts("Files that are sent", "files that are sent", "`send_file`, static files, Range, caching"),
    "cookies": FeatureTexts("Cookies", "cookies", "`set_cookie`, `Set-Cookie`, `Vary`"),
    "session": FeatureTexts("Session", "the session", "`session`, `SECRET_KEY`, `Vary: Cookie`"),
    "signals": FeatureTexts("Signals", "signals", "blinker, `request_finished`, `send_async`"),
    "hooks": FeatureTexts("Hooks", "hooks", "`before_request`, `after_request`, teardowns"),
    "messages": FeatureTexts("Flash messages", "flash messages", "`flash`, `get_flashed_messages`"),
    "streaming": FeatureTexts("Streaming", "streaming", "generators, `stream_with_context`, `RESPONSE_TIMEOUT`"),
    "config": FeatureTexts("Configuration", "configuration", "settings, defaults, `FLASK_…` variables"),
    "cli": FeatureTexts("Command line", "the command line", "`app.cli`, `flask run`, `app.run`"),
    "tests": FeatureTexts("Tests", "tests", "`test_client`, `follow_redirects`, `test_request_context`"),
    "proxy": FeatureTexts("Proxies and hosts", "proxies and hosts", "`ProxyFix`, `X-Forwarded-For`, `TRUSTED_HOSTS`"),
    "server": FeatureTexts("Servers", "servers", "hypercorn, gunicorn, shutdown, exit codes"),
    "extensions": FeatureTexts("Extensions", "extensions", "Flask-Login, Flask-SQLAlchemy, Flask-WTF, …"),
}
