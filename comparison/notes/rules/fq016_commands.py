"""Give commands an app context, as Flask does; in a test that awaits, run them in a thread.

Quart enters an app context only for the commands that ask for it, and with `asyncio.run`, which fails where an event
loop runs already.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.block_lines import indent_at
from ...migrate.change import AddedImport, Awaited, Change, InsertedText, ReplacedText
from ...migrate.framework_names import COMMAND_GROUPS
from ...migrate.function import Function, decorator_callees
from ...migrate.source import Source
from ..rule import Rule

_COMMANDS = tuple(f"{group}.command" for group in COMMAND_GROUPS)
_INVOKE = "flask.Flask().test_cli_runner().invoke"
_WITH_CONTEXT = "flask.cli.with_appcontext"


def rewrite(source: Source) -> Iterator[Change]:
    for call in source.calls(*_COMMANDS):
        is_unpacked = any(argument.star == "**" for argument in call.args)
        if not is_unpacked and source.keyword_argument(call, "with_appcontext") is None:
            yield _with_argument(source, call)
    for path, function in source.functions():
        if path in source.project.commands and _lacks_context(source, function):
            last = function.node.decorators[-1].decorator
            indent = indent_at(source.module, source.module.span(last)[0])
            yield InsertedText(last, after=f"{source.module.newline}{indent}@with_appcontext")
            yield AddedImport(last, "quart.cli", "with_appcontext")
    for call in source.calls(_INVOKE):
        if source.enclosing_path(call) in source.async_functions and not source.is_awaited(call):
            yield from _in_thread(source, call)


def _with_argument(source: Source, call: cst.Call) -> Change:
    if not call.args:
        return ReplacedText(call, f"{source.text(call.func)}(with_appcontext=True)")
    return InsertedText(call.args[-1], after=", with_appcontext=True")


def _lacks_context(source: Source, function: Function) -> bool:
    """Return whether a function is a command, no group, that enters no app context yet."""
    decorators = [decorator.decorator for decorator in function.node.decorators]
    callees = decorator_callees(function.node)
    is_command = any(_is_command(source, callee) for callee in callees)
    has_context = any(_WITH_CONTEXT in source.origins(callee) for callee in callees)
    is_chosen = any(_chooses_context(source, decorator) for decorator in decorators)
    return is_command and not has_context and not is_chosen and not function.is_async


def _chooses_context(source: Source, decorator: cst.BaseExpression) -> bool:
    """Return whether a decorator says whether the command gets a context, or may say so."""
    if not isinstance(decorator, cst.Call):
        return False
    is_unpacked = any(argument.star == "**" for argument in decorator.args)
    return is_unpacked or source.keyword_argument(decorator, "with_appcontext") is not None


def _is_command(source: Source, callee: cst.BaseExpression) -> bool:
    """Return whether a decorator is `click.command`, or `GROUP.command` of a group of click's."""
    if "click.command" in source.origins(callee):
        return True
    is_of_group = isinstance(callee, cst.Attribute) and callee.attr.value == "command"
    return is_of_group and not source.origins(callee) & {*_COMMANDS}


def _in_thread(source: Source, call: cst.Call) -> Iterator[Change]:
    """Yield the changes of a command that a coroutine function runs in a test."""
    runner = source.text(call.func)
    if call.args:
        yield InsertedText(call.args[0], before=f"{runner}, ")
        yield ReplacedText(call.func, "asyncio.to_thread")
    else:
        yield ReplacedText(call, f"asyncio.to_thread({runner})")
    yield Awaited(call)
    yield AddedImport(call, "asyncio")


RULE = Rule(
    id="FQ016",
    name="commands",
    feature="cli",
    also=("tests", "context"),
    symptom="RuntimeError in each command that uses `current_app`, `g` or an extension: no app context (FD750).",
    before="""
        from flask import Flask, current_app

        app = Flask("note")

        @app.cli.command("show")
        def show():
            print(current_app.name)

        def check():
            status = app.test_client().get("/").status_code
            return f"{status} {app.test_cli_runner().invoke(args=['show']).output.strip()}"
    """,
    after="""
        import asyncio

        from quart import Quart, current_app

        app = Quart("note")

        @app.cli.command("show", with_appcontext=True)
        def show():
            print(current_app.name)

        async def check():
            status = (await app.test_client().get("/")).status_code
            return f"{status} {(await asyncio.to_thread(app.test_cli_runner().invoke, args=['show'])).output.strip()}"
    """,
    responses=("404 note",),
    without_rule=("404 ",),
    rewrite=rewrite,
)
