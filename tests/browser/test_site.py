"""Build the site of the documentation by the documented command, and search it in Chromium, without a network."""

import re
import shlex
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from comparison.targets import child

ROOT = Path(__file__).parents[2]
CONTRIBUTING = ROOT / ".github" / "CONTRIBUTING.md"
WITHIN = 300.0
# Building takes four to five seconds of one processor.
pytestmark = pytest.mark.torture


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The directory of the site."""
    directory = tmp_path_factory.mktemp("site")
    (line,) = [line for line in CONTRIBUTING.read_text("utf-8").splitlines() if line.startswith("$ sphinx-build ")]
    options = shlex.split(line)[2:-1]
    command = [sys.executable, "-m", "sphinx", "--quiet", *options, str(directory)]
    done = child.run(command, WITHIN, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    return directory


@pytest.fixture(scope="module")
def requested():
    """The addresses that the pages request."""
    return []


@pytest.fixture(scope="module")
def page(browser, requested):
    page = browser.new_page(color_scheme="dark")
    page.on("request", lambda request: requested.append(request.url))
    yield page
    page.close()


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("save", {"FD103", "FQ103"}),
        ("413", {"FD101", "FD107", "FD811"}),
        ("FD103", {"FD103"}),
        ("413 chunked", {"FD101"}),
    ],
)
def test_search_leads_to_the_notes_first(site, page, query, notes):
    page.goto(f"{site.as_uri()}/README.html")
    page.get_by_placeholder("Search").fill(query)
    page.get_by_placeholder("Search").press("Enter")
    results = page.locator("#search-results li > a:first-child")
    expect(results.first).to_contain_text(query.split()[0])
    expect(page.locator("#search-results p").first).to_contain_text("Search finished")
    links = [link.get_attribute("href") for link in results.all()]
    first = {link.partition("#")[2].upper() for link in takewhile(lambda link: "#" in link, links)}
    assert notes <= first


def test_result_opens_at_its_note(site, page):
    page.goto(f"{site.as_uri()}/search.html?q=FD103")
    # The address changes before the page is there.
    with page.expect_navigation():
        page.locator("#search-results li > a").first.click()
    expect(page).to_have_url(re.compile(r"/comparison/notes/upload\.html[^#]*#fd103$"))
    text = page.evaluate("document.querySelector(':target').closest('section').innerText")
    assert text.startswith("FD103: ")
    assert "Affects you if you save an upload" in text


def test_search_in_files_raises_no_error(site, page):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site.as_uri()}/search.html?q=413")
    expect(page.locator("#search-results p").first).to_contain_text("Search finished")
    page.wait_for_load_state("networkidle")
    assert errors == []


def test_page_is_dark_or_light_as_the_reader_wants(site, page):
    page.goto(f"{site.as_uri()}/comparison/notes/upload.html")
    backgrounds = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        backgrounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert backgrounds == ["rgb(19, 20, 22)", "rgb(255, 255, 255)"]


def test_sidebar_leads_to_every_page(site, page):
    page.goto(f"{site.as_uri()}/README.html")
    links = page.evaluate("[...document.querySelectorAll('.sidebar-tree a')].map(link => link.href)")
    pages = {path.as_uri() for path in site.rglob("*.html")}
    assert pages - set(links) == {f"{site.as_uri()}/{name}.html" for name in ("README", "genindex", "search")}


def test_nothing_comes_from_elsewhere(site, page, requested):
    page.goto(f"{site.as_uri()}/comparison/docs/report.html")
    assert len(requested) > 5
    assert [url for url in requested if not url.startswith((site.as_uri(), "data:"))] == []
