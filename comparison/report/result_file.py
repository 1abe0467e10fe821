"""Write a result with its exchanges to a JSON file, without holding them in memory, and read it back."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError
from .exchange_store import ExchangeStore
from .files import write, write_parts
from .json_report import SCHEMA
from .markdown import markdown
from .recorded import Recorded, RecordedInResult, test_json


def write_result(option: str, file: Path, result: Mapping[str, Any], store: Path | None = None) -> None:
    """Write a result to the file of an option, with the exchanges of a store; raises `ComparisonError`.

    Each value of the result has a line, and of a list each item.
    """
    with recorded_in(store, result) as recorded:
        tests = dict.fromkeys(cell["test"] for cell in result["cells"])
        parts = {**result, "tests": (test_json(recorded, test) for test in tests), "exchanges": recorded.exchanges()}
        write_parts(option, file, _lines(parts))


def write_files(files: Mapping[str, Path | None], result: Mapping[str, Any], store: Path | None = None) -> None:
    """Write a result to the files of the options `--json` and `--markdown` that are given; raises `ComparisonError`."""
    if (file := files.get("--json")) is not None:
        write_result("--json", file, result, store)
    if (file := files.get("--markdown")) is not None:
        write("--markdown", file, markdown(result))


def read_result(file: Path, option: str) -> dict[str, Any]:
    """Return the result in the file of an option; raises `ConfigurationError` for any other file."""
    again = "write one with `comparison compare --json FILE`"
    try:
        result: Any = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{option}: {file} can't be read: {error.strerror}. Pass another file.") from None
    except ValueError as error:
        raise ConfigurationError(f"{option}: {file} is not JSON ({error}): {again}.") from None
    schema = result.get("schema") if isinstance(result, dict) else None
    if schema != SCHEMA:
        raise ConfigurationError(f"{option}: {file} has the schema {schema!r}, not {SCHEMA!r}: {again}.")
    return dict(result)


@contextmanager
def recorded_in(store: Path | None, result: Mapping[str, Any]) -> Iterator[Recorded]:
    """Open the exchanges of a result: those of a store if it is of the same run, else those in the result itself.

    Raises `ConfigurationError` if the store turns out to be damaged.
    """
    opened = _opened(store, result["started"]) if store is not None and store.is_file() else None
    try:
        yield opened or RecordedInResult(result)
    except (sqlite3.Error, zlib.error) as error:
        raise ConfigurationError(f"{store} is damaged ({error}): run `comparison` again.") from None
    finally:
        if opened is not None:
            opened.close()


def _opened(path: Path, started: str) -> ExchangeStore | None:
    """Return the store at a path; None if it is damaged, or of another run."""
    try:
        store = ExchangeStore(path)
    except sqlite3.Error:
        return None
    if store.started == started:
        return store
    store.close()
    return None


def _lines(parts: Mapping[str, Any]) -> Iterator[str]:
    """Yield JSON, line by line. A list may be an iterator."""
    separator = "{\n"
    for name, value in parts.items():
        yield f"{separator}{json.dumps(name)}: "
        separator = ",\n"
        if isinstance(value, Mapping | str | int) or value is None:
            yield json.dumps(value, ensure_ascii=False)
        else:
            yield from _list_lines(value)
    yield "\n}\n"


def _list_lines(items: Iterable[Any]) -> Iterator[str]:
    separator = "[\n"
    for item in items:
        yield f"{separator}{json.dumps(item, ensure_ascii=False)}"
        separator = ",\n"
    yield "[]" if separator == "[\n" else "\n]"
