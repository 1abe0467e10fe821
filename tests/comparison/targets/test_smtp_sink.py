"""The mail sink: it records envelope, headers and all parts, and refuses whom a test names."""

import smtplib
from email.message import EmailMessage

import pytest

from comparison.targets.smtp_sink import SmtpSink


@pytest.fixture
def sink():
    sink = SmtpSink()
    sink.start()
    yield sink
    sink.stop()


def mail(text="Grüße\n", **headers):
    message = EmailMessage()
    message["Subject"] = "Your order: ä"
    message["From"], message["To"] = "shop@example.test", "ann@example.test"
    message.set_content(text)
    return message


def send(sink, *messages, login=False):
    with smtplib.SMTP("127.0.0.1", sink.port, timeout=20) as client:
        if login:
            client.login("ann", "a password")
        for message in messages:
            client.send_message(message)


def test_mail_is_recorded_with_its_envelope_and_its_text(sink):
    send(sink, mail())
    [exchange] = sink.received
    assert (str(exchange.request), exchange.status) == ("SENT mail to ann@example.test", 250)
    assert exchange.headers == (
        ("envelope-from", "shop@example.test"),
        ("subject", "Your order: ä"),
        ("from", "shop@example.test"),
        ("to", "ann@example.test"),
        ("content-type", 'text/plain; charset="utf-8"'),
    )
    assert exchange.body.start.decode().replace("\r\n", "\n") == "--- text/plain\nGrüße\n"


def test_parts_are_recorded_without_the_random_boundary(sink):
    message = mail()
    message.add_alternative("<p>Hello</p>", subtype="html")
    message.add_attachment(b"\0\1", maintype="application", subtype="pdf", filename="bill.pdf")
    send(sink, message, message)
    first, second = sink.received
    assert first.body == second.body
    assert ("content-type", "multipart/mixed") in first.headers
    text = first.body.start.decode()
    assert [line for line in text.splitlines() if line.startswith("---")] == [
        "--- text/plain", "--- text/html", "--- application/pdf bill.pdf",
    ]  # fmt: skip
    assert "2 bytes, SHA-256 " in text


def test_login_is_taken_and_its_password_not_kept(sink):
    send(sink, mail(), login=True)
    assert "a password" not in repr(sink.received)


def test_refused_recipient_is_told_to_the_app(sink):
    sink.refuse("ann@example.test", 552)
    with pytest.raises(smtplib.SMTPRecipientsRefused, match="552"):
        send(sink, mail())
    assert sink.received == []
    sink.clear()
    send(sink, mail())
    assert len(sink.received) == 1
