"""`python tests/meta/docs/pictures.py` draws the pictures of the documentation from real runs of `comparison`."""

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

sys.path.insert(0, str(Path(__file__).parents[2]))

from meta.mutation.mutations import ROOT, copied

IMAGES = ROOT / "comparison" / "docs" / "images"
COLUMNS = 100
WITHIN = 300
# A picture loads no font from elsewhere: a browser takes its own monospace font.
SVG_FORMAT = re.sub(r"\s*@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


class Picture(NamedTuple):
    """A file in IMAGES, the options of `comparison`, and the file of Quart's `compat/` that has no effect then."""

    name: str
    options: tuple[str, ...]
    removed: str = ""


PICTURES = (
    Picture("grid.svg", ("-k", "index or messages")),
    Picture("difference.svg", ("--target", "client", "-k", "index"), removed="vary"),
)


def main() -> None:
    """Draw each picture in a copy of the project."""
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as directory:
            root = Path(directory)
            copied(ROOT, root)
            if picture.removed:
                (file,) = (root / "quart_app").glob(f"*/{picture.removed}.py")
                with file.open("a") as text:
                    text.write("\n\ndef init_app(app): pass\n")
            (IMAGES / picture.name).write_text(drawn(picture.options, printed(root, picture.options)), "utf-8")


def printed(root: Path, options: tuple[str, ...]) -> str:
    """Return the output of `comparison` in `root`, with the colours of a terminal."""
    environment = {**os.environ, "TTY_COMPATIBLE": "1", "TTY_INTERACTIVE": "0", "TERM": "xterm-256color"}
    environment |= {"COLUMNS": str(COLUMNS), "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "comparison", *options]
    return subprocess.run(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True, timeout=WITHIN, check=False
    ).stdout


def drawn(options: tuple[str, ...], output: str) -> str:
    """Return a terminal's output as SVG, under the command that printed it."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(output.strip("\n")), soft_wrap=False)
    words = " ".join(f'"{word}"' if " " in word else word for word in ("comparison", *options))
    svg = console.export_svg(title=f"$ {words}", code_format=SVG_FORMAT, unique_id="terminal")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    main()
