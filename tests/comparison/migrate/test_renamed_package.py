"""Imports, uses and patched names of a package are renamed; what only has its name stays."""

from textwrap import dedent

import pytest

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.migrate.renamed_package import renamed_package


class ShopRule:
    """Renames the package `shop` to `store`."""

    id = "FQ999"
    last_rewrite = None

    @staticmethod
    def rewrite(source):
        yield from renamed_package(source, "shop", "store")


def renamed(text):
    module = Module.parse("a", dedent(text).encode())
    migration = Migration(Project.of([module]), (ShopRule(),)).run()
    return migration.rewritten_module(module).source.text.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import shop", "import store"),
        ("import shop.cart as c, os", "import store.cart as c, os"),
        ("from shop import Cart", "from store import Cart"),
        ("from shop.cart import Cart", "from store.cart import Cart"),
        ("from shop import *", "from store import *"),
        ("import shop\nshop.Cart(shop.cart.SIZE)", "import store\nstore.Cart(store.cart.SIZE)"),
        ("import shop.cart\nshop.cart.SIZE", "import store.cart\nstore.cart.SIZE"),
        ("from unittest.mock import patch\npatch('shop.Cart')", "from unittest.mock import patch\npatch('store.Cart')"),
        ("def test(monkeypatch):\n    monkeypatch.setattr('shop.a.b', 1)", None),
    ],
)
def test_package_is_renamed(before, after):
    assert renamed(before) == (after or before.replace("shop", "store"))


@pytest.mark.parametrize(
    "text",
    [
        "import shopping\nshopping.Cart()",
        "from .shop import Cart",
        "from my.shop import Cart",
        "shop = 1\nprint(shop)",
        "import my_shop as shop\nshop.Cart()",
        "print('shop.Cart')",
        "import shop, store\nshop.Cart = store.Cart",
    ],
)
def test_what_only_has_the_name_stays(text):
    assert renamed(text) == text
