"""Search what the apps wrote themselves for an input that breaks an oracle, guided by the lines that it reaches.

`python tests/lab/fuzz/guided.py names|records|cookies|targets -- -runs=200000`; what follows `--` goes to libFuzzer.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

INSTALL = "This needs atheris: python -m venv --system-site-packages guided && guided/bin/pip install atheris"
FIELDS = ("value", "max_age", "expires", "path", "domain", "samesite")
FLAGS = ("secure", "httponly", "partitioned")
SAMESITE = ["Strict", "Lax", "None"]


def loaded() -> tuple[Any, Any]:
    """Return atheris, and the oracles with the apps under its eyes."""
    try:
        import atheris
    except ModuleNotFoundError:
        raise click.UsageError(INSTALL) from None
    with atheris.instrument_imports(include=["flask_app", "quart_app"]):
        from lab.fuzz import oracles
    return atheris, oracles


def form_of(data: Any) -> dict[str, str]:
    form = {name: data.ConsumeUnicode(data.ConsumeIntInRange(0, 24)) for name in FIELDS if data.ConsumeBool()}
    if "path" in form and data.ConsumeBool():
        form["path"] = f"/{form['path']}"
    if data.ConsumeBool():
        form["samesite"] = data.PickValueInList(SAMESITE)
    return form | {name: "on" for name in FLAGS if data.ConsumeBool()}


def entries_of(data: Any) -> list[tuple[dict[str, Any], int]]:
    # A form is UTF-8: no user name has a lone surrogate, of which JSON would make one character with the next.
    count = data.ConsumeIntInRange(0, 4)
    return [({"user": data.ConsumeUnicodeNoSurrogates(12)}, data.ConsumeIntInRange(0, 40)) for _ in range(count)]


@click.command()
@click.argument("what", type=click.Choice(["names", "records", "cookies", "targets"]))
@click.argument("options", nargs=-1)
def main(what: str, options: tuple[str, ...]) -> None:
    """Run until an oracle fails, or for as many runs as are asked for."""
    atheris, oracles = loaded()
    # In memory where there is some: each record waits for the disk.
    folder = Path(tempfile.mkdtemp(prefix="guided-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    log = folder / "login.log"
    browser = oracles.Browser() if what == "targets" else None

    def one(raw: bytes) -> None:
        data = atheris.FuzzedDataProvider(raw)
        if what == "names":
            oracles.name(data.ConsumeUnicodeNoSurrogates(300))
        elif what == "records":
            oracles.records(log, entries_of(data), {"user": data.ConsumeUnicodeNoSurrogates(40)})
        elif what == "cookies":
            oracles.cookie({key: text.encode("utf-8", "replace").decode() for key, text in form_of(data).items()})
        else:
            start = "/" if data.ConsumeBool() else ""
            oracles.target(start + data.ConsumeUnicodeNoSurrogates(40), browser)

    # Long inputs from the start on, and what fails is kept out of the sources.
    settings = [f"-artifact_prefix={folder}/", "-len_control=0", "-max_len=400"]
    atheris.Setup([sys.argv[0], *settings, *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
