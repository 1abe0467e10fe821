"""A result of apps, tests and logs that try to run a script, to end an element, or to break a file."""

from comparison.compare import Cell, Comparison, Run, RunDifference
from comparison.report.exchange_json import exchange_json
from comparison.report.json_report import comparison_json
from comparison.report.recorded import RecordedInResult
from comparison.values.difference import Difference
from comparison.values.exchange import Body, Exchange, Request
from comparison.values.masking import Noise
from comparison.values.secrets import Secrets
from comparison.values.trace import Event

MARKUP = "</script><img src=x onerror='ran=1;alert(1)'>"
TEXTS = (
    MARKUP,
    "<!--<script>ran=1",
    "</textarea></title></style></noscript><svg onload=ran=1>",
    "\u2028ran=1;alert(1)//\u2029",
    "\x1b]0;title\x07\x1b[31mred",
    "half of a pair \ud800 and \udfff",
    "nul \0 in it",
    "\u202egnorw\u202c",
    "{{ 7 * 7 }} {% raw %} &lt;b&gt; &#x3c;",
    "javascript:ran=1",
)

RUNS = (Run("client", "baseline"), Run("client", "candidate"))


def hostile_result():
    """Return a result in which each text is everywhere, and what was recorded."""
    exchanges = []
    cells, tests = [], []
    for number, text in enumerate(TEXTS):
        name = f"test_{number}.py::test_{text}[{text}]"
        noise = (Noise(1, f"GET /{text}", text, (text, f"{text}2")),)
        cells += [Cell(name, "client", _differences(text), number % 2 == 0, 1.0, noise), Cell(name, "run", noise=noise)]
        runs = []
        for run in RUNS:
            kept = [exchange_json(exchange, Secrets("a key")) for exchange in _exchanges(text, run.side)]
            numbers = [*range(len(exchanges), len(exchanges) + len(kept))]
            exchanges += kept
            origin = f"http://{text}"
            runs.append({**vars(run), "origin": origin, "exchanges": numbers, "times": [[]] * len(kept)})
        tests.append({"test": name, "source": {"file": text, "line": 1, "text": text}, "runs": runs})
    comparison = Comparison(
        tuple(cells), unused_normalizers=TEXTS, unpaired=TEXTS, notices=TEXTS, apps={"baseline": MARKUP}
    )
    failures = [(f"{text}::{text}[{text}]", f"{text}\n{text}") for text in TEXTS]
    result = comparison_json(comparison, 1, 0, MARKUP, failures, MARKUP)
    outcome = {"baseline": "passed", "candidate": "failed", "state": "failed on one side"}
    suite = [{"test": text, **outcome, "text": text, "reason": text} for text in TEXTS]
    result |= {"suite": suite, "tests": tests, "exchanges": exchanges}
    return result, RecordedInResult(result)


def _differences(text):
    request = Request("GET", f"/{text}")
    fields = ("body", f"header {text}", "status", f"cookie {text}")
    return tuple(
        RunDifference(Difference(1, request, field, f"{text} a", f"{text} b"), None, RUNS, logs=("", text))
        for field in fields
    )


def _exchanges(text, side):
    """Return an exchange with a text as its body, with JSON, and with bytes that are no text."""
    content = text.encode("utf-8", "replace")
    for body in (content, b'{"a": "%s"}' % content, b"\xff\0" + content):
        yield _exchange(text, body + side.encode(), side)


def _exchange(text, body, side):
    headers = ((f"x-{text}", text), ("set-cookie", f"{text}={text}"), ("x-b", f"{text}{side}"))
    trace = (Event("view", text, f"{text}{side}"),)
    request = Request("GET", f"/{text}", ((text, text),), Body.of(body))
    return Exchange(request, 500, headers, Body.of(body), broken=True, complete=False, trace=trace, log=f"{text}{side}")
