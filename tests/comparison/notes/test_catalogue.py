"""Every note is complete, short, and named by its id."""

import ast
import re
from importlib import import_module
from pathlib import Path

from comparison.notes import catalogue
from comparison.notes.catalogue import all_divergences, all_rules, texts, titles
from comparison.notes.divergence import CAUSES, FRAMEWORKS, LIKELIHOODS, Divergence
from comparison.notes.feature import FEATURES
from comparison.notes.rule import Rule
from comparison.notes.verdicts import all_verdicts
from comparison.settings import TARGETS
from comparison.values.severity import HARMS, SEVERITIES

ROOT = Path(__file__).parents[3]
NOTES = Path(catalogue.__file__).parent
TREES = {
    path: ast.parse(path.read_bytes())
    for kind in ("rules", "divergences")
    for path in sorted(NOTES.glob(f"{kind}/f*.py"))
}
LONGEST = 120
# The rules after whose rewrite nothing differs: no divergence belongs with them.
COMPLETE = {"FQ009", "FQ104", "FQ105", "FQ602", "FQ603", "FQ710", "FQ713", "FQ901"}
DIVERGENCES = all_divergences()


def imported_modules(tree):
    """Yield the dotted names that a module imports; `from . import fd101_limit` yields `fd101_limit` too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_every_note_is_at_most_120_lines():
    lengths = {path.stem: len(path.read_text(encoding="utf-8").splitlines()) for path in TREES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_every_note_has_docstring_then_imports_and_its_value_last():
    wrong = []
    for path, tree in TREES.items():
        imports = [index for index, node in enumerate(tree.body) if isinstance(node, ast.Import | ast.ImportFrom)]
        last = tree.body[-1]
        value = ast.unparse(last.targets[0]) if isinstance(last, ast.Assign) else None
        if not (ast.get_docstring(tree) and imports == list(range(1, len(imports) + 1))):
            wrong.append(f"{path.stem}: docstring and imports are not first")
        if value != ("RULE" if path.parent.name == "rules" else "DIVERGENCE"):
            wrong.append(f"{path.stem}: its value is not last")
    assert wrong == []


def test_every_note_is_named_by_its_id():
    wrong = []
    for path in TREES:
        module = import_module(f"{catalogue.__package__}.{path.parent.name}.{path.stem}")
        note = module.RULE if path.parent.name == "rules" else module.DIVERGENCE
        kind = "FQ" if path.parent.name == "rules" else "FD"
        if not (re.fullmatch(rf"{kind}\d\d\d", note.id) and re.fullmatch(rf"{note.id.lower()}_[a-z_0-9]+", path.stem)):
            wrong.append(f"{path.stem} holds {note.id}")
    assert wrong == []


def test_no_note_imports_another():
    wrong = [path.stem for path, tree in TREES.items() if re.search(r"\bf[qd]\d\d\d", " ".join(imported_modules(tree)))]
    assert wrong == []


def test_every_file_is_one_note():
    assert len(TREES) == len(all_rules()) + len(DIVERGENCES) == len(titles())


def test_notes_are_in_the_order_of_their_ids():
    assert list(all_rules()) == sorted(all_rules())
    assert list(DIVERGENCES) == sorted(DIVERGENCES)


def test_every_title_is_a_sentence_of_its_own():
    assert [id for id, title in titles().items() if not title.endswith(".")] == []
    assert len(set(titles().values())) == len(titles())


def test_every_title_of_a_divergence_names_an_api_and_both_behaviours():
    named = {id: title for id, (title, _) in texts().items() if id in DIVERGENCES}
    # The API, the setting or the server, as code; then both frameworks, or their commands.
    both = re.compile(r".*`.+(?=.*(Flask|flask|127\.0\.0\.1))(?=.*(Quart|quart)).*")
    assert {id: title for id, title in named.items() if not both.fullmatch(title)} == {}


def test_every_note_says_why():
    assert [id for id, (_, why) in texts().items() if not why.endswith((".", ")"))] == []


def test_every_divergence_has_known_values():
    known = {
        "cause": CAUSES,
        "severity": SEVERITIES,
        "harm": HARMS,
        "likelihood": LIKELIHOODS,
        "at_fault": FRAMEWORKS,
        "feature": FEATURES,
    }
    wrong = [
        f"{id}: {name} is {getattr(divergence, name)!r}"
        for id, divergence in DIVERGENCES.items()
        for name, values in known.items()
        if getattr(divergence, name) not in values
    ]
    wrong += [
        f"{id}: targets are {divergence.targets}"
        for id, divergence in DIVERGENCES.items()
        if not set(divergence.targets) <= set(TARGETS)
    ]
    assert wrong == []


def test_every_divergence_has_an_impact_and_a_remedy():
    assert [id for id, divergence in DIVERGENCES.items() if not divergence.impact.endswith(".")] == []
    assert [id for id, divergence in DIVERGENCES.items() if not divergence.remedy.endswith((".", ")"))] == []


def test_every_divergence_says_whom_it_affects():
    sentences = {id: divergence.affects for id, divergence in DIVERGENCES.items()}
    # "**Affects you if** you call `send_file` …": it names an API or a setting, or says that every app is affected.
    said = re.compile(r"you,? (?=.*(`|every app)).{20,180}\.")
    assert {id: sentence for id, sentence in sentences.items() if not said.fullmatch(sentence)} == {}
    assert {id: sentence for id, sentence in sentences.items() if sentence.count("`") % 2} == {}


def test_every_note_names_known_features_and_its_own_once():
    notes: dict[str, Rule | Divergence] = {**all_rules(), **DIVERGENCES}
    features = {id: (note.feature, *note.also) for id, note in notes.items()}
    assert {id: names for id, names in features.items() if not set(names) <= set(FEATURES)} == {}
    assert {id: names for id, names in features.items() if len(set(names)) < len(names)} == {}


def test_every_upstream_issue_is_owner_repository_and_number():
    issues = {id: divergence.upstream for id, divergence in DIVERGENCES.items() if divergence.upstream is not None}
    assert {id: issue for id, issue in issues.items() if not re.fullmatch(r"[\w-]+/[\w-]+#\d+", issue)} == {}


def test_every_divergence_names_what_it_belongs_with():
    packages = {verdict.package for verdict in all_verdicts()}
    known = {*titles(), *packages, *TARGETS}
    wrong = {id: set(divergence.related) - known for id, divergence in DIVERGENCES.items()}
    assert {id: names for id, names in wrong.items() if names} == {}
    assert [id for id, divergence in DIVERGENCES.items() if not set(divergence.related) - {id}] == []


def test_every_rule_has_a_divergence_or_is_complete():
    """A rule that no divergence names leaves nothing that differs."""
    named = {id for divergence in DIVERGENCES.values() for id in divergence.related}
    assert {id for id in all_rules() if id not in named} == COMPLETE


def test_every_remedy_runs_or_the_note_says_why_it_cannot():
    wrong = [
        id for id, divergence in DIVERGENCES.items() if bool(divergence.with_remedy) == bool(divergence.remedy_not_run)
    ]
    assert wrong == [], "with_remedy or remedy_not_run: exactly one of them"
    reasons = {id: divergence.remedy_not_run for id, divergence in DIVERGENCES.items() if divergence.remedy_not_run}
    assert {id: reason for id, reason in reasons.items() if not re.search(r"proves|nothing to restore", reason)} == {}


def test_no_text_calls_a_remedy_untried():
    words = re.compile(r"\b(untried|untested|tried by hand)\b")
    assert [path.stem for path in TREES if words.search(path.read_text(encoding="utf-8"))] == []


def test_every_test_that_a_note_names_exists():
    named = {
        (id, name)
        for id, divergence in DIVERGENCES.items()
        for name in re.findall(r"[\w/]+/[\w/]+\.py", f"{divergence.remedy} {divergence.remedy_not_run}")
    }
    assert [f"{id}: {name}" for id, name in named if not (ROOT / name).is_file()] == []


def test_every_file_that_closes_a_divergence_exists():
    files = {
        id: ROOT / "quart_app/compat" / f"{divergence.compat}.py"
        for id, divergence in DIVERGENCES.items()
        if divergence.compat
    }
    assert [f"{id}: {path}" for id, path in files.items() if not path.is_file()] == []
