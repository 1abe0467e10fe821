"""Rules that look at a project until nothing more changes."""

from collections import namedtuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparison.migrate.change import Awaited, Coroutine, Text
from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.patterns import awaited_calls
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules

Rule = namedtuple("Rule", "id rewrite")

WAIT = Rule("WAIT", awaited_calls("clock.wait"))
SPREADING = [WAIT, *(all_rules()[id] for id in ("FQ004", "FQ005", "FQ602"))]
STATEMENTS = (
    "value = open(name).read()",
    "with open(name) as file:",
    "for item in items:",
    "if not items:",
    "while name:",
    "def view(name, items=()):",
    "class Page(Base):",
    "@app.route('/')\ndef index(name, items=()):",
    "try:\n    import json\nfinally:",
    "items = [one for one in items if one]",
    "name = f'{name!r} ü€😀'  # why",
    "time.sleep(0.1)",
    "import os, time",
    "from time import (\n    sleep,  # why\n    time as now,\n)",
    "page = lambda name: name.render()",
    "request.get_json()",
    '"""Text\n\twith a tab, \\\n    a comment # that is none."""',
    "",
    "# def view(): await",
)


def migration_of(texts, rules=SPREADING, by_hand=()):
    modules = [Module(name, text.encode(), name in by_hand) for name, text in texts.items()]
    return Migration(Project.of(modules), tuple(rules))


def migrated(texts, rules=SPREADING, by_hand=()):
    """Return the text of each module afterwards."""
    migration = migration_of(texts, rules, by_hand)
    return {name: migration.rewritten(one).result.text.decode() for name, one in migration.project.modules.items()}


def rewritten(text, rules=SPREADING):
    return migrated({"here": text}, rules)["here"]


def left(text):
    """Return what is left to do by hand, after it was checked that the text stays."""
    migration = migration_of({"here": text})
    result = migration.rewritten(migration.project.modules["here"])
    assert result.result.text.decode() == text
    return result.by_hand


@st.composite
def blocks(draw, depth=0):
    """Draw lines of source, in which a line that ends with a colon has a block."""
    lines = []
    for statement in draw(st.lists(st.sampled_from(STATEMENTS), max_size=4)):
        lines += statement.split("\n") if '"""' not in statement else [statement]
        if statement.endswith(":"):
            inner = draw(blocks(depth + 1)) if depth < 3 else []
            lines += [f"\t{line}" for line in (*inner, "pass")]
    return lines


def text_of(lines):
    """Return a source in which no two functions have one name."""
    return "".join(f"{line}\n".replace("(name, items=())", f"_{number}()") for number, line in enumerate(lines))


sources = blocks().map(text_of)


@settings(deadline=None, max_examples=40)
@given(sources)
def test_source_without_the_framework_stays(text):
    assert rewritten(text, all_rules().values()) == text


@settings(deadline=None, max_examples=40)
@given(sources)
def test_what_is_rewritten_once_is_not_rewritten_again(text):
    names = "from flask import Flask, request\nimport time\napp = Flask(__name__)\n"
    once = rewritten(f"{names}{text}", all_rules().values())
    assert rewritten(once, all_rules().values()) == once


CHAIN = """\
import clock

def one():
    return clock.wait()

def two():
    return one().text

def three(a=1):
    two()

def four():
    return three
"""


def test_await_spreads_to_the_callers():
    after = CHAIN.replace("clock.wait()", "await clock.wait()").replace("one().text", "(await one()).text")
    after = after.replace("    two()", "    await two()").replace("def one", "async def one")
    assert rewritten(CHAIN) == after.replace("def t", "async def t")


def test_await_spreads_to_callers_that_stand_before():
    text = "import clock\ndef two():\n    one()\ndef one():\n    clock.wait()\n"
    after = "import clock\nasync def two():\n    await one()\nasync def one():\n    await clock.wait()\n"
    assert rewritten(text) == after


