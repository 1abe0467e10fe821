"""Session cookies that a test signs itself, and who an app takes their sender for."""

import hashlib
from datetime import UTC, datetime

import itsdangerous
from flask.sessions import session_json_serializer

KEY = "a key for promises, the same for every worker"


def signer(key: str = KEY, derivation: str = "hmac") -> itsdangerous.URLSafeTimedSerializer:
    """Return a signer of session cookies, with the frameworks' settings."""
    options = {"key_derivation": derivation, "digest_method": hashlib.sha1}
    return itsdangerous.URLSafeTimedSerializer(
        key, salt="cookie-session", serializer=session_json_serializer, signer_kwargs=options
    )


def signed(content: object, key: str = KEY, derivation: str = "hmac") -> str:
    return signer(key, derivation).dumps(content)


def logged_in() -> dict[str, str]:
    return {"user": "admin", "since": datetime.now(UTC).isoformat()}


async def user_of(client, cookie: str, name: str = "session") -> bool:
    """Return the user that the app recognizes by this cookie."""
    response = await client.get("/login-log/", headers={"Cookie": f"{name}={cookie}"})
    return response.status_code == 200
