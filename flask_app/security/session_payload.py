"""Refuse a signed session that this app can't have written: its key may be another app's too, or another version's."""

import re
from copy import copy
from typing import Any

import itsdangerous
from flask import Flask

MAX_LEVELS = 16
# Half a character, which has no encoding.
SURROGATE = re.compile("[\ud800-\udfff]")


def init_app(app: Flask) -> None:
    """Let such a session be a new one, like one with a wrong signature. It comes after `compat`, which sets another."""
    # By default all apps of the process share one interface.
    interface: Any = copy(app.session_interface)
    make_signer = interface.get_signing_serializer

    def checking_signer(app: Flask) -> CheckingSigner:
        return CheckingSigner(make_signer(app))

    interface.get_signing_serializer = checking_signer
    app.session_interface = interface


class CheckingSigner:
    """A signer of sessions that does not accept all that has its signature."""

    def __init__(self, signer: Any) -> None:
        self.signer = signer
        self.dumps = signer.dumps

    def loads(self, text: str, max_age: int) -> dict[str, Any]:
        """Return a session; raise BadSignature for any other content, where the frameworks answer 500 to each page."""
        try:
            content = self.signer.loads(text, max_age=max_age)
        except itsdangerous.BadPayload as error:
            raise itsdangerous.BadSignature(str(error)) from error
        if not (isinstance(content, dict) and is_storable(content) and are_flashes(content.get("_flashes", []))):
            raise itsdangerous.BadSignature("signed, but no session")
        return content


def is_storable(value: Any, levels: int = MAX_LEVELS) -> bool:
    """Return whether a value can be stored once more: it has at most `levels` levels, and no half of a character."""
    if isinstance(value, str):
        return SURROGATE.search(value) is None
    if isinstance(value, dict):
        value = [*value, *value.values()]
    return not isinstance(value, list | tuple) or (levels > 0 and all(is_storable(part, levels - 1) for part in value))


def are_flashes(value: Any) -> bool:
    """Return whether a value is a list of categories and texts."""
    return isinstance(value, list) and all(
        isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
        for pair in value
    )
