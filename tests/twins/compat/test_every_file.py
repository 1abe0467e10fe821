"""Every file of compat/ and server/ names its note or issue, has probes, says when it can go, and uses public names."""

import ast
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

from packaging.requirements import Requirement

from comparison.notes import catalogue
from comparison.notes.catalogue import all_divergences

HERE = Path(__file__).parents[1]
ROOT = HERE.parents[1]
ROOMS = ("compat", "server")
# It closes nothing by itself: tests/twins/test_request_class.py tests it.
COMPOSITION = "compat/request"
MODULES = sorted(f"{room}/{path.stem}" for room in ROOMS for path in ROOT.glob(f"flask_app/{room}/[!_]*.py"))
FILES = [file for file in MODULES if file != COMPOSITION]
SOURCES = [path.relative_to(ROOT) for room in ROOMS for path in ROOT.glob(f"*_app/{room}/*.py")]
NAMED_ACCESS = {"getattr", "setattr", "hasattr", "delattr"}
ISSUE = re.compile(r"[\w-]+/[\w-]+#\d+|CVE-\d+-\d+")
NOTES = {path.stem[6:]: path.stem[:5].upper() for path in Path(catalogue.__file__).parent.glob("divergences/fd*.py")}


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def first_line(file):
    return ast.get_docstring(tree_of(ROOT / f"flask_app/{file}.py")).partition("\n")[0]


def imports_of(tree):
    """Return the full names of what a module imports from other packages than its own and the standard library."""
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in names if name.partition(".")[0] not in sys.stdlib_module_names]


def is_private(name):
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def private_names(tree):
    """Return the private names that a module imports, reads, sets or overrides, of whatever object."""
    parts = {part for name in imports_of(tree) for part in name.split(".")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            parts.add(node.attr)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in NAMED_ACCESS:
            parts |= {part.value for part in node.args[1:2] if isinstance(part, ast.Constant)}
        elif isinstance(node, ast.ClassDef):
            parts |= {getattr(member, "name", "") for member in node.body}
            parts |= {name.id for member in node.body for name in ast.walk(member) if isinstance(name, ast.Name)}
    return sorted(part for part in parts if isinstance(part, str) and is_private(part))


def still_tests(file):
    """Return the tests that fail once upstream has no need of a file any more."""
    room, _, name = file.partition("/")
    nodes = ast.walk(tree_of(HERE / room / f"test_{name}.py"))
    return [node for node in nodes if "_still_" in (getattr(node, "name", None) or "")]


def test_every_file_of_compat_is_named_after_its_note():
    """The note has the same name after its id, and its id stands in the first line."""
    wrong = []
    for file in FILES:
        room, _, name = file.partition("/")
        if room == "compat" and f"({NOTES.get(name)}" not in first_line(file):
            wrong.append(f"{file}: no note fdNNN_{name}.py, or not its id in {first_line(file)!r}")
    assert wrong == []


def test_every_note_and_its_file_name_each_other():
    """A file cites each divergence that it closes, also those of another name, and no id that is in no note."""
    docs = {file: ast.get_docstring(tree_of(ROOT / f"flask_app/{file}.py")) for file in FILES}
    cited = {(file, id) for file, doc in docs.items() for id in re.findall(r"\bFD\d\d\d\b", doc)}
    closed = {(f"compat/{note.compat}", id) for id, note in all_divergences().items() if note.compat}
    assert closed - cited == set(), "cite the divergence in the file's docstring"
    # "FD801 to FD806" cites what lies between, too.
    assert {id for _, id in cited} - set(all_divergences()) == set()


def test_every_file_of_server_names_its_note_which_names_server():
    notes = {id: f"{note.remedy} {note.remedy_not_run}" for id, note in all_divergences().items()}
    cited = {file: re.findall(r"\bFD\d\d\d\b", first_line(file)) for file in FILES if file.startswith("server/")}
    assert [file for file, ids in cited.items() if not any("server" in notes[id] for id in ids)] == []


def test_every_file_of_server_names_an_issue_or_a_measurement():
    docs = {file: (ROOT / f"flask_app/{file}.py").read_text(encoding="utf-8") for file in FILES}
    assert [file for file, text in docs.items() if file.startswith("server/") and not is_traced(text)] == []


def is_traced(text):
    """Say whether a file names an issue or a CVE, or says that its defect was measured."""
    return bool(ISSUE.search(text) or "measured" in text)


def test_every_file_has_probes_and_no_probes_are_left_of_a_file_that_is_gone():
    tests = [path for room in ROOMS for path in (HERE / room).glob("test_*.py")]
    tested = {f"{path.parent.name}/{path.stem.removeprefix('test_')}" for path in tests}
    assert tested - {"compat/every_file", "server/apply"} == set(FILES)


def test_every_file_says_when_it_can_go():
    wrong = []
    for file in FILES:
        says = f"When this fails, upstream has changed: see whether {file}.py can "
        tests = still_tests(file)
        wrong += [f"{file}: no test of the defect itself"] * (not tests)
        for node in tests:
            if not re.match("test_(flask|quart|hypercorn)_still_", node.name):
                wrong.append(f"{file}: {node.name} does not name whose defect it is")
            if not ast.get_docstring(node).startswith(says):
                wrong.append(f"{file}: {node.name} does not say {says!r}")
    assert wrong == []


def test_every_name_is_public():
    names = {str(path): private_names(tree_of(ROOT / path)) for path in SOURCES}
    assert {path: private for path, private in names.items() if private} == {}


def test_private_names_are_found():
    tree = ast.parse("""
from quart._a.b import C, _d
import flask.e._f
class G(C):
    _h = 1
    def _i(self): self._j = current_app.k._l
    def __init__(self): getattr(self, "_m", super().__init__())
""")
    assert private_names(tree) == ["_a", "_d", "_f", "_h", "_i", "_j", "_l", "_m"]


def test_every_package_is_bounded_from_above():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = map(Requirement, [*project["dependencies"], *project["optional-dependencies"]["apps"]])
    bounds = defaultdict(set)
    for requirement in requirements:
        bounds[requirement.name] |= {bound.operator for bound in requirement.specifier}
    used = {name.partition(".")[0] for path in SOURCES for name in imports_of(tree_of(ROOT / path))}
    assert used
    assert {package for package in used if "<" not in bounds[package]} == set()
