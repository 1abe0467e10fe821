"""A seeded sample of bodies finds nothing; what is planted is found."""

import time
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from . import guided, oracles
from .__main__ import FULL, KINDS, cases, main
from .case import LIMIT, MOST, Case
from .judge import judged
from .multipart import multipart
from .pair import USER, pairs
from .sessions import VALID, forged, is_same, signed
from .shrink import shrunk
from .words import NAMES, TARGETS, TEXTS, percent

COUNT = 50
# Any characters; st.text() would first make tables of all of them, which takes seconds.
TEXT = st.lists(st.integers(0, 0xFF) | st.integers(0, 0xD7FF) | st.just(0x1F600)).map(
    lambda codes: "".join(map(chr, codes))
)
FEW = settings(max_examples=40, derandomize=True, deadline=None, database=None)
PATHS = st.lists(st.sampled_from("/\\:@.?#%\t\r\n ae\u3002\uff0f")).map("".join)
UPLOAD = (("Content-Type", "multipart/form-data; boundary=b"),)
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc\r\n--b'
LOGIN = Case("login", "POST", "/login", FORM, b"username=" + percent(Random(1), USER) + b"&password=secret&next=/")


@pytest.fixture(scope="module")
def pair():
    with pairs(LIMIT) as (one,):
        yield one


@pytest.mark.parametrize("kind", KINDS)
def test_sample_finds_nothing(pair, kind):
    found = [(name, one, case) for name, case in cases(kind, COUNT, 1) for one in judged(pair, case)]
    assert found == []


@pytest.mark.torture(whole=True)
@pytest.mark.parametrize("kind", KINDS)
def test_full_count_finds_nothing(kind):
    count = FULL // 10 if kind in ("session", "signed") else FULL
    result = CliRunner().invoke(main, ["--count", str(count), "--kind", kind])
    assert result.exit_code == 0, result.output


def test_case_is_the_same_when_it_is_made_twice():
    for make in KINDS.values():
        assert make(Random("1 x 5")) == make(Random("1 x 5")) != make(Random("1 x 6"))


def test_right_login_and_right_upload_are_among_the_bodies(pair):
    upload = Case("multipart", "POST", "/upload/", UPLOAD, FILE + b"--", cuts=(1,))
    answers = pair.ask(LOGIN)[0], pair.ask(upload)[0]
    assert [one.status for one in answers] == [302, 200]
    assert [len(one.left.log) for one in answers] == [1, 0]
    assert [one.left.uploads and one.left.uploads[0][:2] for one in answers] == [(), ("a.txt", 3)]


@pytest.mark.parametrize(
    ("sent", "whole"), [("5", b"abcde"), ("", b"abcdefgh"), ("abc", b"abcdefgh"), ("5|7", b"abcdefgh")]
)
def test_server_hands_on_what_was_declared(sent, whole):
    case = Case("multipart", "POST", body=b"abcdefgh", length=sent, cuts=(3, 1))
    assert b"".join(case.blocks) == whole
    assert [len(block) for block in case.blocks][:2] == [3, 1]
    assert not case.is_cut_off


def test_client_that_sends_less_than_it_said_is_cut_off():
    assert Case("multipart", "POST", body=b"abc", length="4").is_cut_off


@pytest.fixture
def planted(pair, monkeypatch):
    """Return a function that puts a view of another kind in Quart's app, and gives what is found then."""

    def plant(endpoint, view, case):
        monkeypatch.setitem(pair.quart.view_functions, endpoint, view)
        return {(one.what, one.where) for one in judged(pair, case)}

    return plant


def test_failure_is_found(planted):
    async def fail():
        raise RuntimeError

    assert ("5xx", "quart") in planted("login.check", fail, LOGIN)


def test_other_answer_is_found(planted):
    async def other():
        return "other"

    case = Case("session", "GET", "/get-session/")
    assert planted("session.get_session", other, case) >= {("difference", "body"), ("accepted", "quart")}


def test_held_loop_is_found(planted):
    async def hold():
        until = time.thread_time() + 0.06
        while time.thread_time() < until:
            pass
        return "get session fail"

    assert ("hold", "quart") in planted("session.get_session", hold, Case("session", "GET", "/get-session/"))


