"""Settings for all tests: environment, markers, time limits, and programs that a test requires."""

import asyncio
import faulthandler
import gc
import itertools
import os
import shutil
import signal
import sys
import threading
from collections import Counter
from contextlib import suppress
from typing import Any
from zlib import crc32

import pytest
from flask.sansio.app import App
from jinja2 import BytecodeCache

pytest_plugins = ["pytester"]

# A program that pip does not bring, and the Debian package that it comes in.
PACKAGES = {
    "chromium": "chromium",
    "curl": "curl",
    "nginx": "nginx-light",
    "node": "nodejs",
    "slowhttptest": "slowhttptest",
    "strace": "strace",
    "wrk": "wrk",
}

# Seconds for a test that is a sample of a torture, and for a whole one (-m torture); for others see pyproject.toml.
LONG, WHOLE = 1800, 4 * 60 * 60
# Seconds from one time-out to the next, for a test that hangs again in its fixtures' end.
AGAIN = 60
LIMIT = pytest.StashKey()
# Tests of a process from one time that what is left is kept out of garbage collections to the next.
OFTEN = 100
started = itertools.count(1)
# Ordinary tests that take as long as one which is marked as torture.
WEIGHT = 50
# Directories whose files share costly fixtures, such as a browser.
TOGETHER = ("tests/browser/",)
# Options of the sessions that tests start: the plugin of Hypothesis imports all of it, a fifth of a second in each.
# Those of anyio and Locust, which none of them uses, take a twentieth.
WITHOUT_PLUGINS = "-p no:hypothesispytest -p no:anyio -p no:locust"
# What is left of the environment: where programs, modules and temporary files are, and what makes a skipped test fail.
KEPT = {"CI", "HOME", "LANG", "LD_LIBRARY_PATH", "PATH", "PYTHONPATH", "PYTHONUTF8", "TERM", "TMPDIR", "TUTORIAL"}
KEPT_PREFIXES = ("COMPARISON_", "COVERAGE_", "LC_", "PYTEST_")


class CompiledTemplates(BytecodeCache):
    """The code of each template, by name, file, source and kind: each app would compile all that it shows."""

    def __init__(self):
        self.code = {}

    def load_bytecode(self, bucket):
        bucket.code = self.code.get(self.key_of(bucket))

    def dump_bytecode(self, bucket):
        self.code[self.key_of(bucket)] = bucket.code

    @staticmethod
    def key_of(bucket):
        return bucket.key, bucket.checksum, bucket.environment.is_async


def pytest_addoption(parser, pluginmanager):
    """Remove variables from the environment that tests and their child processes could depend on, before other imports.

    `comparison` runs pytest without a terminal, in the environment of its user; pytest-xdist's workers have that of
    the process that starts them.
    """
    if not pluginmanager.is_blocked("terminal"):
        for name in os.environ.keys() - KEPT:
            if not name.startswith(KEPT_PREFIXES):
                del os.environ[name]
        # pytest loads a directory's conftest.py while stdout is still the terminal: rich would print colours to pipes.
        os.environ["TTY_COMPATIBLE"] = "0"
    if not pluginmanager.hasplugin("timeout"):
        parser.addini("timeout", "not used: `comparison` runs without pytest-timeout, the tests do not")


def pytest_configure(config):
    App.jinja_options = {**App.jinja_options, "bytecode_cache": CompiledTemplates()}
    config.addinivalue_line("markers", "needs(program): skipped where the program is missing, but failed in CI")
    # The workers of pytest-xdist have the environment of the process that starts them, and their tests use Hypothesis.
    if not getattr(config.option, "numprocesses", None):
        os.environ["PYTEST_ADDOPTS"] = WITHOUT_PLUGINS


def pytest_collection_modifyitems(config, items):
    """Deselect `torture` tests that are not to run in this session, and set the others' time limits.

    Workers of pytest-xdist begin with the slowest files.
    """
    if config.pluginmanager.hasplugin("timeout"):
        for item in items:
            for marker in item.iter_markers("torture"):
                if marker.kwargs:
                    item.add_marker(pytest.mark.timeout(WHOLE if marker.kwargs.get("whole") else LONG))
    if "torture" not in config.option.markexpr:
        is_sample = config.args == config.getini("testpaths") and not config.option.keyword
        left_out = {item for item in items if is_left_out(item, is_sample)}
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
    if hasattr(config, "workerinput"):
        put_slowest_files_first(items)


