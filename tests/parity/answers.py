"""Read what a page of the apps says: the tutorial's plain answer, and the element that names the framework."""

import re
from html import unescape

ANSWER = re.compile(r'<p class="answer" id="answer"(?: lang="([a-z]+)")?>(.*?)</p>')
# What the two apps' pages differ in: tests/parity/expected.toml has the same.
FRAMEWORK = re.compile(r'(?<=<p class="answered-by">)(Flask · flask|Quart · quart)(?=_app/)'.encode())


def answer_in(page):
    """Return the text of the page's answer; None for a page without one."""
    answer = ANSWER.search(page)
    return unescape(answer[2]) if answer else None


def language_in(page):
    """Return the language of the page's answer, where it is not that of the page."""
    return ANSWER.search(page)[1]


def without_framework(body):
    """Return the bytes of a page without the name of its framework and its package, in the element that says them."""
    return FRAMEWORK.sub(b"", body)
