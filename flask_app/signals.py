"""The signals of a login and of a wrong password, and their log; receivers of the framework's own signals.

A signal joins a sender to receivers that it does not know: here the login to its log.
Each response's X-Signals says which of the framework's signals were sent, in order.
"""

from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

from blinker import Namespace
from flask import (
    Blueprint,
    Flask,
    current_app,
    g,
    got_request_exception,
    message_flashed,
    redirect,
    render_template,
    request,
    request_finished,
    request_started,
    template_rendered,
    url_for,
)
from flask.typing import ResponseReturnValue

from . import storage
from .session import user as known_user

SHOWN = 10
LONGEST_USER = 200

namespace = Namespace()
login_signal = namespace.signal("login")
refusal_signal = namespace.signal("refusal")
bp = Blueprint("signals", __name__)


def log_login(sender: Flask, user: str, **extra: Any) -> None:
    """Append who logged in, when (UTC) and from where; one escaped line."""
    log_outcome(sender, sender.config["LOGIN_LOG"], user, "logged in")


def log_refusal(sender: Flask, user: str, **extra: Any) -> None:
    """Append who could not log in; what was typed as the name is kept, and may be a password.

    The log is another: who tries many passwords would push the logins out.
    """
    log_outcome(sender, storage.refusals(sender.config["LOGIN_LOG"]), user[:LONGEST_USER], "refused")


def log_outcome(sender: Flask, path: Path, user: str, outcome: str) -> None:
    g.login_time = datetime.now(UTC)
    entry = {"user": user, "outcome": outcome, "time": g.login_time.isoformat(), "ip": request.remote_addr}
    storage.append_entry(path, entry, sender.config["LOGIN_LOG_SIZE"])


def on_request_started(sender: Flask, **extra: Any) -> None:
    record("request_started")


def on_template_rendered(sender: Flask, template: Any, **extra: Any) -> None:
    record("template_rendered")


def on_message_flashed(sender: Flask, message: str, category: str, **extra: Any) -> None:
    record(f"message_flashed {category}")


def on_got_request_exception(sender: Flask, exception: Exception, **extra: Any) -> None:
    record(f"got_request_exception {type(exception).__name__}")


def on_request_finished(sender: Flask, response: Any, **extra: Any) -> None:
    record("request_finished")
    response.headers["X-Signals"] = ", ".join(g.signals)


RECEIVERS = (
    (login_signal, log_login),
    (refusal_signal, log_refusal),
    (request_started, on_request_started),
    (template_rendered, on_template_rendered),
    (message_flashed, on_message_flashed),
    (got_request_exception, on_got_request_exception),
    (request_finished, on_request_finished),
)


def connect(app: Flask) -> None:
    """Subscribe to what `app` sends, and to nothing that another app sends."""
    for signal, receiver in RECEIVERS:
        signal.connect(receiver, sender=app)


def disconnect(app: Flask) -> None:
    """Undo `connect`."""
    for signal, receiver in RECEIVERS:
        signal.disconnect(receiver, sender=app)


def record(name: str) -> None:
    g.setdefault("signals", []).append(name)


@bp.get("/login-log/")
def login_log() -> ResponseReturnValue:
    """Show the last tries, newest first, to who is logged in."""
    if known_user() is None:
        return redirect(url_for("login.login", next=request.path))
    path = current_app.config["LOGIN_LOG"]
    entries = storage.last_entries(path, SHOWN)
    entries += storage.last_entries(storage.refusals(path), SHOWN)
    entries = sorted(entries, key=itemgetter("time"), reverse=True)[:SHOWN]
    return render_template("signals/login_log.html", entries=entries)
