"""A project of two apps that have the same package name, `shop`, in the directories `old` and `new`."""

import textwrap

from comparison.settings import Settings
from comparison.sides import Side

APP = """
import asyncio, email.message, os, smtplib, sys, threading, time, urllib.error, urllib.request
{imports}

visits = []


def create_app():
    app = {framework}(__name__)

    @app.get("/")
    {define} index():
        visits.append(1)
        return f"{{__name__}} {{len(visits)}} {{os.environ.get('MARK', '')}}"

    @app.post("/echo")
    {define} echo():
        return {data}, 201

    @app.get("/rows")
    {define} rows():
        {define} numbered():
            for number in range(3):
                yield f"row {{number}}"
        return numbered()

    @app.get("/instance")
    {define} instance():
        return app.instance_path

    @app.get("/redirect")
    {define} redirect():
        return "", 302, {{"Location": request.host_url + "rows"}}

    @app.post("/order")
    {define} order():
        try:
            with urllib.request.urlopen(os.environ["HOOK"], b"an order", 20) as answer:
                status = answer.status
        except urllib.error.HTTPError as error:
            status = error.code
        message = email.message.EmailMessage()
        message["To"], message["From"] = "ann@example.test", "shop@example.test"
        message.set_content("Thanks")
        with smtplib.SMTP("127.0.0.1", int(os.environ["MAIL_PORT"]), timeout=20) as client:
            client.send_message(message)
        return f"hook answered {{status}}"

    @app.get("/late")
    {define} late():
        {define} numbered():
            raise LookupError("no rows")
            yield
        return numbered()

    {define} check():
        return False

    @app.get("/forgotten")
    {define} forgotten():
        if check():
            return "checked"
        return "refused"

    @app.get("/fail")
    {define} fail():
        raise LookupError("no such thing")

    @app.get("/sleep")
    {define} sleep():
        time.sleep(600)

    @app.get("/exit")
    {define} leave():
        os._exit(7)

    @app.get("/thread")
    {define} thread():
        def die():
            raise ValueError("in a thread")
        started = threading.Thread(target=die, name="dying")
        started.start()
        started.join()
        return "started"

    @app.after_request
    {define} add_header(response):
        response.headers["X-Shop"] = "1"
        return response

    @app.cli.command("greet")
    def greet():
        print("hello from", os.environ.get("MARK", "nobody"))

    return app


def leave():
    os._exit(7)


app = create_app()
"""
HOOKS = """
import os

def reset(context):
    (context.directory / "state.txt").write_text(f"{context.side} {context.target}")


async def state(context):
    from shop import visits
    return {"file": (context.directory / "state.txt").read_text(), "visits": len(visits)}


def fails(context):
    raise LookupError("no table")


def leaves(context):
    os._exit(7)


def no_json(context):
    return object()
"""


def write_project(directory):
    """Write both apps, and functions for `reset` and `state`."""
    parts = {
        "old": {"framework": "Flask", "imports": "from flask import Flask, request", "define": "def",
                "data": "request.get_data()"},
        "new": {"framework": "Quart", "imports": "from quart import Quart, request", "define": "async def",
                "data": "await request.get_data()"},
    }  # fmt: skip
    for name, values in parts.items():
        (directory / name / "shop").mkdir(parents=True)
        (directory / name / "shop" / "__init__.py").write_text(APP.format(**values))
    (directory / "shop_hooks.py").write_text(textwrap.dedent(HOOKS))


def sides_of(directory, **changes):
    """Return both sides of the project."""
    return tuple(
        Side(name, "shop:create_app()", "shop:create_app()", directory=directory / part, **changes)
        for name, part in (("baseline", "old"), ("candidate", "new"))
    )


def settings_for(directory, **changes):
    return Settings(directory, *sides_of(directory), **changes)
