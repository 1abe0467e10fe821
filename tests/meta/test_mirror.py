"""Each module of comparison/ has a test file of its name in the mirrored directory, and each test file a module."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES, TESTS = ROOT / "comparison", ROOT / "tests" / "comparison"

# Directories whose files are tested together, by a test that visits each of them.
TOGETHER = {
    "notes/rules": "tests/comparison/notes/test_rules.py",
    "notes/divergences": "tests/comparison/notes/test_divergences.py",
    "notes/extensions": "tests/comparison/notes/test_verdicts.py",
}
# Directories in which test files may be named after a topic that concerns several modules.
BY_TOPIC = {"migrate": "the engine is tested by forms of source code, which several of its modules handle together"}
# Modules that are tested elsewhere, with the reason.
TESTED_ELSEWHERE = {
    "runner/suite_side.py": "runs a suite in the process of a side: runner/test_suite.py runs whole suites",
    "suite/flask_methods.py": "changes Quart in the process of a side: runner/test_suite.py calls each method there",
    "suite/flask_tests.py": "the plugin in the process of the candidate: runner/test_suite.py runs tests with it",
    "suite/loop_scope.py": "sets an option of pytest-asyncio: test_pytest_plugin.py runs projects that lack it",
    "suite/shared_contexts.py": "changes Quart in the process of a side: runner/test_suite.py compares its contexts",
    "suite/side_tests.py": "the plugin in the process of a side: runner/test_suite.py reads what it records",
    "targets/local_requests.py": "targets/test_proxy.py and test_page_server.py show who is answered, and how",
    "targets/pair_servers.py": "the servers of an app runner: targets/test_app_runner.py starts and stops them",
    "targets/proxied_pair.py": "both proxies and the page: cli/test_demo.py starts them, and sends requests",
    "targets/proxied_side.py": "sends what a proxy passes on: targets/test_proxy.py and test_mirror.py read it",
    "targets/side_app.py": "runs in the process of a side: targets/test_side_process.py sends requests to it",
    "targets/side_caller.py": "calls the process of a side: targets/test_side_process.py sends requests through it",
    "targets/side_client.py": "the control connection to the process of a side: targets/test_side_process.py opens it",
    "targets/side_jobs.py": "runs in the process of a side: targets/test_hooks.py and test_server_commands.py call it",
    "docs/conf.py": "how Sphinx reads the pages: browser/test_site.py builds the site and searches it",
    "targets/spooled_body.py": "the body that a proxy passes on: targets/test_proxy.py and test_mirror.py read it",
    "cli/terminal.py": "consoles and exit statuses: cli/test_outcome.py compares them with the help",
    "inspection/detector.py": "values without behaviour: notes/test_detectors.py checks those of every divergence",
    "inspection/spot.py": "a value without behaviour: inspection/test_app.py makes one",
    "migrate/change.py": "the values that rules return: notes/test_rules.py applies those of every rule",
    "notes/__main__.py": "writes the generated files: notes/test_generated.py compares them with the notes",
    "notes/places.py": "places of notes in a pair: cli/test_diff.py and cli/test_notes.py print them",
    "notes/probed_app.py": "opens the app of a probe: notes/test_divergences.py opens those of every divergence",
    "notes/rule.py": "a value without behaviour: notes/test_rules.py checks that of every rule",
}
# Test files without a module of their name, with the reason.
WITHOUT_MODULE = {
    "runner/test_places.py": "runs whole sessions of sides with places of their own",
    "cli/test_interrupt.py": "interrupts commands that have started servers",
    "cli/test_manual_steps.py": "runs the command migrate where a step is left to do by hand",
    "cli/test_init_command.py": "runs the command init: cli/test_init.py has the tests of the package cli",
    "notes/test_gap_uses.py": "migrates sources with and without the uses that the gaps report",
    "notes/test_detectors.py": "inspects the apps of every file in notes/divergences",
    "notes/test_numbers.py": "finds the numbers in the texts of all notes",
    "notes/test_divergences.py": "visits every file in notes/divergences",
    "notes/test_rules.py": "visits every file in notes/rules",
    "notes/test_symptoms_of_divergences.py": "records the apps of every divergence with symptoms",
    "notes/test_symptoms_of_faults.py": "records ports with faults of their own, which look like divergences",
    "notes/test_surface.py": "compares the notes with the public names of the installed packages",
    "notes/test_warning_filters.py": "runs the warning filters that several notes advise",
    "targets/test_failing_apps.py": "reaches apps that fail through the app runner, on several targets",
    "values/test_random_values.py": "masks pages with ids and tokens, which agree in parts by chance",
    "targets/test_wsgi_threads.py": "calls apps through targets/wsgi.py, and looks at their threads and logs",
}


def has_code(path):
    """Return whether a module defines anything; a package may only have a docstring and imports."""
    simple = (ast.Expr, ast.Import, ast.ImportFrom)
    body = ast.parse(path.read_text(encoding="utf-8")).body
    exports = {"__all__"}
    return any(
        not isinstance(node, simple)
        and not (isinstance(node, ast.Assign) and {ast.unparse(target) for target in node.targets} == exports)
        for node in body
    )


def is_together(path):
    return any(path.is_relative_to(directory) for directory in TOGETHER)


def modules():
    """Return the paths of the modules, relative to comparison/."""
    paths = (path for path in SOURCES.rglob("*.py") if has_code(path))
    return sorted(path for path in (path.relative_to(SOURCES) for path in paths) if not is_together(path))


def existing_test_files():
    """Return the paths of the test files, relative to tests/comparison/."""
    paths = (path.relative_to(TESTS) for path in TESTS.rglob("test_*.py"))
    return sorted(path for path in paths if not is_together(path))


def mirrored(module):
    """Return the path of a module's test file: `__init__` is tested by test_init.py."""
    return module.with_name(f"test_{module.stem.strip('_')}.py")


@pytest.mark.torture
def test_each_module_has_a_test_file():
    existing = set(existing_test_files())
    missing = {str(module) for module in modules() if mirrored(module) not in existing}
    assert missing - TESTED_ELSEWHERE.keys() == set(), "Add a test file, or a reason to TESTED_ELSEWHERE."
    assert TESTED_ELSEWHERE.keys() - missing == set(), "Remove these from TESTED_ELSEWHERE."


@pytest.mark.torture
def test_each_test_file_has_a_module():
    expected = {mirrored(module) for module in modules()}
    surplus = {str(path) for path in existing_test_files() if path not in expected and path.parts[0] not in BY_TOPIC}
    assert surplus - WITHOUT_MODULE.keys() == set(), "Name it after a module, or add a reason to WITHOUT_MODULE."
    assert WITHOUT_MODULE.keys() - surplus == set(), "Remove these from WITHOUT_MODULE."


def test_each_reason_is_a_sentence():
    reasons = [*BY_TOPIC.values(), *TESTED_ELSEWHERE.values(), *WITHOUT_MODULE.values()]
    assert [reason for reason in reasons if len(reason.split()) < 3] == []
