"""`comparison benchmark`: measure when the candidate is faster."""

import json
from pathlib import Path
from typing import Any

import click

from ..errors import ComparisonError
from ..report.files import check_writable, write
from .options import EXISTING_FILE, FILE, read_project_settings
from .terminal import DIFFERENT, EQUAL, console


@click.command()
@click.option("--workload", "only", multiple=True, metavar="NAME", help="Measure this workload alone (repeatable).")
@click.option(
    "--with",
    "more",
    default="",
    metavar="SERVERS",
    help="Also measure on these servers, separated by commas: uvicorn, granian, uvloop.",
)
@click.option("--quick", is_flag=True, help="Measure fewer workloads and points; takes under 3 minutes.")
@click.option("--rounds", type=click.IntRange(3), help="Number of interleaved rounds; by default 10.")
@click.option("--seconds", type=click.FloatRange(0.1), help="Length of a round in seconds; by default 0.4.")
@click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, help="Worker processes of each server."
)
@click.option("--threads", type=click.IntRange(1), help="Threads of gunicorn's gthread worker; by default 64.")
@click.option(
    "--from",
    "earlier",
    metavar="FILE",
    type=EXISTING_FILE,
    help="Show the JSON of an earlier run, and measure nothing.",
)
@click.option("--json", "json_file", type=FILE, help="Write the results of all rounds as JSON.")
@click.option("--html", type=FILE, help="Write an HTML page with plots.")
def benchmark(earlier: Path | None, json_file: Path | None, html: Path | None, **options: Any) -> None:
    """Measure when the candidate is faster.

    Both apps do the same work, on production servers.
    """
    try:
        from ..benchmark import measure, page, read, tables  # noqa: PLC0415 - needs more than the comparison does
    except ImportError as error:
        raise ComparisonError(f'{error.name} is missing: python -m pip install "flask-quart-pair[benchmark]"') from None
    check_writable(json_file, html)
    result = read(earlier) if earlier else measure(read_project_settings(), console, **options)
    for part in tables(result):
        console.print(part)
    if json_file is not None:
        write(json_file, json.dumps(result.as_json(), indent=1) + "\n")
    if html is not None:
        write(html, page(result))
    raise SystemExit(DIFFERENT if result.differs else EQUAL)
