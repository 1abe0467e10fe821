"""Run a small app, and return its responses, output, errors and warnings as lines of text."""

import asyncio
import inspect
import logging
from collections.abc import Iterable
from pathlib import Path

from ..errors import StartError
from .probed_app import ProbedApp, open_app
from .rule import RequestArguments


class _ErrorLog(logging.Handler):
    """Collects the exceptions that are logged, as lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            self.lines.append(_error_line(record.exc_info[1]))


async def behaviour(
    source: str, framework: str, requests: Iterable[RequestArguments], directory: Path, concurrent: bool = False
) -> tuple[str, ...]:
    """Return each response's status and text, then printed lines, logged errors, and Python's warnings.

    The app is written into `directory`. A `concurrent` run sends all requests in parallel. An exception, also one at
    the start, is not raised but a line. Meanwhile the handlers of the root logger are replaced.
    """
    errors, root = _ErrorLog(), logging.getLogger()
    lines: list[str] = []
    # Only this handler: others keep log records, which keep coroutines alive, and Python warns of those too late.
    handlers, root.handlers = root.handlers, [errors]
    try:
        async with open_app(source, framework, "client", directory) as app:
            try:
                lines += await _responses(app, requests, concurrent)
            except Exception as error:  # any error is a symptom
                lines.append(_error_line(error))
            lines += app.printed
        lines += app.warned
    except StartError as error:
        lines.append(_error_line(error.__cause__ or error))
    finally:
        root.handlers = handlers
    return (*lines, *errors.lines)


def _error_line(error: BaseException) -> str:
    """Return an error as "TYPE: TEXT", of the first line of its text and without the path of its file."""
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {text.splitlines()[0].partition(' (/')[0]}"


async def _responses(app: ProbedApp, requests: Iterable[RequestArguments], concurrent: bool) -> list[str]:
    """Return a line for each response, or the result of the app's function `check`, if it has one.

    Of a response with a status from 500 on, only the status is in the line.
    """
    if hasattr(app.module, "check"):
        result = app.module.check()
        return [str(await result if inspect.isawaitable(result) else result)]
    sent = [app.client.request(method, path, **options) for method, path, options in requests]
    responses = await asyncio.gather(*sent) if concurrent else [await request for request in sent]
    return [
        f"{response.status_code} {response.text if response.status_code < 500 else ''}".strip()
        for response in responses
    ]
