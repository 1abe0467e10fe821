"""Check every promise on both apps and their naive ports, on every server, and print the table."""

import asyncio
import json
import platform
import time
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from . import PROMISES, TARGETS, Promise
from .place import NAIVE, TWINS, App

APPS = (*NAIVE, *TWINS)
MARKS = {"held": "✓", "broken": "✗", "waived": "w", "no such feature": "·"}


async def verdict(promise: Promise, app: App, target: str) -> dict[str, str]:
    """Return what became of a promise, and what the check said."""
    about = {"promise": str(promise), "text": promise.text, "app": str(app), "target": target}
    if app.naive and not promise.naive:
        return about | {"verdict": "no such feature", "said": ""}
    if not app.naive and (reason := promise.waived.get((app.framework, target))):
        return about | {"verdict": "waived", "said": reason}
    try:
        await promise.keep(app, target)
    except Exception as error:  # whatever it is, the promise was not kept
        said = f"{type(error).__name__}: {error}".partition("\n")[0]
        return about | {"verdict": "broken", "said": said}
    return about | {"verdict": "held", "said": ""}


async def verdicts(promises: list[Promise], targets: list[str], progress: Progress) -> list[dict[str, str]]:
    """Check one after the other, but those that only wait, all at once."""
    bar, found = progress.add_task("", total=len(promises)), []
    for promise in promises:
        progress.update(bar, description=str(promise))
        cases = [verdict(promise, app, target) for target in targets for app in APPS]
        found += await asyncio.gather(*cases) if promise.seconds > 60 else [await case for case in cases]
        progress.advance(bar)
        marks = " ".join(MARKS[one["verdict"]] for one in found[-len(cases) :])
        progress.console.print(f"{time.strftime('%H:%M:%S')} {promise}: {marks}", style="dim")
    return found


def table_of(found: list[dict[str, str]], targets: list[str]) -> Table:
    table = Table("promise", *targets, caption="naive Flask, naive Quart → Flask, Quart. " + legend())
    for text in dict.fromkeys(one["text"] for one in found):
        cells = []
        for target in targets:
            marks = {
                one["app"]: MARKS[one["verdict"]] for one in found if (one["text"], one["target"]) == (text, target)
            }
            cells.append("{} {} → {} {}".format(*(marks[str(app)] for app in APPS)))
        table.add_row(text, *cells)
    return table


def legend() -> str:
    return ", ".join(f"{mark} {word}" for word, mark in MARKS.items())


@click.command()
@click.option("--target", "targets", multiple=True, type=click.Choice(TARGETS), default=TARGETS)
@click.option("-k", "names", multiple=True, help="Only the promises with this in their name.")
@click.option("--json", "path", type=click.Path(path_type=Path), help="Write each verdict, with what was seen.")
def main(targets: tuple[str, ...], names: tuple[str, ...], path: Path | None) -> None:
    """Print which promise is held by which app on which server; exit with 1 when a twin breaks one."""
    console, begun = Console(highlight=False), time.monotonic()
    chosen = [one for one in PROMISES if not names or any(name in str(one) for name in names)]
    with Progress(console=console, transient=True) as progress:
        found = asyncio.run(verdicts(chosen, list(targets), progress))
    console.print(table_of(found, list(targets)))
    for one in found:
        if one["said"]:
            console.print(
                f"{one['promise']} · {one['app']} · {one['target']}: {one['verdict']}: {one['said']}", markup=False
            )
    packages = ", ".join(f"{name} {version(name)}" for name in ("flask", "quart", "werkzeug", "hypercorn"))
    console.print(f"Python {platform.python_version()}, {packages}; {time.monotonic() - begun:.0f} s")
    if path:
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    ours = [one for one in found if not one["app"].startswith("naive")]
    raise SystemExit(any(one["verdict"] == "broken" for one in ours))


if __name__ == "__main__":
    main()
