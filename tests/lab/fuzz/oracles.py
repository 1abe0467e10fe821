"""Oracles: properties of the apps' own functions that must hold for any input."""

import json
from collections.abc import Mapping
from pathlib import Path
from subprocess import PIPE
from typing import Any
from unittest.mock import patch

from werkzeug.http import parse_cookie
from werkzeug.wrappers import Response

import flask_app.cookies
import flask_app.security.cookie_form
import flask_app.security.form_fields
import flask_app.security.redirects
import flask_app.storage.disk
import flask_app.storage.uploads
import quart_app.security.cookie_form
import quart_app.security.form_fields
import quart_app.security.redirects
import quart_app.storage.disk
import quart_app.storage.uploads
from comparison.targets import child

from .pair import HOST

# Seconds for node to start, to answer, or to end.
PATIENCE = 60.0
ATTRIBUTES = {"domain", "expires", "httponly", "max-age", "partitioned", "path", "samesite", "secure"}
# What a browser makes of a Location (WHATWG URL), one JSON text a line; "" for what is no URL.
NODE = f"""
require("readline").createInterface({{input: process.stdin}}).on("line", line => {{
  let host = "";
  try {{ host = new URL(JSON.parse(line), "http://{HOST}/login").origin }} catch {{}}
  console.log(host)
}})
"""


def name(sent_name: str) -> str:
    """Check `safe_name`: equal in both apps, and safe to display, send and store."""
    safe = flask_app.storage.uploads.safe_name(sent_name)
    assert safe == quart_app.storage.uploads.safe_name(sent_name)
    assert len(safe) <= flask_app.storage.uploads.MAX_NAME_LENGTH, safe
    assert safe == "" or safe.isprintable(), safe
    assert not set("/\\") & set(safe), safe
    assert safe.encode().decode() == safe
    _, dot, extension = sent_name.rpartition(".")
    if dot and extension.isalnum() and len(extension) < 100:
        assert safe.endswith(f".{extension}"), safe
    return safe


def records(path: Path, before: list[tuple[dict[str, Any], int]], entry: dict[str, Any]) -> None:
    """Check the login log: an entry is one line after any content, and the last entries are read back.

    `before` are older entries; an entry with a number is cut off after that number of characters.
    """
    whole = []
    for disk in (flask_app.storage.disk, quart_app.storage.disk):
        path.unlink(missing_ok=True)
        whole.clear()
        for older, size in before:
            line = json.dumps(older)
            if 0 < size < len(line):
                with path.open("a") as log:
                    log.write(line[:size])
                continue
            disk.append(path, line)
            whole.append(older)
        content = path.read_bytes() if path.exists() else b""
        disk.append(path, json.dumps(entry))
        after = path.read_bytes()
        torn = bool(content) and not content.endswith(b"\n")
        added = b"\n" * torn + json.dumps(entry).encode() + b"\n"
        assert after == content + added, "the entry is not one line at the end"
        assert after.isascii()
        assert b"\r" not in after
        if len(after) < disk.TAIL:
            assert disk.tail(path, 5) == [*whole, entry][-5:][::-1]


def cookie(form: Mapping[str, str]) -> dict[str, Any] | None:
    """Check `parameters_of`: it refuses the form, or the header has exactly the requested attributes."""
    results = []
    for security in (flask_app.security, quart_app.security):
        try:
            results.append(security.cookie_form.parameters_of(form, HOST))
        except security.form_fields.FieldRefused as error:
            results.append(str(error))
    assert results[0] == results[1]
    if isinstance(results[0], str):
        return None
    parameters, response = results[0], Response()
    response.set_cookie(flask_app.cookies.NAME, **parameters)
    (line,) = response.headers.getlist("Set-Cookie")
    assert line.isascii(), line
    assert line.isprintable(), line
    pair, *attributes = line.split("; ")
    assert parse_cookie(pair)[flask_app.cookies.NAME] == parameters["value"]
    said = {attribute.partition("=")[0].lower() for attribute in attributes}
    requested = {
        key.replace("max_age", "max-age")
        for key, value in parameters.items()
        if value is not None and value is not False
    }
    # Werkzeug says in both ways when a cookie ends.
    requested |= {"expires"} if parameters["max_age"] is not None else set()
    assert said <= ATTRIBUTES, line
    assert said == requested - {"value"}, line
    assert len(said) == len(attributes), line
    return parameters


class Browser:
    """Resolve URLs as a browser does, by means of node's URL class."""

    def __init__(self) -> None:
        self.node = child.start(["node", "-e", NODE], stdin=PIPE, stdout=PIPE, text=True)

    def origin(self, target: str) -> str:
        self.node.stdin.write(json.dumps(target) + "\n")
        self.node.stdin.flush()
        return child.read_line(self.node, PATIENCE).strip()

    def close(self) -> None:
        self.node.stdin.close()
        self.node.wait(PATIENCE)
        self.node.stdout.close()


def target(target: str, browser: Browser) -> str:
    """Check `local_path`: equal in both apps, and on this site, as text and as either framework sends it."""
    results = []
    for redirects in (flask_app.security.redirects, quart_app.security.redirects):
        with patch.object(redirects, "url_for", lambda name: "/"):
            results.append(redirects.local_path(target))
    assert results[0] == results[1]
    sent = Response(headers={"Location": results[0]}).get_wsgi_headers({"REQUEST_METHOD": "GET"})["Location"]
    for spelling in (results[0], sent, results[0].encode("utf-8", "replace").decode("latin-1")):
        assert browser.origin(spelling) == f"http://{HOST}", spelling
    return results[0]
