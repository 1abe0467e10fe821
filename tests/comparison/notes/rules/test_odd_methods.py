"""Methods that are reached in odd ways are followed."""

import pytest

NAMES = {
    "a method is called on self": (
        ("FQ004", "FQ005", "FQ006", "FQ501"),
        """
        from flask import flash, render_template, request
        class Page:
            async def get(self):
                return self.text()

            def text(self):
                return render_template('a')
        """,
        """
        from flask import flash, render_template, request
        class Page:
            async def get(self):
                return await self.text()

            async def text(self):
                return await render_template('a')
        """,
    ),
    "a method is called on an instance": (
        ("FQ004", "FQ005", "FQ006", "FQ501"),
        """
        from flask import flash, render_template, request
        class Page:
            def text(self):
                return render_template('a')

        async def view():
            return Page().text()
        """,
        """
        from flask import flash, render_template, request
        class Page:
            async def text(self):
                return await render_template('a')

        async def view():
            return await Page().text()
        """,
    ),
    "super calls a method of the session interface": (
        ("FQ201", "FQ005"),
        """
        from flask.sessions import SecureCookieSessionInterface as S
        class Own(S):
            def open_session(self, app, request):
                return super().open_session(app, request)
        """,
        """
        from flask.sessions import SecureCookieSessionInterface as S
        class Own(S):
            async def open_session(self, app, request):
                return await super().open_session(app, request)
        """,
    ),
    "a project class is between the class and its base": (
        ("FQ009",),
        """
        from flask.views import MethodView
        class Base(MethodView): ...

        class Page(Base):
            def get(self): ...
        """,
        """
        from flask.views import MethodView
        class Base(MethodView): ...

        class Page(Base):
            async def get(self): ...
        """,
    ),
    "trace is an HTTP method": (
        ("FQ009",),
        """
        from flask.views import MethodView
        class Page(MethodView):
            def trace(self): ...
        """,
        """
        from flask.views import MethodView
        class Page(MethodView):
            async def trace(self): ...
        """,
    ),
    "getlist returns the files": (
        ("FQ103",),
        """
        from flask import flash, render_template, request
        async def view():
            for file in request.files.getlist('a'):
                file.save('b')
        """,
        """
        from flask import flash, render_template, request
        async def view():
            for file in request.files.getlist('a'):
                await file.save('b')
        """,
    ),
    "values returns the files": (
        ("FQ103",),
        """
        from flask import flash, render_template, request
        async def view():
            for file in request.files.values():
                file.save('b')
        """,
        """
        from flask import flash, render_template, request
        async def view():
            for file in request.files.values():
                await file.save('b')
        """,
    ),
}


@pytest.mark.parametrize(("ids", "before", "after"), NAMES.values(), ids=NAMES)
def test_name_is_followed(check_rewritten, ids, before, after):
    check_rewritten(before, after, *ids)
