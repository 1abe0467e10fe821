"""Await `open_resource`, or open the file by its path.

It returns a file of aiofiles, in code that runs on the event loop. A function that other code calls too, a command for
instance, opens the file below `root_path` itself, and stays a plain function.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AddedImport, AsyncBlock, Awaited, Change, ReplacedText
from ...migrate.source import Source
from ..rule import Rule

_ROOTS = {"open_resource": "root_path", "open_instance_resource": "instance_path"}
_OWNERS = ("flask.Flask()", "flask.Blueprint()")
_CALLS = [f"{owner}.{name}" for owner in _OWNERS for name in _ROOTS]
_MOST_ARGUMENTS = 2
_AWAITED = ("read", "readline", "readlines", "write", "close", "seek", "tell")


def rewrite(source: Source) -> Iterator[Change]:
    for call in source.calls(*_CALLS):
        block = source.async_with(call)
        if block is None or source.is_awaited(call) or not _can_await(source, call, block):
            continue
        yield block
        yield Awaited(call)
        for use in _uses(source, block):
            method_call = source.module.parent(source.module.parent(use))
            if isinstance(method_call, cst.Call) and _is_awaited_method(source, use):
                yield Awaited(method_call)


def open_by_path(source: Source) -> Iterator[Change]:
    """Yield the changes of the calls that are not awaited in the end."""
    for call in source.calls(*_CALLS):
        if isinstance(call.func, cst.Attribute) and not source.is_awaited(call) and call not in source.async_nodes:
            yield from _by_path(source, call, call.func)


def _can_await(source: Source, call: cst.Call, block: AsyncBlock) -> bool:
    """Return whether a `with` opens only this file, on the event loop, and aiofiles has all that is used of it."""
    is_alone = isinstance(block.node, cst.With) and len(block.node.items) == 1 and len(call.args) <= _MOST_ARGUMENTS
    is_plain = all(argument.keyword is None or argument.keyword.value == "mode" for argument in call.args)
    return (
        is_alone
        and is_plain
        and source.runs_on_event_loop_alone(call)
        and all(_is_method(source, use) for use in _uses(source, block))
    )


def _uses(source: Source, block: AsyncBlock) -> Iterator[cst.Name]:
    """Yield the uses of the name that a `with` binds to the file."""
    target = block.item.asname if block.item is not None else None
    name = target.name.value if target is not None and isinstance(target.name, cst.Name) else ""
    return (use for use in source.module.names(name) if source.module.is_use_of(use, target))


def _is_method(source: Source, use: cst.Name) -> bool:
    return isinstance(source.module.parent(use), cst.Attribute)


def _is_awaited_method(source: Source, use: cst.Name) -> bool:
    attribute = source.module.parent(use)
    return isinstance(attribute, cst.Attribute) and attribute.attr.value in _AWAITED


def _by_path(source: Source, call: cst.Call, function: cst.Attribute) -> Iterator[Change]:
    """Yield the changes that open the file by its path."""
    resource, mode = source.argument(call, 0, "resource"), source.argument(call, 1, "mode")
    if resource is not None:
        root = f"{source.text(function.value)}.{_ROOTS[function.attr.value]}"
        opened = [source.text(mode) if mode is not None else '"rb"']
        encoding = source.argument(call, 2, "encoding")
        opened += [f"encoding={source.text(encoding)}"] if encoding is not None else []
        yield ReplacedText(call, f"Path({root}, {source.text(resource)}).open({', '.join(opened)})")
        yield AddedImport(call, "pathlib", "Path")


RULE = Rule(
    id="FQ012",
    name="open_resource",
    feature="files",
    symptom="TypeError: a coroutine does not support the context manager protocol.",
    before="""
        # The first line.
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            with app.open_resource(__file__) as file:
                return file.readline()
    """,
    after="""
        # The first line.
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            async with await app.open_resource(__file__) as file:
                return await file.readline()
    """,
    responses=("200 # The first line.",),
    without_rule=(
        "500",
        "RuntimeWarning: coroutine 'Quart.open_resource' was never awaited",
        "TypeError: 'coroutine' object does not support the context manager protocol",
    ),
    rewrite=rewrite,
    last_rewrite=open_by_path,
)
