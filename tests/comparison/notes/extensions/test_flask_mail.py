"""Flask-Mail on Quart: a mail that a view sends, and one over a connection that it opens."""

APP = """
from flask_mail import Mail, Message
from quart import Quart

app = Quart(__name__)
app.config.update(TESTING=True, MAIL_DEFAULT_SENDER="shop@example.com")
mail = Mail(app)


@app.get("/send")
async def send():
    with mail.record_messages() as outbox:
        mail.send(Message("Hello", recipients=["ann@example.com"], body="text"))
    return f"{outbox[0].subject} from {outbox[0].sender}"


@app.get("/connect")
async def connect():
    with mail.record_messages() as outbox, mail.connect() as connection:
        connection.send(Message("Bye", recipients=["ann@example.com"], body="text"))
    return outbox[0].subject


async def visit(client):
    for path in ("/send", "/connect", "/nowhere"):
        await client.get(path)
"""
WORKS = ["200 Hello from shop@example.com", "200 Bye", "404"]
PLAIN = [*["RuntimeError: Working outside of application context."] * 2, "404"]


def test_flask_mail(check_verdict):
    check_verdict("flask_mail", APP, works=WORKS, plain=PLAIN)
