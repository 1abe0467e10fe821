"""Test that `comparison.targets.child` starts every process, so that it ends with its session."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STARTS = {
    "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell", "concurrent.futures.ProcessPoolExecutor",
    "multiprocessing.Pool", "multiprocessing.Process", "multiprocessing.get_context", "multiprocessing.pool.Pool",
    "os.execl", "os.execle", "os.execlp", "os.execlpe", "os.execv", "os.execve", "os.execvp", "os.execvpe", "os.fork",
    "os.forkpty", "os.popen", "os.posix_spawn", "os.posix_spawnp", "os.spawnl", "os.spawnle", "os.spawnlp",
    "os.spawnlpe", "os.spawnv", "os.spawnve", "os.spawnvp", "os.spawnvpe", "os.system", "psutil.Popen", "pty.fork",
    "pty.spawn", "subprocess.Popen", "subprocess.call", "subprocess.check_call", "subprocess.check_output",
    "subprocess.getoutput", "subprocess.getstatusoutput", "subprocess.run",
}  # fmt: skip
# Methods that start a process, of an event loop and of pytester.
METHODS = {
    "subprocess_exec",
    "subprocess_shell",
    "popen",
    "runpytest_subprocess",
    "runpython",
    "runpython_c",
    "spawn_pytest",
}
LAST_NAMES = {name.rpartition(".")[2] for name in STARTS} | METHODS
MODULES = {name.partition(".")[0] for name in STARTS}
# What starts processes by other means, and why.
EXCEPTIONS = {
    "comparison/targets/child.py": "the one place",
    "comparison/targets/launcher.py": "what child.py starts programs with",
    "comparison/targets/side_main.py": "forks within a process that child.py starts, for each test a fresh one",
    "tests/comparison/targets/test_child.py": "tests child.py: a parent that is killed",
    "tests/comparison/targets/test_launcher.py": "tests launcher.py: lifelines of its own",
    "tests/comparison/runner/test_runs.py": "pytester's subprocess, which ends by itself",
    "tests/comparison/test_pytest_plugin.py": "pytester's subprocess, which ends by itself",
    "tests/lab/torture/nursery.py": "forks within a process that child.py starts, to have one in milliseconds",
}


def started(tree):
    """Yield line and name of each use of a function that starts a process, under any imported name."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name.partition(".")[0]: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    # A type is no start: `subprocess.Popen[str]`, `process: Popen`.
    types = {id(part) for node in ast.walk(tree) for part in parts_of_types(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name | ast.Attribute):
            continue
        # Few names can be a start, and to write one out takes long.
        may_start = node.attr in LAST_NAMES if isinstance(node, ast.Attribute) else node.id in names
        if may_start and isinstance(node.ctx, ast.Load) and id(node) not in types:
            first, dot, rest = ast.unparse(node).partition(".")
            name = names.get(first, first) + dot + rest
            if name in STARTS or (isinstance(node, ast.Attribute) and node.attr in METHODS):
                yield node.lineno, name


def parts_of_types(node):
    annotations = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    annotations += [node.value] if isinstance(node, ast.Subscript) else []
    return [part for annotation in annotations if annotation for part in ast.walk(annotation)]


def has_names_of_a_start(text):
    """Return whether a source has a module and a name with which a process is started, or a method: most have not."""
    words = set(re.findall(r"\w+", text))
    return bool(words & METHODS or (words & MODULES and words & LAST_NAMES))


@cache
def starts():
    """Return path, line and name of each such use in comparison/ and tests/."""
    paths = [path for directory in ("comparison", "tests") for path in sorted((ROOT / directory).rglob("*.py"))]
    files = ((path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)
    return [
        (path, line, name)
        for path, text in files
        if has_names_of_a_start(text)
        for line, name in started(ast.parse(text))
    ]


@pytest.mark.torture
def test_every_process_is_started_by_child():
    offenders = [f"{path}:{line}: {name}" for path, line, name in starts() if path not in EXCEPTIONS]
    assert offenders == [], "start it by comparison.targets.child"


def test_no_exception_is_unused():
    assert EXCEPTIONS.keys() - {path for path, _, _ in starts()} == set()


def test_starts_are_seen_under_any_name_and_types_are_none():
    source = """
import os, subprocess
import subprocess as sub
from asyncio import create_subprocess_exec as execute
def types(process: subprocess.Popen[str], other: sub.Popen) -> "subprocess.Popen": ...
subprocess.run([])
sub.Popen([])
execute()
in_thread(subprocess.run, [])
os.fork()
subprocess.PIPE
pytester.runpytest_subprocess()
"""
    assert has_names_of_a_start(source)
    assert not has_names_of_a_start("import subprocess\nprint(subprocess.PIPE)")
    assert [name for _, name in sorted(started(ast.parse(source)))] == [
        "subprocess.run",
        "subprocess.Popen",
        "asyncio.create_subprocess_exec",
        "subprocess.run",
        "os.fork",
        "pytester.runpytest_subprocess",
    ]
