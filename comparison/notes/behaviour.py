"""What a small app shows to who asks it, as lines of text."""

import asyncio
import inspect
import logging
from collections.abc import Iterable
from pathlib import Path

from ..errors import StartError
from .probed_app import ProbedApp, open_app
from .rule import Ask


class Errors(logging.Handler):
    """Collects the exceptions that are logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            self.lines.append(told(record.exc_info[1]))


async def behaviour(
    source: str, framework: str, asks: Iterable[Ask], folder: Path, at_once: bool = False
) -> tuple[str, ...]:
    """Return status and text of each answer, what was printed, the errors that were logged, and Python's warnings."""
    errors, root = Errors(), logging.getLogger()
    lines: list[str] = []
    # No other handler: who keeps a record keeps alive what nobody awaited, and its warning would come too late.
    others, root.handlers = root.handlers, [errors]
    try:
        async with open_app(source, framework, "client", folder) as one:
            try:
                lines += await answers(one, asks, at_once)
            except Exception as error:  # whatever it is, it is the symptom
                lines.append(told(error))
            lines += one.printed
        lines += one.warned
    except StartError as error:
        lines.append(told(error.__cause__ or error))
    finally:
        root.handlers = others
    return (*lines, *errors.lines)


def told(error: BaseException) -> str:
    """Return an error as a line, without the file that it happened in."""
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {text.splitlines()[0].partition(' (/')[0]}"


async def answers(one: ProbedApp, asks: Iterable[Ask], at_once: bool) -> list[str]:
    if hasattr(one.module, "check"):
        found = one.module.check()
        return [str(await found if inspect.isawaitable(found) else found)]
    requests = [one.client.request(method, path, **options) for method, path, options in asks]
    responses = await asyncio.gather(*requests) if at_once else [await request for request in requests]
    return [f"{one.status_code} {one.text if one.status_code < 500 else ''}".strip() for one in responses]
