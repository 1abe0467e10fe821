"""Every note is complete, short, and called by its id."""

import ast
import re
from pathlib import Path

import pytest

from comparison.notes import catalogue
from comparison.notes.catalogue import all_divergences, all_rules, texts, titles
from comparison.notes.divergence import CAUSES, FRAMEWORKS, HARMS, SEVERITIES
from comparison.notes.page import FEATURES
from comparison.settings import TARGETS

ROOT = Path(__file__).parents[3]
NOTES = Path(catalogue.__file__).parent
FILES = sorted([*NOTES.glob("rules/f*.py"), *NOTES.glob("divergences/f*.py")])
LONGEST = 120
DIVERGENCES = all_divergences()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_note_is_short_and_in_order(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    kinds = [type(node).__name__ for node in tree.body]
    imports = [index for index, kind in enumerate(kinds) if kind in ("Import", "ImportFrom")]
    assert kinds[0] == "Expr"
    assert imports == list(range(1, len(imports) + 1))
    assert ast.unparse(tree.body[-1].targets[0]) in ("RULE", "DIVERGENCE")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_note_is_called_by_its_id_and_imports_no_other(path):
    assert re.fullmatch(r"f[qd]\d\d\d_[a-z_0-9]+", path.stem)
    assert path.stem[:5].upper() in titles()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not re.search(r"\bf[qd]\d\d\d", node.module or "")


def test_every_file_is_one_note():
    assert len(FILES) == len(all_rules()) + len(DIVERGENCES) == len(titles())


def test_every_title_is_a_sentence_of_its_own():
    assert all(title.endswith(".") for title in titles().values())
    assert len(set(titles().values())) == len(titles())


@pytest.mark.parametrize("id", DIVERGENCES)
def test_divergence_is_complete(id):
    divergence = DIVERGENCES[id]
    assert divergence.cause in CAUSES
    assert divergence.severity in SEVERITIES
    assert divergence.harm in HARMS
    assert divergence.at_fault in FRAMEWORKS
    assert divergence.feature in FEATURES
    assert divergence.impact.endswith(".")
    assert divergence.remedy.endswith((".", ")"))
    assert texts()[id][1]
    assert set(divergence.targets) <= set(TARGETS)
    assert divergence.upstream is None or re.fullmatch(r"[\w-]+/[\w-]+#\d+", divergence.upstream)


@pytest.mark.parametrize("id", [id for id, one in DIVERGENCES.items() if not one.with_remedy and not one.compat])
def test_divergence_that_nobody_closes_says_so(id):
    assert re.search(r"untried|tried|no remedy|nothing|none|leave|need", DIVERGENCES[id].remedy, re.IGNORECASE)


@pytest.mark.parametrize("id", [id for id, one in DIVERGENCES.items() if one.compat])
def test_file_that_closes_it_is_there(id):
    assert (ROOT / "quart_app/parity" / f"{DIVERGENCES[id].compat}.py").exists()


def test_rules_have_features_that_are_known():
    assert {rule.feature for rule in all_rules().values()} <= set(FEATURES)
