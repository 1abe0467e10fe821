"""Decode signed sessions in text: their signature, their time and the order of their keys are not compared."""

import json
import re

from comparison.values.cookies import decoded_payload

# What itsdangerous writes: the payload, an object in JSON, or a dot and the object compressed; the time; the signature.
_SIGNED = re.compile(r"(eyJ[\w-]+|\.eJ[\w-]+)\.[\w-]{6}\.[\w-]{27}(?![\w-])")


def with_readable_sessions(text: str) -> str:
    """Return a text with the signed sessions in it decoded, their keys in order."""
    return _SIGNED.sub(_readable, text)


def _readable(signed: re.Match[str]) -> str:
    """Return the content of a session as JSON, or the text as it is if that is none."""
    try:
        return json.dumps(json.loads(decoded_payload(signed[1]) or ""), sort_keys=True)
    except ValueError:
        return signed[0]
