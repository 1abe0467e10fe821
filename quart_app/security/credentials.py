"""Check a login's name and password in constant time, with bounds on the tries of an address and on logins at once."""

import hmac
from collections.abc import Mapping
from threading import BoundedSemaphore
from typing import Any

from quart import Quart, current_app, request
from werkzeug.security import check_password_hash

from ..compat.blocking_view import in_thread
from ..compat.upload_cut_by_disconnect import shielded
from .throttle import Throttle

# Hashing a password by the default method takes 32 MiB of memory.
HASHING = BoundedSemaphore(4)
MAX_LOGINS = 32


class LoginRefused(Exception):
    """A login that was refused before its password was checked. It may be sent again after `seconds`."""

    def __init__(self, status: int, text: str, seconds: int) -> None:
        super().__init__(text)
        self.status = status
        self.seconds = seconds
        self.headers = {"Retry-After": str(seconds)}


def init_app(app: Quart) -> None:
    app.extensions["throttle"] = Throttle(app.config["LOGIN_TRIES"], app.config["LOGIN_PAUSE"])
    # Each login occupies a thread until its password is hashed: half of the threads are for everything else.
    app.extensions["login_slots"] = BoundedSemaphore(max(1, min(MAX_LOGINS, app.config["THREADS"] // 2)))


async def are_right(user: str, password: str) -> bool:
    """Return whether name and password are right; raise `LoginRefused` after too many tries, or with no slot free."""
    address = request.remote_addr or ""
    throttle: Throttle = current_app.extensions["throttle"]
    slots: BoundedSemaphore = current_app.extensions["login_slots"]
    # A login without a slot is no wrong password.
    if not slots.acquire(blocking=False):
        raise LoginRefused(503, "Too many logins: wait a moment", 1)
    try:
        wait = throttle.admit(address)
        right = not wait and await are_right_in_thread(user, password, current_app.config)
    finally:
        slots.release()
    if wait:
        raise LoginRefused(429, "Too many tries: wait a moment", wait)
    if right:
        throttle.forget(address)
    return right


@shielded
async def are_right_in_thread(user: str, password: str, config: Mapping[str, Any]) -> bool:
    """Check name and password in a thread. Its slot stays taken until it ends, even if the client disconnects."""
    return await in_thread(are_equal, user, password, config)


def are_equal(user: str, password: str, config: Mapping[str, Any]) -> bool:
    """Compare name and password with the settings, always both, so that the time taken does not tell which is wrong."""
    password_hash = config["PASSWORD_HASH"] or "scrypt:32768:8:1$none$00"
    with HASHING:
        right_password = check_password_hash(password_hash, password)
    right_user = hmac.compare_digest(user.encode(), config["USERNAME"].encode())
    return right_user and right_password
