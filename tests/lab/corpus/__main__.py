"""Measure `comparison migrate` on checkouts that are not ours; see `--help`."""

import tempfile
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import click

from .measure import Checkout, Measurement, measure


@click.command()
@click.argument("table", type=click.Path(exists=True, path_type=Path))
@click.option("--only", multiple=True, help="Measure only this app (repeatable).")
@click.option("--keep", type=click.Path(path_type=Path), help="Directory for the copies, which are kept.")
@click.option("--errors", default=5, help="How many causes of lost tests to print for each app.")
def main(table: Path, only: tuple[str, ...], keep: Path | None, errors: int) -> None:
    """Migrate the apps of TABLE, a TOML file, and print their web tests before and after.

    Each table `[NAME]` has `root`, `paths` and `tests`, and may have `python`, `env` and `recipe`: files of the app,
    and the lines to put before them.
    """
    apps = tomllib.loads(table.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as temporary:
        for name in only or apps:
            work = (keep or Path(temporary)) / name
            work.mkdir(parents=True)
            print_measurement(name, measure(_checkout(apps[name]), work), errors)


def _checkout(entry: dict[str, Any]) -> Checkout:
    root, env = str(entry["root"]), entry.get("env", {})
    paths, tests, recipe = (tuple(entry.get(key, ())) for key in ("paths", "tests", "recipe"))
    python = {"python": str(entry["python"])} if "python" in entry else {}
    return Checkout(Path(root), paths, tests, env=tuple(env.items()), recipe=recipe, **python)


def print_measurement(name: str, measurement: Measurement, errors: int) -> None:
    """Print the numbers of an app, and the most frequent causes of lost tests."""
    lost = measurement.lost()
    total = len(measurement.web_tests)
    counts = f"{total - len(lost)} of {total} web tests, {measurement.steps} steps left, {measurement.seconds:.0f} s"
    click.echo(f"{name}: {counts}")
    for reason, count in Counter(reason.splitlines()[0][:170] for _, reason in lost).most_common(errors):
        click.echo(f"    {count:3} × {reason}")


if __name__ == "__main__":
    main()
