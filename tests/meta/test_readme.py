"""Test that README.md is short, that its blocks run, and that the claims of serving.md hold."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from comparison.targets import child
from comparison.targets.process import free_port

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVING = (ROOT / "comparison" / "docs" / "serving.md").read_text(encoding="utf-8")
MOST_LINES = 150
WITHIN = 60.0


def fenced(language, page=README):
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def test_readme_is_short():
    assert len(README.splitlines()) <= MOST_LINES


def test_two_sh_blocks_set_up_and_run_the_comparison_and_the_tests():
    first, second = fenced("sh")
    assert first.splitlines()[-1] == "comparison"
    assert second.splitlines()[-1] == "python -m pytest"
    setups = [block.splitlines()[:2] for block in (first, second)]
    assert setups == [["python3 -m venv .venv", ". .venv/bin/activate"]] * 2


def test_ten_divergences_have_a_line_each():
    ten = README.partition("<!-- the ten -->\n")[2].partition("<!-- end of the ten -->")[0]
    assert [line.partition(".")[0] for line in ten.splitlines()] == [str(number) for number in range(1, 11)]


def test_links_to_the_pages_of_the_notes_stand_before_the_ten():
    """A reader with a question finds its page without reading the ten."""
    before = README.partition("<!-- the ten -->")[0]
    assert [name for name in ("upload", "proxy", "extensions") if f"](comparison/notes/{name}.md)" not in before] == []


@pytest.fixture(scope="module")
def both_apps(tmp_path_factory):
    """The addresses of the two apps, started on free ports as serving.md says."""
    (block,) = [block for block in fenced("console", SERVING) if "--bind" in block]
    script = "\n".join(line.removeprefix("$ ") for line in block.splitlines())
    ports = {"8001": str(free_port()), "8002": str(free_port())}
    for documented, port in ports.items():
        assert script.count(f":{documented}") == 1
        script = script.replace(f":{documented}", f":{port}")
    directory = tmp_path_factory.mktemp("both")
    directories = {
        f"{prefix}_{name}": str(directory / prefix / name)
        for prefix in ("FLASK", "QUART")
        for name in ("UPLOAD_FOLDER", "LOGIN_LOG")
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    log = directory / "log"
    with log.open("wb") as output:
        servers = child.start(
            ["bash", "-euo", "pipefail", "-c", script],
            {**os.environ, **directories, "PATH": path},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    addresses = [f"http://127.0.0.1:{port}" for port in ports.values()]
    try:
        for address in addresses:
            wait_for(address, log)
        yield addresses
    finally:
        child.kill(servers)
        servers.wait(WITHIN)


def wait_for(address, log):
    """Wait until an app answers."""
    deadline = time.monotonic() + WITHIN
    while True:
        try:
            httpx2.get(address)
            return
        except httpx2.ConnectError:
            if time.monotonic() > deadline:
                pytest.fail(f"{address} does not answer. The servers printed: {log.read_text()}")
            time.sleep(0.1)


@pytest.mark.torture
@pytest.mark.parametrize("first", [0, 1], ids=["flask to quart", "quart to flask"])
def test_login_on_one_app_is_a_login_on_the_other(both_apps, first):
    here, there = both_apps[first], both_apps[1 - first]
    with httpx2.Client() as client:
        assert client.get(f"{there}/login-log/").status_code != 200
        client.post(f"{here}/login", data={"username": "admin", "password": "secret"})
        # The message that one app flashes, the other shows.
        assert "You were successfully logged in" in client.get(f"{there}/").text
        assert client.get(f"{there}/login-log/").status_code == 200
        client.post(f"{there}/logout")
        assert client.get(f"{here}/login-log/").status_code != 200
