"""The table of Flask extensions: valid, each verdict with its evidence, and each outcome with its sentence."""

import ast
import re
import sys
from datetime import date
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules
from comparison.notes.verdicts import OUTCOMES, Verdict, all_verdicts, parse_verdicts, verdict_of
from comparison.targets import child

VERSIONS = ("0.22.0", "0.23.1")
TESTS = Path(__file__).parent / "extensions"
TESTED = [verdict for verdict in all_verdicts() if verdict.outcome != "untested"]
MOST_USED = {"babel", "caching", "cors", "limiter", "login", "mail", "migrate", "session", "sqlalchemy", "wtf"}
ENTRY = '[[verdict]]\npackage = "Flask-Shop"\nmodule = "flask_shop"\noutcome = "{}"\nevidence = "{}"\n{}\n'
WORKS = ENTRY.format("works", "test_flask_shop", "{}")


def described(verdict):
    return f"{verdict.module} {verdict.quart}".strip()


def test_every_test_of_an_extension_is_the_evidence_of_a_verdict():
    evidence = {f"{verdict.evidence}.py" for verdict in TESTED}
    assert evidence == {path.name for path in TESTS.glob("test_flask_*.py")}
    for name in evidence:
        functions = {node.name for node in ast.parse((TESTS / name).read_bytes()).body if hasattr(node, "name")}
        assert Path(name).stem in functions


def test_most_used_extensions_are_tested_on_both_versions():
    verdicts = [verdict_of(f"flask_{name}", quart_version) for name in MOST_USED for quart_version in VERSIONS]
    assert [verdict for verdict in verdicts if verdict not in TESTED] == []


def test_every_outcome_is_used():
    assert {verdict.outcome for verdict in all_verdicts()} == set(OUTCOMES)


def test_no_date_is_in_the_future():
    dates = {verdict.evidence for verdict in all_verdicts() if verdict.outcome == "untested"}
    assert [day for day in dates if date.fromisoformat(day) > date.today()] == []


@pytest.mark.parametrize("verdict", TESTED, ids=described)
def test_recipe_is_code_in_short_lines_that_names_the_extension(verdict):
    lines = verdict.recipe.splitlines()
    assert [line for line in lines if len(line) > 120 or ";" in line or not line.strip()] == []
    assert not lines or len(ast.parse(verdict.recipe).body) == len(lines)


@pytest.mark.parametrize("verdict", [verdict for verdict in TESTED if verdict.recipe], ids=described)
def test_recipe_stays_when_its_app_is_migrated_again(verdict):
    module = Module.parse("shop", f"{verdict.recipe}from flask import Flask\napp = Flask(__name__)\n".encode())
    result = Migration(Project.of([module]), tuple(all_rules().values())).run()
    assert result.rewritten_module(module).source.text.decode().startswith(verdict.recipe)


@pytest.mark.parametrize("verdict", TESTED, ids=described)
def test_no_way_yet_has_a_version_that_works(verdict):
    if verdict.outcome == "no way yet":
        below = verdict_of(verdict.module, "0.22.0")
        assert (verdict.quart, below.outcome) == (">=0.23", "works with quart-flask-patch")


