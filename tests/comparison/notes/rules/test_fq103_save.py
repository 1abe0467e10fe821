"""`save` of an uploaded file, and of other objects."""

import pytest

VIEW = """\
from flask import request


async def view(name):
"""
NO_OPS = {
    "another object has these names": """
        from flask import request

        async def view(name):
            name.save('a')
            name.files['a'].save('b')
    """,
    "an image is opened from the upload": """
        from flask import request

        async def view(name):
            opened(request.files['a']).save('b')
    """,
    "the form has a value of the name": """
        from flask import request

        async def view(name):
            (await request.form)['a'].save('b')
    """,
    "a function has the name": """
        from storage import save

        async def view(file):
            save(file)
    """,
    "a parameter has the name": """
        from flask import request

        async def view(request):
            request.files['a'].save('b')
    """,
    "it is awaited already": """
        from flask import request

        async def view(name):
            await (await request.files)['a'].save('b')
    """,
    "other methods of the file are called": """
        from flask import request

        async def view(name):
            return request.files['a'].read(), request.files['a'].saved()
    """,
    "the function is passed, not called": """
        from flask import request

        async def view(name):
            return request.files['a'].save
    """,
    "the name is in a text and a comment": """
        from flask import request

        async def view(name):
            return "request.files['a'].save()"  # request.files['a'].save()
    """,
}
FORMS = {
    "the file is an item of the files": (
        "request.files['a'].save('b')  # kept",
        "await request.files['a'].save('b')  # kept",
    ),
    "`get` returns the file": ("request.files.get('a').save('b')", "await request.files.get('a').save('b')"),
    "the files are awaited": ("(await request.files)['a'].save('b')", "await (await request.files)['a'].save('b')"),
    "the file has a name": (
        """
        file = (await request.files)['a']
        file.save(name)
        """,
        """
        file = (await request.files)['a']
        await file.save(name)
        """,
    ),
    "the files have a name": (
        """
        files = request.files
        files['a'].save(name)
        """,
        """
        files = request.files
        await files['a'].save(name)
        """,
    ),
    "an assignment expression contains it": (
        """
        if file := request.files.get('a'):
            file.save('b')
        """,
        """
        if file := request.files.get('a'):
            await file.save('b')
        """,
    ),
    "it is inside an expression": (
        "return (request.files['a'].save('b'), name)",
        "return (await request.files['a'].save('b'), name)",
    ),
    "the call spans several lines": (
        """
        request.files['a'].save(
            'b',  # kept
        )
        """,
        """
        await request.files['a'].save(
            'b',  # kept
        )
        """,
    ),
}
CHANGES = {
    "a parameter is annotated": (
        """
        from werkzeug.datastructures import FileStorage

        async def store(file: FileStorage):
            file.save('a')
        """,
        """
        from werkzeug.datastructures import FileStorage

        async def store(file: FileStorage):
            await file.save('a')
        """,
    ),
    "the app creates the file": (
        """
        import werkzeug.datastructures as d

        async def store():
            d.FileStorage().save('a')
        """,
        """
        import werkzeug.datastructures as d

        async def store():
            await d.FileStorage().save('a')
        """,
    ),
    "a call passes it to another function": (
        """
        from flask import request

        async def view(name):
            store(request.files['a'])

        async def store(file):
            file.save('b')
        """,
        """
        from flask import request

        async def view(name):
            store(request.files['a'])

        async def store(file):
            await file.save('b')
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_save_stays(check_unchanged, text):
    check_unchanged(text, "FQ103")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_save_is_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ103", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_save_is_awaited_wherever_the_file_comes_from(check_rewritten, before, after):
    check_rewritten(before, after, "FQ103")
