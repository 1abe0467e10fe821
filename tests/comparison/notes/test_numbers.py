"""Test the numbers in the notes: each is a default that is read here, or says when and on what it was measured."""

import inspect
import os
import re
from asyncio import constants, sslproto
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypercorn.config import Config
from quart import Quart
from quart.datastructures import FileStorage
from quart.wrappers.response import FileBody
from werkzeug.formparser import MultiPartParser

from comparison.notes.catalogue import all_divergences, all_rules, texts

MIB = 2**20
NUMBER = r"(?:\d[\d.,]*|half|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|sixty|hundred|thousand)"
UNIT = r"(?:µs|ms|s|seconds?|minutes?|hours?|days?|KiB|kB|KB|MiB|MB|GB|times)\b"
# "ones", "times": the first must be a figure, not a pronoun.
QUANTITY = re.compile(rf"\b{NUMBER}[ -]{UNIT}|\b\d[\d.]* ?%|\b\d+ of \d+\b")
MEASURED = re.compile(r"\(measured 20\d\d-\d\d-\d\d, Quart 0\.\d+[^)]*\)")
CONFIG = Quart(__name__).config


# An app's asgi.py may have put a class of its own in the place of asyncio's.
TLS: Any = next(kind for kind in sslproto.SSLProtocol.mro() if kind.__module__ == sslproto.__name__)


def age():
    return CONFIG["SEND_FILE_MAX_AGE_DEFAULT"]


# What a text says of a quantity: the defaults of the installed versions, each with its value.
DEFAULTS = {
    "16 MiB": lambda: {CONFIG["MAX_CONTENT_LENGTH"], Config().wsgi_max_body_size} == {16 * MIB},
    "60 s": lambda: {CONFIG["RESPONSE_TIMEOUT"], CONFIG["BODY_TIMEOUT"]} == {60},
    "60 seconds": lambda: {CONFIG["RESPONSE_TIMEOUT"], CONFIG["BODY_TIMEOUT"]} == {60},
    "twelve hours": lambda: timedelta(seconds=getattr(age(), "total_seconds", age)()) == timedelta(hours=12),
    "8 KiB": lambda: FileBody.buffer_size == 8192,
    "16 KiB": lambda: inspect.signature(FileStorage.save).parameters["buffer_size"].default == 16384,
    "64 KiB": lambda: inspect.signature(MultiPartParser).parameters["buffer_size"].default == 64 * 1024,
    "256 KiB": lambda: TLS.max_size == 256 * 1024,
    "512 KiB": lambda: constants.FLOW_CONTROL_HIGH_WATER_SSL_WRITE == 512,
    "500 KB": lambda: CONFIG["MAX_FORM_MEMORY_SIZE"] == Flask(__name__).config["MAX_FORM_MEMORY_SIZE"] == 500_000,
}
# Quantities of the example itself, which its probe runs with.
OF_EXAMPLES = {"FD109": "20 ms", "FD601": "20 ms"}
# Quantities that bound what affects an app, and are no claim of a measurement.
BOUNDS = {"FD111": "hundred KiB", "FD167": "hundred KiB"}


def text_of(id, note):
    fields = ("impact", "affects", "remedy", "remedy_not_run", "symptom")
    return " ".join([*texts()[id], *(str(getattr(note, name, "")) for name in fields)]).replace("\n", " ")


def unproved(id, text):
    """Return the quantities of a text that are no default and stand in no sentence with a measurement."""
    # A sentence ends with a full stop before a capital or a backtick.
    sentences = re.split(r"(?<=[.:]) (?=[A-Z`])", text)
    plain = " ".join(sentence for sentence in sentences if not MEASURED.search(sentence))
    known = {*DEFAULTS, OF_EXAMPLES.get(id), BOUNDS.get(id)}
    return [quantity for quantity in QUANTITY.findall(plain) if quantity not in known]


def test_every_number_is_a_default_or_says_when_and_on_what_it_was_measured():
    notes = {**all_rules(), **all_divergences()}
    quantities_of = {id: unproved(id, text_of(id, note)) for id, note in notes.items()}
    assert {id: quantities for id, quantities in quantities_of.items() if quantities} == {}


def test_every_measurement_says_when_and_on_what():
    notes = {**all_rules(), **all_divergences()}
    words = {id: text_of(id, note) for id, note in notes.items()}
    assert [id for id, text in words.items() if text.count("(measured") != len(MEASURED.findall(text))] == []


@pytest.mark.parametrize("text", DEFAULTS)
def test_default_is_what_the_texts_say(text):
    assert DEFAULTS[text]()


def test_thread_pool_has_four_threads_more_than_processors_and_at_most_32():
    """FD007, FQ003: asyncio's default executor is a ThreadPoolExecutor of the default size."""
    processors = getattr(os, "process_cpu_count", os.cpu_count)()
    assert ThreadPoolExecutor()._max_workers == min(32, processors + 4)


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("It takes five seconds.", ["five seconds"]),
        ("It takes 0.2 s (measured).", ["0.2 s"]),
        ("It takes 0.2 s (measured 2026-11-29, Quart 0.23 on hypercorn).", []),
        ("It costs 5% of the time, 8 of 8 times.", ["5%", "8 of 8"]),
        ("The limit is 16 MiB.", []),
    ],
)
def test_numbers_are_found(text, quantities):
    assert unproved("FD005", text) == quantities
