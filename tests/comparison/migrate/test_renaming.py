"""A package is renamed wherever its name means the package, and nowhere else."""

import pytest

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project

from .sources import dedented

RENAMED = {
    "the package is imported": ("import shop\n", "import store\n"),
    "a module of it is imported": (
        dedented("""
        import shop.views

        shop.views.a
    """),
        dedented("""
        import store.views

        store.views.a
    """),
    ),
    "it is imported under another name": (
        dedented("""
        import shop as s

        s.a
    """),
        dedented("""
        import store as s

        s.a
    """),
    ),
    "a name is imported from it": (
        dedented("""
        from shop.views import shop

        shop.a
    """),
        dedented("""
        from store.views import shop

        shop.a
    """),
    ),
    "its import is used": (
        dedented("""
        import shop

        print(shop.a, shop)
    """),
        dedented("""
        import store

        print(store.a, store)
    """),
    ),
    "a text names its app": ("serve('shop:app')\n", "serve('store:app')\n"),
    "a text names its module": (
        "serve('shop.views:app', f'shop.views.{a}')\n",
        "serve('store.views:app', f'store.views.{a}')\n",
    ),
    "a docstring runs it as a module": ('"""`python -m shop`: a shop."""\n', '"""`python -m store`: a shop."""\n'),
    "a comment names its module": ("pass  # see shop.views\n", "pass  # see store.views\n"),
}
KEPT = {
    "an endpoint has the name": "url_for('shop.index')\n",
    "a blueprint has the name": "bp = Blueprint('shop', __name__, url_prefix='/shop')\n",
    "a key has the name": "session['shop'] = 1\n",
    "a sentence has the word": "page('Welcome to our shop. shop: open')\n",
    "a variable has the name": "shop = 1\nprint(shop)\n",
    "an attribute has the name": "self.shop = my.shop()\n",
    "a longer word contains it": "shop_window, workshop, shops, SHOP, 'shop-window', 'my.shop:app'\n",
    "a host has the name": "get('https://shop.views/a', 'http://shop:8000', 'https://ann@shop.views')\n",
    "an e-mail address contains it": "write('ann@shop.views')  # to ann@shop.views\n",
    "a file has the name": "open('/srv/shop/shop.views', f'{a}/shop.views', 'sqlite:///shop.views')\n",
    "a file on Windows has the name": "open(r'C:\\shop.views', 'C:\\\\shop.views')\n",
    "a relative import has the name": "from .shop import a\n",
    "a parameter hides the import": dedented("""
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
