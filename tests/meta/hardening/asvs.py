"""`python tests/meta/hardening/asvs.py` prints what OWASP's ASVS 5.0 asks, and the test that proves it, as Markdown."""

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import click

ROOT = Path(__file__).parents[3]
TABLE = Path(__file__).with_name("asvs.toml")
STATES = ("test", "not", "missing")


class Item(NamedTuple):
    """A requirement: its state, and with it the test, the reason, or what is needed."""

    id: str
    level: int
    about: str
    state: str
    said: str


def items(table: Path = TABLE) -> list[Item]:
    """Return the table's items. Raises ValueError when one has no state, or two."""
    found = []
    for row in tomllib.loads(table.read_text(encoding="utf-8"))["item"]:
        states = [state for state in STATES if state in row]
        if len(states) != 1:
            raise ValueError(f"{row['id']} has {states}, but must have one of {', '.join(STATES)}.")
        found.append(Item(row["id"], row["level"], row["about"], states[0], row[states[0]]))
    return found


@cache
def tests_in(path: Path) -> set[str]:
    """Return the names of a file's test functions."""
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    functions = (node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {node.name for node in functions if node.name.startswith("test_")}


def exists(test: str) -> bool:
    """Say whether there is such a test: `tests/x/test_y.py::test_z`."""
    file, _, name = test.partition("::")
    return (ROOT / file).is_file() and name in tests_in(ROOT / file)


@click.command()
def main() -> None:
    """Print the table as Markdown."""
    shown = {"test": "`{}`", "not": "not here: {}", "missing": "**missing**: {}"}
    click.echo("| ASVS 5.0 | level | | |\n| --- | --- | --- | --- |")
    for item in items():
        click.echo(f"| {item.id} | {item.level} | {item.about} | {shown[item.state].format(item.said)} |")
    counts = {state: sum(item.state == state for item in items()) for state in STATES}
    click.echo(f"\n{counts['test']} with a test, {counts['not']} not here, {counts['missing']} missing.")


if __name__ == "__main__":
    main()
