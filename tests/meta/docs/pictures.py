"""`python tests/meta/docs/pictures.py` draws the pictures of the documentation from real runs of `comparison`."""

import io
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

sys.path.insert(0, str(Path(__file__).parents[2]))

from comparison.targets import child
from meta.mutation.mutations import ROOT, copied

IMAGES = ROOT / "comparison" / "docs" / "images"
COLUMNS = 100
WITHIN = 300
# Rich's pictures load a font from elsewhere. Without it a browser takes its own monospace font.
FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


class Picture(NamedTuple):
    """A file in IMAGES, the options of `comparison`, and a file of `quart_app/compat` to disable first."""

    name: str
    options: tuple[str, ...]
    disabled: str = ""


PICTURES = (
    Picture("grid.svg", ("--verbose", "-k", "index or messages")),
    Picture("difference.svg", ("--target", "client", "-k", "index"), disabled="vary_cookie"),
)


def main() -> None:
    """Draw each picture in a copy of the project."""
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as directory:
            root = Path(directory)
            copied(ROOT, root)
            if picture.disabled:
                # The last definition in a module wins.
                with (root / "quart_app" / "compat" / f"{picture.disabled}.py").open("a") as file:
                    file.write("\n\ndef init_app(app): pass\n")
            svg = terminal_svg(picture.options, comparison_output(root, picture.options))
            (IMAGES / picture.name).write_text(svg, "utf-8")


def comparison_output(root: Path, options: tuple[str, ...]) -> str:
    """Return the output of `comparison` in `root`, with the colours of a terminal."""
    environment = {**os.environ, "TTY_COMPATIBLE": "1", "TTY_INTERACTIVE": "0", "TERM": "xterm-256color"}
    environment |= {"COLUMNS": str(COLUMNS), "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "comparison", *options]
    output: str = child.run(command, WITHIN, environment, cwd=root, stdout=child.PIPE, text=True).stdout
    return output


def terminal_svg(options: tuple[str, ...], output: str) -> str:
    """Return a terminal's output as SVG, under the command that printed it."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(output.strip("\n")), soft_wrap=False)
    words = " ".join(f'"{word}"' if " " in word else word for word in ("comparison", *options))
    svg = FONT.sub("", console.export_svg(title=f"$ {words}", unique_id="terminal"))
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    main()
