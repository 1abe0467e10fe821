"""`comparison benchmark`: measure when the candidate pays."""

import json
from pathlib import Path
from typing import Any

import click

from ..errors import ComparisonError
from ..report.files import check_writable, write
from .options import EARLIER, FILE, settings_here
from .terminal import DIFFERENT, EQUAL, console


@click.command()
@click.option("--workload", "only", multiple=True, metavar="NAME", help="Only this workload (repeatable).")
@click.option("--with", "more", default="", metavar="SERVERS", help="Besides: uvicorn, granian, uvloop (with commas).")
@click.option("--quick", is_flag=True, help="A few points, in under three minutes.")
@click.option("--rounds", type=click.IntRange(3), help="Interleaved rounds; by default 10.")
@click.option("--seconds", type=click.FloatRange(0.1), help="Seconds of a round; by default 0.4.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes of each server.")
@click.option("--threads", type=click.IntRange(1), help="Threads of gunicorn's gthread; by default 64.")
@click.option("--from", "earlier", type=EARLIER, help="Show an earlier run's JSON.")
@click.option("--json", "json_file", type=FILE, help="Write all rounds as JSON.")
@click.option("--html", type=FILE, help="Write a page with plots.")
def benchmark(earlier: Path | None, json_file: Path | None, html: Path | None, **options: Any) -> None:
    """Measure when the candidate pays: equal work, on servers that people deploy."""
    try:
        from ..benchmark import measure, page, read, tables  # noqa: PLC0415 - needs more than the comparison does
    except ImportError as error:
        raise ComparisonError(f'{error.name} is missing: python -m pip install "flask-quart-pair[benchmark]"') from None
    check_writable(json_file, html)
    result = read(earlier) if earlier else measure(settings_here(), console, **options)
    for part in tables(result):
        console.print(part)
    if json_file is not None:
        write(json_file, json.dumps(result.as_json(), indent=1) + "\n")
    if html is not None:
        write(html, page(result))
    raise SystemExit(DIFFERENT if result.differs else EQUAL)
