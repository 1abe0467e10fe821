"""Signals of logins and refused logins, with receivers that log them; receivers of the framework's signals.

A signal connects a sender to receivers that it does not know: here the login to its log.
The header X-Signals of each response lists the framework's signals that were sent, in order.
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

from .session import current_user
from .storage import login_log as log

ENTRIES = 10
MAX_USER_LENGTH = 200

namespace = Namespace()
login_signal = namespace.signal("login")
refusal_signal = namespace.signal("refusal")
bp = Blueprint("signals", __name__)


def log_login(sender: Flask, user: str, **extra: Any) -> None:
    """Log who logged in, when (UTC) and from which address, in one escaped line."""
    log_outcome(sender, sender.config["LOGIN_LOG"], user, "logged in")


def log_refusal(sender: Flask, user: str, **extra: Any) -> None:
    """Log a refused login, in a log of its own: many tries would push the logins out of a shared one.

    The name is logged as it was typed, and may be a password.
    """
    log_outcome(sender, log.refusals(sender.config["LOGIN_LOG"]), user[:MAX_USER_LENGTH], "refused")


def log_outcome(sender: Flask, path: Path, user: str, outcome: str) -> None:
    g.login_time = datetime.now(UTC)
    entry = {"user": user, "outcome": outcome, "time": g.login_time.isoformat(), "ip": request.remote_addr or ""}
    log.append_entry(path, entry, sender.config["LOGIN_LOG_SIZE"])


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
    """Connect the receivers to what `app` sends, and to nothing that another app sends."""
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
    """Show the last logins and refusals, newest first, to a logged-in user."""
    if current_user() is None:
        return redirect(url_for("login.login", next=request.path))
    path = current_app.config["LOGIN_LOG"]
    entries = log.last_entries(path, ENTRIES)
    entries += log.last_entries(log.refusals(path), ENTRIES)
    entries = sorted(entries, key=itemgetter("time"), reverse=True)[:ENTRIES]
    return render_template("signals/login_log.html", entries=entries)
