"""Sources that `await` alone cannot make right stay as they are."""

import pytest

UNCHANGED = {
    "a file is opened without `with`": (
        ("FQ104",),
        """
        async def view():
            file = open('a')
            text = file.read()
            file.close()
            return text
        """,
    ),
    "a file is read at once": (
        ("FQ104",),
        """
        async def view():
            return open('a').read()
        """,
    ),
    "`closing` closes a file": (
        ("FQ104",),
        """
        from contextlib import closing

        async def view():
            with closing(open('a')) as file:
                file.read()
        """,
    ),
    "the module runs `closing`": (
        ("FQ602",),
        """
        from contextlib import closing

        async def rows():
            yield 1

        with closing(rows()): ...
        """,
    ),
    "a class in a function awaits": (
        ("FQ501",),
        """
        from flask import flash, render_template, request

        async def view():
            class Page:
                sent = flash('a')
        """,
    ),
    "a generator expression awaits": (
        ("FQ006",),
        """
        from flask import flash, render_template, request

        async def view(names):
            return ''.join(render_template(one) for one in names)
        """,
    ),
    "the loop of a generator expression awaits": (
        ("FQ602",),
        """
        async def rows():
            yield 1

        async def view():
            return ''.join(one for one in rows())
        """,
    ),
    "a constructor awaits": (
        ("FQ004", "FQ005", "FQ006", "FQ501"),
        """
        from flask import flash, render_template, request

        class Page:
            def __init__(self):
                self.text = render_template('a')
        """,
    ),
    "a property awaits": (
        ("FQ004", "FQ005", "FQ006", "FQ501"),
        """
        from flask import flash, render_template, request

        class Page:
            @property
            def text(self):
                return render_template('a')
        """,
    ),
    "the data of a test has files": (
        ("FQ703",),
        """
        from flask import Flask

        app = Flask(__name__)

        app.test_client().post('/', data={'a': (file, 'a.txt')})
        """,
    ),
}


@pytest.mark.parametrize(("ids", "text"), UNCHANGED.values(), ids=UNCHANGED)
def test_source_stays(check_unchanged, ids, text):
    check_unchanged(text, *ids)
