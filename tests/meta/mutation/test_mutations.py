"""Test the mutators: a single change at a time, valid code, and the same choice for the same seed."""

import ast
import random
import sys
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from jinja2 import Environment

from meta.mutation.twin import altered

SCRIPT = Path(__file__).with_name("mutations.py")
SPEC = spec_from_file_location("mutations", SCRIPT)
mutations = module_from_spec(SPEC)
sys.modules["mutations"] = mutations
SPEC.loader.exec_module(mutations)

APP = """
from flask import abort, flash, redirect, render_template, url_for

MAX_ROWS = 10
MAX_COLUMNS = 20
LONGEST = 200
SHOWN = 50
BLOCK = 1024


def init_app(app):
    app.before_request(one)
    app.before_request(two)
    app.after_request(three)
    app.teardown_request(four)
    app.register_error_handler(404, five)
    app.register_error_handler(500, six)


def refuse(field):
    abort(400, f"{field} is bad.")


def view(form, response):
    if len(form) > LONGEST:
        refuse("form")
    if len(form) > BLOCK:
        logger.info("a long form")
    response.headers["X-Count"] = "many"
    print(response.headers["X-Other"])
    return redirect(url_for("index"))


def made(rows, columns):
    labels = [str(column) for column in range(columns)]
    for row in range(rows):
        yield ",".join(labels)


def last(lines):
    found = []
    for line in lines:
        if len(found) == SHOWN:
            break
        found.append(line)
    return found


def cut(text, count):
    while text[-LONGEST:].isspace():
        text = read()
    return text[:LONGEST], text[-count:], text[1:2], text[: 1 if count else 0]
"""
PAGE = '<p class="no">{% if text == "no" %}First of all{# no #}</p> {{ "no" }}<b title="no">second</b>'


@pytest.fixture(scope="module")
def twins():
    return mutations.twins_in(mutations.ROOT)


