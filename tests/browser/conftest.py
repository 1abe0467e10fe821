"""Fixtures: both apps on real servers, and Chromium with a fresh context for each test."""

import secrets
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from comparison.settings import read_settings
from comparison.targets import AppRunner

from .screens import TWINS

ROOT = Path(__file__).parents[2]
# Without partial raster, since what it leaves of an earlier frame differs by a shade from run to run (measured).
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run", "--disable-partial-raster")  # fmt: skip

# For a busy machine: what is there is not waited for.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def origins():
    """The origin of each twin, served by hypercorn for the whole session."""
    settings = read_settings(ROOT)
    app_runner = AppRunner(settings, secrets.token_hex(32))
    try:
        for side in settings.sides:
            app_runner.server(side, "hypercorn")
        yield {
            twin: app_runner.served_origin(side, "hypercorn") for twin, side in zip(TWINS, settings.sides, strict=True)
        }
    finally:
        app_runner.close()


def pytest_itemcollected(item):
    item.add_marker(pytest.mark.needs("chromium"))


def chromium_program():
    """Return Chromium without a window where it is installed, which takes two thirds of the time (measured)."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


# For this directory, not for the session: as long as the synchronous Playwright runs, no asynchronous test can.
@pytest.fixture(scope="package")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def launch(playwright):
    """Return a function that starts Chromium; who calls it closes the browser."""

    def launch(**options):
        return playwright.chromium.launch(executable_path=chromium_program(), args=QUIET, **options)

    return launch


@pytest.fixture(scope="package")
def browser(launch):
    """One Chromium for all files: starting it takes two seconds of a processor, and every test has its own context."""
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture
def page_of(browser, origins):
    """Return a function that opens a page of a twin in a context of its own: `page_of("flask")`."""
    contexts = []

    def page_of(twin, **options):
        contexts.append(browser.new_context(base_url=origins[twin], **options))
        return contexts[-1].new_page()

    yield page_of
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def pages(browser, origins):
    """A page of each twin, shared by a module: opening a page takes longer than loading a screen."""
    contexts = {twin: browser.new_context(base_url=origin) for twin, origin in origins.items()}
    yield {twin: context.new_page() for twin, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture(params=TWINS)
def twin(request):
    return request.param


@pytest.fixture
def page(pages, twin):
    """The module's page of one twin, without a session; the test runs on both, and leaves the page's settings alone."""
    pages[twin].context.clear_cookies()
    return pages[twin]


@pytest.fixture
def fresh_page(page_of, twin):
    """A page of one twin that no other test has: without a history, and with settings of its own."""
    return page_of(twin)
