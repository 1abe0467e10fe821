"""What the page loads as it is needed: the tests and the exchanges, in compressed blocks, and an index of them.

A block is the Base64 of gzip, so nothing in it can be markup. The page decompresses the blocks of what is opened.
"""

import base64
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from ...values.served import is_served, serve_command
from ..exchange_json import curl_command, read_exchange
from ..recorded import Recorded, RecordedRun

# Bytes of JSON after which a block ends, and of the page that all exchanges may take.
_BLOCK = 256 * 1024
_MAX_EXCHANGES = 14_000_000
# Characters of a value of a difference: what a body was is in its exchange.
_MAX_VALUE = 2000


class Payload:
    """The blocks of a result, each as its id and its text; once all were taken, `index` knows what is in which."""

    def __init__(self, result: Mapping[str, Any], recorded: Recorded) -> None:
        self.result = result
        self.recorded = recorded
        self.cells: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
        for cell in result["cells"]:
            self.cells[cell["test"]][cell["target"]] = cell
        self.targets = list(dict.fromkeys(cell["target"] for cell in result["cells"]))
        # The number of the first test, and of the first exchange, of each block.
        self.starts: dict[str, list[int]] = {"t": [], "x": []}
        self.ends = {"t": 0, "x": 0}
        # The number on the page of each exchange, by its index; and how many had no room.
        self.numbers: dict[int, int] = {}
        self.left_out = 0

    def blocks(self) -> Iterator[tuple[str, str]]:
        """Yield the id and the text of each block: `x0`, `x1`, … are those of the exchanges, `t0`, … of the tests."""
        yield from self._exchange_blocks()
        for batch in _batches(_text(self._test(name)) for name in self.cells):
            yield self._block("t", batch)

    def index(self, groups: Sequence[Sequence[str]], titles: Mapping[str, str]) -> str:
        """Return what the page needs at once, as JSON that may stand in an element.

        `groups` are the tests of each cause, `titles` those of the notes on the page.
        """
        numbers = {name: number for number, name in enumerate(self.cells)}
        value = {
            "targets": self.targets,
            "starts": self.starts,
            "tests": [[name, self._states(name)] for name in self.cells],
            "groups": [[numbers[test] for test in tests if test in numbers] for tests in groups],
            "notes": titles,
            "leftOut": self.left_out,
            "suite": list(self.result.get("suite", ())),
        }
        return json_element(value)

    def _states(self, test: str) -> list[Any]:
        """Return the state of a test on each target, with the number of unexpected differences; 0 without a cell."""
        cells = self.cells[test]
        return [
            [cells[target]["state"], _unexpected(cells[target])] if target in cells else 0 for target in self.targets
        ]

    def _test(self, name: str) -> dict[str, Any]:
        source = self.recorded.source(name)
        failures = [item["text"] for item in self.result["failures"] if _is_of(item["test"], name)]
        runs = [
            replace(run, exchanges=[self._number(index) for index in run.exchanges]) for run in self.recorded.runs(name)
        ]
        return {
            "test": name,
            "source": None if source is None else asdict(source),
            "runs": [{**asdict(run), "serve": _serve(name, run)} for run in runs],
            "cells": {target: _cell(cell) for target, cell in self.cells[name].items()},
            "failures": failures,
        }

    def _number(self, index: int | None) -> int | None:
        return None if index is None else self.numbers.get(index)

    def _exchange_blocks(self) -> Iterator[tuple[str, str]]:
        """Yield the blocks of the exchanges for which there is room, those of tests that differ first."""
        room = _MAX_EXCHANGES
        order: list[int] = []
        for batch in _batches(self._exchange_texts(order)):
            if room > 0:
                id, text = self._block("x", batch)
                room -= len(text)
            if room > 0:
                yield id, text
                self.numbers |= {index: len(self.numbers) + place for place, index in enumerate(order[-len(batch) :])}
            else:
                self.left_out += len(batch)

    def _exchange_texts(self, order: list[int]) -> Iterator[str]:
        """Yield the exchanges as JSON, and append their indices to `order`."""
        first = self._indices_of_differences()
        for is_first in (True, False):
            for index, value in enumerate(self.recorded.exchanges()):
                if (index in first) is is_first:
                    order.append(index)
                    yield _text({**value, "curl": curl_command(read_exchange(value))})

    def _indices_of_differences(self) -> set[int | None]:
        """Return the indices of the exchanges of the tests that differ or failed, on the targets where they did."""
        places = {
            (test, target)
            for test, cells in self.cells.items()
            for target, cell in cells.items()
            if cell["state"] in ("different", "failed")
        }
        tests = dict.fromkeys(test for test, _ in places)
        runs = ((test, run) for test in tests for run in self.recorded.runs(test))
        return {index for test, run in runs if (test, run.target) in places for index in run.exchanges}

    def _block(self, kind: str, items: Sequence[str]) -> tuple[str, str]:
        starts = self.starts[kind]
        starts.append(self.ends[kind])
        self.ends[kind] += len(items)
        content = gzip.compress(f"[{','.join(items)}]".encode(), 6, mtime=0)
        return f"{kind}{len(starts) - 1}", base64.b64encode(content).decode()


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield texts in lists, each about as long as a block."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BLOCK:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"))


def json_element(value: object) -> str:
    """Return JSON for an element `script`: without a character that could end it, or begin a comment."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c").replace(">", "\\u003e")


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    differences = [
        {**item, "baseline": _cut(item["baseline"]), "candidate": _cut(item["candidate"])}
        for item in cell["differences"]
    ]
    noise = [{"exchange": item["exchange"], "field": item["field"]} for item in cell["noise"]]
    return {"state": cell["state"], "seconds": cell["seconds"], "differences": differences, "noise": noise}


def _unexpected(cell: Mapping[str, Any]) -> int:
    return sum(item["because"] is None for item in cell["differences"])


def _cut(value: str | None) -> str | None:
    return value if value is None or len(value) <= _MAX_VALUE else f"{value[:_MAX_VALUE]}…"


def _is_of(failure: str, test: str) -> bool:
    """Return whether a failure, which has pytest's id of a run, is of a test: "tests/test_a.py::test_b[client-…]"."""
    file, _, name = test.partition("::")
    path, _, item = failure.partition("::")
    return path.endswith(file) and item.partition("[")[0] == name.partition("[")[0]


def _serve(test: str, run: RecordedRun) -> str:
    """Return the command during which those of a run work; "" for an app that runs already, or has no address."""
    return serve_command(test, run.target) if is_served(run.origin) else ""
