"""Check promises on both apps and their naive ports, on every server: a table, JSON and Markdown of what was seen."""

import asyncio
import json
import platform
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from .place import NAIVE, TWINS, App
from .promise import TARGETS, Promise

APPS = (*NAIVE, *TWINS)
CAPTION = "naive Flask, naive Quart → Flask, Quart. "
MARKS = {"held": "✓", "broken": "✗", "waived": "w", "no such feature": "·", "not there": " "}


async def verdict(promise: Promise, app: App, target: str) -> dict[str, str]:
    """Return what became of a promise, and what the check said."""
    about = {"promise": str(promise), "text": promise.text, "app": str(app), "target": target}
    if target not in promise.targets:
        return about | {"verdict": "not there", "said": f"only on {', '.join(promise.targets)}"}
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


async def verdicts(
    promises: list[Promise], apps: list[App], targets: list[str], progress: Progress
) -> list[dict[str, str]]:
    """Check one after the other, but those that only wait, all at once."""
    bar, found = progress.add_task("", total=len(promises)), []
    for promise in promises:
        progress.update(bar, description=str(promise))
        cases = [verdict(promise, app, target) for target in targets for app in apps]
        found += await asyncio.gather(*cases) if promise.seconds > 60 else [await case for case in cases]
        progress.advance(bar)
        marks = " ".join(MARKS[one["verdict"]] for one in found[-len(cases) :])
        progress.console.print(f"{time.strftime('%H:%M:%S')} {promise}: {marks}", style="dim")
    return found


def table_of(found: list[dict[str, str]], targets: list[str]) -> Table:
    table = Table("", *targets, caption=CAPTION + legend())
    for row in rows_of(found, targets):
        table.add_row(*row)
    return table


def rows_of(found: list[dict[str, str]], targets: list[str]) -> Iterator[list[str]]:
    """Yield a text, and the marks of the four apps on each target."""
    marks = {(one["text"], one["target"], one["app"]): MARKS[one["verdict"]] for one in found}
    for text in dict.fromkeys(one["text"] for one in found):
        cells = [[marks.get((text, target, str(app)), " ") for app in APPS] for target in targets]
        yield [text, *("{} {} → {} {}".format(*four) for four in cells)]


def legend() -> str:
    return ", ".join(f"{mark} {word}" for word, mark in MARKS.items())


def markdown_of(found: list[dict[str, str]], targets: list[str]) -> str:
    """Return the table, and below it what each promise that was not held said."""
    lines = [["", *targets], ["---"] * (len(targets) + 1)]
    lines += [[str(cell) for cell in row] for row in rows_of(found, targets)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"{table}\n\n{CAPTION}{legend()}\n\n" + "".join(f"- {line}\n" for line in remarks(found))


def remarks(found: list[dict[str, str]]) -> list[str]:
    """Return a line for each verdict that says more than its mark, and which ones the naive ports hold everywhere."""
    said = [one for one in found if one["said"] and one["verdict"] != "not there"]
    lines = [f"{one['promise']} · {one['app']} · {one['target']}: {one['verdict']}: {one['said']}" for one in said]
    names = dict.fromkeys(one["promise"] for one in found)
    naive = {
        name: {one["verdict"] for one in found if (one["promise"], one["app"][:5]) == (name, "naive")} for name in names
    }
    easy = [name for name, verdicts in naive.items() if verdicts - {"not there"} == {"held"}]
    return [*lines, f"Held by the naive ports too, everywhere ({len(easy)}): {', '.join(easy) or 'none'}"]


def counts(found: list[dict[str, str]]) -> str:
    """Return how often each verdict was given, to the naive ports and to the twins."""
    parts = []
    for kind in ("naive", "twins"):
        given = [one["verdict"] for one in found if one["app"].startswith("naive") == (kind == "naive")]
        parts.append(f"{kind}: " + ", ".join(f"{word} {given.count(word)}" for word in MARKS if word != "not there"))
    return "; ".join(parts)


def command(promises: Sequence[Promise], text: str) -> click.Command:
    """Return the command that checks these and prints the table; it exits with 1 when a twin breaks one."""

    @click.command(help=text)
    @click.option("--target", "targets", multiple=True, type=click.Choice(TARGETS), default=TARGETS)
    @click.option("--twins", is_flag=True, help="Leave out the naive ports.")
    @click.option("-k", "names", multiple=True, help="Only those with this in their name.")
    @click.option("--json", "path", type=click.Path(path_type=Path), help="Write each verdict, with what was seen.")
    @click.option("--markdown", type=click.Path(path_type=Path), help="Write the table, with what was seen.")
    def main(
        targets: tuple[str, ...], twins: bool, names: tuple[str, ...], path: Path | None, markdown: Path | None
    ) -> None:
        console, begun = Console(highlight=False), time.monotonic()
        chosen = [one for one in promises if not names or any(name in str(one) for name in names)]
        with Progress(console=console, transient=True) as progress:
            found = asyncio.run(verdicts(chosen, list(TWINS if twins else APPS), list(targets), progress))
        console.print(table_of(found, list(targets)))
        for line in remarks(found):
            console.print(line, markup=False)
        packages = ", ".join(f"{name} {version(name)}" for name in ("flask", "quart", "werkzeug", "hypercorn"))
        console.print(counts(found))
        console.print(f"Python {platform.python_version()}, {packages}; {time.monotonic() - begun:.0f} s")
        if path:
            path.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
        if markdown:
            markdown.write_text(markdown_of(found, list(targets)), encoding="utf-8")
        ours = [one for one in found if not one["app"].startswith("naive")]
        raise SystemExit(any(one["verdict"] == "broken" for one in ours))

    return main
