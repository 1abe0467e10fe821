"""A package is renamed wherever its name means the package, and nowhere else."""

import pytest

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project

from .sources import dedented

RENAMED = {
    "import": ("import shop\n", "import store\n"),
    "import of a module": (
        dedented("""
        import shop.views

        shop.views.a
    """),
        dedented("""
        import store.views

        store.views.a
    """),
    ),
    "import under another name": (
        dedented("""
        import shop as s

        s.a
    """),
        dedented("""
        import store as s

        s.a
    """),
    ),
    "from": (
        dedented("""
        from shop.views import shop

        shop.a
    """),
        dedented("""
        from store.views import shop

        shop.a
    """),
    ),
    "use of an import": (
        dedented("""
        import shop

        print(shop.a, shop)
    """),
        dedented("""
        import store

        print(store.a, store)
    """),
    ),
    "app in a text": ("serve('shop:app')\n", "serve('store:app')\n"),
    "module in a text": (
        "serve('shop.views:app', f'shop.views.{a}')\n",
        "serve('store.views:app', f'store.views.{a}')\n",
    ),
    "run as a module": ('"""`python -m shop`: a shop."""\n', '"""`python -m store`: a shop."""\n'),
    "module in a comment": ("pass  # see shop.views\n", "pass  # see store.views\n"),
}
KEPT = {
    "endpoint": "url_for('shop.index')\n",
    "blueprint": "bp = Blueprint('shop', __name__, url_prefix='/shop')\n",
    "key": "session['shop'] = 1\n",
    "sentence": "page('Welcome to our shop. shop: open')\n",
    "variable": "shop = 1\nprint(shop)\n",
    "attribute": "self.shop = my.shop()\n",
    "longer word": "shop_window, workshop, shops, SHOP, 'shop-window', 'my.shop:app'\n",
    "host": "get('https://shop.views/a', 'http://shop:8000', 'https://ann@shop.views')\n",
    "address": "write('ann@shop.views')  # to ann@shop.views\n",
    "file": "open('/srv/shop/shop.views', f'{a}/shop.views', 'sqlite:///shop.views')\n",
    "file on Windows": "open(r'C:\\shop.views', 'C:\\\\shop.views')\n",
    "relative import": "from .shop import a\n",
    "variable that hides an import": dedented("""
        import store


        def f(shop):
            return shop.a
    """),
}


def renamed(text):
    modules = [Module.parse("shop.views", b""), Module.parse("other", text.encode())]
    return Migration(Project.of(modules), ()).run().rewritten_module(modules[1], {"shop": "store"}).source


@pytest.mark.parametrize(("before", "after"), RENAMED.values(), ids=RENAMED)
def test_package_is_renamed(before, after):
    result = renamed(before)
    assert result.text.decode() == after
    assert {rule for rules in result.rules_after.values() for rule in rules} == {"rename"}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_other_word_stays(text):
    assert renamed(text).text.decode() == text


def test_names_may_change_places():
    modules = [Module.parse("other", b"import one, two\n")]
    result = Migration(Project.of(modules), ()).run().rewritten_module(modules[0], {"one": "two", "two": "one"}).source
    assert result.text == b"import two, one\n"
