"""Which files of a directory are read, and which are skipped and named."""

from comparison.discovery.sources import read_sources

from .projects import write


def test_files_are_read_in_order(tmp_path):
    write(tmp_path, {"b.py": "", "a/c.py": "", "a.txt": "", ".a.py": "("})
    assert [str(file.path) for file in read_sources(tmp_path).files] == ["b.py", "a/c.py"]


def test_environments_builds_and_hidden_directories_are_skipped(tmp_path):
    names = [".venv", "venv", "node_modules", "build", ".git", "lib/site-packages", "shop.egg-info", "mine"]
    write(tmp_path, {f"{name}/a.py": "" for name in names})
    (tmp_path / "mine" / "pyvenv.cfg").touch()
    assert read_sources(tmp_path).files == ()


def test_files_of_tests_stand_apart(tmp_path):
    write(tmp_path, {"app.py": "", "tests/helper.py": "", "conftest.py": "", "shop/test_app.py": ""})
    sources = read_sources(tmp_path)
    assert [str(file.path) for file in sources.of_app] == ["app.py"]
    assert [str(file.path) for file in sources.of_tests] == ["conftest.py", "shop/test_app.py", "tests/helper.py"]


def test_files_that_cannot_be_parsed_are_named_with_the_reason(tmp_path):
    write(tmp_path, {"bad.py": "def (", "good.py": ""})
    (tmp_path / "bytes.py").write_bytes(b"a = '\xff'")
    (tmp_path / "gone.py").symlink_to(tmp_path / "nowhere")
    sources = read_sources(tmp_path)
    assert [str(file.path) for file in sources.files] == ["good.py"]
    reasons = {str(path): reason for path, reason in sources.unreadable}
    assert reasons["bad.py"] == "invalid syntax, line 1"
    assert reasons["gone.py"] == "No such file or directory"
    assert set(reasons) == {"bad.py", "bytes.py", "gone.py"}


def test_a_byte_order_mark_is_no_error(tmp_path):
    (tmp_path / "a.py").write_bytes(b"\xef\xbb\xbfa = 1")
    assert read_sources(tmp_path).files[0].text == "a = 1"
