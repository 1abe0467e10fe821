"""Triggers that the detectors of several divergences share: reads of a request's body, files, streams, tests."""

from dataclasses import replace

from ..inspection.detector import FileLine, NameUse, Shape
from ..migrate.framework_names import CLIENT_REQUESTS
from .gaps import all_gaps

_VALIDATE = ("validate", "validate_on_submit")
_FILES = ("flask.Request().files",)
# Flask-WTF reads the form of the request.
_WTF = tuple(
    f"{name}().{method}" for name in ("flask_wtf.FlaskForm", "flask_wtf.form.FlaskForm") for method in _VALIDATE
)
_TEXT_FORM = ("flask.Request().form", "flask.Request().values", *_WTF)
_FORM = (*_FILES, *_TEXT_FORM)
_JSON = ("flask.Request().get_json", "flask.Request().json")
_LONG = (*_FILES, *_JSON, "flask.Request().data", "flask.Request().get_data")
_UPLOADS = ("flask.Request().files[]", "flask.Request().files.get()", "flask.Request().files.getlist()[]")
_SEND_FILE = ("flask.send_file", "flask.send_from_directory")
SAVE = tuple(f"{upload}.save" for upload in _UPLOADS)


def long_body_read(sentence: str) -> NameUse:
    """Return the trigger of a read of a request's body that may be long: its files, its JSON or its bytes."""
    return NameUse(_LONG, sentence=sentence)


def json_read(sentence: str) -> NameUse:
    """Return the trigger of a read of a request's JSON."""
    return NameUse(_JSON, sentence=sentence)


def form_read(sentence: str) -> NameUse:
    """Return the trigger of a read of a form or its files."""
    return NameUse(_FORM, sentence=sentence)


def text_form_read(sentence: str) -> NameUse:
    """Return the trigger of a read of a form's texts."""
    return NameUse(_TEXT_FORM, sentence=sentence)


def files_read(sentence: str) -> NameUse:
    """Return the trigger of a read of a request's files."""
    return NameUse(_FILES, sentence=sentence)


def upload_saved(sentence: str, unless: tuple[str, ...] = ()) -> NameUse:
    """Return the trigger of a call that saves an upload."""
    return NameUse(SAVE, sentence=sentence, unless=unless)


def file_sent(sentence: str, unless: tuple[str, ...] = (), only_with: tuple[str, ...] = ()) -> NameUse:
    """Return the trigger of a call that sends a file."""
    return NameUse(_SEND_FILE, sentence=sentence, unless=unless, only_with=only_with)


def session_read(sentence: str) -> NameUse:
    """Return the trigger of a read of the session."""
    return NameUse(("flask.session[]", "flask.session.get"), sentence=sentence)


def stream(sentence: str) -> Shape:
    """Return the trigger of a response whose body is a generator."""
    return Shape("streamed response", sentence=sentence)


def flask_on_hypercorn(sentence: str) -> FileLine:
    """Return the trigger of a file that serves a Flask app with hypercorn."""
    return FileLine(r"\bhypercorn\b", sentence=sentence, only_in="flask")


def client_request(
    sentence: str, only_with: tuple[str, ...] = (), where: tuple[tuple[int | str, str | None], ...] = ()
) -> NameUse:
    """Return the trigger of a request of the test client that no rule rewrites."""
    return NameUse(
        CLIENT_REQUESTS, sentence=sentence, only_with=only_with, where=where, place="everywhere", left=bool(only_with)
    )


def gap_uses(id: str, sentence: str) -> tuple[NameUse, ...]:
    """Return the triggers of the names in `gaps.toml` that a note describes."""
    return tuple(replace(gap.use, sentence=sentence) for gap in all_gaps() if gap.id == id)
