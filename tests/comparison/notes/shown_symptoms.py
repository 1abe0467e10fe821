"""What shows each symptom of the divergences: a probe, another app, or exchanges that are made by hand."""

from importlib.metadata import version

from packaging.specifiers import SpecifierSet

from comparison.notes.catalogue import all_divergences
from comparison.notes.symptoms import fit_of, is_applicable
from comparison.values.exchange import Body, Exchange, Request

from .recorded_pair import named_differences

QUART = version("quart")
SYMPTOMS = {
    (id, number): symptom
    for id, divergence in all_divergences().items()
    for number, symptom in enumerate(divergence.symptoms)
}
SAVED = 'app.secret_key = "key"\n'


def app_of(*views, setup=""):
    """Return the source of a Quart app; each view is a pair of a decorator and the lines of its body."""
    functions = [
        f"@app.{decorator}\nasync def view_{number}(*args):\n" + "".join(f"    {line}\n" for line in body.splitlines())
        for number, (decorator, body) in enumerate(views)
    ]
    return "\n".join(
        [
            "from quart import Quart, Response, current_app, request, send_from_directory, session",
            f"app = Quart(__name__)\n{setup}",
            *functions,
        ]
    )


def getting(path="/", **options):
    async def converse(app):
        await app.client.get(path, **options)

    return converse


# Symptoms that the divergence's own probe does not show: an app, and a request to it.
SHOWN_BY = {
    ("FD030", 0): (app_of(('get("/")', "return dict(request.headers)")), getting()),
    ("FD032", 0): (app_of(('get("/")', "return request.environ['REQUEST_METHOD']")), getting()),
    ("FD034", 0): (
        app_of(('get("/")', "with current_app.app_context():\n    return 'page'")),
        getting(),
    ),
    ("FD065", 0): (app_of(('get("/")', "return '', 302, {'Location': '/\xf6 b'}")), getting()),
    ("FD068", 0): (app_of(('get("/")', "app.teardown_request(print)\nreturn 'page'")), getting()),
    ("FD086", 0): (
        app_of(
            ('get("/")', "from contextvars import Context\nreturn Context().run(named)"),
            setup=(
                "def named():\n    context = app.app_context()\n    pushed = context.push()\n"
                "    getattr(pushed, 'close', bool)()\n    return current_app.name"
            ),
        ),
        getting(),
    ),
    ("FD097", 0): (
        app_of(('get("/")', "response = Response('page')\nawait response.add_etag()\nreturn response")),
        getting(),
    ),
    ("FD157", 2): (
        app_of(
            setup=(
                "from pathlib import Path\ndirectory = Path(__file__).with_name('static')\n"
                "directory.mkdir(exist_ok=True)\n(directory / 'a.txt').write_text('0123456789')"
            )
        ),
        getting("/static/a.txt", headers={"Range": "bytes=20-"}),
    ),
    ("FD201", 1): (
        app_of(('get("/")', "return 'page', {'Vary': 'Accept'}"), setup=SAVED),
        getting(),
    ),
    ("FD201", 4): (
        app_of(('get("/")', "return str(session.get('user')), {'Vary': 'Accept'}"), setup=SAVED),
        getting(),
    ),
}
POST, GET = Request("POST", "/"), Request("GET", "/")
COOKIE = (("cookie", "theme=dark; session=eyJhIjoxfQ.aSo.abc"),)
# Symptoms that a test cannot record in process: both exchanges, the target, and the reason.
HAND_MADE = {
    ("FD016", 0): (
        Exchange(GET, 200, body=Body.of(b"ab")),
        Exchange(GET, 200, body=Body.of(bytes(195))),
        "hypercorn",
        "only a server sends a number as zero bytes",
    ),
    ("FD201", 2): (
        Exchange(Request("GET", "/", COOKIE), 200),
        Exchange(Request("GET", "/", COOKIE), 200, (("vary", "Cookie"),)),
        "run",
        "it needs the exchange without a trace",
    ),
    ("FD601", 0): (
        Exchange(GET, 200, body=Body.of(b"first last")),
        Exchange(GET, 200, body=Body.of(b"first"), broken=True, complete=False),
        "client",
        "with Quart 0.23 the response breaks off only at the client's own timeout",
    ),
    ("FD811", 0): (
        Exchange(POST, 413),
        Exchange(POST, 0, broken=True, complete=False),
        "run",
        "its client sends all of the body before it reads, which ours does not",
    ),
    ("FD815", 0): (
        Exchange(Request("POST", "/", body=Body.of(b"a=1")), 401),
        Exchange(Request("POST", "/", body=Body.of(b"a=1")), 0, broken=True, complete=False),
        "run",
        "it depends on whether the body or the response is faster",
    ),
}
# Symptoms that only servers show: the probe runs on one.
ON_SERVERS = {
    "FD064": "run",
    "FD070": "run",
    "FD801": "hypercorn",
    "FD802": "hypercorn",
    "FD804": "hypercorn",
    "FD805": "hypercorn",
    "FD806": "hypercorn",
}
IN_PROBES = [key for key in SYMPTOMS if key not in SHOWN_BY and key not in HAND_MADE]


def target_of(id):
    """Return the target on which a divergence's probe shows its symptoms."""
    return ON_SERVERS.get(id, "client")


def check_probe(id, recorded, target):
    """Check each symptom that a divergence's own probe shows with the installed version."""
    for number in (number for divergence, number in IN_PROBES if divergence == id):
        if is_in(SYMPTOMS[id, number]):
            check(id, number, recorded, target)


def check(id, number, recorded, target):
    """Check that a difference is named by a divergence, and that one of its symptoms fits in every part."""
    symptom = SYMPTOMS[id, number]
    baseline, candidate = recorded
    named = named_differences(baseline, candidate, target)
    fits = [
        (fit_of(id, symptom, difference, *exchanges), names)
        for difference, exchanges, names in named
        if is_applicable(symptom, difference, target, QUART)
    ]
    whole = [names for fit, names in fits if not fit.failing and not fit.unknown]
    assert whole, [(str(difference.field), str(names)) for difference, _, names in named]
    if symptom.certain:
        assert any(id in names.certain for names in whole)
    elif not any(names.certain for names in whole):
        assert any(id in names.possible for names in whole), [str(names) for names in whole]


def is_in(symptom):
    """Say whether the installed Quart shows a symptom."""
    return QUART in SpecifierSet(symptom.quart_version)
