"""The session's keys stand in one order in the cookie."""

import json
from copy import copy
from functools import lru_cache
from typing import Any

from quart import Quart
from quart.json.tag import TaggedJSONSerializer


def init_app(app: Quart) -> None:
    """Sort the keys: Quart keeps the order in which they were set, so that equal sessions are unequal cookies.

    The signer is kept until SECRET_KEY or SECRET_KEY_FALLBACKS changes: a new one tries the serializer first, which
    is 30 of a page's 300 µs.
    """
    # By default all apps of the process share one interface.
    interface: Any = copy(app.session_interface)
    interface.serializer = SortedSerializer()
    make_signer = interface.get_signing_serializer

    @lru_cache(maxsize=1)
    def signer(*keys: str | bytes | None) -> Any:
        return make_signer(app)

    def current_signer(app: Quart) -> Any:
        return signer(app.secret_key, *(app.config["SECRET_KEY_FALLBACKS"] or ()))

    interface.get_signing_serializer = current_signer
    app.session_interface = interface


class SortedSerializer(TaggedJSONSerializer):
    """The frameworks' own session format, with its keys in order."""

    def dumps(self, value: Any) -> str:
        return json.dumps(json.loads(super().dumps(value)), separators=(",", ":"), sort_keys=True)
