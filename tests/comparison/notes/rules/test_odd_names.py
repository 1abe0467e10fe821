"""Names that are reached in odd ways are followed."""

import pytest

NAMES = {
    "a later import binds the name again": (
        ("FQ501",),
        """
        from flask import flash
        from camera import flash
        async def view():
            flash('a')
        """,
        """
        from flask import flash
        from camera import flash
        async def view():
            flash('a')
        """,
    ),
    "an app factory has no annotation": (
        ("FQ003",),
        """
        from flask import Flask
        def made():
            return Flask('a')

        app = made()

        @app.get('/')
        def page(): ...
        """,
        """
        from flask import Flask
        def made():
            return Flask('a')

        app = made()

        @app.get('/')
        async def page(): ...
        """,
    ),
    "the app's class is a subclass of Flask": (
        ("FQ003",),
        """
        from flask import Flask
        class App(Flask): ...

        app = App('a')

        @app.get('/')
        def page(): ...
        """,
        """
        from flask import Flask
        class App(Flask): ...

        app = App('a')

        @app.get('/')
        async def page(): ...
        """,
    ),
    "a call of dict creates the form": (
        ("FQ703",),
        """
        from flask import Flask
        app = Flask(__name__)

        app.test_client().post('/', data=dict(a='b'))
        """,
        """
        from flask import Flask
        app = Flask(__name__)

        app.test_client().post('/', form=dict(a='b'))
        """,
    ),
    "the form has a name": (
        ("FQ703",),
        """
        from flask import Flask
        app = Flask(__name__)

        sent = {'a': 'b'}
        app.test_client().post('/', data=sent)
        """,
        """
        from flask import Flask
        app = Flask(__name__)

        sent = {'a': 'b'}
        app.test_client().post('/', form=sent)
        """,
    ),
    "an f-string contains the variable": (
        ("FQ701",),
        """
        app.config.from_prefixed_env()
        def read(name):
            return os.environ[f'FLASK_{name}']
        """,
        """
        app.config.from_prefixed_env()
        def read(name):
            return os.environ[f'QUART_{name}']
        """,
    ),
    "a loop reads the lines of a file": (
        ("FQ104", "FQ602"),
        """
        import aiofiles
        async def view():
            with open('a') as file:
                for line in file: ...
        """,
        """
        import aiofiles
        async def view():
            async with aiofiles.open('a') as file:
                async for line in file: ...
        """,
    ),
    "it is the first iterable of a generator expression": (
        ("FQ101",),
        """
        from flask import flash, render_template, request
        async def view():
            return sorted(name for name in request.files)
        """,
        """
        from flask import flash, render_template, request
        async def view():
            return sorted(name for name in await request.files)
        """,
    ),
}


@pytest.mark.parametrize(("ids", "before", "after"), NAMES.values(), ids=NAMES)
def test_name_is_followed(check_rewritten, ids, before, after):
    check_rewritten(before, after, *ids)
