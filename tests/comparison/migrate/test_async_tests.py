"""Tests and fixtures that pytest-asyncio has to run are recognized, and those that live longer than a test."""

import pytest

from comparison.migrate.async_tests import has_broad_async_fixture, needs_pytest_asyncio

from .sources import dedented


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="there is nothing"),
        pytest.param("def test_page(): ...\n", id="a plain test"),
        pytest.param("async def load(): ...\n", id="an async function that is no test"),
        pytest.param("@wrap\nasync def load(): ...\n", id="a decorated function that is no fixture"),
        pytest.param("@app.fixture_loader\nasync def load(): ...\n", id="a decorator with a similar name"),
        pytest.param("@pytest.fixture\ndef page(): ...\n", id="a plain fixture"),
        pytest.param("class Helper:\n    async def load(self): ...\n", id="a method of a helper"),
        pytest.param("def test_page():\n    async def test_inner(): ...\n", id="a function in a test"),
    ],
)
def test_module_without_async_tests(text):
    assert not needs_pytest_asyncio([text])
    assert not has_broad_async_fixture([text])


@pytest.mark.parametrize(
    "base",
    [
        "unittest.IsolatedAsyncioTestCase",
        "IsolatedAsyncioTestCase",
        "TestCase",
        "AppTestCase",
        "AppTest",
        "AppTests",
        "AppBase",
        "Mixin, unittest.IsolatedAsyncioTestCase",
    ],
)
def test_unittest_runs_its_test_cases_itself(base):
    text = f"class PageTests({base}):\n    async def test_page(self): ...\n"
    assert not needs_pytest_asyncio([text])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("async def test_page(): ...\n", id="a test"),
        pytest.param("\n\nasync def test_page():\r\n    a\r\n", id="a test in a file with other line ends"),
        pytest.param("@pytest.mark.slow\nasync def test_page(): ...\n", id="a marked test"),
        pytest.param("class TestPage:\n    async def test_page(self): ...\n", id="a test in a class"),
        pytest.param("class TestPage(Mixin):\n    async def test_page(self): ...\n", id="a class with a base"),
        pytest.param("class TestPage(Page[int]):\n    async def test_page(self): ...\n", id="a generic base"),
        pytest.param("@pytest.fixture\nasync def page(): ...\n", id="a fixture"),
        pytest.param("@pytest.fixture()\nasync def page(): ...\n", id="a fixture with arguments"),
        pytest.param("@fixture\nasync def page(): ...\n", id="a fixture by its own name"),
        pytest.param("@pytest_asyncio.fixture\nasync def page(): ...\n", id="a fixture of pytest-asyncio"),
        pytest.param("@wrap\n@pytest.fixture\nasync def page(): ...\n", id="a fixture with two decorators"),
        pytest.param("class TestPage:\n    @pytest.fixture\n    async def page(self): ...\n", id="one in a class"),
        pytest.param(
            "class BaseTest: ...\nclass TestPage(BaseTest):\n    async def test_page(self): ...\n",
            id="a base of the module that is no test case",
        ),
        pytest.param(
            "class TestPage:\n    class TestForm:\n        async def test_form(self): ...\n", id="a class in a class"
        ),
        pytest.param("if sys.version_info > (3, 11):\n    async def test_page(): ...\n", id="a test in a block"),
        pytest.param("@pytest.yield_fixture\nasync def page():\n    yield\n", id="an old fixture"),
        pytest.param("\ufeffasync def test_page(): ...\n", id="a byte order mark"),
    ],
)
def test_module_with_async_tests(text):
    assert needs_pytest_asyncio([text])
    assert needs_pytest_asyncio(["a = 1\n", text])


@pytest.mark.parametrize(
    "decorator",
    [
        "pytest.fixture",
        "pytest.fixture()",
        'pytest.fixture(scope="function")',
        'pytest.fixture(name="session")',
        'pytest.fixture(params=["session"])',
        pytest.param("pytest.fixture(name=\"scope='session'\")", id="a name that looks like it"),
    ],
)
def test_fixture_of_each_test(decorator):
    assert not has_broad_async_fixture([f"@{decorator}\nasync def page(): ...\n"])


@pytest.mark.parametrize("scope", ["class", "module", "package", "session"])
@pytest.mark.parametrize(
    "decorator",
    [
        'pytest.fixture(scope="{}")',
        "fixture(autouse=True, scope='{}')",
        'pytest_asyncio.fixture(loop_scope="session", scope="{}")',
    ],
)
def test_fixture_that_lives_longer(decorator, scope):
    fixture = f"@{decorator.format(scope)}\nasync def page(): ...\n"
    assert has_broad_async_fixture(["a = 1\n", fixture])
    assert not has_broad_async_fixture([fixture.replace("async ", "")])


def test_scope_with_a_name():
    text = dedented("""
        SCOPE = "session"
        @pytest.fixture(scope=SCOPE)
        async def page(): ...
    """)
    assert has_broad_async_fixture([text])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "class Base(TestCase): ...\nclass PageTests(Base):\n    async def test_page(self): ...\n",
            id="a base's base",
        ),
        pytest.param(
            "class TestCase(unittest.TestCase):\n    async def test_page(self): ...\n", id="the base's own name"
        ),
        pytest.param("class A(A):\n    async def load(self): ...\n", id="a class above itself"),
        pytest.param("class A(TestCase):\n    class B:\n        async def test_b(self): ...\n", id="in a test case"),
    ],
)
def test_test_case_by_its_bases(text):
    assert not needs_pytest_asyncio([text])


def test_base_in_another_module():
    test = "class TestPage(PageBase):\n    async def test_page(self): ...\n"
    assert not needs_pytest_asyncio([test])
    assert needs_pytest_asyncio([test, "class PageBase: ...\n"])


@pytest.mark.parametrize(
    "block",
    [
        "try:\n    {}\nexcept E:\n    pass",
        "try:\n    pass\nexcept E:\n    {}",
        "with a:\n    {}",
        "match a:\n    case 1:\n        {}",
    ],
)
def test_test_in_a_block(block):
    assert needs_pytest_asyncio([block.format("async def test_page(): ...")])


@pytest.mark.parametrize(
    ("scope", "is_broad"), [("SCOPE", True), ("scope_of", True), ("lambda **_: 'module'", True), ("FUNCTION", False)]
)
def test_scope_that_is_not_spelled_out(scope, is_broad):
    text = f"SCOPE = 'module'\nFUNCTION = 'function'\n@pytest.fixture(scope={scope})\nasync def page(): ...\n"
    assert has_broad_async_fixture([text]) is is_broad
