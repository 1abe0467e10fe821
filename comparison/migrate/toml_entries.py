"""Find the keys and the values of a TOML text by their positions, so that the rest of the text stays as it is."""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError

_TOKEN = re.compile(
    r"""(?P<blank>[ \t]+) | (?P<comment>\#[^\n]*) | (?P<line>\r?\n)
    | (?P<string>\"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
    | (?P<mark>[\[\]{},=.]) | (?P<word>[^\s\[\]{},=.\#"']+) | (?P<end>\Z)""",
    re.VERBOSE | re.DOTALL,
)
_COMMA = re.compile(r"(?:\s|\#[^\n]*\n)*,")
_SPACE = ("blank", "comment", "line")


@dataclass(frozen=True)
class Key:
    """A part of a dotted key, with its place."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Entry:
    """A table's header, or a key with its value, from `start` to `end`.

    `path` is the full path of the table or the value; `keys` are the parts of it that are written here. `items` are
    the places of an array's items. A header has no `value_start`.
    """

    path: tuple[str, ...]
    keys: tuple[Key, ...]
    start: int
    end: int
    value_start: int | None = None
    items: tuple[tuple[int, int], ...] = ()
    is_inline: bool = False

    @property
    def is_header(self) -> bool:
        return self.value_start is None

    def key_at(self, depth: int) -> Key | None:
        """Return the written key that is a part of the path; None if it is written in the table's header."""
        index = depth - len(self.path) + len(self.keys)
        return self.keys[index] if index >= 0 else None


def toml_entries(text: str) -> list[Entry]:
    """Return the headers and the keys of a valid TOML text in order, those of inline tables after the tables' keys."""
    return _Parser(text).entries


def parse_toml(path: Path, text: str) -> dict[str, Any]:
    """Return the values of a TOML text; raise `ConfigurationError`, which names the file, if it is invalid."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}. Fix it, and run again.") from None


def toml_value(text: str) -> Any:
    """Return the value that a text of TOML stands for."""
    return tomllib.loads(f"value = {text}")["value"]


def toml_string(value: str) -> str:
    """Return a text as a TOML string."""
    return f"'{value}'" if '"' in value and "'" not in value else json.dumps(value, ensure_ascii=False)


def comma_end(text: str, position: int) -> int | None:
    """Return where the comma after an item ends, which comments may separate from it; None if there is no comma."""
    match = _COMMA.match(text, position)
    return match.end() if match else None


def section_end(entries: Sequence[Entry], header: Entry) -> int:
    """Return where the last value of a table ends, or its header if it has none."""
    end = header.end
    for entry in entries[entries.index(header) + 1 :]:
        if entry.is_header:
            break
        end = max(end, entry.end)
    return end


class _Parser:
    """A reader of the tokens of a valid TOML text."""

    def __init__(self, text: str) -> None:
        self._tokens: Iterator[re.Match[str]] = _TOKEN.finditer(text)
        self._token = next(self._tokens)
        self._end = 0
        self.entries: list[Entry] = []
        table: tuple[str, ...] = ()
        while self._skip(*_SPACE):
            if self._is_at("["):
                table = self._read_header()
            else:
                self._read_entry(table, is_inline=False)

    def _take(self) -> re.Match[str]:
        """Return the token, and go to the next one."""
        token = self._token
        self._token = next(self._tokens)
        if token.lastgroup not in _SPACE:
            self._end = token.end()
        return token

    def _is_at(self, *marks: str) -> bool:
        return self._token[0] in marks

    def _skip(self, *kinds: str) -> bool:
        """Skip tokens of some kinds; return whether there is another token."""
        while self._token.lastgroup in kinds:
            self._take()
        return self._token.lastgroup != "end"

    def _read_header(self) -> tuple[str, ...]:
        start = self._take().start()
        if self._is_at("["):
            self._take()
        keys = self._read_keys()
        while self._is_at("]"):
            self._take()
        path = tuple(key.name for key in keys)
        self.entries.append(Entry(path, keys, start, self._end))
        return path

    def _read_keys(self) -> tuple[Key, ...]:
        keys: list[Key] = []
        while not keys or self._is_at("."):
            if keys:
                self._take()
            self._skip("blank")
            token = self._take()
            name = toml_value(token[0]) if token.lastgroup == "string" else token[0]
            keys.append(Key(name, token.start(), token.end()))
            self._skip("blank")
        return tuple(keys)

    def _read_entry(self, table: tuple[str, ...], is_inline: bool) -> None:
        """Read a key and its value; add their entry, and after it those of inline tables in the value."""
        keys = self._read_keys()
        path = (*table, *(key.name for key in keys))
        self._take()
        self._skip("blank")
        index, value_start = len(self.entries), self._token.start()
        items = self._read_value(path)
        entry = Entry(path, keys, keys[0].start, self._end, value_start, tuple(items), is_inline)
        self.entries.insert(index, entry)

    def _read_value(self, path: tuple[str, ...]) -> list[tuple[int, int]]:
        """Read a value, with the keys of inline tables in it; return the places of an array's items."""
        items: list[tuple[int, int]] = []
        if self._is_at("["):
            self._take()
            while self._skip_in_brackets() and not self._is_at("]"):
                start = self._token.start()
                self._read_value((*path, ""))
                items.append((start, self._end))
            self._take()
        elif self._is_at("{"):
            self._take()
            while self._skip_in_brackets() and not self._is_at("}"):
                self._read_entry(path, is_inline=True)
            self._take()
        else:
            while self._token.lastgroup not in ("comment", "line", "end") and not self._is_at(",", "]", "}"):
                self._take()
        return items

    def _skip_in_brackets(self) -> bool:
        """Skip what separates items; return whether there is another token."""
        while self._skip(*_SPACE) and self._is_at(","):
            self._take()
        return self._token.lastgroup != "end"
