"""The HTML page: self-contained, without scripts, with tables, plots and sentences."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from comparison.benchmark.page import page

from .sample_results import sample_group


class Elements(HTMLParser):
    """The tags of a page, and the addresses that it names."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "action")]


def test_page_loads_nothing_and_runs_no_script(result):
    text = page(result)
    elements = Elements(text)
    assert elements.links == []
    assert not {"script", "link", "img", "iframe"} & set(elements.tags)
    assert "http" not in re.sub(r"hypercorn|xmlns=\S+", "", text)
    assert "url(" not in text


def test_page_has_a_table_for_each_group_and_plots_for_each_growing_workload(result):
    elements = Elements(page(result))
    assert elements.tags.count("table") == 5
    # The crossover, the rate, the CPU and the memory of the one workload that grows.
    assert elements.tags.count("svg") == 4


def test_difference_of_memory_stands_beside_the_speed_and_changes_its_colour(result):
    group = sample_group("page", 0, (1, 1, 2, 2, 9), memories=(1.4, 1.4, 81.2, 81.2, 0))
    text = page(replace(result, cells=tuple(group)))
    assert '2.00 (2.00–2.00) <span class="trade-off">faster,<br>79.8 MiB more memory</span>' in text


def test_text_is_escaped(result):
    assert "one &lt;of&gt; many" in page(result)


def test_page_has_colours_for_light_and_dark(result):
    text = page(result)
    assert "prefers-color-scheme: dark" in text
    assert 'name="color-scheme" content="light dark"' in text


def test_summary_is_above_the_tables(result):
    text = page(result)
    assert text.index("staying pays") < text.index("<table")


@pytest.mark.torture
def test_loaded_machine_is_a_warning_above_the_sentences(result):
    assert "Warning" not in page(result)
    loaded = page(replace(result, background=replace(result.background, mean=1.2)))
    assert loaded.index("Warning: the machine was loaded.") < loaded.index("<li ")
