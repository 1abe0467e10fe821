"""The result of the last run, kept in the directory `.comparison` of a project."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError
from .exchange_store import ExchangeStore

DIRECTORY = ".comparison"
_FILE = "last-run.json"
# The exchanges of the last run, and of one that has not ended or was killed.
_EXCHANGES = "exchanges.sqlite"
_NEW_EXCHANGES = "exchanges.new.sqlite"
# Characters of a value that are kept, and of the whole file.
_MAX_VALUE = 100_000
_MAX_FILE = 20_000_000


def keep_last_run(root: Path, result: Mapping[str, Any]) -> None:
    """Write a result into `.comparison`, which git ignores. Nothing is kept if that fails: no run depends on it."""
    bounded = _bounded(result)
    text = json.dumps(bounded, ensure_ascii=False)
    try:
        file = private_file(kept_directory(root) / _FILE)
        file.write_text(
            text if len(text) <= _MAX_FILE else _without_cells(bounded), encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        return


def start_exchanges(root: Path, started: str) -> Path | None:
    """Create the store for the exchanges of a run, and return its path; None if that fails: no run depends on it."""
    try:
        path = kept_directory(root) / _NEW_EXCHANGES
        ExchangeStore.create(path, started).close()
    except (OSError, sqlite3.Error):
        return None
    return path


def keep_exchanges(root: Path, path: Path | None) -> None:
    """Make the exchanges of a run those of the last run."""
    try:
        if path is not None:
            # What a process that was killed has committed is still in a file of its own.
            ExchangeStore(path).close()
            path.replace(root / DIRECTORY / _EXCHANGES)
    except (OSError, sqlite3.Error):
        return


def last_exchanges(root: Path) -> Path:
    """Return the path of the exchanges of the last run, which need not exist."""
    return root / DIRECTORY / _EXCHANGES


def kept_directory(root: Path) -> Path:
    """Create the directory `.comparison`, which git ignores, and return it."""
    directory = root / DIRECTORY
    directory.mkdir(exist_ok=True)
    (directory / ".gitignore").write_text("*\n", encoding="utf-8")
    return directory


def private_file(path: Path) -> Path:
    """Create a file that only the user can read, or make it so; raises `OSError`."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    return path


def read_last_run(root: Path) -> dict[str, Any]:
    """Return the result of the last run; raises `ConfigurationError` if there is none that can be read."""
    path = root / DIRECTORY / _FILE
    again = "run `comparison` first"
    try:
        result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(f"{path} does not exist: {again}.") from None
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path} can't be read ({error}): {again}.") from None
    if not isinstance(result, dict):
        raise ConfigurationError(f"{path} is no result of a run: {again}.")
    return result


def _bounded(value: Any) -> Any:
    """Return JSON values whose texts have at most _MAX_VALUE characters."""
    if isinstance(value, str):
        return value if len(value) <= _MAX_VALUE else f"{value[:_MAX_VALUE]}… {len(value) - _MAX_VALUE} more characters"
    if isinstance(value, dict):
        return {key: _bounded(item) for key, item in value.items()}
    return [_bounded(item) for item in value] if isinstance(value, list) else value


def _without_cells(result: Mapping[str, Any]) -> str:
    """Return a result that is too large, without its differences: the groups are left."""
    cells = [{**cell, "differences": [], "noise": []} for cell in result["cells"]]
    return json.dumps({**result, "cells": cells, "complete": False}, ensure_ascii=False)