@pytest.mark.parametrize(
    "line", ['{"user": "a", "time": 1}\n{"user": "b", "time": 1}\n', "no JSON\n", '{"user": "a', ""]
)
def test_odd_record_is_found(pair, planted, line):
    async def log():
        if line:
            pair.quart_place.log.write_text(line)
        return "", 302

    assert ("log", "quart") in planted("login.check", log, LOGIN)


@pytest.mark.parametrize("name", ["outside.txt", "uploads/outside.txt/content", f"uploads/{'0' * 32}/content"])
def test_stray_file_is_found(pair, planted, name):
    async def save():
        path = pair.quart_place.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        return ""

    assert ("stray", "quart") in planted(
        "upload.save", save, Case("multipart", "POST", "/upload/", UPLOAD, FILE + b"--")
    )


def test_accepted_cookie_is_found(pair):
    case = Case("session", "GET", "/get-session/", (("Cookie", f"session={signed(VALID)}"),))
    assert {one.what for one in judged(pair, case)} == {"accepted"}


def test_forged_cookie_is_never_the_valid_one():
    assert not any(is_same(forged(Random(number)), signed(VALID)) for number in range(100))
    assert is_same(signed(VALID) + "=", signed(VALID))


def test_case_is_shrunk_while_it_persists():
    case = Case(
        "multipart", "POST", headers=(("A", "aaaa"), ("B", "b")), body=b"x" * 50 + b"bad" + b"y" * 50, cuts=(7,)
    )
    small = shrunk(case, lambda one: b"bad" in one.body and "a" in one.header("a"))
    assert small == Case("multipart", "POST", headers=(("A", "a"),), body=b"bad", cuts=(MOST,))
    assert eval(small.reproducer()) == small


def test_command_says_what_it_found(tmp_path):
    result = CliRunner().invoke(main, ["--count", "3", "--kind", "session", "--json", str(tmp_path / "found.json")])
    assert result.exit_code == 0, result.output
    assert '"bodies": 3' in (tmp_path / "found.json").read_text()
    assert "session" in result.output


@FEW
@given(st.sampled_from(NAMES) | TEXT)
def test_name_is_fit_to_be_shown_and_sent(name):
    oracles.name(name)


@FEW
@given(st.lists(st.tuples(TEXT.map(lambda user: {"user": user}), st.integers(0, 40)), max_size=3), TEXT)
def test_record_is_one_line(tmp_path_factory, before, user):
    oracles.records(tmp_path_factory.getbasetemp() / "login.log", before, {"user": user})


@FEW
@given(
    st.fixed_dictionaries(
        {"value": TEXT | st.sampled_from(TEXTS), "path": TEXT.map("/{}".format)},
        optional={
            "max_age": st.integers(-1, 40_000_000).map(str) | TEXT,
            "expires": st.datetimes().map(str) | TEXT,
            "domain": st.sampled_from(
                ["site.example", ".site.example", "SITE.example", "example", "a.site.example", "."]
            ),
            "samesite": st.sampled_from(["", "Lax", "Strict", "None", "x"]),
            **dict.fromkeys(("secure", "httponly", "partitioned"), st.just("on")),
        },
    )
)
def test_cookie_says_what_was_asked(form):
    oracles.cookie(form)


@pytest.mark.needs("node")
def test_target_stays_on_this_site():
    browser = oracles.Browser()

    @FEW
    @example("/\\evil.example")
    @given(st.sampled_from(TARGETS) | PATHS.map("/{}".format) | TEXT)
    def stays(given):
        oracles.target(given, browser)

    try:
        assert browser.origin("//evil.example") == "http://evil.example"
        assert browser.origin("/\t/evil.example") == "http://evil.example"
        stays()
    finally:
        browser.close()


def test_guided_search_says_how_to_install_what_it_needs(monkeypatch):
    monkeypatch.setitem(guided.sys.modules, "atheris", None)
    result = CliRunner().invoke(guided.main, ["names"])
    assert (result.exit_code, guided.INSTALL in result.output) == (2, True)


def test_multipart_makes_files_that_are_stored():
    assert any(b'filename="a.txt"' in multipart(Random(number)).body for number in range(50))
