"""The page stands by itself: no network, no script."""

import re
from html.parser import HTMLParser

from comparison.benchmark.page import page


class Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "action")]


def test_page_needs_nothing_from_elsewhere(result):
    text = page(result)
    elements = Elements(text)
    assert elements.links == []
    assert not {"script", "link", "img", "iframe"} & set(elements.tags)
    assert "http" not in re.sub(r"hypercorn|xmlns=\S+", "", text)
    assert "url(" not in text


def test_page_has_a_table_for_each_group_and_plots_for_what_grows(result):
    elements = Elements(page(result))
    assert elements.tags.count("table") == 5
    # The crossover, the rate and the CPU of the one workload that grows.
    assert elements.tags.count("svg") == 3


def test_texts_are_escaped(result):
    assert "one &lt;of&gt; many" in page(result)


def test_page_has_colours_for_light_and_dark(result):
    text = page(result)
    assert "prefers-color-scheme: dark" in text
    assert 'name="color-scheme" content="light dark"' in text


def test_sentences_come_first(result):
    text = page(result)
    assert text.index("here staying pays") < text.index("<table")
