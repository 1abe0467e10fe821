"""An app that is started in this process: what calls it, and what fails."""

import sys

import pytest

from comparison.errors import StartError
from comparison.sides import Side
from comparison.targets.app_call import AppRequest
from comparison.targets.background_errors import background_errors
from comparison.targets.started_app import AppStart, started_app

from ..same_name import write_project


async def no_body():
    return
    yield b""


@pytest.fixture(params=["old", "new"])
def root(request, tmp_path, monkeypatch):
    write_project(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path / request.param))
    sys.modules.pop("shop", None)
    yield tmp_path / request.param
    sys.modules.pop("shop", None)


async def test_app_is_called(root):
    start = AppStart(Side("baseline", "shop:create_app()", ""), {"MARK": "a"}, root)
    async with background_errors(root) as errors, started_app(start, errors) as call:
        request = AppRequest("GET", "http", "a.example.test", "/rows", [(b"host", b"a.example.test")], no_body())
        response = await call(request)
        assert [part async for part in response.body] == [b"row 0", b"row 1", b"row 2"]
        await response.body.aclose()
    assert (response.status, dict(response.headers)[b"X-Shop" if root.name == "old" else b"x-shop"]) == (200, b"1")


async def test_app_that_is_not_there_is_an_error(root):
    start = AppStart(Side("baseline", "shop:none", ""), {}, root)
    with pytest.raises(StartError, match="module 'shop' has no attribute 'none'"):
        async with background_errors(root) as errors, started_app(start, errors):
            pass
