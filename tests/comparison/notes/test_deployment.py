"""Lines that serve a Flask app, in files that are not Python."""

import pytest

from comparison.notes.catalogue import all_divergences
from comparison.notes.deployment import serving_lines


@pytest.fixture
def lines_of(tmp_path):
    """Return a function that returns the lines of a file that serve an app, each with its note."""

    def lines(text, name="Dockerfile"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        served = list(serving_lines([tmp_path]))
        assert all(line.path == path for line in served)
        return [(line.line, line.note) for line in served]

    return lines


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("web: gunicorn shop:app", "FD800"),
        ('CMD ["gunicorn", "-b", ":80", "shop:app"]', "FD800"),
        ("exec uwsgi --ini uwsgi.ini", "FD800"),
        ("waitress-serve --call shop:create_app", "FD800"),
        ("flask run --host 0.0.0.0", "FD751"),
        ("FLASK=1 flask --app shop run", "FD751"),
        ('CMD ["flask", "--app", "shop", "run"]', "FD751"),
        ("    - flask -A shop --debug run", "FD751"),
        ("\tflask db upgrade", "FD751"),
        ("ENV FLASK_APP=shop", "FD704"),
        ("FLASK_RUN_PORT: 80", "FD704"),
    ],
)
def test_line_is_named_with_its_note(lines_of, line, note):
    assert lines_of(f"# a comment\n{line}\n") == [(2, note)]
    assert note in all_divergences()


@pytest.mark.parametrize(
    "line",
    [
        "gunicorn -k uvicorn.workers.UvicornWorker shop:app",
        "# gunicorn shop:app",
        "pip install flask",
        "cd flask_app",
        "hypercorn shop:app",
        "FLASK_SECRET_KEY=a",
        "FLASK_DEBUG=1",
        "image: flask-runner",
    ],
)
def test_other_line_is_not_named(lines_of, line):
    assert lines_of(f"{line}\n") == []


@pytest.mark.parametrize(
    "name",
    ["Dockerfile", "Dockerfile.dev", "docker/Dockerfile", "Procfile", "compose.yaml", "docker-compose.yml", "run.sh",
     "scripts/run.sh", ".env", ".flaskenv", "Makefile", ".github/workflows/tests.yml"],
)  # fmt: skip
def test_file_is_read(lines_of, name):
    assert lines_of("gunicorn shop:app\n", name) == [(1, "FD800")]


@pytest.mark.parametrize("name", ["notes.txt", ".venv/run.sh", "a/b/run.sh"])
def test_file_is_not_read(lines_of, name):
    assert lines_of("gunicorn shop:app\n", name) == []


def test_file_in_another_encoding_and_a_large_file_do_no_harm(tmp_path):
    (tmp_path / "Procfile").write_bytes(b"web: gunicorn shop:\xff\n")
    (tmp_path / "large.sh").write_text("gunicorn\n" * 100_000)
    assert [line.line for line in serving_lines([tmp_path])] == [1]
