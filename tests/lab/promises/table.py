"""Check promises on both apps and their naive ports, on every server: a table, JSON and Markdown of what was seen."""

import asyncio
import json
import platform
import time
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

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
    """Check a promise; return its verdict and the check's message."""
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
    """Check promises in sequence; run the cases of long waiting promises concurrently."""
    bar, results = progress.add_task("", total=len(promises)), []
    for promise in promises:
        progress.update(bar, description=str(promise))
        cases = [verdict(promise, app, target) for target in targets for app in apps]
        results += await at_once(cases) if promise.seconds > 60 else [await case for case in cases]
        progress.advance(bar)
        marks = " ".join(MARKS[result["verdict"]] for result in results[-len(cases) :])
        progress.console.print(f"{time.strftime('%H:%M:%S')} {promise}: {marks}", style="dim")
    return results


async def at_once(cases: list[Coroutine[Any, Any, dict[str, str]]]) -> list[dict[str, str]]:
    """Run cases concurrently, each in an event loop of its own: starting a server would hold up the others' clients."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(len(cases)) as threads:
        return await asyncio.gather(*(loop.run_in_executor(threads, asyncio.run, case) for case in cases))


def table_of(results: list[dict[str, str]], targets: list[str]) -> Table:
    table = Table("", *targets, caption=CAPTION + legend())
    for row in rows_of(results, targets):
        table.add_row(*row)
    return table


def rows_of(results: list[dict[str, str]], targets: list[str]) -> Iterator[list[str]]:
    """Yield each promise's text, and the marks of the four apps on each target."""
    marks = {(result["text"], result["target"], result["app"]): MARKS[result["verdict"]] for result in results}
    for text in dict.fromkeys(result["text"] for result in results):
        cells = [[marks.get((text, target, str(app)), " ") for app in APPS] for target in targets]
        yield [text, *("{} {} → {} {}".format(*four) for four in cells)]


def legend() -> str:
    return ", ".join(f"{mark} {word}" for word, mark in MARKS.items())


def markdown_of(results: list[dict[str, str]], targets: list[str]) -> str:
    """Return the table as Markdown, with the remarks below it."""
    lines = [["", *targets], ["---"] * (len(targets) + 1)]
    lines += [[str(cell) for cell in row] for row in rows_of(results, targets)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"{table}\n\n{CAPTION}{legend()}\n\n" + "".join(f"- {line}\n" for line in remarks(results))


def remarks(results: list[dict[str, str]]) -> list[str]:
    """Return a line for each verdict with a message, and the promises that the naive ports keep everywhere."""
    said = [result for result in results if result["said"] and result["verdict"] != "not there"]
    lines = [
        f"{result['promise']} · {result['app']} · {result['target']}: {result['verdict']}: {result['said']}"
        for result in said
    ]
    names = dict.fromkeys(result["promise"] for result in results)
    naive = {
        name: {result["verdict"] for result in results if (result["promise"], result["app"][:5]) == (name, "naive")}
        for name in names
    }
    easy = [name for name, verdicts in naive.items() if verdicts - {"not there"} == {"held"}]
    return [*lines, f"Held by the naive ports too, everywhere ({len(easy)}): {', '.join(easy) or 'none'}"]


def counts(results: list[dict[str, str]]) -> str:
    """Return the number of each verdict, for the naive ports and for the twins."""
    parts = []
    for kind in ("naive", "twins"):
        words = [result["verdict"] for result in results if result["app"].startswith("naive") == (kind == "naive")]
        parts.append(f"{kind}: " + ", ".join(f"{word} {words.count(word)}" for word in MARKS if word != "not there"))
    return "; ".join(parts)


def command(promises: Sequence[Promise], text: str) -> click.Command:
    """Return a command that checks the promises and prints the table; it exits with 1 if a twin breaks one."""

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
        chosen = [promise for promise in promises if not names or any(name in str(promise) for name in names)]
        with Progress(console=console, transient=True) as progress:
            results = asyncio.run(verdicts(chosen, list(TWINS if twins else APPS), list(targets), progress))
        console.print(table_of(results, list(targets)))
        for line in remarks(results):
            console.print(line, markup=False)
        packages = ", ".join(f"{name} {version(name)}" for name in ("flask", "quart", "werkzeug", "hypercorn"))
        console.print(counts(results))
        console.print(f"Python {platform.python_version()}, {packages}; {time.monotonic() - begun:.0f} s")
        if path:
            path.write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")
        if markdown:
            markdown.write_text(markdown_of(results, list(targets)), encoding="utf-8")
        ours = [result for result in results if not result["app"].startswith("naive")]
        raise SystemExit(any(result["verdict"] == "broken" for result in ours))

    return main