def test_await_spreads_across_modules():
    texts = {
        "shop.views": "from .pages import page as p\nfrom . import pages\ndef view():\n    p()\n    pages.page()\n",
        "shop.pages": "import clock\ndef page():\n    clock.wait()\ndef other():\n    pass\n",
        "tests": "import shop.pages\ndef test():\n    shop.pages.page()\n    shop.pages.other()\n",
    }
    assert migrated(texts) == {
        "shop.views": "from .pages import page as p\nfrom . import pages\n"
        "async def view():\n    await p()\n    await pages.page()\n",
        "shop.pages": "import clock\nasync def page():\n    await clock.wait()\ndef other():\n    pass\n",
        "tests": "import shop.pages\nasync def test():\n    await shop.pages.page()\n    shop.pages.other()\n",
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "def f(n):\n    clock.wait()\n    return f(n - 1) + 1\n",
            "async def f(n):\n    await clock.wait()\n    return await f(n - 1) + 1\n",
            id="recursion",
        ),
        pytest.param(
            "def f():\n    g()\ndef g():\n    f()\n    clock.wait()\n",
            "async def f():\n    await g()\nasync def g():\n    await f()\n    await clock.wait()\n",
            id="recursion of two",
        ),
        pytest.param(
            "def f():\n    def g():\n        clock.wait()\n    return g()\n",
            "async def f():\n    async def g():\n        await clock.wait()\n    return await g()\n",
            id="inner function",
        ),
        pytest.param(
            "def f():\n    def g():\n        clock.wait()\n    return g\n",
            "def f():\n    async def g():\n        await clock.wait()\n    return g\n",
            id="inner function that is not called",
        ),
        pytest.param(
            "class A:\n    def f(self):\n        clock.wait()\ndef g(a):\n    A.f(a)\n",
            "class A:\n    async def f(self):\n        await clock.wait()\nasync def g(a):\n    await A.f(a)\n",
            id="method that its class is asked for",
        ),
        pytest.param(
            "async def f():\n    pass\ndef g():\n    f()\n",
            "async def f():\n    pass\nasync def g():\n    await f()\n",
            id="coroutine function from the start",
        ),
        pytest.param(
            "async def f():\n    await clock.wait()\n    await (clock.wait())\n",
            "async def f():\n    await clock.wait()\n    await (clock.wait())\n",
            id="awaited already",
        ),
        pytest.param(
            "def f():\n    g(clock.wait(clock.wait()))\n",
            "async def f():\n    g(await clock.wait(await clock.wait()))\n",
            id="call in a call",
        ),
        pytest.param(
            "def f():\n    yield clock.wait()\ndef g():\n    for a in f():\n        pass\n",
            "async def f():\n    yield await clock.wait()\nasync def g():\n    async for a in f():\n        pass\n",
            id="generator",
        ),
        pytest.param(
            "async def f():\n    yield\nasync def g():\n    async for a in f():\n        pass\n",
            "async def f():\n    yield\nasync def g():\n    async for a in f():\n        pass\n",
            id="generator that is read with async already",
        ),
        pytest.param(
            "def f():\n    pass\ndef g(f=1):\n    f()\ndef h():\n    f()\n    clock.wait()\n",
            "def f():\n    pass\ndef g(f=1):\n    f()\nasync def h():\n    f()\n    await clock.wait()\n",
            id="function that waits for nothing",
        ),
        pytest.param(
            "def f():\n    clock.wait()\ndef g(f):\n    f()\n",
            "async def f():\n    await clock.wait()\ndef g(f):\n    f()\n",
            id="name that is something else there",
        ),
        pytest.param(
            "def f():\n    clock.wait()\ndef g(call):\n    call()\ng(f)\n",
            "async def f():\n    await clock.wait()\nasync def g(call):\n    await call()\ng(f)\n",
            id="function that comes in",
        ),
    ],
)
def test_await_spreads(before, after):
    [one] = [rewritten(f"import clock\n{before}").removeprefix("import clock\n")]
    assert one == after


CLASS = "the body of a class cannot wait: do it in a function"
LAMBDA = "a lambda cannot wait: make it an `async def`"
ALONE = "a module's own code cannot wait: do it when the app starts, in `before_serving`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("clock.wait()\n", [(2, "WAIT", ALONE)], id="the module's own code"),
        pytest.param("if True:\n    clock.wait()\n", [(3, "WAIT", ALONE)], id="block of it"),
        pytest.param("class A:\n    a = clock.wait()\n", [(3, "WAIT", CLASS)], id="class"),
        pytest.param("def f(a=clock.wait()):\n    pass\n", [(2, "WAIT", ALONE)], id="default"),
        pytest.param("@clock.wait()\ndef f():\n    pass\n", [(2, "WAIT", ALONE)], id="decorator"),
        pytest.param("a = lambda: clock.wait()\n", [(2, "WAIT", LAMBDA)], id="lambda"),
        pytest.param("def f():\n    return lambda: clock.wait()\n", [(3, "WAIT", LAMBDA)], id="lambda in a function"),
        pytest.param("async def f():\n    pass\nf()\n", [(4, "FQ005", ALONE)], id="own coroutine function"),
        pytest.param("async def f():\n    yield\nfor a in f():\n    pass\n", [(4, "FQ602", ALONE)], id="own generator"),
        pytest.param(
            "b = lambda: clock.wait()\na = clock.wait()\n", [(2, "WAIT", LAMBDA), (3, "WAIT", ALONE)], id="in order"
        ),
    ],
)
def test_where_nothing_can_wait_it_is_told(text, expected):
    assert left(f"import clock\n{text}") == tuple(expected)


