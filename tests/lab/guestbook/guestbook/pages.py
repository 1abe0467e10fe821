"""What a visitor sees."""

import time
from functools import wraps
from os.path import exists, join

from blinker import Namespace
from flask import Blueprint, current_app, request, send_file, session, stream_with_context
from flask import flash as tell
from flask import get_flashed_messages as told
from flask import render_template_string as page

from . import storage

pages = Blueprint("pages", __name__)
signed = Namespace().signal("signed")
seen = []


def book():
    return join(current_app.config["FOLDER"], "book.txt")


def politely(view):
    """Keep nobody waiting longer than it takes to look up."""

    @wraps(view)
    def looked_up(**arguments):
        time.sleep(0.001)
        return view(**arguments)

    return looked_up


@signed.connect
def remember(sender, name):
    seen.append(name)


@pages.route("/")
@politely
def front():
    entries = storage.read_all(book()) if exists(book()) else []
    return page("{{ entries|join(', ') }} ({{ visits }})", entries=entries, visits=session["visits"])


@pages.route("/sign", methods=["POST"])
def sign():
    if not (name := request.form.get("name")):
        tell("Who are you?")
        return " ".join(told()), 400
    storage.append(book(), name)
    signed.send(current_app._get_current_object(), name=name)
    return f"thank you, {seen[-1]}"


@pages.route("/photo", methods=["POST"])
def photo():
    for file in request.files.getlist("photo"):
        file.save(join(current_app.config["FOLDER"], "photo"))
    return send_file(join(current_app.config["FOLDER"], "photo"), mimetype="image/png", download_name="photo.png")


@pages.route("/letters")
def letters():
    def one_by_one():
        for letter in request.args["word"]:
            yield f"{letter} "

    return stream_with_context(one_by_one())
