"""Responses that a `with` enters, and other blocks."""

import pytest

VIEW = """\
from flask import Flask

client = Flask(__name__).test_client()


async def check(name):
"""
IDS = ("FQ702", "FQ711")
NO_OPS = {
    "another library has a client": """
        import httpx2

        def check():
            with httpx2.Client().get('/') as response: ...
    """,
    "a client is entered": """
        from flask import Flask

        def check():
            with Flask('a').test_client() as client: ...
    """,
    "the response is assigned": """
        from flask import Flask

        client = Flask('a').test_client()

        def check():
            response = client.get('/')
            return response.status_code
    """,
    "the name is in a text and a comment": """
        def check():
            return 'with client.get() as response:'  # with client.get('/') as response:
    """,
}
FORMS = {
    "it has a name": (
        """
        with client.get('/') as response:  # kept
            # kept too
            assert response.status_code == 200

            print(response)
        """,
        """
        response = await client.get('/')  # kept
        # kept too
        assert response.status_code == 200

        print(response)
        """,
    ),
    "it has no name": (
        """
        with client.get('/'):
            print(name)
        """,
        """
        await client.get('/')
        print(name)
        """,
    ),
    "the body is on the same line": (
        "with client.get('/') as response: print(response); print(name)",
        """
        response = await client.get('/')
        print(response); print(name)
        """,
    ),
    "it is an attribute": (
        """
        with client.get('/') as name.response:
            print(name.response.status)
        """,
        """
        name.response = await client.get('/')
        print(name.response.status)
        """,
    ),
    "two are entered": (
        """
        with client.get('/a') as first, client.get('/b') as second:
            print(first, second)
        """,
        """
        first = await client.get('/a')
        second = await client.get('/b')
        print(first, second)
        """,
    ),
    "two are entered in parentheses": (
        """
        with (
            client.get('/a') as first,
            client.get('/b') as second,
        ):
            print(first, second)
        """,
        """
        first = await client.get('/a')
        second = await client.get('/b')
        print(first, second)
        """,
    ),
    "a loop contains it": (
        """
        for path in name:
            with client.get(path) as response:
                if response.data:
                    continue
            print(path)
        """,
        """
        for path in name:
            response = await client.get(path)
            if await response.data:
                continue
            print(path)
        """,
    ),
    "a text of several lines is in the body": (
        '''
        with client.get('/') as response:
            assert response.data == b"""a
                b"""
        ''',
        '''
        response = await client.get('/')
        assert await response.data == b"""a
                b"""
        ''',
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_block_stays(check_unchanged, text):
    check_unchanged(text, "FQ711")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_response_is_assigned(check_rewritten, before, after):
    check_rewritten(before, after, *IDS, inside=VIEW)


def test_response_beside_another_manager_is_a_manual_step(check_manual_steps):
    text = "with client.get('/') as response, name: ..."
    step = (text, "FQ711", "Quart's response is no context manager")
    check_manual_steps(text, [step], *IDS, inside=VIEW)


def test_nested_blocks_are_unwrapped(check_rewritten):
    before = """
        with client.get('/a') as first:
            with client.get('/b') as second:
                print(first, second)
    """
    after = """
        first = await client.get('/a')
        second = await client.get('/b')
        print(first, second)
    """
    check_rewritten(before, after, *IDS, inside=VIEW)
