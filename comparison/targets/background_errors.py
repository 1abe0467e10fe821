"""Notice threads and tasks of an app in this process that die with an exception."""

import asyncio
import gc
import sys
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from weakref import WeakSet

from .tracebacks import described, is_project_file, shortened, traceback_text

# Seconds for threads and tasks that a request started to end.
_PATIENCE = 0.5
_PAUSE = 0.01
_ATTEMPTS = 100
# Contexts of the event loop's exception handler, and whether they count only if a file of the app is named.
_CONTEXTS = {
    "Task exception was never retrieved": False,
    "Future exception was never retrieved": True,
    "Task was destroyed but it is pending!": True,
    "Exception in callback": True,
}


class BackgroundErrors:
    """Collects the errors of threads and tasks while `background_errors` is open: `texts`, each with its traceback."""

    def __init__(self, root: Path, tests: Iterable[str]) -> None:
        self.root = root
        self.tests = [root / path for path in tests]
        self.texts: list[str] = []
        self.loop = asyncio.get_running_loop()
        self.previous_hook = threading.excepthook
        self.previous_handler = self.loop.get_exception_handler()
        self.earlier_tasks = WeakSet(_known_tasks())
        self.started_tasks: WeakSet[asyncio.Task[Any]] = WeakSet()
        self.started_threads: WeakSet[threading.Thread] = WeakSet()
        self._background_signal: Any = None

    def watch_app(self, app: Any) -> None:
        """Collect what the tasks of `add_background_task` raise, which Quart catches and logs."""
        if "quart" in sys.modules and hasattr(app, "add_background_task"):
            self._background_signal = sys.modules["quart.signals"].got_background_exception
            self._background_signal.connect(self._background_task_died, sender=app)

    def mark_started(self) -> None:
        """Note the threads and tasks of the startup: they may run for as long as the app, and are not waited for."""
        self.started_tasks.update(asyncio.all_tasks(self.loop))
        self.started_threads.update(threading.enumerate())

    def thread_died(self, args: Any) -> None:
        """Handle the exception of a thread (threading.excepthook)."""
        if args.exc_type is SystemExit or args.exc_value is None:
            self.previous_hook(args)
            return
        name = "<unknown>" if args.thread is None else args.thread.name
        self._add(f"Exception in thread {name}:", args.exc_value)

    def handle(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Handle an error of the event loop: collect one of a task, pass others on (loop.set_exception_handler)."""
        message = str(context.get("message", ""))
        head = next((head for head in _CONTEXTS if message.startswith(head)), None)
        task = context.get("task") or context.get("future")
        error = context.get("exception")
        counts = head is not None and (not _CONTEXTS[head] or self._is_of_app(task, error))
        if counts and task not in self.earlier_tasks:
            self._add(message if task is None else f"{message}\n{task!r}", error)
        elif self.previous_handler is None:
            loop.default_exception_handler(context)
        else:
            self.previous_handler(loop, context)

    async def settle(self) -> None:
        """Wait up to half a second for threads and tasks of the requests, then collect tasks that nobody awaits."""
        deadline = self.loop.time() + _PATIENCE
        while self._running() and self.loop.time() < deadline:  # noqa: ASYNC110 - the app's threads set no event
            await asyncio.sleep(_PAUSE)
        if self._unretrieved_tasks() or self._running():
            # A full collection takes 25 ms: only if there is a task that it may find.
            gc.collect()
        for task in self._unretrieved_tasks():
            self._add(f"Task exception was never retrieved\n{task!r}", task.exception())

    def described(self, subject: str, request: str) -> list[str]:
        """Return a text for each error: the subject, the last request of the test, and the traceback."""
        return described(self.texts, subject, request)

    def close(self) -> None:
        """Stop collecting the errors of background tasks."""
        if self._background_signal is not None:
            self._background_signal.disconnect(self._background_task_died)

    async def _background_task_died(self, sender: Any, exception: BaseException, **_: Any) -> None:
        self._add("Exception in a task of add_background_task:", exception)

    def _add(self, head: str, error: BaseException | None) -> None:
        self.texts.append(shortened(head if error is None else f"{head}\n{traceback_text(error, self.root)}"))

    def _running(self) -> bool:
        """Return whether a thread or task of the app runs that was started after its startup."""
        tasks = asyncio.all_tasks(self.loop) - {asyncio.current_task(self.loop)}
        return any(task not in self.started_tasks and self._is_of_app(task) for task in tasks) or any(
            thread not in self.started_threads and self._runs_app(thread) for thread in threading.enumerate()
        )

    def _unretrieved_tasks(self) -> list[asyncio.Task[Any]]:
        """Return the tasks that have raised an exception, which nobody has retrieved."""
        return [
            task
            for task in _known_tasks()
            if task.get_loop() is self.loop
            and task not in self.earlier_tasks
            and task.done()
            and getattr(task, "_log_traceback", False)
        ]

    def _runs_app(self, thread: threading.Thread) -> bool:
        """Return whether a thread runs a function of the app, or is just ending: its error comes after that."""
        if not hasattr(thread, "_target"):
            return True
        function = getattr(thread, "_target", None) or type(thread).run
        code = getattr(function, "__code__", None)
        return code is not None and self._is_app_file(code.co_filename)

    def _is_of_app(self, task: Any, error: BaseException | None = None) -> bool:
        """Return whether a task runs a function of the app, or its exception passed through one; not one of a test."""
        coroutine = task.get_coro() if isinstance(task, asyncio.Task) else None
        files = [code.co_filename for code in [getattr(coroutine, "cr_code", None)] if code is not None]
        trace = None if error is None else error.__traceback__
        while trace is not None:
            files.append(trace.tb_frame.f_code.co_filename)
            trace = trace.tb_next
        return any(map(self._is_app_file, files))

    def _is_app_file(self, name: str) -> bool:
        # A test that reaches its time limit leaves its own task behind.
        return is_project_file(name, self.root) and not any(Path(name).is_relative_to(path) for path in self.tests)


@asynccontextmanager
async def background_errors(root: Path, tests: Iterable[str] = ()) -> AsyncIterator[BackgroundErrors]:
    """Collect the errors of threads, and of tasks of the running loop, while this is open.

    `root` is the directory of the project, `tests` has the paths of its tests. Neither `threading.excepthook` nor the
    loop's exception handler as they were before is called for these errors. At the end it waits for threads and tasks
    of the app, up to half a second.
    """
    errors = BackgroundErrors(root, tests)
    threading.excepthook = errors.thread_died
    errors.loop.set_exception_handler(errors.handle)
    try:
        yield errors
        await errors.settle()
    finally:
        errors.close()
        threading.excepthook = errors.previous_hook
        errors.loop.set_exception_handler(errors.previous_handler)


def _known_tasks() -> Iterable[asyncio.Task[Any]]:
    """Return all tasks that exist, ended ones too; none where asyncio keeps no list of them (Python 3.14)."""
    tasks: Any = getattr(asyncio.tasks, "_scheduled_tasks", None) or getattr(asyncio.tasks, "_all_tasks", ())
    for _ in range(_ATTEMPTS):
        try:
            return list(tasks)
        except RuntimeError:
            # A loop in another thread has added one meanwhile; asyncio.all_tasks tries again, too.
            continue
    return []