@pytest.fixture
def small(tmp_path):
    """Return a function that returns the mutations of a kind in an app of one file and one template."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app/app.py").write_text(APP, "utf-8")
    (tmp_path / "app/page.html").write_text(PAGE, "utf-8")
    return lambda kind: [
        (mutation.before, mutation.after) for mutation in mutations.Twin(tmp_path, "app").mutations(kind)
    ]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return mutations.copied(mutations.ROOT, tmp_path_factory.mktemp("copy"))


def test_what_nobody_can_notice_is_no_limit(small):
    assert small("limit") == [
        ("200", "200 + 1"),
        ("50", "50 + 1"),
        ("len(form) > LONGEST", "len(form) >= LONGEST"),
        ("LONGEST", "LONGEST + 1"),
        ("-count", "-count + 1"),
    ]


def test_only_hooks_of_one_list_are_swapped(small):
    assert small("hook order") == [
        (
            "app.before_request(one)\n    app.before_request(two)",
            "app.before_request(two)\n    app.before_request(one)",
        )
    ]


@pytest.mark.parametrize(("second", "is_swapped"), [("before_request", True), ("after_request", False)])
def test_modules_are_swapped_if_they_add_to_one_list(tmp_path, second, is_swapped):
    (tmp_path / "app").mkdir()
    hooks = {"one": "before_request", "two": second}
    for name, hook in hooks.items():
        (tmp_path / f"app/{name}.py").write_text(f"def init_app(app):\n    app.{hook}(check)\n", "utf-8")
    lines = "def init_app(app):\n    one.init_app(app)\n    two.init_app(app)\n"
    (tmp_path / "app/__init__.py").write_text(lines, "utf-8")
    assert bool(mutations.Twin(tmp_path, "app").mutations("hook order")) is is_swapped


def test_only_what_reaches_a_response_is_a_text(small):
    assert sorted(small("text")) == [
        ('"form"', '"xorm"'),
        ("First", "xirst"),
        ('f"{field} is bad."', 'f"{field} xs bad."'),
        ("second", "xecond"),
    ]


def test_a_header_that_is_read_stays(small):
    assert small("header") == [('"X-Count"', '"y-Count"'), ('"many"', '"xany"')]


def test_a_cell_lies_within_the_table(small):
    cells = [after for _, after in small("csv cell")]
    assert len(cells) == 16
    for row, column in ((0, 0), (9, 19)):
        cell = f'labels[:{column}] + ["x" * len(one) for one in labels[{column}:{column + 1}]] + labels[{column + 1}:]'
        assert f"labels if row != {row} else {cell}" in cells


def test_a_cell_of_a_large_table_leaves_a_small_one_as_it_is(small):
    for _, after in small("csv cell"):
        table = [eval(after, {"labels": ["0", "1"], "row": row}) for row in range(2)]
        changed = sum(cell == "x" for line in table for cell in line)
        assert [len(line) for line in table] == [2, 2]
        assert changed == ("row != 0 " in after or "row != 1 " in after) * ("[:0]" in after or "[:1]" in after)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ('"No file"', '"xo file"'),
        ('"X-Hooks"', '"y-Hooks"'),
        ('", "', '"| "'),
        ('"终止"', '"x止"'),
        ('f"{name} is"', 'f"{name} xs"'),
        ('"\\n end"', '"\\n xnd"'),
        ("Start", "xtart"),
    ],
)
def test_one_character_is_altered(text, changed):
    assert altered(text) == changed


@pytest.mark.torture
def test_every_kind_has_three_places_on_each_side_it_applies_to(twins):
    counts = {(kind, side): len(twin.mutations(kind)) for side, twin in twins.items() for kind in mutations.KINDS}
    assert counts.pop(("await", "flask_app")) == 0
    assert {key: count for key, count in counts.items() if count < 3} == {}


@pytest.mark.torture
@pytest.mark.parametrize("side", mutations.SIDES)
def test_every_mutation_changes_one_place_and_the_result_parses(twins, copy, side):
    for mutation in (mutation for kind in mutations.KINDS for mutation in twins[side].mutations(kind)):
        original = (copy / mutation.file).read_bytes()
        mutation.apply(copy)
        mutated = (copy / mutation.file).read_bytes()
        (copy / mutation.file).write_bytes(original)
        end = mutation.start + len(mutation.before.encode())
        assert original[mutation.start : end].decode() == mutation.before != mutation.after
        assert mutated == original[: mutation.start] + mutation.after.encode() + original[end:]
        assert original[: mutation.start].count(b"\n") + 1 == mutation.line
        parse = ast.parse if mutation.file.suffix == ".py" else Environment(autoescape=True).parse
        parse(mutated.decode())


def test_both_sides_have_the_same_places_outside_of_compat(twins):
    counts = [
        Counter(
            (kind, mutation.file.relative_to(side))
            for kind in mutations.KINDS[:-1]
            for mutation in twin.mutations(kind)
        )
        for side, twin in twins.items()
    ]
    flask, quart = ({place: n for place, n in count.items() if place[1].parts[0] != "compat"} for count in counts)
    assert flask == quart


def test_same_seed_is_the_same_choice(twins):
    first, again, second_seed = (list(mutations.chosen(twins, seed, 2)) for seed in (1, 1, 2))
    assert first == again != second_seed
    assert len(first) == 2 * (2 * len(mutations.KINDS) - 1)


def test_copy_uses_its_own_packages(copy):
    names = ("comparison", "flask_app", "quart_app", "comparison.pytest_plugin", "comparison.targets.launcher")
    code = "import importlib, sys; print(*(importlib.import_module(name).__file__ for name in sys.argv[1:]), sep='\\n')"
    files = mutations.run(copy, "-c", code, *names).stdout.splitlines()
    assert len(files) == len(names)
    assert all(Path(file).is_relative_to(copy) for file in files)


@pytest.mark.torture(sampled=True)
def test_a_change_is_caught(copy, twins):
    choose = random.Random(f"mutations {sys.version_info[:2]}")
    mutation = choose.choice(list(mutations.chosen(twins, 1, 1)))
    status, _, _ = mutations.judge(copy, mutation)
    assert status == 1, mutation