def is_left_out(item, is_sample):
    """Tell whether a test runs with `-m torture` alone, or in a run of all tests on another Python."""
    for marker in item.iter_markers("torture"):
        if marker.kwargs.get("whole"):
            return True
        if is_sample and not marker.kwargs.get("sampled") and half_of(item.nodeid) != half_for(sys.version_info.minor):
            return True
    return False


def half_of(nodeid):
    return crc32(nodeid.encode()) % 2


def half_for(minor):
    """Return 1 for Python 3.11, and 0 for 3.12 and 3.13: `.ci/run` runs each of these tests once."""
    return minor // 2 % 2


def put_slowest_files_first(items):
    """Sort items, so that no worker begins with a slow file while the others end; those of a file stay together."""
    weights = Counter()
    for item in items:
        weights[place_of(item.nodeid)] += WEIGHT if item.get_closest_marker("torture") else 1
    items.sort(key=lambda item: weights[place_of(item.nodeid)], reverse=True)


def place_of(nodeid):
    """Return the file of a test, or the directory whose files are to stay in one worker."""
    file = nodeid.partition("::")[0]
    return next((directory for directory in TOGETHER if file.startswith(directory)), file)


def pytest_collection(session):
    """Leave out garbage collections while all that is made stays: they took a sixth of the time (measured)."""
    gc.disable()
    if hasattr(session.config, "workerinput") and session.config.args == session.config.getini("testpaths"):
        import_share(session)


def import_share(session):
    """Import the share of a worker of pytest-xdist in all test files: in a fresh clone, each would compile all of them.

    Each compiles its share, and then finds the others' (measured).
    """
    worker = session.config.workerinput
    number = int(worker["workerid"].removeprefix("gw"))
    files = sorted(session.config.rootpath.glob("tests/**/test_*.py"))
    for path in files[number :: worker["workercount"]]:
        # What is wrong with a file is said when it is collected.
        with suppress(Exception, pytest.skip.Exception):
            assert pytest.Module.from_parent(session, path=path).obj


def pytest_collection_finish(session):
    """Keep what was imported and collected out of later garbage collections: some tests collect all that is left."""
    gc.enable()
    keep_what_is_left()


def pytest_runtest_logstart():
    """Do so again now and then: what the first tests of a process import and cache stays, too (an eighth, measured)."""
    if next(started) % OFTEN == 0:
        keep_what_is_left()


def keep_what_is_left():
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item):
    for marker in item.iter_markers("needs"):
        (program,) = marker.args
        if shutil.which(program, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin") is None:
            reason = f"needs {program}: apt-get install {PACKAGES[program]}"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep the tests of a place in one worker, so that its fixtures are made once; tests of the pair go by target."""
    scheduler = yield
    if config.option.dist == "loadgroup":
        scope_of = scheduler._split_scope

        def scope_or_place(nodeid):
            scope = scope_of(nodeid)
            return place_of(nodeid) if scope == nodeid else scope

        scheduler._split_scope = scope_or_place
    return scheduler


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_timeout_set_timer(item, settings):
    """Repeat an elapsed time limit, because a failed test can hang again; print all tasks each time.

    A loop that has nothing to do is interrupted in its selector, which says nothing of who waits.
    """
    item.stash[LIMIT] = settings
    done = yield
    seconds, _ = signal.getitimer(signal.ITIMER_REAL)
    if seconds:
        expire: Any = signal.getsignal(signal.SIGALRM)

        def print_tasks_and_expire(number, frame):
            __tracebackhide__ = True
            with suppress(RuntimeError):
                for task in asyncio.all_tasks():
                    task.print_stack()
            expire(number, frame)

        signal.signal(signal.SIGALRM, print_tasks_and_expire)
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    return done


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item):
    """Limit the teardown of fixtures too: pytest-timeout cancels its timer when a test fails, for a debugger."""
    limit = item.stash.get(LIMIT, None)
    if limit and limit.method == "signal" and not any(signal.getitimer(signal.ITIMER_REAL)):
        item.config.hook.pytest_timeout_set_timer(item=item, settings=limit)
    return (yield)


def pytest_unconfigure(config):
    """Exit within a limit even if a thread keeps running; print the stack of each thread.

    `comparison` runs pytest without a terminal, and goes on after it.
    """
    waiting = [thread for thread in threading.enumerate() if not (thread.daemon or thread is threading.main_thread())]
    if waiting and config.pluginmanager.hasplugin("terminalreporter"):
        faulthandler.dump_traceback_later(AGAIN, exit=True, file=sys.__stderr__)
