"""What an app sends elsewhere is in its conversation, on every target; a test sets what it gets as answer."""

import pytest

from comparison.errors import ConfigurationError
from comparison.targets.http_sink import Answer
from comparison.targets.sinks import Sinks

from ..same_name import sides_of

ENV = {"HOOK": "{http_sink}/orders", "MAIL_PORT": "{smtp_port}"}


@pytest.mark.torture
@pytest.mark.parametrize("target", ["client", "hypercorn"])
async def test_requests_and_mails_of_the_app_are_compared(target, runner):
    for side in sides_of(runner.settings.root, env=ENV):
        for status in (503, 200):
            async with runner.client(side, target) as (client, recorder):
                recorder.place.http_sink.answer("POST", "/orders", Answer(status))
                assert (await client.post("/order")).text == f"hook answered {status}"
                recorder.add_state()
            lines = [(str(exchange.request), exchange.status) for exchange in recorder.conversation]
            assert lines == [
                ("POST /order", 200), ("SENT POST /orders", status), ("SENT mail to ann@example.test", 250),
            ]  # fmt: skip
            assert [mail.headers[0] for mail in recorder.place.smtp_sink.received] == [
                ("envelope-from", "shop@example.test")
            ]


async def test_sink_that_no_variable_names_is_an_error(runner):
    async with runner.client(runner.settings.baseline, "client") as (_, recorder):
        with pytest.raises(ConfigurationError, match=r"env in \[tool.comparison.baseline\] has no \{http_sink\}"):
            recorder.place.http_sink.clear()
        assert recorder.place.sinks.received() == []


def test_placeholders_of_sinks_that_are_not_needed_are_empty(tmp_path):
    [side, _] = sides_of(tmp_path)
    assert Sinks.of(side).placeholders == {"http_sink": "", "smtp_sink": "", "smtp_port": ""}
