"""The places of a twin that can be mutated, each with the mutated code."""
# mypy: disable-error-code="attr-defined, union-attr"

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise, product, repeat
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

STATUS_GIVEN, HEADER = {"abort", "register_error_handler", ast.Return}, re.compile(r'\.headers\[|^"\w+/')
FLIPPED = {ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">")}
LETTER, PHRASE = re.compile(r"(?<!\\)[^\W\d_](?![^{}]*\})"), re.compile(r"([^\W\d_]+)\S*(?: \S+)*")
LITERAL, MARKUP = re.compile(r'f?"[^"]*"'), re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
BOUND, APPENDS = re.compile(r"-?[a-zA-Z_]+( - .+)?"), re.compile(r"(?:app\.(\w+)\(\w+|(\w+)\.init_app\(app)\)")


class Mutation(NamedTuple):
    """A replacement of `before` by `after` in `file`, relative to the repository, from the byte `start` on."""

    kind: str
    file: Path
    line: int
    start: int
    before: str
    after: str

    def apply(self, root: Path) -> None:
        content, end = (root / self.file).read_bytes(), self.start + len(self.before.encode())
        (root / self.file).write_bytes(content[: self.start] + self.after.encode() + content[end:])


def parsed(path: Path, root: Path) -> list[Any]:
    """Return a file's nodes, each with `file`, `start`, `code`, and pairs of child and parent, `above`."""
    content = path.read_bytes()
    lines = [0, *(match.end() for match in re.finditer(b"\n", content))]
    nodes: list[Any] = list(ast.walk(ast.parse(content)))
    for node in nodes:
        node.file, node.above = path.relative_to(root), getattr(node, "above", [])
        for child in ast.iter_child_nodes(node):
            child.above = [(child, node), *node.above]
        if hasattr(node, "lineno"):
            node.start = lines[node.lineno - 1] + node.col_offset
            node.code = content[node.start : lines[node.end_lineno - 1] + node.end_col_offset].decode()
    return nodes


def called(node: Any) -> str:
    """Return the last name of the called function; "" if the node is not a call."""
    return str(getattr(node.func, "attr", getattr(node.func, "id", ""))) if isinstance(node, ast.Call) else ""


def given_to(node: Any) -> set[str]:
    """Return the names of the functions that receive the node in an argument."""
    return {called(call) for child, call in node.above if child is not getattr(call, "func", None)} - {""}


def altered(text: str) -> str:
    """Replace the first letter, else the first character; changing only its case would not alter a header's name."""
    letter = LETTER.search(text, first := text.find('"') + 1)
    at = letter.start() if letter else first
    return text[:at] + (("y" if text[at] in "xX" else "x") if letter else "|") + text[at + 1 :]


