"""The files of a directory are listed without those of libraries."""

from comparison.migrate.own_files import python_files


def test_files_of_a_directory_are_in_order(tmp_path):
    excluded_paths = (
        ".venv/a.py",
        "env/pyvenv.cfg",
        "env/a.py",
        "node_modules/a.py",
        "lib/site-packages/a.py",
        ".tox/c/a.py",
    )
    for name in ("b.py", "a.txt", "c/a.py", "a.py", "c/__pycache__/a.py", "d.py/a.txt", *excluded_paths):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    assert [str(path.relative_to(tmp_path)) for path in python_files(tmp_path)] == ["a.py", "b.py", "c/a.py"]


def test_file_that_is_named_is_taken_whatever_it_is_called(tmp_path):
    script = tmp_path / "script"
    script.touch()
    assert python_files(script) == [script]
