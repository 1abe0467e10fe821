"""The lines of files that start an app."""

from comparison.inspection.detector import FileLine

from .apps import FLASK, QUART, places


def test_lines_of_serving_files_are_found_without_comments():
    files = {"app.py": FLASK, "Procfile": "# gunicorn\nweb: gunicorn app:app\n", "notes.txt": "gunicorn"}
    assert places(files, FileLine(r"\bgunicorn\b")) == ["Procfile:2 web: gunicorn app:app"]


def test_line_may_be_that_of_one_file_alone():
    files = {"app.py": FLASK, ".flaskenv": "# local\nA=1\n", ".env": "A=1\n"}
    assert places(files, FileLine("=", file=".flaskenv")) == [".flaskenv:2 A=1"]


def test_line_may_concern_one_framework_alone():
    trigger = FileLine(r"\bhypercorn\b", only_in="flask")
    assert places({"app.py": QUART, "Procfile": "web: hypercorn app:app"}, trigger) == []
    assert places({"app.py": FLASK, "Procfile": "web: hypercorn app:app"}, trigger) != []