def test_table_is_read_without_a_framework(tmp_path):
    code = "import sys, comparison.notes.verdicts as v; v.all_verdicts(); print({'flask', 'quart'} & set(sys.modules))"
    done = child.run([sys.executable, "-c", code], 60, cwd=Path(__file__).parents[3], stdout=PIPE, text=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(
    ("name", "version", "outcome"),
    [
        ("flask_login", "0.22.0", "works with quart-flask-patch"),
        ("flask_login", "0.23.0", "no way yet"),
        ("flask_login", "0.23.0rc1", "no way yet"),
        ("flask_login.utils", "0.23.1", "no way yet"),
        ("flask_session", "0.22.0", "works"),
        ("flask_httpauth", "0.23.1", "counterpart"),
        ("flask_admin", "0.23.1", "untested"),
    ],
)
def test_verdict_depends_on_the_version_of_quart(name, version, outcome):
    assert verdict_of(name, version).outcome == outcome


@pytest.mark.parametrize("name", ["flask_of_my_own", "flask", "login", ""])
def test_other_module_has_no_verdict(name):
    assert verdict_of(name, "0.23.1") is None


SENTENCES: dict[str, dict[str, Any]] = {
    "Flask-Shop works on Quart as it is.": {"outcome": "works"},
    "Flask-Shop works on Quart if the app begins with `import a`, then `a.b = 1`. But slowly.": {
        "outcome": "works",
        "recipe": "import a\na.b = 1\n",
        "limitation": "But slowly.",
    },
    "Flask-Shop works with quart-flask-patch on Quart below 0.23: put `import quart_flask_patch` first.": {
        "outcome": "works with quart-flask-patch",
        "quart": "<0.23",
    },
    "Flask-Shop works with quart-flask-patch on Quart: put `import quart_flask_patch` first, then `import a`.": {
        "outcome": "works with quart-flask-patch",
        "recipe": "import a\n",
    },
    "Flask-Shop has a counterpart with the same names: import `quart_shop`.": {
        "outcome": "counterpart",
        "counterpart": "quart-shop",
    },
    "Flask-Shop has no way yet to work on Quart 0.23 and above: stay below 0.23, or use quart-shop.": {
        "outcome": "no way yet",
        "quart": ">=0.23",
        "counterpart": "quart-shop",
    },
    "Flask-Shop has no way yet to work on Quart: remove it.": {"outcome": "no way yet"},
    "Flask-Shop is untested on Quart (2026-11-28): try it.": {"outcome": "untested"},
    "Flask-Shop is untested on Quart (2026-11-28): try it, or port to quart-shop.": {
        "outcome": "untested",
        "counterpart": "quart-shop",
    },
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_remedy_is_a_sentence(sentence):
    verdict = Verdict(package="Flask-Shop", module="flask_shop", evidence="2026-11-28", **SENTENCES[sentence])
    assert verdict.remedy == sentence


@pytest.mark.parametrize("verdict", all_verdicts(), ids=described)
def test_each_remedy_names_the_package_and_ends_with_a_full_stop(verdict):
    assert re.fullmatch(rf"{verdict.package} .*\.", verdict.remedy)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[verdict", "is not valid TOML"),
        ("[verdict]", r"verdict is {}, not a list: write \[\[verdict\]\]"),
        (WORKS.format("note = 'x'"), "has the key note: use only package, module, outcome"),
        ('[[verdict]]\npackage = "Flask-Shop"', "lacks module: add it"),
        (WORKS.format("quart = 0.23"), "quart of Flask-Shop is 0.23, but must be a text: put it in quotes"),
        (ENTRY.format("perfect", "test_flask_shop", ""), "the outcome 'perfect' is none of works, "),
        (WORKS.format("").replace('"flask_shop"', '"flask_shop.cart"'), "the module 'flask_shop.cart' is no root"),
        (WORKS.format("quart = '==0.23'"), "the versions '==0.23' are no bound"),
        (WORKS.format("quart = '0.23'"), "the versions '0.23' are no bound"),
        (WORKS.format('recipe = "a\\nb\\nc\\nd"'), "the recipe has 4 lines, more than 3: shorten it"),
        (
            ENTRY.format("untested", "2026-11-28", "recipe = 'a'"),
            "of the outcome 'untested' can't have a recipe: remove `recipe`",
        ),
        (
            WORKS.format("counterpart = 'quart-shop'"),
            "of the outcome 'works' can't have a counterpart: remove `counterpart`",
        ),
        (ENTRY.format("counterpart", "test_flask_shop", ""), "the outcome 'counterpart' needs a package"),
        (ENTRY.format("untested", "November", ""), "the evidence 'November' is no date such as 2026-11-28"),
        (ENTRY.format("works", "2026-11-28", ""), "the evidence '2026-11-28' is not test_flask_shop: name the test"),
        (WORKS.format("") * 2, r"flask_shop has the versions \['', ''\]: write one entry"),
        (WORKS.format("quart = '<0.23'"), r"flask_shop has the versions \['<0.23'\]"),
        (WORKS.format("quart = '<0.22'") + WORKS.format("quart = '>=0.23'"), "or two with the same bound"),
    ],
)
def test_invalid_table_is_refused(text, message):
    with pytest.raises(ConfigurationError, match=message):
        parse_verdicts(text)


def test_table_can_be_valid():
    text = WORKS.format("quart = '<0.23'") + WORKS.format("quart = '>=0.23'")
    assert [verdict.quart for verdict in parse_verdicts(text)] == ["<0.23", ">=0.23"]
