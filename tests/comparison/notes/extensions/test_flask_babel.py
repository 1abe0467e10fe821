"""Flask-Babel on Quart: the locale of a request, a translation, a date, and both in a template."""

APP = """
from datetime import date
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask_babel import Babel, format_date, get_locale, gettext
from quart import Quart, render_template_string, request

directory = Path("translations/de/LC_MESSAGES")
directory.mkdir(parents=True)
catalog = Catalog("de")
catalog.add("Hello", "Hallo")
with (directory / "messages.mo").open("wb") as file:
    write_mo(file, catalog)
DAY = date(2026, 1, 2)


def choose_locale():
    return request.accept_languages.best_match(["de", "en"])


app = Quart(__name__, root_path=str(Path.cwd()))
babel = Babel(app, locale_selector=choose_locale)


@app.get("/view")
async def view():
    return f"{get_locale()}: {gettext('Hello')}, {format_date(DAY, 'long')}"


@app.get("/template")
async def template():
    return await render_template_string("{{ _('Hello') }}, {{ day | dateformat('long') }}", day=DAY)


async def visit(client):
    await client.get("/view", headers={"Accept-Language": "de"})
    await client.get("/view", headers={"Accept-Language": "en"})
    await client.get("/template", headers={"Accept-Language": "de"})
    await client.get("/nowhere")
"""
WORKS = ["200 de: Hallo, 2. Januar 2026", "200 en: Hello, January 2, 2026", "200 Hallo, 2. Januar 2026", "404"]
PLAIN = [*["RuntimeError: Working outside of application context."] * 3, "404"]


def test_flask_babel(check_verdict):
    check_verdict("flask_babel", APP, works=WORKS, plain=PLAIN)
