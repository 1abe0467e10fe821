"""The page's answers: the page itself, what it asks for, and what it may change."""

import json

import pytest

from comparison.demo.click_log import ClickLog
from comparison.demo.features import Sources
from comparison.demo.judge import Judge
from comparison.demo.page import DemoPage, PageContent
from comparison.targets.page_server import PageRequest
from comparison.values.secrets import Secrets
from tests.comparison.demo.clicking import answer, proxied
from tests.comparison.targets.proxying import Proxies, answering

ORIGINS = {"baseline": "http://127.0.0.1:5011", "candidate": "http://127.0.0.1:5012"}


@pytest.fixture
def page():
    page = DemoPage(ClickLog(), Secrets("key"), Proxies(answering()).mirror, {})
    page.content = PageContent({"baseline": "a:<app>", "candidate": "b:app"}, ORIGINS, "Log in as <ann>.", "demo.har")
    return page


def get(page, path, query=""):
    return page(PageRequest("GET", path, query))


def changes(page, version=0):
    return json.loads(get(page, "clicks", f"after={version}").body)


def add(page, request, *exchanges):
    page.log.began(request)
    for side, exchange in zip(request.sides, exchanges, strict=False):
        page.log.ended(request.number, side, exchange)


def test_page_may_load_nothing_but_its_own_files_and_the_two_apps(page):
    response = get(page, "")
    policy = dict(response.headers)[b"content-security-policy"].decode()
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "frame-src http://127.0.0.1:5011 http://127.0.0.1:5012;" in policy
    assert "frame-ancestors 'none'" in policy
    assert ("a:&lt;app&gt;" in response.body, "Log in as &lt;ann&gt;." in response.body) == (True, True)


@pytest.mark.parametrize(("path", "kind"), [("page.css", "text/css"), ("page.js", "text/javascript")])
def test_files_of_the_page_have_their_types(path, kind, page):
    assert get(page, path).content_type.startswith(kind)


@pytest.mark.parametrize("path", ["nothing", "page.html", "sources", "click"])
def test_other_paths_are_missing(path, page):
    assert get(page, path).status == 404


def test_page_that_has_not_started_says_so(page):
    page.content = None
    assert get(page, "").status == 503


def test_changes_are_those_since_a_version(page):
    add(page, proxied(1, target="/a"), answer())
    value = changes(page)
    assert [click["target"] for click in value["clicks"]] == ["/a"]
    assert (value["mirroring"], value["sources"], value["pages"]) == (
        True,
        False,
        {"baseline": "/a", "candidate": "/a"},
    )
    assert changes(page, value["version"])["clicks"] == []
    assert len(changes(page, "x")["clicks"]) == len(changes(page, "9" * 30)["clicks"]) == 1


def test_address_of_each_side_is_known_without_the_mirror(page):
    for number, side in enumerate(ORIGINS, 1):
        add(page, proxied(number, side, target="/a", is_mirrored=False), answer())
    assert changes(page)["pages"] == {"baseline": "/a", "candidate": "/a"}


@pytest.mark.parametrize(
    ("method", "exchanges", "expected"),
    [
        ("GET", [answer(), answer()], {"number": 1, "target": "/a"}),
        ("POST", [answer(500), answer()], {"number": 1, "target": "/a"}),
        # Only one of them redirects: the browser sees what the candidate does.
        ("POST", [answer(302), answer(200)], {"number": 1, "target": "/a"}),
        ("POST", [answer(302), answer(303)], None),
        ("GET", [answer(), answer(204)], None),
        ("GET", [answer(), answer(headers=(("content-disposition", "Attachment; filename=a"),))], None),
        ("GET", [answer()], None),
    ],
)
def test_page_that_the_candidate_has_answered_is_shown(method, exchanges, expected, page):
    add(page, proxied(1, method=method, target="/a"), *exchanges)
    assert changes(page)["show"] == expected


def test_what_a_script_asks_for_is_not_shown(page):
    add(page, proxied(1, purpose="script"), answer(), answer())
    assert changes(page)["show"] is None


def test_mirror_is_switched_and_a_response_is_offered(page, monkeypatch):
    offered = []
    monkeypatch.setattr(page.mirror, "offer", offered.append)
    for body, expected in ((b"off", False), (b"on", True)):
        assert json.loads(page(PageRequest("POST", "mirroring", "", body)).body) == {"mirroring": expected}
    page(PageRequest("POST", "show", "", b"7"))
    assert offered == [7]


@pytest.mark.parametrize(("path", "body"), [("mirroring", b"maybe"), ("clicks", b""), ("", b"")])
def test_nothing_else_is_changed(path, body, page):
    assert page(PageRequest("POST", path, "", body)).status == 404
    assert page.mirror.is_on


def test_sources_and_details_come_when_they_are_asked_for(page):
    page.sources = Sources(routes=("/a",))
    assert json.loads(get(page, "sources").body) == {"features": [], "routes": ["/a"], "notes": {}}
    page.log.judge = Judge(None, "run", "", "key", None)
    add(page, proxied(1, is_mirrored=False), answer(body="left"))
    assert get(page, "click", "number=1").status in (200, 404)
    page.log.close()
    assert json.loads(get(page, "click", "number=1").body)["received"] == ["left", None]
