"""The clicks of a session: pairs, pages with their resources, and what a page has not got yet."""

import pytest

from comparison.compare import Cell
from comparison.demo import click_log
from comparison.demo.click_log import ClickLog
from tests.comparison.demo.clicking import answer, proxied


class SameJudge:
    """Finds all clicks the same, and collects the exchanges whose secrets are to be noted."""

    def __init__(self):
        self.noted = []

    def cells(self, number, baseline, candidate):
        yield Cell(f"click {number}", "run"), True

    def note(self, *exchanges):
        self.noted += exchanges


@pytest.fixture
def log():
    log = ClickLog(SameJudge())
    yield log
    log.close()


def add(log, request, *exchanges):
    log.began(request)
    for side, exchange in zip(request.sides, exchanges or [answer()] * len(request.sides), strict=True):
        log.ended(request.number, side, exchange)


def test_click_is_compared_once_both_sides_have_answered(log):
    log.began(proxied())
    assert [click.state for click in log.clicks()] == ["running"]
    log.ended(1, "baseline", answer())
    log.ended(1, "candidate", answer())
    log.close()
    assert [click.state for click in log.clicks()] == ["same"]


def test_page_that_follows_gets_what_has_changed(log):
    add(log, proxied(1))
    add(log, proxied(2))
    log.close()
    first = log.changes(0)
    assert [click.number for click in first.clicks] == [1, 2]
    log.began(proxied(3))
    assert [click.number for click in log.changes(first.version).clicks] == [3]
    assert log.changes(log.version).clicks == ()


def test_resource_belongs_to_the_last_page_of_its_referrer(log):
    for number in (1, 2):
        add(log, proxied(number, target="/page?a"))
    add(log, proxied(3, target="/a.css", purpose="resource", referrer="/page?a"))
    add(log, proxied(4, target="/a.css", purpose="resource", referrer="/elsewhere"))
    add(log, proxied(5, target="/data", purpose="script", referrer="/page?a"))
    assert [click.page for click in log.clicks()] == [0, 0, 2, 0, 0]


def test_resource_belongs_to_a_page_that_each_side_got_by_itself(log):
    for number, side in enumerate(("baseline", "candidate"), 1):
        add(log, proxied(number, side, target="/page", is_mirrored=False))
    add(log, proxied(3, "baseline", target="/a.css", purpose="resource", referrer="/page", is_mirrored=False))
    assert [click.page for click in log.clicks()] == [0, 2]


def test_resource_that_a_mirrored_page_loads_again_is_none(log):
    add(log, proxied(1, target="/page"))
    add(log, proxied(2, "candidate", target="/a.css", purpose="resource", referrer="/page", is_mirrored=False))
    assert [click.number for click in log.clicks()] == [1]


def test_requests_of_both_sides_become_a_pair_without_the_mirror(log):
    add(log, proxied(1, "candidate", target="/a", is_mirrored=False), answer(404))
    add(log, proxied(2, "baseline", target="/b", is_mirrored=False))
    add(log, proxied(3, "baseline", target="/a", is_mirrored=False), answer(200))
    log.close()
    changes = log.changes(0)
    assert [(click.number, click.state) for click in changes.clicks] == [(2, "single"), (3, "same")]
    assert changes.gone == (1,)
    assert (changes.clicks[1].baseline.status, changes.clicks[1].candidate.status) == (200, 404)


def test_oldest_clicks_are_dropped(log, monkeypatch):
    monkeypatch.setattr(click_log, "MOST", 2)
    for number in (1, 2, 3):
        log.began(proxied(number))
    log.ended(1, "baseline", answer())
    assert ([click.number for click in log.clicks()], log.dropped) == ([2, 3], 1)
    assert log.changes(0).gone == (1,)


def test_request_that_did_not_reach_the_candidate_is_not_compared(log):
    add(log, proxied(), answer(), None)
    log.close()
    assert [click.state for click in log.clicks()] == ["single"]
    assert log.judge.noted == [answer()]


def test_error_of_a_comparison_is_told():
    class FailingJudge(SameJudge):
        def cells(self, number, baseline, candidate):
            raise ZeroDivisionError

    log = ClickLog(FailingJudge())
    add(log, proxied())
    log.close()
    with pytest.raises(ZeroDivisionError):
        log.check()
