"""Sphinx's configuration of the site. It is built from the Markdown files as they are, and fetches nothing.

`sphinx-build --fail-on-warning --conf-dir comparison/docs . site` writes it to the directory `site`.
"""

import re

from sphinx.application import Sphinx
from sphinx.search import languages
from sphinx.search.en import SearchEnglish

project = "flask-quart-pair"
copyright = ""
extensions = ["myst_parser"]
root_doc = "README"
include_patterns = ["README.md", "comparison/docs/*.md", "comparison/notes/*.md", ".github/*.md"]
exclude_patterns = [".github/pull_request_template.md", "site"]
myst_enable_extensions = ["tasklist"]
myst_heading_anchors = 4
# The theme of the Pallets projects has no dark mode.
html_theme = "furo"
html_title = "From Flask to Quart"
html_static_path = ["static"]
html_js_files = [("search.js", {"defer": "defer"})]
html_show_copyright = False
html_copy_source = False
pygments_style = "friendly"
pygments_dark_style = "monokai"

# The captions of the sidebar, with the pages below them; one that is in none is a warning.
_DOCS, _NOTES = "comparison/docs/", "comparison/notes/"
SIDEBAR = {
    "Your app": [
        _DOCS + name for name in ("deciding", "inspect", "own-pair", "demo", "suite", "ci", "report", "benchmark")
    ],
    "Notes": [_NOTES + name for name in ("README", "silent", "*")],
    "Reference": [
        _DOCS + name for name in ("commands", "settings", "parity-tests", "serving", "architecture", "CHANGELOG")
    ],
    "Project": [".github/*"],
}


class EnglishWithNumbers(SearchEnglish):
    """English, where a number is a word too: 413 is a status."""

    def word_filter(self, word: str) -> bool:
        return word not in self.stopwords


def adapt_markdown(app: Sphinx, name: str, source: list[str]) -> None:
    """Change what Sphinx reads of a page: anchors become targets, a drawing text; the first page gets the sidebar."""
    text = re.sub(r'^<a id="([^"]+)"></a>$', r"(\1)=", source[0], flags=re.MULTILINE)
    text = text.replace("\n```mermaid\n", "\n```text\n")
    if name == root_doc:
        text += "".join(_tree(caption, pages) for caption, pages in SIDEBAR.items())
    source[0] = text


def _tree(caption: str, pages: list[str]) -> str:
    lines = ["", "```{toctree}", ":hidden:", ":glob:", f":caption: {caption}", "", *pages, "```", ""]
    return "\n".join(lines)


def setup(app: Sphinx) -> None:
    """Register the search's language and the change of the pages."""
    languages["en"] = EnglishWithNumbers
    app.connect("source-read", adapt_markdown)
