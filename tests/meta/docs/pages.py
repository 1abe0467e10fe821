"""The Markdown pages of this repository as values: their text, headings, links, code and tables."""

import re
import shlex
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "comparison" / "docs"
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A Markdown file."""

    path: Path

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def prose(self) -> str:
        """The text without its code blocks."""
        return FENCE.sub("", self.text)

    @property
    def links(self) -> list[str]:
        """The targets of the links and images; brackets within code are none."""
        return [match["target"] for match in LINK.finditer(re.sub(r"`[^`\n]+`", "code", self.prose))]

    @cached_property
    def anchors(self) -> set[str]:
        """The fragments that lead to a heading, as GitHub makes them, or to an explicit anchor."""
        headings = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in HEADING.findall(self.prose)}
        return headings | set(re.findall(r'<a id="([^"]+)">', self.text))

    def blocks(self, language: str) -> list[str]:
        """Return the code blocks of a language."""
        return [match["text"] for match in FENCE.finditer(self.text) if match["language"] == language]

    def section(self, title: str) -> str:
        """Return the text under a heading, up to the next of the same or a higher level."""
        lines = self.text.splitlines()
        start = next(number for number, line in enumerate(lines) if re.fullmatch(f"#+ {re.escape(title)}", line))
        level = len(lines[start].partition(" ")[0])
        end = (number for number, line in enumerate(lines) if number > start and re.match(f"#{{1,{level}}} ", line))
        return "\n".join(lines[start + 1 : next(end, len(lines))])

    @property
    def shell_lines(self) -> list[list[str]]:
        """The words of each command in its shell blocks, without comments, prompts and variables."""
        blocks = [*self.blocks("sh"), *self.blocks("console")]
        lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
        words = [shlex.split(line, comments=True) for line in lines]
        return [[word for word in line if not re.match(r"[A-Z_]+=", word)] for line in words]

    @property
    def inline_code(self) -> list[str]:
        return re.findall(r"`([^`\n]+)`", self.prose)


def first_cells(text: str) -> list[str]:
    """Return the code in the first cell of each row of a text's tables."""
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row.split(" | ")[0])]


WRITTEN = [
    Page(path)
    for path in (
        ROOT / "README.md",
        *sorted(ROOT.glob(".github/**/*.md")),
        *sorted(ROOT.glob("comparison/docs/**/*.md")),
    )
]
# Generated from the notes.
GENERATED = [Page(path) for path in sorted(ROOT.glob("comparison/notes/*.md"))]
PAGES = {str(page): page for page in [*WRITTEN, *GENERATED]}
