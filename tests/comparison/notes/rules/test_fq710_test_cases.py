"""Test cases of unittest that await, and other classes."""

import pytest

HEAD = """\
import unittest
from unittest import TestCase

from flask import Flask

app = Flask(__name__)
client = app.test_client()


"""
IDS = ("FQ004", "FQ005", "FQ702", "FQ710", "FQ712")
NO_OPS = {
    "no test awaits": """
        import unittest

        class PageTests(unittest.TestCase):
            def setUp(self): ...

            def test_page(self): ...
    """,
    "a class of another name awaits": """
        class TestPage:
            async def test_page(self): ...
    """,
    "another library has the class": """
        from django.test import TestCase

        class PageTests(TestCase):
            async def test_page(self): ...
    """,
    "it is asynchronous already": """
        import unittest

        class PageTests(unittest.IsolatedAsyncioTestCase):
            async def asyncSetUp(self): ...

            async def test_page(self): ...
    """,
    "only a function inside of a test awaits": """
        import unittest

        class PageTests(unittest.TestCase):
            def test_page(self):
                async def inner(): ...
    """,
}
FORMS = {
    "a test awaits": (
        """
        class PageTests(unittest.TestCase):  # kept
            def test_page(self):
                client.get('/')
        """,
        """
        class PageTests(unittest.IsolatedAsyncioTestCase):  # kept
            async def test_page(self):
                await client.get('/')
        """,
    ),
    "`setUp` and `tearDown` await": (
        """
        class PageTests(unittest.TestCase):
            def setUp(self):
                super().setUp()
                client.post('/')

            def tearDown(self):
                client.get('/')
                super().tearDown()
        """,
        """
        class PageTests(unittest.IsolatedAsyncioTestCase):
            async def asyncSetUp(self):
                super().setUp()
                await client.post('/')

            async def asyncTearDown(self):
                await client.get('/')
                super().tearDown()
        """,
    ),
    "only a test awaits, and `setUp` stays": (
        """
        class PageTests(unittest.TestCase):
            def setUp(self):
                self.client = app.test_client()

            def test_page(self):
                self.client.get('/')
        """,
        """
        class PageTests(unittest.IsolatedAsyncioTestCase):
            def setUp(self):
                self.client = app.test_client()

            async def test_page(self):
                await self.client.get('/')
        """,
    ),
    "a subclass awaits in `setUp`": (
        """
        class Base(unittest.TestCase):
            def setUp(self):
                self.client = app.test_client()

        class PageTests(Base):
            def setUp(self):
                super().setUp()
                self.client.get('/')

        class FormTests(Base):
            def setUp(self):
                Base.setUp(self)
        """,
        """
        class Base(unittest.IsolatedAsyncioTestCase):
            async def asyncSetUp(self):
                self.client = app.test_client()

        class PageTests(Base):
            async def asyncSetUp(self):
                await super().asyncSetUp()
                await self.client.get('/')

        class FormTests(Base):
            async def asyncSetUp(self):
                await Base.asyncSetUp(self)
        """,
    ),
    "a cleanup pops a context": (
        """
        class PageTests(unittest.TestCase):
            def setUp(self):
                context = app.app_context()
                context.push()
                self.addCleanup(context.pop)
        """,
        """
        class PageTests(unittest.IsolatedAsyncioTestCase):
            async def asyncSetUp(self):
                context = app.app_context()
                await context.push()
                self.addAsyncCleanup(context.pop)
        """,
    ),
    "a cleanup calls a coroutine function": (
        """
        class PageTests(unittest.TestCase):
            def setUp(self):
                self.addCleanup(self.leave, 'a')
                self.addCleanup(print)

            def leave(self, name):
                client.get('/')
        """,
        """
        class PageTests(unittest.IsolatedAsyncioTestCase):
            def setUp(self):
                self.addAsyncCleanup(self.leave, 'a')
                self.addCleanup(print)

            async def leave(self, name):
                await client.get('/')
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_class_stays(check_unchanged, text):
    check_unchanged(text, *IDS)


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_test_case_that_awaits_is_asynchronous(check_rewritten, dedented, before, after):
    check_rewritten(HEAD + dedented(before), HEAD + dedented(after), *IDS)
