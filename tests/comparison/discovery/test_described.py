"""What is printed about a project and its pair."""

from comparison.discovery.described import count, pair_lines, project_lines
from comparison.discovery.pair import choose_pair
from comparison.discovery.project import find_project
from comparison.discovery.routes import Routes

from .projects import MODULE, factory, write


def test_a_project_s_parts_are_listed(tmp_path):
    write(tmp_path, {
        "src/shop/__init__.py": factory(),
        "bad.py": "def",
        "tests/test_a.py": "def test_a(client): ...",
        "shop.db": "",
        ".env": "FLASK_APP=shop",
    })  # fmt: skip
    assert list(project_lines(find_project(tmp_path))) == [
        "Flask factory: shop:create_app() in src/ (src/shop/__init__.py:4)",
        "FLASK_APP=shop, in .env",
        "Tests: tests/, 1 file, use `client` or `test_client`",
        "The app may write to: shop.db",
        "Skipped: bad.py can't be parsed (invalid syntax, line 1)",
    ]


def test_the_pair_is_named_with_its_routes_and_the_way_to_another(tmp_path):
    write(tmp_path, {"a.py": MODULE, "b.py": MODULE, "c.py": factory("Quart", "import os; os.environ['HOST']")})
    project = find_project(tmp_path)
    routes = {"baseline": Routes(1, ("/",)), "candidate": Routes(problem="KeyError: 'HOST'")}
    assert list(pair_lines(choose_pair(project), project, routes)) == [
        "Baseline: a:app, 1 route, of which 1 GET without parameters",
        "Candidate: c:create_app(), not imported: KeyError: 'HOST'",
        "HOST is read without a default (c.py:6): set it in env if the app needs it.",
        "Another app: pass --baseline or --candidate with one of the import strings above, and --force.",
    ]


def test_an_empty_instance_directory_is_announced(tmp_path):
    (tmp_path / "instance").mkdir()
    lines = list(project_lines(find_project(tmp_path)))
    assert lines[0] == "The app may write to: instance/"
    assert 'set `instance = "instance"`' in lines[1]


def test_numbers_have_their_noun():
    assert (count(1, "page"), count(2, "page"), count(0, "page")) == ("1 page", "2 pages", "0 pages")
