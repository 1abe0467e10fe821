"""Serving both apps: the key, the ports, the test that runs, and the errors."""

import pytest

from comparison.errors import ConfigurationError, StartError
from comparison.runner.serving import ServedTest, are_running, serve_key, served_pair, start_servers
from comparison.settings import read_settings
from comparison.targets import AppRunner
from tests.comparison.taken_port import taken_port


def test_key_stays_the_same_and_only_the_user_can_read_it(tmp_path):
    key = serve_key(tmp_path)
    file = tmp_path / ".comparison" / "serve-key"
    assert (len(key), serve_key(tmp_path), file.stat().st_mode & 0o777) == (64, key, 0o600)
    assert (tmp_path / ".comparison" / ".gitignore").read_text() == "*\n"


def test_key_is_a_new_one_where_none_can_be_kept(tmp_path):
    (tmp_path / ".comparison").write_text("")
    assert len({serve_key(tmp_path), serve_key(tmp_path)}) == 2


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("test_login", "'test_auth.py::test_login'"),
        ("zzz", "'test_auth.py::test_logout', 'test_auth.py::test_login', 'test_more.py::test_x[1]'"),
    ],
)
def test_missing_test_has_the_nearest_names(name, nearest, pair):
    names = ["test_auth.py::test_logout", "test_auth.py::test_login", "test_more.py::test_x[1]", "test_more.py::test_y"]
    test = ServedTest(name, AppRunner(read_settings(pair.write().path), "a key"), names)
    assert test.missing_text() == f"There is no test {name!r} that uses pair_client. The nearest: {nearest}."
    assert ServedTest(name, test.app_runner).missing_text().endswith("The nearest: none: write one.")


def test_port_that_is_taken_is_an_error(pair):
    with (
        taken_port() as port,
        pytest.raises(ConfigurationError, match=f"Port {port}, for the candidate, is taken: .* pass --port"),
        served_pair(read_settings(pair.write().path), "run", port - 1),
    ):
        pass


def test_pair_that_runs_already_is_not_served(pair):
    settings = pair.write().path / "pyproject.toml"
    side = '[tool.comparison.{}]\nurl = "http://127.0.0.1:{}"\n'
    settings.write_text(f"[tool.comparison]\n{side.format('baseline', 1)}{side.format('candidate', 2)}")
    with (
        pytest.raises(ConfigurationError, match=r"Both apps run already, at http://127.0.0.1:1 and http://127.0.0.1:2"),
        served_pair(read_settings(pair.path), "run", 0),
    ):
        pass


@pytest.mark.torture
def test_server_that_ends_by_itself_is_an_error_with_its_log(pair):
    with served_pair(read_settings(pair.write().path), "hypercorn", 0) as app_runner:
        start_servers(app_runner, "hypercorn")
        assert are_running(app_runner)
        server = app_runner.servers["candidate", "hypercorn"]
        server.process.terminate()
        server.process.wait(30)
        with pytest.raises(StartError, match=r"The server of the candidate has ended with status .*\n.*Running on"):
            are_running(app_runner)
