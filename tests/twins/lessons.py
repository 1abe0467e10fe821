"""The notes that the pages of each feature list: `python -m tests.twins.lessons` writes them into both apps."""

import json
from functools import cache
from pathlib import Path

from comparison.notes.catalogue import all_divergences, all_rules, titles
from comparison.notes.places import reasons_of
from comparison.settings import read_settings

ROOT = Path(__file__).parents[2]
# The features of the notes that each feature of the apps is about.
TOPICS = {
    "index": ("files", "templates"),
    "upload": ("upload",),
    "cookies": ("cookies",),
    "session": ("session",),
    "login": ("request", "response"),
    "signals": ("signals",),
    "hooks": ("hooks",),
    "messages": ("messages",),
    "streaming": ("streaming",),
    "errors": ("errors",),
}
# The file of a feature that has no file of its name.
FILES = {"errors": "hooks"}
MOST_DIVERGENCES = 6


@cache
def notes_of_features():
    """Return, for each feature, the rules that change its file, and the most dangerous divergences of its topics.

    Each note has its title and the page that it is on, by its id.
    """
    changed = rules_of_files()
    by_danger = sorted(all_divergences().values(), key=lambda divergence: divergence.order)
    notes = {}
    for feature, topics in TOPICS.items():
        rules = [all_rules()[id] for id in sorted(changed[FILES.get(feature, feature)])]
        divergences = [note for note in by_danger if {note.feature, *note.also} & set(topics)][:MOST_DIVERGENCES]
        notes[feature] = {"rules": described(rules), "divergences": described(divergences)}
    return notes


def described(notes):
    return {note.id: {"page": f"{note.feature}.md", "title": titles()[note.id]} for note in notes}


def rules_of_files():
    """Return the rules that change lines of each of the apps' modules, by its name."""
    rules = {}
    for (path, _), ids in reasons_of(read_settings(ROOT)).items():
        if path.parent == ROOT / "quart_app":
            rules.setdefault(path.stem, set()).update(set(ids.split()) - {"rename"})
    return rules


def as_toml(notes):
    lines = [
        "# The migration notes that a page lists, by feature: the rules that change lines of its file, and the most",
        "# dangerous divergences.",
    ]
    for feature, kinds in notes.items():
        for kind, texts in kinds.items():
            lines += ["", f"[{feature}.{kind}]"]
            for id, note in texts.items():
                lines.append(f"{id} = {{ page = {json.dumps(note['page'])}, title = {json.dumps(note['title'])} }}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for package in ("flask_app", "quart_app"):
        (ROOT / package / "lesson.toml").write_text(as_toml(notes_of_features()), encoding="utf-8")
