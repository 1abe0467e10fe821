"""Clients from attributes, fixtures and helper classes, and chained calls of their responses."""

import pytest

IDS = ("FQ004", "FQ005", "FQ702", "FQ704")
HEAD = """\
import pytest
from flask import Flask
from flask.testing import FlaskClient

app = Flask(__name__)


"""
CHAINED = {
    "the text is read": (
        "assert client.get('/').text == name.text",
        "assert await (await client.get('/')).get_data(as_text=True) == name.text",
    ),
    "a method of the text is called": (
        "return client.get('/').text.strip().split()",
        "return (await (await client.get('/')).get_data(as_text=True)).strip().split()",
    ),
    "the text of a named response is read": (
        """
        response = client.get('/')
        return response.text[0], f'{response.text}'
        """,
        """
        response = await client.get('/')
        return (await response.get_data(as_text=True))[0], f'{await response.get_data(as_text=True)}'
        """,
    ),
    "a method of the body is called": (
        "return client.get('/').data.decode().count('a')",
        "return (await (await client.get('/')).data).decode().count('a')",
    ),
    "an item of JSON is read": (
        "return client.get('/').get_json(force=True)['a'][0]",
        "return (await (await client.get('/')).get_json(force=True))['a'][0]",
    ),
    "JSON is unpacked": (
        "return dict(**client.get('/').json), [*client.get('/').json]",
        "return dict(**await (await client.get('/')).json), [*await (await client.get('/')).json]",
    ),
    "an assignment expression keeps it": (
        "if (response := client.get('/')).status_code == 200 and response.data: ...",
        "if (response := await client.get('/')).status_code == 200 and await response.data: ...",
    ),
    "the response depends on a condition": (
        """
        response = client.get('/') if name else None
        return response.json
        """,
        """
        response = await client.get('/') if name else None
        return await response.json
        """,
    ),
    "responses are in a list": (
        """
        responses = [client.get('/'), client.post('/')]
        return [response.data for response in responses]
        """,
        """
        responses = [await client.get('/'), await client.post('/')]
        return [await response.data for response in responses]
        """,
    ),
    "the method is looked up": (
        "return getattr(client, name)('/').json['a']",
        "return (await (await getattr(client, name)('/')).json)['a']",
    ),
    "the method has a name": (
        """
        get = client.get
        return get('/').data
        """,
        """
        get = client.get
        return await (await get('/')).data
        """,
    ),
}
ORIGINS = {
    "a fixture returns it": (
        """
        @pytest.fixture
        def browser():
            return app.test_client()

        def test_page(browser):
            assert browser.get('/').data
        """,
        """
        @pytest.fixture
        def browser():
            return app.test_client()

        async def test_page(browser):
            assert await (await browser.get('/')).data
        """,
    ),
    "a fixture of another name yields it": (
        """
        @pytest.fixture(name='browser')
        def fixture_browser():
            with app.test_client() as client:
                yield client

        def test_page(browser):
            with browser:
                browser.get('/')
        """,
        """
        @pytest.fixture(name='browser')
        async def fixture_browser():
            async with app.test_client() as client:
                yield client

        async def test_page(browser):
            async with browser:
                await browser.get('/')
        """,
    ),
    "an attribute of a test holds it": (
        """
        class TestPage:
            @pytest.fixture(autouse=True)
            def begin(self):
                self.client = app.test_client()

            def test_page(self):
                assert self.client.get('/').status_code == 200
        """,
        """
        class TestPage:
            @pytest.fixture(autouse=True)
            def begin(self):
                self.client = app.test_client()

            async def test_page(self):
                assert (await self.client.get('/')).status_code == 200
        """,
    ),
    "a helper class holds it": (
        """
        class Actions:
            def __init__(self, client):
                self._client = client

            def log_in(self, name='a'):
                return self._client.post('/', json=name)

        @pytest.fixture
        def actions():
            return Actions(app.test_client())

        def test_page(actions):
            assert actions.log_in().status_code == 200
        """,
        """
        class Actions:
            def __init__(self, client):
                self._client = client

            async def log_in(self, name='a'):
                return await self._client.post('/', json=name)

        @pytest.fixture
        def actions():
            return Actions(app.test_client())

        async def test_page(actions):
            assert (await actions.log_in()).status_code == 200
        """,
    ),
    "a subclass of the client sends it": (
        """
        class Client(FlaskClient):
            def open(self, *args, **options):
                return super().open(*args, **options)

            def log_in(self):
                return self.post('/').data
        """,
        """
        class Client(FlaskClient):
            async def open(self, *args, **options):
                return await super().open(*args, **options)

            async def log_in(self):
                return await (await self.post('/')).data
        """,
    ),
    "a fixture returns a function": (
        """
        @pytest.fixture
        def get_json():
            def get(path):
                return app.test_client().get(path).json
            return get

        def test_page(get_json):
            assert get_json('/')['a']
        """,
        """
        @pytest.fixture
        def get_json():
            async def get(path):
                return await (await app.test_client().get(path)).json
            return get

        async def test_page(get_json):
            assert (await get_json('/'))['a']
        """,
    ),
}
VIEW = HEAD + "client = app.test_client()\n\n\ndef check(name):\n"


@pytest.mark.parametrize(("before", "after"), CHAINED.values(), ids=CHAINED)
def test_body_is_awaited_within_an_expression(check_rewritten, before, after):
    check_rewritten(before, after, "FQ702", inside=VIEW.replace("def check", "async def check"))


@pytest.mark.parametrize(("before", "after"), ORIGINS.values(), ids=ORIGINS)
def test_request_is_awaited_wherever_the_client_comes_from(check_rewritten, dedented, before, after):
    check_rewritten(HEAD + dedented(before), HEAD + dedented(after), *IDS)
