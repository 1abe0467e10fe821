"""Files that a test uploads, and other values of forms."""

import pytest

from .cases import cases

HEAD = """\
import io
from io import BytesIO

from flask import Flask
from quart.datastructures import FileStorage

app = Flask(__name__)
client = app.test_client()


def check(name, stream):
"""
IDS = ("FQ703", "FQ705", "FQ706")
SEVERAL = "this field has several files"
NO_OPS = {
    "the form has texts alone": """
        from flask import Flask

        client = Flask('a').test_client()

        def check():
            client.post('/', data={'a': 'b', 'c': ('d')})
    """,
    "another library has a client": """
        import io

        import httpx2

        def check():
            httpx2.Client().post('/', data={'file': (io.BytesIO(b''), 'a.txt')})
    """,
    "the files are `files=` already": """
        from quart import Quart
        from quart.datastructures import FileStorage

        client = Quart('a').test_client()

        async def check(stream):
            await client.post('/', files={'file': FileStorage(stream, 'a.txt', content_type='text/plain')})
    """,
    "another argument has a tuple": """
        from flask import Flask

        client = Flask('a').test_client()

        def check():
            client.post('/', json={'file': (1, 'a.txt')})
    """,
}
FORMS = {
    "it is a stream with a name": (
        "client.post('/', data={'file': (stream, 'a.txt')})  # kept",
        "client.post('/', files={'file': FileStorage(stream, 'a.txt', content_type='text/plain')})  # kept",
    ),
    "it has a type": (
        "client.post('/', data={'file': (stream, 'a', 'image/png')})",
        "client.post('/', files={'file': FileStorage(stream, 'a', content_type='image/png')})",
    ),
    "two fields are files": (
        "client.put('/', data={'a': (BytesIO(b''), name), 'b': (io.BytesIO(b''), 'b')})",
        "client.put('/', "
        "files={'a': FileStorage(BytesIO(b''), name), "
        "'b': FileStorage(io.BytesIO(b''), 'b', content_type='application/octet-stream')})",
    ),
    "the type of the form is spelled out": (
        "client.post('/', data={'file': (stream, 'a')}, content_type='multipart/form-data', headers=name)",
        "client.post('/', "
        "files={'file': FileStorage(stream, 'a', content_type='application/octet-stream')}, headers=name)",
    ),
    "a request context gets it": (
        "app.test_request_context('/', data={'file': (stream, 'a')})",
        "app.test_request_context('/', "
        "files={'file': FileStorage(stream, 'a', content_type='application/octet-stream')})",
    ),
    "the file comes last": (
        "client.post('/', data={'a': 'b', 'file': (stream, 'a')})",
        "client.post('/', form={'a': 'b',}, "
        "files={'file': FileStorage(stream, 'a', content_type='application/octet-stream')})",
    ),
    "the call spans several lines": (
        """
        client.post(
            '/',  # kept
            data={
                'file': (
                    stream,
                    'a.txt',
                ),
            },
        )
        """,
        """
        client.post(
            '/',  # kept
            files={
                'file': FileStorage(
                    stream,
                    'a.txt', content_type='text/plain',
                ),
            },
        )
        """,
    ),
}
LOST = {
    "it is a stream without a name": (
        "client.post('/', data={'file': io.BytesIO(b'a')})",
        "client.post('/', files={'file': FileStorage(io.BytesIO(b'a'))})",
    ),
    "it is an open file": (
        """
        with open(name, 'rb') as file:
            client.post('/', data={'file': file})
        """,
        """
        with open(name, 'rb') as file:
            client.post('/', files={'file': FileStorage(file)})
        """,
    ),
    "the form is a call of dict": (
        "client.post('/', data=dict(file=(stream, 'a.txt')))",
        "client.post('/', files=dict(file=FileStorage(stream, 'a.txt', content_type='text/plain')))",
    ),
    "a call of dict has other fields": (
        "client.post('/', data=dict(file=(stream, 'a.txt'), a=name))",
        "client.post('/', form=dict(a=name), files={'file': FileStorage(stream, 'a.txt', content_type='text/plain')})",
    ),
}
UNREPORTED = {
    "the file is added to the form later": """
        form = {'a': 'b'}
        form['file'] = (stream, 'a.txt')
        client.post('/', data=form)
    """,
    "a function returns the file": "client.post('/', data={'file': file_of(name)})",
    "it is a file storage": "client.post('/', data={'file': FileStorage(stream, 'a.txt', content_type='text/plain')})",
    "it is opened by its path": "client.post('/', data={'file': name.open('rb')})",
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_values_stay(check_unchanged, text):
    check_unchanged(text, "FQ705")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_file_is_sent_in_files(check_rewritten, before, after):
    check_rewritten(before, after, *IDS, inside=HEAD)


@pytest.mark.parametrize(
    ("before", "after"),
    cases(
        LOST,
        ["a call of dict has other fields"],
        "FQ703 makes it `form=`: the form has the text of a file, and no file arrives",
    ),
)
def test_file_is_not_sent_as_text(check_rewritten, before, after):
    check_rewritten(before, after, *IDS, inside=HEAD)


def test_several_files_of_a_field_are_a_manual_step(check_manual_steps):
    text = "client.post('/', data={'file': [(stream, 'a'), (stream, 'b')]})"
    check_manual_steps(text, [(text, "FQ705", SEVERAL)], "FQ705", inside=HEAD)


@pytest.mark.parametrize(
    "text",
    cases(
        UNREPORTED,
        ["a function returns the file", "it is a file storage", "it is opened by its path"],
        "FQ703 makes it `form=` without a manual step, though the form may have a file",
    ),
)
def test_form_that_may_have_a_file_is_a_manual_step(has_manual_step, text):
    assert has_manual_step(text, *IDS, inside=HEAD)


@pytest.mark.xfail(strict=True, reason="Quart's client encodes only texts beside files: AttributeError for a number")
def test_number_beside_a_file_is_sent_as_text(check_rewritten):
    before = "client.post('/', data={'file': (stream, 'a'), 'n': 1})"
    check_rewritten(
        before,
        "client.post('/', form={'n': str(1)}, "
        "files={'file': FileStorage(stream, 'a', content_type='application/octet-stream')})",
        *IDS,
        inside=HEAD,
    )


@pytest.mark.xfail(strict=True, reason="FQ705 leaves a space or a line with a comment where the file was")
def test_form_keeps_its_format_without_the_file(check_rewritten):
    before = "client.post('/', data={'file': (stream, 'a'), 'b': 'c'})"
    check_rewritten(
        before,
        "client.post('/', form={'b': 'c'}, "
        "files={'file': FileStorage(stream, 'a', content_type='application/octet-stream')})",
        *IDS,
        inside=HEAD,
    )