class Twin:
    """A side's syntax trees, and the functions that refuse a request or send text to the client."""

    def __init__(self, root: Path, side: str) -> None:
        self.root, self.side = root, side
        self.nodes = [node for path in sorted((root / side).rglob("*.py")) for node in parsed(path, root)]
        self.refusing = self.passing_on({"abort"})
        self.telling = self.passing_on({"abort", "flash", "make_response", "render_template", "append"})

    def passing_on(self, known: set[str]) -> set[str]:
        more = set(known)
        for name in (node for node in self.nodes if isinstance(node, ast.Name) and given_to(node) & known):
            functions = [
                function for _, function in name.above if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            ]
            more |= {function.name for function in functions if name.id in {arg.arg for arg in function.args.args}}
        return known if more == known else self.passing_on(more)

    def refuses(self, node: Any) -> bool:
        """Return whether a node decides on a refusal: as a condition of one or of a `break`, or as its argument."""
        first = [test.body[0] for child, test in node.above if isinstance(test, ast.If) and child is test.test]
        calls = {called(getattr(line, "value", None)) for line in first} | given_to(node)
        return bool(calls & self.refusing) or any(isinstance(line, ast.Raise | ast.Break) for line in first)

    def lists(self, call: str) -> set[str]:
        """Return the lists of hooks that a line adds to: itself, or in the `init_app` of the module that it names."""
        match = APPENDS.fullmatch(call)
        if match is None or match[1]:
            return {match[1]} if match else set()
        functions = [node for node in self.nodes if getattr(node, "name", "") == "init_app"]
        bodies = [node.body for node in functions if match[2] in (node.file.stem, node.file.parent.name)]
        return {name for body in bodies for line in body for name in self.lists(line.code)}

    @cached_property
    def places(self) -> list[tuple[str, Any, str]]:
        """The places of every kind, each with the mutated code."""
        return [place for find in (self.answers, self.texts, self.sizes) for place in find()]

    def mutations(self, kind: str) -> list[Mutation]:
        """Return every mutation of a kind, in the order of files and places."""
        places = [(node, after) for place_kind, node, after in self.places if place_kind == kind]
        mutations = {Mutation(kind, node.file, node.lineno, node.start, node.code, after) for node, after in places}
        for page in (self.root / self.side).rglob("*.html") if kind == "text" else ():
            text, file = page.read_text("utf-8"), page.relative_to(self.root)
            for phrase in PHRASE.finditer(MARKUP.sub(lambda tag: re.sub(r"\S", " ", tag[0]), text)):
                before, word = text[: phrase.start()], phrase[1]
                mutations.add(Mutation(kind, file, before.count("\n") + 1, len(before.encode()), word, altered(word)))
        return sorted(mutations)

    def answers(self) -> Iterator[tuple[str, Any, str]]:  # noqa: PLR0912 - a case for each sort of place
        """Yield mutations of categories, headers, cookies, statuses, redirects, awaits and the order of hooks."""
        for node in self.nodes:
            match node:
                case ast.Call(ast.Name("flash"), [_, category]):
                    yield "category", category, '"info"' if "warning" in category.code else '"warning"'
                case ast.Assign([to]) | ast.Delete([to]) | ast.keyword("mimetype", to) if HEADER.search(to.code):
                    yield from (("header", s, altered(s.code)) for s in ast.walk(node) if isinstance(s, ast.Constant))
                case ast.Call(ast.Attribute() as function, [name, *_], keywords) if "cookie" in function.code:
                    yield "cookie", name, '"other"'
                    yield from (("cookie", keyword.value, "None") for keyword in keywords if keyword.arg)
                case ast.Dict(keys, values) if {"max_age", "samesite"} <= {getattr(key, "value", "") for key in keys}:
                    afters = [v.code.replace(" in ", " not in ") if " in " in v.code else "None" for v in values]
                    yield from zip(repeat("cookie"), values, afters, strict=False)
                case ast.Assign([target], value) if re.search(r"SESSION_COOKIE|\.permanent$", target.code):
                    yield "cookie", value, '"Strict"' if value.code == '"Lax"' else f"not {value.code}"
                case ast.Constant(int(n)) if n > 99 and {*given_to(node), type(node.above[1][1])} & STATUS_GIVEN:
                    yield "status", node, "418"
                case ast.Call(ast.Name("redirect"), [target]):
                    yield "redirect", target, f'{target.code} + "x"'
                case ast.Call(ast.Name("url_for"), [endpoint], keywords):
                    yield "redirect", endpoint, '"cookies.index"'
                    yield from (("redirect", keyword.value, '"/"') for keyword in keywords)
                case ast.Await(ast.Call() as call) if called(call) in ("flash", "store", "send_async"):
                    yield "await", node, call.code
                case ast.FunctionDef(body=body):
                    for first, second in pairwise(body):
                        if self.lists(first.code) & self.lists(second.code):
                            both = SimpleNamespace(**vars(first) | {"code": f"{first.code}\n    {second.code}"})
                            yield "hook order", both, f"{second.code}\n    {first.code}"

    def texts(self) -> Iterator[tuple[str, Any, str]]:
        """Yield mutations of texts: arguments of `abort`, `flash` and templates, and return values."""
        for node in self.nodes:
            values: list[Any] = [node.value] if isinstance(node, ast.Return) else []
            if called(node) in self.telling:
                positional = {"flash": node.args[:1], "render_template": []}.get(called(node), node.args)
                values = [*positional, *(keyword.value for keyword in node.keywords)]
            literals = [
                literal
                for literal in values
                if literal and LITERAL.fullmatch(literal.code) and LETTER.search(literal.code, 2)
            ]
            yield from (("text", literal, altered(literal.code)) for literal in literals)

    def sizes(self) -> Iterator[tuple[str, Any, str]]:
        """Yield mutations of limits by 1, and of single CSV cells that are joined in a loop over a `range`."""
        numbers: dict[str, Any] = {}
        for node in self.nodes:
            match node:
                case ast.Assign([ast.Name(name)], value) | ast.Call(_, [ast.Constant(str(name)), _, value]):
                    numbers[name], is_number = value, name.isupper() and re.match(r"\d", value.code)
                    uses = (use for use in self.nodes if getattr(use, "id", "") == name and use.file == node.file)
                    is_setting = isinstance(node, ast.Call) and name.startswith("MAX_")
                    if is_number and (is_setting or any(map(self.refuses, uses))):
                        yield "limit", value, f"{value.code} + 1"
                case ast.Slice() if not any(child is getattr(parent, "test", None) for child, parent in node.above):
                    bounds = [bound for bound in (node.lower, node.upper) if bound and BOUND.fullmatch(bound.code)]
                    yield from (("limit", bound, f"{bound.code} + 1") for bound in bounds)
                case ast.Compare(ops=operators, comparators=operands) if self.refuses(node):
                    for operator, operand in zip(operators, operands, strict=True):
                        if type(operator) in FLIPPED:
                            (old, new), at = FLIPPED[type(operator)], operand.start - node.start
                            yield "limit", node, f"{node.code[:at].rstrip().removesuffix(old)}{new} {node.code[at:]}"
                case ast.Call(ast.Attribute(attr="join"), [it]):
                    for loop in (
                        parent for _, parent in node.above if called(getattr(parent, "iter", None)) == "range"
                    ):
                        ranges = re.findall(r"(?:range\(|\[:)(\w+)[)\]]", loop.above[0][1].code)
                        names = sorted(ranges, key=loop.iter.args[0].code.__ne__)
                        most = [numbers[f"MAX_{name.upper()}"].value for name in names]
                        for i, j, c in product(*((0, 1, limit // 2, limit - 1) for limit in most), [it.code]):
                            row = f'{c}[:{j}] + ["x" * len(one) for one in {c}[{j}:{j + 1}]] + {c}[{j + 1}:]'
                            yield "csv cell", it, f"{c} if {loop.target.code} != {i} else {row}"
