"""What unittest and pytest call without awaiting it, and what test cases await."""

import pytest

from .cases import cases

HEAD = """\
import unittest
from unittest import TestCase

from flask import Flask

app = Flask(__name__)
client = app.test_client()


"""
IDS = ("FQ004", "FQ005", "FQ702", "FQ710", "FQ712")
NOT_AWAITED = {
    "a cleanup is a request": """
        class PageTests(unittest.TestCase):
            def setUp(self):
                self.addCleanup(client.get, '/')
    """,
    "an assertion calls the request": """
        class PageTests(unittest.TestCase):
            def test_page(self):
                self.assertRaises(ValueError, client.get, '/')
    """,
    "a client is entered for the test": """
        class PageTests(unittest.TestCase):
            def setUp(self):
                self.client = self.enterContext(app.test_client())
    """,
    "pytest calls `setup_method`": """
        class TestPage:
            def setup_method(self):
                client.post('/')
    """,
    "pytest calls `setup_module`": """
        def setup_module():
            client.post('/')
    """,
    "unittest calls `setUpModule`": """
        def setUpModule():
            client.post('/')
    """,
}


def test_class_setup_that_would_await_is_a_manual_step(check_manual_steps, dedented):
    text = """
        class PageTests(TestCase):
            @classmethod
            def setUpClass(cls):
                client.post('/')
    """
    step = ("client.post('/')", "FQ702", "await in `asyncSetUp`")
    check_manual_steps(HEAD + dedented(text), [step], *IDS)


def test_setup_of_a_mixin_is_renamed(check_rewritten, dedented):
    before = """
        class Mixin:
            def setUp(self):
                client.post('/')

        class PageTests(Mixin, unittest.TestCase): ...
    """
    after = """
        class Mixin:
            async def asyncSetUp(self):
                await client.post('/')

        class PageTests(Mixin, unittest.IsolatedAsyncioTestCase): ...
    """
    check_rewritten(HEAD + dedented(before), HEAD + dedented(after), *IDS)


@pytest.mark.parametrize(
    "text",
    cases(
        NOT_AWAITED,
        ["a client is entered for the test"],
        "What nothing awaits has no manual step: the setup does not run, the check passes",
    ),
)
def test_what_nothing_awaits_is_a_manual_step(has_manual_step, dedented, text):
    assert has_manual_step(HEAD + dedented(text), name="test_note")


@pytest.mark.xfail(strict=True, reason="FQ004 reports a cleanup that FQ710 has made an async one")
def test_async_cleanup_is_no_manual_step(has_manual_step, dedented):
    text = """
        class PageTests(unittest.TestCase):
            def setUp(self):
                self.addCleanup(self.leave)

            def leave(self):
                client.get('/')
    """
    assert not has_manual_step(HEAD + dedented(text), *IDS)
