"""A result as large as that of 1,000 tests on 8 targets, of which most are the same: no file, and no chance."""

import hashlib

from comparison.compare import Cell, Comparison, Run, RunDifference
from comparison.expected import ExpectedDifference
from comparison.report.exchange_json import exchange_json
from comparison.report.json_report import comparison_json
from comparison.report.recorded import RecordedInResult
from comparison.settings import TARGETS as ALL_TARGETS
from comparison.values.difference import Difference
from comparison.values.exchange import Body, Exchange, Request
from comparison.values.masking import Noise
from comparison.values.note_names import NoteNames
from comparison.values.secrets import Secrets
from comparison.values.served import served_origin
from comparison.values.trace import Event

TARGETS = ALL_TARGETS[:8]
EXPECTED = ExpectedDifference(TARGETS, "header vary", "FD201: The header is set by another rule.")
_SOURCE = 'async def {}(pair_client):\n    response = await pair_client.get("/page")\n    assert response.is_success\n'
_NO_SECRETS = Secrets("a key")


def large_result(tests=1000, targets=TARGETS, exchanges=5):
    """Return a result, and what was recorded: every 40th test differs, every 25th as expected.

    Of each exchange there are three: in process, on the server of `flask run`, and on the others.
    """
    names = [f"test_feature_{number // 20}.py::test_page_{number}_is_there[{number % 7}]" for number in range(tests)]
    cells = [_cell(name, number, target) for number, name in enumerate(names) for target in targets]
    result = comparison_json(Comparison(tuple(cells), apps={"baseline": "a:app", "candidate": "b:app"}), 1)
    indices = {}
    result["tests"] = [_test(name, number, targets, exchanges, indices) for number, name in enumerate(names)]
    result["exchanges"] = [exchange_json(_exchange(*key), _NO_SECRETS) for key in indices]
    return result, RecordedInResult(result)


def _test(name, number, targets, exchanges, indices):
    runs = [
        {
            "target": target,
            "side": side,
            "origin": served_origin(side, "http"),
            "exchanges": [
                indices.setdefault((number, position, *_variant(number, position, target, side)), len(indices))
                for position in range(exchanges)
            ],
            "times": [[[3.5, 2000]]] * exchanges,
        }
        for target in targets
        for side in ("baseline", "candidate")
    ]
    file, _, function = name.partition("::")
    return {"test": name, "source": {"file": file, "line": number, "text": _SOURCE.format(function)}, "runs": runs}


def _variant(number, position, target, side):
    """Return the server's name, and whether the exchange is another one than the baseline's."""
    server = "" if target == "client" else "Werkzeug/3.1" if (target, side) == ("run", "baseline") else "hypercorn-h11"
    return server, number % 40 == 0 and position == 2 and side == "candidate"


def _exchange(number, position, server, is_different):
    # Digests, since a page of rows that are alike would take no room in compressed form.
    rows = "".join(
        f"<tr><td>Row {row}</td><td>{hashlib.sha256(f'{number} {position} {row}'.encode()).hexdigest()}</td></tr>\n"
        for row in range(20)
    )
    body = f"<!doctype html>\n<html>\n<title>Page {position}</title>\n<table>\n{rows}</table>\n"
    body += f"<p>{'new' if is_different else 'old'}</p>\n</html>\n"
    headers = [("content-type", "text/html; charset=utf-8"), ("content-length", str(len(body)))]
    headers += [("server", server), ("date", "now")] if server else []
    kinds = ("before_request", "view", "after_request") * 5
    trace = None if server else tuple(Event(kind, f"function_{number % 13}", "response") for kind in kinds)
    request = Request("GET", f"/page/{number}?part={position}", (("host", "app.example.test"), ("accept", "*/*")))
    return Exchange(request, 200, tuple(headers), Body.of(body.encode()), trace=trace)


def _cell(name, number, target):
    request = Request("GET", f"/page/{number}?part=2")
    runs = (Run(target, "baseline"), Run(target, "candidate"))
    differences = []
    if number % 40 == 0:
        notes = NoteNames(("FD201",)) if number % 80 else NoteNames()
        values = ("<p>old</p>\n", f"<p>new</p>\nof feature {'abcdefgh'[number // 40 % 8]}\n")
        differences.append(RunDifference(Difference(3, request, "body", *values), None, runs, notes, agreed=3))
    elif number % 25 == 0:
        difference = Difference(1, request, "header vary", "Cookie", None)
        differences.append(RunDifference(difference, EXPECTED, runs))
    noise = (Noise(1, str(request), "header x-id", ("1234", "5678")),) if number % 10 == 0 else ()
    return Cell(name, target, tuple(differences), number % 333 == 1, number % 50 / 10, noise)
