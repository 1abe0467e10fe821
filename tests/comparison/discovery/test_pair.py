"""Which two apps of a project are the pair."""

import pytest

from comparison.discovery.pair import choose_pair
from comparison.discovery.project import find_project
from comparison.errors import ConfigurationError

from .projects import MODULE, commit, factory, git, repository, write


def pair_of(root, files, *names):
    write(root, files)
    return choose_pair(find_project(root), *names)


def apps(pair):
    return [(side.app, side.framework, side.git) for side in pair.sides]


def test_the_framework_makes_the_side(tmp_path):
    pair = pair_of(tmp_path, {"a/__init__.py": factory("Quart"), "b/__init__.py": factory()})
    assert apps(pair) == [("b:create_app()", "flask", ""), ("a:create_app()", "quart", "")]
    assert pair.case == "two apps"


@pytest.mark.parametrize("framework", ["Flask", "Quart"])
def test_an_app_alone_is_compared_with_itself(framework, tmp_path):
    pair = pair_of(tmp_path, {"src/shop/__init__.py": factory(framework)})
    assert apps(pair) == [("shop:create_app()", framework.lower(), "")] * 2
    assert ([side.path for side in pair.sides], pair.case) == (["src", "src"], "one app")


@pytest.mark.parametrize("branch", ["main", "port"])
def test_the_app_that_the_work_tree_lacks_is_at_a_revision(branch, tmp_path):
    repository(tmp_path)
    write(tmp_path, {"shop/__init__.py": factory()})
    commit(tmp_path, "Flask")
    git(tmp_path, "checkout", "--quiet", "-b", "port")
    write(tmp_path, {"shop/__init__.py": factory("Quart")})
    commit(tmp_path, "Quart")
    git(tmp_path, "checkout", "--quiet", branch)
    pair = pair_of(tmp_path, {})
    revisions = ["", "port"] if branch == "main" else ["main", ""]
    assert [side.git for side in pair.sides] == revisions
    assert [side.framework for side in pair.sides] == ["flask", "quart"]
    assert pair.case == "git"


def test_each_side_has_the_variables_of_its_own_package(tmp_path):
    read = "import os; os.environ['{}_SECRET_KEY']"
    files = {
        "a/__init__.py": factory(settings=read.format("A")),
        "b/__init__.py": factory("Quart", settings=read.format("B")),
        "shared.py": "import os\nos.getenv('UPLOAD_FOLDER')\nos.getenv('HOST')",
    }
    pair = pair_of(tmp_path, files)
    assert pair.baseline.env == {"A_SECRET_KEY": "{secret}", "UPLOAD_FOLDER": "{tmp}"}
    assert pair.candidate.env == {"B_SECRET_KEY": "{secret}", "UPLOAD_FOLDER": "{tmp}"}


def test_options_name_the_apps(tmp_path):
    files = {"a.py": MODULE, "b.py": MODULE, "c/__init__.py": factory()}
    pair = pair_of(tmp_path, files, "b:app", "c:create_app(x=1)")
    assert apps(pair) == [("b:app", "flask", ""), ("c:create_app(x=1)", "flask", "")]


def test_an_option_may_name_an_app_that_the_sources_do_not_create(tmp_path):
    pair = pair_of(tmp_path, {}, "installed:app")
    assert apps(pair) == [("installed:app", None, "")] * 2


NEEDS = "from flask import Flask\ndef create_app(name): return Flask(name)"


@pytest.mark.parametrize(
    ("files", "names", "text"),
    [
        ({}, (), "Searched: no Python file. Skipped: tests"),
        ({"a.py": "", "bad.py": "def"}, (), "Searched: 1 Python files: a.py, but not bad.py (invalid syntax, line 1)."),
        ({"a.py": ""}, (), "or name the app, as in --baseline 'package:create_app()'."),
        ({f"m{number}.py": "" for number in range(22)}, (), "and 2 more."),
        ({"a.py": MODULE}, ("a:app(",), "--baseline: 'app(' is neither a name nor a call. Write"),
        ({"a.py": MODULE}, (None, ":app"), "--candidate: ':app' names no module. Write"),
        ({"a.py": NEEDS}, (), "The factory a:create_app (a.py:2) needs name: pass --baseline with its arguments"),
    ],
    ids=["no file", "broken file", "remedy", "many files", "no call", "no module", "arguments"],
)
def test_an_error_says_what_to_do(files, names, text, tmp_path):
    with pytest.raises(ConfigurationError) as raised:
        pair_of(tmp_path, files, *names)
    assert text in str(raised.value)


def test_a_factory_gets_its_arguments_from_the_option(tmp_path):
    assert pair_of(tmp_path, {"a.py": NEEDS}, "a:create_app('b')").candidate.app == "a:create_app('b')"
