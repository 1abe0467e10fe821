"""Record the exchanges of two small apps, Flask's and Quart's, and name the notes of their differences."""

from importlib.metadata import version

from comparison.notes.probed_app import open_app
from comparison.notes.symptoms import notes_of
from comparison.targets.recording import RecordingClient
from comparison.values.difference import differences
from comparison.values.normalizers import NORMALIZERS, normalize


def flask_source(quart_source):
    """Return the source of the Flask app that is the same but for the rules."""
    plain = quart_source.replace("quart", "flask").replace("Quart", "Flask")
    return plain.replace("async with", "with").replace("async def", "def").replace("await ", "")


async def conversations(sources, target, directory, converse):
    """Run two apps, by framework, and `converse` with each; return both conversations, as recorded."""
    recorded = []
    for framework, source in sources.items():
        async with open_app(source, framework, target, directory) as app:
            await converse(app)
            recorded.append(conversation_with(app))
    return recorded


def conversation_with(app):
    """Return what was recorded of an app, without the requests that were sent again: the response was taken along.

    A server that closes a connection may do so (RFC 9112, 9.6): a probe of a rejected body asks again.
    """
    assert isinstance(app.client, RecordingClient)
    conversation = app.client.recorder.conversation
    lines = [str(exchange.request) for exchange in conversation]
    return tuple(
        exchange
        for number, exchange in enumerate(conversation, 1)
        if not (exchange.broken and str(exchange.request) in lines[number:])
    )


def named_differences(baseline, candidate, target="client"):
    """Return each difference of two normalized conversations, with both recorded exchanges and its names."""
    named = []
    left, right = (normalize(tuple(run), list(NORMALIZERS.values())) for run in (baseline, candidate))
    for difference in differences(left, right):
        if difference.kind != "request":
            pair = baseline[difference.position - 1], candidate[difference.position - 1]
            named.append((difference, pair, notes_of(difference, *pair, target, version("quart"))))
    return named
