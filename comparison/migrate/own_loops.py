"""Run a `with` that enters an app context outside of the event loop: in a coroutine function, in a loop of its own.

Module-level code and app factories cannot await. What they do in an app context, such as to create tables, is to be
done when they return, so it cannot wait until the app starts.
"""

from collections.abc import Iterator, Mapping

import libcst as cst

from .block_lines import body_span, indent_at, lines_of_body
from .change import OwnLoop
from .framework_names import APP_CONTEXT
from .function import FRAMES
from .import_lines import line_start
from .module import Module
from .project import Project
from .text_edits import Edit, span

_LEAVES = (cst.Return, cst.Yield, cst.Await, cst.Nonlocal, cst.Global)
_JUMPS = (cst.Break, cst.Continue)


def blocks_around(project: Project, module: Module, node: cst.CSTNode) -> Iterator[cst.With]:
    """Yield the `with` blocks around a node that can move to a function of their own, the outermost last.

    They enter an app context and nothing else, and nothing of their body has a meaning outside of it.
    """
    for outer in (node, *module.ancestors(node)):
        if isinstance(outer, FRAMES):
            return
        if isinstance(outer, cst.With) and _is_app_context(project, module, outer) and _can_move(module, outer):
            yield outer


def _is_app_context(project: Project, module: Module, block: cst.With) -> bool:
    items = block.items
    return all(item.asname is None and APP_CONTEXT in project.origins(module, item.item) for item in items)


def _can_move(module: Module, block: cst.With) -> bool:
    """Return whether the body of a `with` can become a function.

    It must bind no name that the function around it uses elsewhere. It must have no `return`, `yield`, `await`,
    `nonlocal`, `global` or `import *` of its own, and no `break` or `continue` of a loop around it. Files whose lines
    end with a carriage return alone are left as they are.
    """
    function = module.enclosing_function(block)
    leaving = [node for kind in _LEAVES for node in module.nodes(kind) if module.enclosing_function(node) is function]
    jumping = [node for kind in _JUMPS for node in module.nodes(kind) if not _loops_inside(module, node, block)]
    if any(block in module.ancestors(node) for node in (*leaving, *jumping, *module.star_imports)):
        return False
    return module.newline != "\r" and (function is None or not _names_used_outside(module, block))


def _loops_inside(module: Module, jump: cst.CSTNode, block: cst.With) -> bool:
    """Return whether a `break` or `continue` stays inside of a block."""
    outer = module.ancestors(jump)
    loop = next((node for node in outer if isinstance(node, cst.For | cst.While)), None)
    return loop is not None and block in module.ancestors(loop)


def bound_names(module: Module, block: cst.With) -> list[str]:
    """Return the names that the body of a `with` binds in the scope around it, sorted; `import a.b` binds `a`."""
    scope = module.scope_of(block.items[0].item)
    names = set()
    for assignment in scope.assignments if scope is not None else ():
        node = getattr(assignment, "node", None)
        if node is not None and block in module.ancestors(node):
            names.add(assignment.name.partition(".")[0])
    return sorted(names)


def _names_used_outside(module: Module, block: cst.With) -> bool:
    """Return whether the function around a block uses names elsewhere that the block binds."""
    function = module.enclosing_function(block)
    return any(
        function in {*module.ancestors(name)} and block not in module.ancestors(name)
        for text in bound_names(module, block)
        for name in module.names(text)
    )


def own_loop_edits(module: Module, changes: Mapping[OwnLoop, str]) -> Iterator[Edit]:
    """Yield the edits that move these blocks to coroutine functions, and run those."""
    for change, rule in changes.items():
        block, newline = change.node, module.newline
        start = span(module, block)[0]
        first = line_start(module, start)
        lines = [line for line in lines_of_body(module, block, start) if not _is_blank(module, line)]
        indent = indent_at(module, start)
        step = _step(module, block, indent)
        names = bound_names(module, block) if module.enclosing_function(block) is None else []
        declaration = f"{indent}{step}global {', '.join(names)}{newline}" if names else ""
        head = f"{indent}async def {change.name}():{newline}{declaration}{step}"
        gap = newline if indent else 2 * newline
        yield Edit(first, first, head if _follows_gap(module, first, gap) else f"{newline}{head}", rule, -1)
        yield from [Edit(line, line, step, rule) for line in lines]
        end = _end_of_line(module, max(lines[-1] if lines else first, body_span(module, block)[1]))
        yield Edit(end, end, f"{newline}{gap}{_call(change, indent, step, newline)}", rule, 1)


def _follows_gap(module: Module, offset: int, gap: str) -> bool:
    """Return whether a line begins a block, or follows as many blank lines as come before a function."""
    before = module.source[:offset].rstrip()
    blanks = module.source[len(before) : offset]
    return before.endswith(b":") or not before or blanks.count(b"\n") > gap.count("\n")


def _is_blank(module: Module, offset: int) -> bool:
    return not module.source[offset : _end_of_line(module, offset)].strip()


def _call(change: OwnLoop, indent: str, step: str, newline: str) -> str:
    if not change.in_thread:
        return f"{indent}asyncio.run({change.name}())"
    return (
        f"{indent}with ThreadPoolExecutor() as executor:{newline}"
        f"{indent}{step}executor.submit(asyncio.run, {change.name}()).result()"
    )


def _step(module: Module, block: cst.With, indent: str) -> str:
    """Return one level of indentation, as the block has it; four blanks for a block in one line."""
    first = indent_at(module, body_span(module, block)[0]) if isinstance(block.body, cst.IndentedBlock) else ""
    return first.removeprefix(indent) if len(first) > len(indent) else "    "


def _end_of_line(module: Module, offset: int) -> int:
    """Return the offset of the line's end at an offset, before its line break; the file's end for the last line."""
    end = module.source.find(b"\n", offset)
    end = len(module.source) if end < 0 else end
    return end - 1 if module.source[end - 1 : end] == b"\r" else end
