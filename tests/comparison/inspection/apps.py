"""Small apps that are inspected, written into the working directory."""

import textwrap
from pathlib import Path

from comparison.inspection.app import inspected_app
from comparison.inspection.detector import detected
from comparison.inspection.finding import Inspection, Note
from comparison.inspection.matches import matches
from comparison.inspection.serving_files import serving_texts
from comparison.notes.catalogue import all_rules

FLASK = "from flask import Flask, g, redirect, request, session\n\napp = Flask(__name__)\n"
QUART = FLASK.replace("flask", "quart").replace("Flask", "Quart")


def app_of(files):
    """Write files, and return the inspected app; a text alone is that of `app.py`."""
    for name, text in ({"app.py": files} if isinstance(files, str) else files).items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return inspected_app([Path()], all_rules().values())


def places(files, trigger):
    """Return the places of a trigger as "PATH:LINE NAME"."""
    app = app_of(files)
    spots = matches(app, trigger, tuple(serving_texts([Path()])))
    return [f"{spot.path}:{spot.line} {spot.name}" for spot in spots]


def note_of(*triggers, id="FD001", severity="silent", harm="security", **conditions):
    """Return a note with these triggers."""
    detector = detected(*triggers, **conditions)
    return Note(
        id, f"{id} in words.", "request", severity, harm, "Harm is done.", "Close it.", (severity, id), detector
    )


def inspection_of(files, *notes):
    """Return the inspection of files for notes."""
    return Inspection(app_of(files), notes, tuple(serving_texts([Path()])))
