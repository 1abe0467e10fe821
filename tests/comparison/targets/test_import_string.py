"""Import strings: names, and calls of factories with literals."""

import importlib
import re

import pytest

from comparison.targets.import_string import ImportString, parse_import_string, write_served_module


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shop", ImportString("shop", "app")),
        ("shop:", ImportString("shop", "app")),
        ("shop.web:site", ImportString("shop.web", "site")),
        ("my-shop:app", ImportString("my-shop", "app")),
        ("shop:create_app()", ImportString("shop", "create_app", True)),
        ("shop: create_app( )", ImportString("shop", "create_app", True)),
        ("shop:create_app('test')", ImportString("shop", "create_app", True, ("test",))),
        ("shop:create_app('a:b, (c)')", ImportString("shop", "create_app", True, ("a:b, (c)",))),
        ("shop:create_app(config='test')", ImportString("shop", "create_app", True, (), {"config": "test"})),
        ("shop:create_app({'TESTING': True}, -1)", ImportString("shop", "create_app", True, ({"TESTING": True}, -1))),
    ],
)
def test_parts_of(text, expected):
    assert parse_import_string(text) == expected


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "'' names no module"),
        (":app", "':app' names no module"),
        ("shop:create_app(", "'create_app(' is neither a name nor a call"),
        ("shop:1 + 1", "'1 + 1' is neither a name nor a call of a function by its name"),
        ("shop:web.app", "'web.app' is neither a name nor a call of a function by its name"),
        ("shop:web.create_app()", "'web.create_app()' is neither a name nor a call of a function by its name"),
        ("shop:create_app(**{})", "'create_app(**{})' is neither a name nor a call of a function by its name"),
        (
            "shop:create_app(config)",
            "the arguments in 'create_app(config)' are not all literals such as 'test', 1, True",
        ),
        ("shop:create_app(f())", "the arguments in 'create_app(f())' are not all literals"),
        ("shop:create_app({[]: 1})", "the arguments in 'create_app({[]: 1})' are not all literals"),
    ],
)
def test_import_string_is_refused(text, complaint):
    with pytest.raises(ValueError, match=f"^{re.escape(complaint)}"):
        parse_import_string(text)


def test_written_module_calls_the_factory(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "made-shop.py").write_text("def create_app(*args, **options): return args, options\n")
    assert write_served_module("made-shop:create_app({'A': 'ü:'}, b=1)", "served_shop", tmp_path) == "served_shop:app"
    assert importlib.import_module("served_shop").app == (({"A": "ü:"},), {"b": 1})


def test_module_is_not_written_for_a_wrong_import_string(tmp_path):
    with pytest.raises(ValueError, match="not all literals"):
        write_served_module("shop:create_app(config)", "served_shop", tmp_path)
    assert list(tmp_path.iterdir()) == []
