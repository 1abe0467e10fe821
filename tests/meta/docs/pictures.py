"""`python tests/meta/docs/pictures.py` draws the pictures of the documentation from real runs of `comparison`."""

import io
import os
import re
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import ViewportSize, sync_playwright
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
# What the page of `comparison report` shows: changes of the candidate by file, before and after, and the options.
CHANGES = (("quart_app/templates/messages/index.html", "<h2>Errors</h2>", "<h2>Failures</h2>"),)
REPORTED = ("--target", "client", "--target", "hypercorn", "-k", "index or messages")
SCREEN: ViewportSize = {"width": 1080, "height": 760}


def main() -> None:
    """Draw each picture in a copy of the project."""
    with tempfile.TemporaryDirectory() as directory:
        draw_page(Path(directory))
    with tempfile.TemporaryDirectory() as directory:
        draw_demo(Path(directory))
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as directory:
            root = Path(directory)
            copied(ROOT, root)
            if picture.disabled:
                disable(root, picture.disabled)
            svg = terminal_svg(picture.options, comparison_output(root, picture.options))
            (IMAGES / picture.name).write_text(svg, "utf-8")


def disable(root: Path, name: str) -> None:
    """Let a file of `quart_app/compat` have no effect: the last definition in a module wins."""
    with (root / "quart_app" / "compat" / f"{name}.py").open("a") as file:
        file.write("\n\ndef init_app(app): pass\n")


def draw_page(root: Path) -> None:
    """Draw the first screen of the page of `comparison report`, and an exchange on it."""
    copied(ROOT, root)
    disable(root, "vary_cookie")
    for name, before, after in CHANGES:
        path = root / name
        path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    comparison_output(root, REPORTED)
    comparison_output(root, ("report",))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SCREEN)
        page.goto((root / "comparison-report" / "index.html").as_uri())
        page.screenshot(path=IMAGES / "report.png")
        page.get_by_role("link", name="Open the exchange").first.click()
        page.locator("#detail .exchange.unequal mark").first.wait_for()
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=IMAGES / "exchange.png")
        browser.close()


def draw_demo(root: Path) -> None:
    """Draw the page of `comparison demo` after two clicks."""
    copied(ROOT, root)
    disable(root, "vary_cookie")
    command = [sys.executable, "-m", "comparison", "demo", "--no-browser", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with child.start(command, environment, cwd=root, stdout=child.PIPE, text=True) as process:
        try:
            lines = iter(partial(child.read_line, process, WITHIN), "")
            address = next(line.split()[1] for line in lines if line.startswith("page"))
            draw_clicks(address)
        finally:
            child.kill(process)


def draw_clicks(address: str) -> None:
    """Draw the page of the demo after a message was sent."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={**SCREEN, "height": 900})
        page.goto(address)
        page.get_by_label("Path").fill("/messages/")
        page.get_by_role("button", name="Open").click()
        page.locator("#clicks > .different").nth(1).wait_for()
        # The tabs come a moment later.
        page.get_by_role("tab").nth(1).wait_for()
        page.locator("#path").blur()
        page.screenshot(path=IMAGES / "demo.png")
        browser.close()


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
