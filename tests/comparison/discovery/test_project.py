"""What a project has beside its apps."""

from pathlib import PurePosixPath

from comparison.discovery.project import conftest_import, find_project, imported_modules

from .projects import MODULE, factory, write


def test_an_empty_directory_has_nothing(tmp_path):
    project = find_project(tmp_path)
    assert (project.apps, project.tests, project.writable, project.app_settings) == ((), (), (), ())


def test_directories_of_tests_say_whether_they_use_a_client(tmp_path):
    write(tmp_path, {
        "tests/conftest.py": "",
        "tests/test_a.py": "def test_a(client): ...",
        "tests/test_b.py": "",
        "tests/unit/test_c.py": "",
        "other/tests/test_d.py": "app.test_client()",
    })  # fmt: skip
    tests = {str(tests.directory): (tests.number, tests.uses_client) for tests in find_project(tmp_path).tests}
    assert tests == {"other/tests": (1, True), "tests": (2, True), "tests/unit": (1, False)}


def test_databases_and_the_instance_directory_are_writable(tmp_path):
    write(tmp_path, {"data/shop.db": "", "instance/a.sqlite": "", ".venv/b.db": ""})
    assert find_project(tmp_path).writable == ("instance/", "data/shop.db", "instance/a.sqlite")


def test_the_instance_directory_is_writable_if_the_app_names_it(tmp_path):
    write(tmp_path, {"app.py": f"{MODULE}print(app.instance_path)"})
    assert find_project(tmp_path).writable == ("instance/",)


def test_the_app_of_the_env_file_comes_first_and_is_named(tmp_path):
    write(tmp_path, {"app.py": MODULE, "hello.py": MODULE, ".flaskenv": "# FLASK_APP=app\nexport FLASK_APP='hello'\n"})
    project = find_project(tmp_path)
    assert project.apps[0].import_string == "hello:app"
    assert project.app_settings == ("FLASK_APP=hello, in .flaskenv",)
    write(tmp_path, {".env": "FLASK_APP=app\n"})
    assert find_project(tmp_path).app_settings == ("FLASK_APP=app, in .env",)


def test_a_conftest_above_the_tests_may_import_the_app(tmp_path):
    write(
        tmp_path,
        {"shop/__init__.py": factory(), "tests/conftest.py": "from shop import x", "lib/conftest.py": "import a"},
    )
    project = find_project(tmp_path)
    assert conftest_import(project, PurePosixPath("tests/pair"), ["shop"]) == PurePosixPath("tests/conftest.py")
    assert conftest_import(project, PurePosixPath("tests/pair"), ["a"]) is None


def test_modules_of_others_are_listed(tmp_path):
    text = "import flask_login.utils, os\nfrom flask_wtf import a\nfrom . import b\nfrom shop.c import d"
    write(tmp_path, {"shop/__init__.py": text, "tests/test_a.py": "import pytest"})
    assert imported_modules(find_project(tmp_path).sources) == ("flask_login", "flask_wtf", "os")
