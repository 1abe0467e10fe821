"""`comparison benchmark`: compare the performance of both apps."""

import json
from pathlib import Path
from typing import Any

import click

from ..errors import ComparisonError
from ..report.files import check_writable, write
from .options import EXISTING_FILE, FILE, read_project_settings
from .terminal import DIFFERENT, EQUAL, console

_NOTHING_MEASURED = (
    "Nothing was measured; the reasons are above. Name pages that both apps answer alike and without an error in "
    "[tool.comparison.benchmark.workloads], fix the candidate, or accept the differences as expected differences."
)


@click.command()
@click.option("--quick", is_flag=True, help="Measure a few points only, in under three minutes.")
@click.option("--workload", "only", multiple=True, metavar="NAME", help="Measure this workload only (repeatable).")
@click.option(
    "--with",
    "more",
    default="",
    metavar="SERVERS",
    help="Measure the candidate on these servers too, separated by commas: uvicorn, granian, uvloop.",
)
@click.option(
    "--rounds", type=click.IntRange(3), metavar="N", show_default="10", help="Rounds to measure each contestant."
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.1),
    metavar="S",
    show_default="0.4, or 0.3 with --quick",
    help="Seconds of a round.",
)
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", default=1, show_default=True, help="Worker processes per server."
)
@click.option(
    "--threads", type=click.IntRange(1), metavar="N", show_default="64", help="Threads per worker process of gunicorn."
)
@click.option(
    "--from",
    "earlier",
    type=EXISTING_FILE,
    help="Show the result of an earlier run, written by --json; measure nothing.",
)
@click.option("--json", "json_file", type=FILE, help="Write all rounds to this file as JSON.")
@click.option("--html", type=FILE, help="Write a page with tables and plots to this file.")
def benchmark(earlier: Path | None, json_file: Path | None, html: Path | None, **options: Any) -> None:
    """Compare the performance of both apps under equal load.

    They run on production servers. [tool.comparison.benchmark] in pyproject.toml describes the workloads. A workload on
    which the two apps differ, other than expected, is not measured, and the exit status is then 1. It is 2 if no
    workload can be measured.
    """
    try:
        from ..benchmark import measure, page, read_result, tables  # noqa: PLC0415 - needs the extra [benchmark]
    except ImportError as error:
        raise ComparisonError(
            f"`comparison benchmark` needs the package {error.name!r}, which is missing: "
            'run python -m pip install "flask-quart-pair[benchmark]"'
        ) from None
    check_writable({"--json": json_file, "--html": html})
    result = read_result(earlier) if earlier else measure(read_project_settings(), console, **options)
    for part in tables(result):
        console.print(part)
    if json_file is not None:
        write("--json", json_file, json.dumps(result.as_json(), indent=1) + "\n")
    if html is not None:
        write("--html", html, page(result))
    if result.is_empty:
        raise ComparisonError(_NOTHING_MEASURED)
    raise SystemExit(DIFFERENT if result.differs else EQUAL)
