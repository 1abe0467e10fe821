"""What templates use is found on their syntax trees."""

import pytest

from comparison.inspection.detector import TemplateUse

from .apps import FLASK, places

LAZY = TemplateUse("lazy filter")


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{{ a|map('upper')|list|sort }}", ""),
        ("{{ a|map('upper')|join }}", ""),
        ("{% for b in a|select %}{{ b }}{% endfor %}", ""),
        ("{{ a|map('upper')|sort }}", "sort"),
        ("{{ 'b' in a|select }}", "in"),
        ("{{ url(a|map('upper')) }}", "url"),
        ("{{ a|select is iterable }}", "iterable"),
    ],
)
def test_lazy_filter_is_found_where_a_list_is_needed(template, name):
    files = {"app.py": FLASK, "templates/page.html": f"\n{template}"}
    assert places(files, LAZY) == ([f"templates/page.html:2 {name}"] if name else [])


def test_functions_and_filters_are_found():
    files = {"templates/page.html": "{{ get_flashed_messages() }}\n{{ a|title }}"}
    assert places(files, TemplateUse("function", ("get_flashed_messages",))) == [
        "templates/page.html:1 get_flashed_messages"
    ]
    assert places(files, TemplateUse("filter", ("title",))) == ["templates/page.html:2 title"]


def test_file_that_is_no_template_is_left_out():
    files = {"templates/broken.html": "{% for %}", "static/page.html": "{{ a|map('b')|sort }}"}
    assert places(files, LAZY) == []
