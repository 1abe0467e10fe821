"""Links, pictures and addresses in the pages."""

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from .pages import DOCS, PAGES, ROOT, WRITTEN, Page

# Hosts that a page of ours may name: this machine, and a placeholder.
HOSTS = {"127.0.0.1", "the-server"}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_link_leads_to_a_file_and_a_heading(page):
    broken = []
    for link in page.links:
        if urlsplit(link).scheme:
            continue
        name, _, fragment = link.partition("#")
        target = (page.path.parent / name).resolve() if name else page.path
        if not target.exists() or (fragment and fragment not in Page(target).anchors):
            broken.append(link)
    assert broken == []


def test_every_page_can_be_reached_from_readme():
    reached, new = set(), {ROOT / "README.md"}
    while new:
        reached |= new
        links = {(path.parent / link.partition("#")[0]).resolve() for path in new for link in Page(path).links}
        new = {path for path in links if path.suffix == ".md" and path.is_file()} - reached
    assert {path.relative_to(ROOT) for path in DOCS.glob("*.md") if path not in reached} == set()


def test_no_page_names_another_host():
    urls = {(str(page), url) for page in WRITTEN for url in re.findall(r"\b[a-z]+://[^\s)>`'\"]+", page.text)}
    assert {(page, url) for page, url in urls if urlsplit(url).hostname not in HOSTS} == set()


@pytest.mark.parametrize("picture", sorted(DOCS.glob("images/*.svg")), ids=lambda picture: picture.name)
def test_picture_is_svg_and_loads_nothing(picture):
    text = picture.read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
    assert "@font-face" not in text
    assert "url(http" not in text
