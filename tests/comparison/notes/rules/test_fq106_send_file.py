"""Calls that send a file, and other things of these names."""

import pytest

VIEW = """\
from flask import current_app, send_file, send_from_directory


async def view(name):
"""
NO_OPS = {
    "a parameter has the name": """
        from flask import send_file

        async def view(send_file):
            return send_file('a', download_name='b')
    """,
    "the name is imported from elsewhere": """
        from ftp import send_file

        async def view():
            send_file('a', download_name='b')
    """,
    "another object has a method of the name": """
        from flask import current_app, send_file, send_from_directory

        async def view(name):
            return name.send_file('a', download_name='b')
    """,
    "it is awaited already": """
        from flask import current_app, send_file, send_from_directory

        async def view(name):
            return await send_file('a', attachment_filename='b')
    """,
    "another function has a parameter of the name": """
        from flask import current_app, send_file, send_from_directory

        async def view(name):
            return name(send_file, download_name='b')
    """,
    "the name is in a text and a comment": """
        from flask import current_app, send_file, send_from_directory

        async def view(name):
            return 'send_file(download_name=1)'  # send_file(download_name=1)
    """,
    "the source is written for Quart already": """
        from quart import send_file

        async def view():
            return await send_file('a', attachment_filename='b')
    """,
}
FORMS = {
    "`send_file` is called": ("return send_file(name)", "return await send_file(name)"),
    "`send_from_directory` is called": (
        "return send_from_directory('a', name).headers",
        "return (await send_from_directory('a', name)).headers",
    ),
    "`send_static_file` is called": (
        "return current_app.send_static_file(name)",
        "return await current_app.send_static_file(name)",
    ),
    "the download has a name": (
        "return send_file('a', download_name=name)",
        "return await send_file('a', attachment_filename=name)",
    ),
    "a conditional expression contains it": (
        "return send_file('a') if name else ''",
        "return await send_file('a') if name else ''",
    ),
    "an argument is another call": (
        "return send_file(name(download_name='a'), download_name='b')",
        "return await send_file(name(download_name='a'), attachment_filename='b')",
    ),
    "the call spans several lines": (
        """
        return send_file(
            'a',  # kept
            download_name = name,  # kept
        )
        """,
        """
        return await send_file(
            'a',  # kept
            attachment_filename = name,  # kept
        )
        """,
    ),
}
CHANGES = {
    "the module is imported": (
        """
        import flask as f

        async def view():
            return f.send_file('a')
        """,
        """
        import flask as f

        async def view():
            return await f.send_file('a')
        """,
    ),
    "the import has another name": (
        """
        from flask import send_from_directory as send

        async def view():
            send('a', 'b', download_name='c')
        """,
        """
        from flask import send_from_directory as send

        async def view():
            await send('a', 'b', attachment_filename='c')
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(check_unchanged, text):
    check_unchanged(text, "FQ106")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_sending_is_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ106", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_sending_is_awaited_wherever_the_function_comes_from(check_rewritten, before, after):
    check_rewritten(before, after, "FQ106")
