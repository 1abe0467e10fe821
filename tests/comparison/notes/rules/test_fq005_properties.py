"""Properties that await, in test modules and in others."""

import pytest

HEAD = """\
from functools import cached_property

from flask import Flask

client = Flask(__name__).test_client()


"""
IDS = ("FQ004", "FQ005", "FQ702")
FORMS = {
    "a test reads it": (
        """
        class Page:
            @property
            def body(self):
                return client.get('/').data

        def test_page():
            page = Page()
            assert page.body.strip() and not page.body
        """,
        """
        class Page:
            @property
            async def body(self):
                return await (await client.get('/')).data

        async def test_page():
            page = Page()
            assert (await page.body).strip() and not await page.body
        """,
    ),
    "another property reads it": (
        """
        class TestPage:
            @property
            def body(self):
                return client.get('/').data

            @property
            def title(self):
                return self.body.decode()

            def test_title(self):
                assert self.title
        """,
        """
        class TestPage:
            @property
            async def body(self):
                return await (await client.get('/')).data

            @property
            async def title(self):
                return (await self.body).decode()

            async def test_title(self):
                assert await self.title
        """,
    ),
    "a subclass inherits it": (
        """
        class Base:
            @property
            def status(self):
                return client.get('/').status_code

        class TestPage(Base):
            def test_page(self):
                assert self.status == 200
        """,
        """
        class Base:
            @property
            async def status(self):
                return (await client.get('/')).status_code

        class TestPage(Base):
            async def test_page(self):
                assert await self.status == 200
        """,
    ),
}
PROPERTY = """
    class Page:
        @property
        def body(self):
            return client.get('/').data
"""
CACHED = PROPERTY.replace("@property", "@cached_property")
SETTER = f"""{PROPERTY.rstrip()}

        @body.setter
        def body(self, value):
            client.post('/', data=value)

    def test_page():
        Page().body = 'a'
"""


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_property_of_a_test_module_is_awaited(check_rewritten, dedented, before, after):
    check_rewritten(HEAD + dedented(before), HEAD + dedented(after), *IDS, name="test_note")


@pytest.mark.parametrize(
    ("text", "name"), [(PROPERTY, "note"), (CACHED, "test_note")], ids=["in an app", "with a cache"]
)
def test_other_property_is_a_manual_step(check_unchanged, check_manual_steps, dedented, text, name):
    text = HEAD + dedented(text)
    check_unchanged(text, *IDS, name=name)
    step = ("return client.get('/').data", "FQ702", "")
    check_manual_steps(text, [step], *IDS, name=name)


def test_setter_stays(rewrite, dedented):
    assert "async def body(self, value)" not in rewrite(HEAD + dedented(SETTER), *IDS, name="test_note")


PATCHED = """
    import views

    def test_page(monkeypatch):
        monkeypatch.setattr(views, 'flash', lambda text: None)
        monkeypatch.setattr('views.render_template', lambda name: name)
"""


@pytest.mark.xfail(strict=True, reason="The app awaits what the lambda returns: TypeError, without a manual step")
def test_lambda_in_place_of_a_coroutine_function_is_a_manual_step(has_manual_step, dedented):
    assert has_manual_step(HEAD + dedented(PATCHED), name="test_note")
