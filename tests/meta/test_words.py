"""Names carry their noun, and names and docstrings use the glossary's words."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("comparison", "flask_app", "quart_app", "tests")
# Names that lack a noun: "difference", "run" or "path" says what it is.
BARE = {"asked", "found", "given", "idle", "made", "mine", "one", "other", "others", "shown", "told"}
# Words of the project with a better word: in names, and in docstrings.
GLOSSARY = {
    "explained": "expected",
    "explanation": "expected difference",
    "explanations": "expected differences",
    "halves": "unpaired tests",
    "mend": "fix",
    "mended": "fixed",
    "mending": "fixing",
    "mends": "fixes",
}
PHRASES = {
    "by-hand": "excluded, or left to do by hand",
    "disturbs nobody": "is ignored",
    "flask side": "baseline",
    "idle expected": "unused expected",
    "idle normalizers?": "unused normalizers",
    "quart side": "candidate",
    "so many": "the figure",
    "who leaves": "a client that disconnects",
}
ANY_PHRASE = re.compile("|".join(GLOSSARY | PHRASES))
# "folder" is Flask's word in UPLOAD_FOLDER, template_folder and static_folder.
NAMES = GLOSSARY | {"folder": "directory", "folders": "directories", "parity": "compat"}
OF_FLASK = re.compile(r"(upload|template|static|instance|root)_folders?", re.IGNORECASE)


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Yield the path and the syntax tree of each Python file: to keep all trees takes longer than to parse them."""
    for path in (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_bytes())


def defined_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and name of each function, class, parameter, variable, attribute and alias that is defined.

    `other` is Python's name for the operand of a comparison or an operator, so it is left out in `__eq__` and its like.
    """
    operands = {id(arg) for node in ast.walk(tree) for arg in arguments_of_operator(node) if arg.arg == "other"}
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name) if id(node) not in operands:
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield node.lineno, name


def arguments_of_operator(node: ast.AST) -> list[ast.arg]:
    """Return the parameters of a method such as `__eq__`."""
    return node.args.args if isinstance(node, ast.FunctionDef) and node.name.startswith("__") else []


def words_of(name: str) -> list[str]:
    """Return the words of `snake_case` and `CamelCase` in lower case."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)]


def docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and text of each docstring."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            if text:
                yield node.body[0].lineno, text


@cache
def wrong_words(name: str) -> list[str]:
    """Return what is wrong with a name."""
    lacking = [f"{name}: give the noun"] if name in BARE else []
    words = [word for word in words_of(OF_FLASK.sub("", name)) if word in NAMES]
    return lacking + [f"{name}: say {NAMES[word]!r}, not {word!r}" for word in words]


def wrong_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for line, name in defined_names(tree):
        yield from ((line, text) for text in wrong_words(name))


def wrong_docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for line, text in docstrings(tree):
        plain = " ".join(text.lower().split())
        for phrase, better in (GLOSSARY | PHRASES).items() if ANY_PHRASE.search(plain) else ():
            if re.search(rf"(?<![\w-]){phrase}(?![\w-])", plain):
                yield line, f"docstring: say {better!r}, not {phrase!r}"


@pytest.mark.torture
def test_names_and_docstrings_use_the_glossary():
    offenders = [
        f"{path}:{line}: {text}"
        for path, tree in trees()
        for line, text in sorted({*wrong_names(tree), *wrong_docstrings(tree)})
    ]
    assert not offenders, "\n".join([f"{len(offenders)} names and docstrings:", *offenders])


def test_each_definition_is_checked():
    source = '''
import a as found
class C:
    """This mends a thing, unlike an idle connection."""
    one: int
    def __eq__(self, other): self.told = 1
    def compare(self, other): return [given for given in ()]
    def shown(self): ...
def use(by_folder, idle_connections, UPLOAD_FOLDER, text="one"): use(one=1)
try: ...
except OSError as made: ...
'''
    tree = ast.parse(source)
    names = [text.partition(":")[0] for _, text in sorted({*wrong_names(tree), *wrong_docstrings(tree)})]
    assert names == ["found", "docstring", "one", "told", "given", "other", "shown", "by_folder", "made"]
