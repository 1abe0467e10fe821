"""The command `demo`: both apps behind their proxies, the page, what it keeps, and how it ends."""

import json
import re
import signal
import socket
from urllib.parse import urljoin, urlsplit

import httpx2
import psutil
import pytest

from comparison.cli import demo
from comparison.cli.terminal import EQUAL, USAGE
from comparison.settings import read_settings
from comparison.targets import child
from tests.comparison.sessions import started
from tests.comparison.taken_port import taken_port
from waiting import until

FORM = """
if request.method == "POST":
    session["name"] = (await request.form)["name"]
return f"hello {session.get('name', 'you')}, {request.host}"
"""
BASELINE = FORM.replace("(await request.form)", "request.form")


@pytest.fixture
def visit(monkeypatch):
    """Return a function that sets what happens while the demo runs; it gets the address of the page."""
    addresses = []
    monkeypatch.setattr("webbrowser.open", addresses.append)

    def visit(action):
        def wait_while(condition):
            assert condition()
            action(addresses[0])
            assert condition()

        monkeypatch.setattr("comparison.cli.demo.wait_while", wait_while)

    return visit


def origins_of(page):
    return re.findall(r'data-(?:baseline|candidate)="([^"]+)"', httpx2.get(page).text)


def clicks_of(page, number):
    """Return the clicks once there are this many, all of them compared."""

    def compared():
        clicks = httpx2.get(urljoin(page, "clicks?after=0")).json()["clicks"]
        return clicks if len(clicks) == number and all(item["state"] != "running" for item in clicks) else None

    return until(compared, f"{number} compared clicks", 60)


@pytest.mark.torture
def test_click_on_the_baseline_is_compared_with_the_candidate(pair, visit):
    pair.write(baseline=BASELINE, candidate=FORM.replace("hello", "Hello"))
    texts, clicks, statuses, ports = [], [], [], []

    def click(page):
        baseline, candidate = origins_of(page)
        with httpx2.Client() as browser:
            browser.post(baseline, data={"name": "ann", "password": "hunter22"})
            texts.append(browser.get(candidate).text)
        clicks.extend(clicks_of(page, 2))
        statuses.append(httpx2.get(baseline, headers={"Host": "evil.example"}).status_code)
        ports.extend(urlsplit(address).port for address in (page, baseline, candidate))

    visit(click)
    status, text = pair.command("demo", "--port", "0")
    assert (status, "Ctrl-C ends all." in text) == (EQUAL, True)
    # One session is valid on both sides; each app knows its own address.
    assert texts[0] == f"Hello ann, 127.0.0.1:{ports[2]}"
    first, second = clicks
    assert [first["state"], second["state"]] == ["different", "single"]
    assert [group["field"] for group in first["groups"]] == ["body"]
    assert statuses == [421]
    kept = (pair.path / ".comparison" / "demo.har").read_text("utf-8")
    entries = json.loads(kept)["log"]["entries"]
    assert [(entry["_side"], entry["_click"]) for entry in entries] == [
        ("baseline", 1),
        ("candidate", 1),
        ("candidate", 2),
    ]
    assert "hunter22" not in kept
    assert str(pair.path / ".comparison" / "demo.har") in text
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=1)


@pytest.mark.torture
def test_interrupt_ends_everything(pair):
    with started(pair.write().path, "demo", "--no-browser", "--port", "0") as process:
        lines = [child.read_line(process, 60) for _ in range(5)]
        family = [process.pid, *(member.pid for member in psutil.Process(process.pid).children(recursive=True))]
        page, baseline, _ = re.findall(r"http://\S+", "".join(lines))
        assert httpx2.get(baseline).text == "hello"
        process.send_signal(signal.SIGINT)
        text, _ = process.communicate(timeout=60)
    assert (process.returncode, text, len(family) >= 3, lines[-1]) == (EQUAL, "", True, "Ctrl-C ends all.\n")
    assert [pid for pid in family if psutil.pid_exists(pid)] == []
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(page)
    assert list((pair.path / "temporary").iterdir()) == []


def test_port_that_is_taken_is_an_error(pair):
    with taken_port() as port:
        status, text = pair.write().command("demo", "--port", port - 1)
    assert (status, f"Port {port} of 127.0.0.1 can't be used" in text, "pass another --port" in text) == (
        USAGE,
        True,
        True,
    )


def test_app_that_does_not_start_is_an_error_with_its_side(pair):
    status, text = pair.write(baseline_settings='serve = "nonsense:app"').command("demo", "--target", "hypercorn")
    assert (status, "The baseline 'flask_side:app' does not start on hypercorn." in text) == (USAGE, True)


def test_app_that_runs_already_is_an_error(pair):
    settings = pair.write().path / "pyproject.toml"
    text = settings.read_text("utf-8").replace('app = "flask_side:app"', 'url = "http://127.0.0.1:1"')
    settings.write_text(text, "utf-8")
    status, text = pair.command("demo")
    assert (status, "The baseline runs already, at http://127.0.0.1:1" in text) == (USAGE, True)


@pytest.mark.parametrize("target", ["client", "hypercorn-h2"])
def test_target_that_a_proxy_does_not_reach_is_refused(target, pair):
    status, text = pair.write().command("demo", "--target", target)
    assert (status, f"{target!r} is not one of 'run'" in text) == (USAGE, True)


def test_pair_without_common_sources_has_the_routes_of_the_baseline(pair, monkeypatch):
    settings = read_settings(pair.write().path)
    monkeypatch.setattr(demo, "with_routes", lambda pairs: [])
    assert demo._sources(settings).routes == ("/",)


def test_single_modules_are_a_feature(pair):
    view = 'return request.form["name"]'
    pair.write(baseline=view, candidate=view.replace("request.form", "(await request.form)"))
    sources = demo._sources(read_settings(pair.path))
    [feature] = sources.features
    assert (feature.name, feature.baseline, sources.routes) == ("flask_side", "flask_side.py", ())
    # The line with the form, which an upload without a length may fill.
    assert dict(feature.divergences)["FD101"] == (11,)