def test_module_that_is_left_by_hand_stays():
    texts = {"views": "import clock\ndef f():\n    clock.wait()\n"}
    assert migrated(texts, by_hand=["views"]) == texts


def test_calls_of_a_module_that_is_left_by_hand_are_awaited_where_its_functions_are_coroutine_functions():
    texts = {
        "by_hand": "async def one():\n    pass\ndef two():\n    pass\n",
        "views": "from by_hand import one, two\ndef f():\n    one()\ndef g():\n    two()\n",
    }
    after = "from by_hand import one, two\nasync def f():\n    await one()\ndef g():\n    two()\n"
    assert migrated(texts, by_hand=["by_hand"]) == texts | {"views": after}


def test_function_of_a_module_that_is_left_by_hand_is_not_made_a_coroutine_function():
    texts = {"by_hand": "def one():\n    pass\n", "views": "import by_hand\ndef f():\n    by_hand.one()\n"}
    asking = Rule("R1", lambda source: [Coroutine(one.node) for one in source.project.functions.values()])
    after = "import by_hand\nasync def f():\n    by_hand.one()\n"
    assert migrated(texts, [asking, *SPREADING], ["by_hand"]) == texts | {"views": after}


def test_rule_may_change_a_function_of_another_module():
    texts = {"one": "def f():\n    pass\n", "two": "import one\none.f()\n"}
    asking = Rule("R1", lambda source: [Coroutine(one.node) for c in source.calls() for one in found(source, c)])
    assert migrated(texts, [asking]) == {"one": "async def f():\n    pass\n", "two": "import one\none.f()\n"}


def found(source, call):
    return source.functions_named(call.func)


def test_rules_look_again_at_what_others_found():
    seen = []
    looking = Rule("R1", lambda source: seen.append(len(source.waiting)) or [])
    rewritten("import clock\ndef f():\n    g()\ndef g():\n    clock.wait()\n", [looking, *SPREADING])
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0, 2)


def test_change_belongs_to_the_rule_that_asked_first():
    rules = [Rule(id, WAIT.rewrite) for id in ("R1", "R2")]
    migration = migration_of({"here": "import clock\nasync def f():\n    clock.wait()\n"}, rules)
    result = migration.rewritten(migration.project.modules["here"]).result
    assert result.text == b"import clock\nasync def f():\n    await clock.wait()\n"
    assert result.after == {3: {"R1"}}


def test_each_line_has_the_rules_that_changed_it():
    migration = migration_of({"here": "import clock\ndef f():\n    clock.wait()\ndef g():\n    f()\n"})
    result = migration.rewritten(migration.project.modules["here"]).result
    assert result.before == result.after == {2: {"FQ004"}, 3: {"WAIT"}, 4: {"FQ004"}, 5: {"FQ005"}}


def test_rule_that_changes_a_rewritten_part_changes_it_once():
    def replaced(source):
        return [Text(call, "done") for call in source.calls("clock.wait")]

    rules = [Rule("R1", replaced), *SPREADING]
    assert rewritten("import clock\nasync def f():\n    clock.wait()\n", rules).endswith("    await done\n")


def test_function_is_made_a_coroutine_function_once():
    def asked(source):
        return [Coroutine(one.node) for _, one in source.functions()]

    assert rewritten("def f():\n    pass\n", [Rule("R1", asked), Rule("R2", asked)]) == "async def f():\n    pass\n"


def test_no_rules_change_nothing():
    assert rewritten("import clock\nclock.wait()\n", []) == "import clock\nclock.wait()\n"


def test_form_of_the_source_survives():
    text = "import clock\r\n\r\n\r\ndef  f( a,b ) :  # why\r\n\tif  a :\r\n\t\tclock . wait( a ) ;  b\r\n"
    after = text.replace("def  f", "async def  f").replace("clock . wait", "await clock . wait")
    assert rewritten(text) == after


def test_rule_may_look_at_its_own_change():
    def twice(source):
        return [Awaited(call) for call in source.calls("clock.wait") if not source.waiting]

    assert rewritten("import clock\ndef f():\n    clock.wait()\n", [Rule("R1", twice)]) == (
        "import clock\ndef f():\n    await clock.wait()\n"
    )
