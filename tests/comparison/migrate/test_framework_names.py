"""Names of the frameworks with several aliases have one canonical name."""

import pytest

from comparison.migrate.framework_names import SIGNALS, canonical_name, prefix_ends


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("flask.Flask", "flask.Flask"),
        ("quart.request", "flask.Request()"),
        ("quart.Quart().route", "flask.Flask().route"),
        ("flask.app.Flask().route", "flask.Flask().route"),
        ("flask.current_app.make_response().headers", "flask.Response().headers"),
        ("flask.request.files[].save", "flask.Request().files[].save"),
        ("flask.Flask().test_client().get", "flask.testing.FlaskClient().get"),
        ("quart.current_app.test_client().get().data", "flask.testing.FlaskClient().get().data"),
        ("blinker.Namespace().signal().connect", "blinker.Signal().connect"),
        ("typing.Iterator", "collections.abc.Iterator"),
        ("shop.views.index", "shop.views.index"),
        ("", ""),
    ],
)
def test_aliases_have_one_name(origin, expected):
    assert canonical_name(origin) == expected


@pytest.mark.parametrize("origin", ["quarter.request", "flask.requests", "flask.request_started_at", "myflask.request"])
def test_name_that_only_begins_like_another_stays(origin):
    assert canonical_name(origin) == origin


def test_every_signal_of_both_frameworks_is_a_signal():
    origins = [f"{framework}.{name}.connect" for framework in ("flask", "quart") for name in SIGNALS]
    assert [origin for origin in origins if canonical_name(origin) != "blinker.Signal().connect"] == []


@pytest.mark.parametrize(
    ("origin", "prefixes"),
    [
        ("a", ["a"]),
        ("a.b", ["a", "a.b"]),
        ("a().b", ["a", "a()", "a().b"]),
        ("a[].b", ["a", "a[]", "a[].b"]),
    ],
)
def test_prefixes_of_a_dotted_name(origin, prefixes):
    assert [origin[:end] for end in prefix_ends(origin)] == prefixes
