"""Merge the results of several machines, each of a part of the tests, into the result of all of them."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..errors import ConfigurationError
from ..groups import DifferenceGroup, groups_of
from .json_report import SCHEMA, group_json, read_comparison

Result = Mapping[str, Any]
# What all results must have in common, and what it is called.
_COMMON = {"schema": "schema", "apps": "apps", "versions": "versions", "sides": "versions of the apps"}
# The worst comes last.
_STATUSES = (0, 1, 2, 130, 3)
_DIFFERENT, _USAGE = 1, 2


def merged(results: Mapping[str, Result]) -> dict[str, Any]:
    """Return the result that all results are together, by the name of each, such as its file.

    Cells, failures and the like are concatenated, equal exchanges are stored once, and the causes are grouped anew. An
    expected difference and a normalizer are unused if they are so in all results and no shard is missing. A missing
    shard is an error in the result. Raises `ConfigurationError` for results that do not belong together.
    """
    parts = dict(sorted(results.items(), key=lambda item: _number(item[1])))
    _check_common(parts)
    _check_shards(parts)
    _check_tests(parts)
    missing = _missing(list(parts.values()))
    result = {**_joined(list(parts.values())), **_unused(list(parts.values()), missing), "shard": None}
    errors = [f"{name}: {part['error']}" for name, part in parts.items() if part["error"]]
    result["error"] = "\n".join([*errors, *([missing] if missing else [])])
    result["complete"] = not missing and all(part["complete"] for part in parts.values())
    is_unused = bool(result["unused_expected"] or result["unused_normalizers"])
    statuses = [part["status"] for part in parts.values()]
    statuses += [_DIFFERENT] * is_unused + [_USAGE] * bool(missing)
    result["status"] = max(statuses, key=_STATUSES.index)
    result["equal"] = result["status"] == 0
    result["groups"] = _groups(result, list(parts.values()))
    # The tests of a file stay together, as in the grid of a run. Until here each group began as in one of the parts.
    result["cells"].sort(key=lambda cell: cell["test"].partition("::")[0])
    return result


def _number(result: Result) -> int:
    return result["shard"]["number"] if result.get("shard") else 0


def _check_common(results: Mapping[str, Result]) -> None:
    """Raise `ConfigurationError` for results of different schemas, apps or versions.

    A run that failed before it asked the apps has none of them.
    """
    for key, meaning in _COMMON.items():
        known = {name: result.get(key) for name, result in results.items() if result.get(key)}
        if key == "schema":
            known = {f"this version of comparison ({SCHEMA})": SCHEMA} | known
        first = next(iter(known), "")
        for name, value in known.items():
            if value != known[first]:
                raise ConfigurationError(
                    f"{name} and {first} have different {meaning}: {_text(value)} and {_text(known[first])}. Merge "
                    "results of one pair, run with the same versions of everything."
                )


def _text(value: object) -> str:
    """Return a value of a result in a line; of a table, its entries."""
    if not isinstance(value, Mapping):
        return str(value)
    texts = {key: f"({_text(item)})" if isinstance(item, Mapping) else str(item) for key, item in value.items()}
    return ", ".join(f"{key} {text}" for key, text in texts.items())


def _check_shards(results: Mapping[str, Result]) -> None:
    """Raise `ConfigurationError` for shards of different counts, the same shard twice, and a shard beside a whole."""
    first_name, first = next(iter(results.items()))
    names: dict[int, str] = {}
    for name, result in results.items():
        if _count(result) != _count(first):
            both = f"{name} is {_shard_text(result)}, and {first_name} is {_shard_text(first)}"
            raise ConfigurationError(f"{both}: merge the shards of one run.")
        number = _number(result)
        if number and number in names:
            raise ConfigurationError(
                f"{name} and {names[number]} are both {_shard_text(result)}: pass each shard once."
            )
        names[number] = name


def _count(result: Result) -> int:
    return result["shard"]["count"] if result.get("shard") else 0


def _shard_text(result: Result) -> str:
    return f"shard {_number(result)} of {_count(result)}" if _number(result) else "no shard"


def _check_tests(results: Mapping[str, Result]) -> None:
    """Raise `ConfigurationError` for a test that occurs in two results."""
    owners: dict[str, str] = {}
    for name, result in results.items():
        for test in dict.fromkeys(cell["test"] for cell in result["cells"]):
            if test in owners:
                raise ConfigurationError(
                    f"{name} and {owners[test]} both have the test {test}: pass results that share no test."
                )
            owners[test] = name


def _missing(results: Sequence[Result]) -> str:
    """Return a sentence about the shards that are missing, "" if none is."""
    count, numbers = _count(results[0]), [_number(result) for result in results]
    absent = [str(number) for number in range(1, count + 1) if number not in numbers]
    if not absent:
        return ""
    present = f"{_shards(list(map(str, numbers)))} of {count}"
    verb, object_name = ("is", "its result") if len(absent) == 1 else ("are", "their results")
    return f"Merged {present}; {_shards(absent)} {verb} missing: pass {object_name} too."


def _shards(numbers: Sequence[str]) -> str:
    """Return numbers of shards as in "shards 1, 2 and 4"."""
    listed = " and ".join(filter(None, [", ".join(numbers[:-1]), numbers[-1]]))
    return f"shard{'s' if len(numbers) > 1 else ''} {listed}"


def _joined(results: Sequence[Result]) -> dict[str, Any]:
    """Return the results as one: their lists concatenated, and of each other value the first that is not empty."""
    joined: dict[str, Any] = {}
    for result in _with_common_exchanges(results):
        for key, value in result.items():
            if isinstance(value, list):
                joined[key] = [*joined.get(key, ()), *value]
            else:
                joined[key] = joined.get(key) or value
    joined["notices"] = list(dict.fromkeys(joined["notices"]))
    return joined


def _with_common_exchanges(results: Sequence[Result]) -> Iterator[Result]:
    """Yield the results with the indices of their exchanges in a list of all, to which each adds those that are new."""
    indices: dict[bytes, int] = {}
    for result in results:
        if "exchanges" not in result:
            yield result
            continue
        own: list[int] = []
        new: list[Any] = []
        for exchange in result["exchanges"]:
            text = json.dumps(exchange, sort_keys=True).encode()
            digest = hashlib.sha256(text).digest()
            if digest not in indices:
                indices[digest] = len(indices)
                new.append(exchange)
            own.append(indices[digest])
        tests = [{**test, "runs": [_renumbered(run, own) for run in test["runs"]]} for test in result.get("tests", ())]
        yield {**result, "tests": tests, "exchanges": new}


def _renumbered(run: Mapping[str, Any], indices: Sequence[int]) -> dict[str, Any]:
    """Return a run of a test with other indices of its exchanges; None stands for one that was not kept."""
    return {**run, "exchanges": [None if index is None else indices[index] for index in run["exchanges"]]}


def _unused(results: Sequence[Result], missing: str) -> dict[str, list[Any]]:
    """Return what is unused in all results; nothing if one is missing."""
    return {
        key: [entry for entry in results[0][key] if not missing and all(entry in result[key] for result in results)]
        for key in ("unused_expected", "unused_normalizers")
    }


def _groups(result: Result, parts: Sequence[Result]) -> list[dict[str, Any]]:
    """Return the groups of all differences, each with the text and the logs of its first difference from its part.

    Logs and commands are not in the cells.
    """
    groups = {_key(group): group for part in parts for group in part["groups"]}

    def with_logs(group: DifferenceGroup) -> dict[str, Any]:
        values = group_json(group)
        known = groups.get(_key(values), values)
        return {**values, "first": known["first"], "logs": known["logs"]}

    return [with_logs(group) for group in groups_of(read_comparison(result))]


def _key(group: Mapping[str, Any]) -> tuple[object, ...]:
    return group["field"], str(group["notes"]), group["tests"][0], group["targets"][0]
