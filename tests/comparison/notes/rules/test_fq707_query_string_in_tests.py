"""Query strings of requests, and other arguments."""

import pytest

VIEW = """\
from flask import Flask

app = Flask(__name__)
client = app.test_client()


def check(name):
"""
NO_OPS = {
    "it is a dictionary": """
        from flask import Flask

        client = Flask('a').test_client()

        def check():
            client.get('/', query_string={'a': 'b'})
            client.get('/', query_string=dict(a='b'))
    """,
    "it is None": """
        from flask import Flask

        client = Flask('a').test_client()

        def check():
            client.get('/', query_string=None)
    """,
    "another library has a client": """
        import httpx2

        def check():
            httpx2.Client().get('/', query_string='a=b')
    """,
    "the query string is in the path already": """
        from flask import Flask

        client = Flask('a').test_client()

        def check():
            client.get('/?a=b')
    """,
}
FORMS = {
    "it is text": ("client.get('/', query_string='a=b')  # kept", "client.get('/?a=b')  # kept"),
    "it comes first": ("client.get(query_string='a=b', path='/')", "client.get(path='/?a=b')"),
    "it is an f-string": ("client.get('/', query_string=f'a={name}')", """client.get('/' + "?" + f'a={name}')"""),
    "the path is an f-string": ("client.get(f'/{name}', query_string='a')", """client.get(f'/{name}' + "?" + 'a')"""),
    "it has a name": (
        """
        query = 'a=b'
        client.get('/', query_string=query, headers={})
        """,
        """
        query = 'a=b'
        client.get('/' + "?" + query, headers={})
        """,
    ),
    "it is encoded": (
        """
        from urllib.parse import urlencode
        client.get('/', query_string=urlencode({'a': name}))
        """,
        """
        from urllib.parse import urlencode
        client.get('/' + "?" + urlencode({'a': name}))
        """,
    ),
    "a value is None": (
        "client.get('/', query_string={'a': 'b', 'c': None})",
        "client.get('/', query_string={'a': 'b',})",
    ),
    "a request context gets it": (
        "app.test_request_context('/', query_string='a=b')",
        "app.test_request_context('/?a=b')",
    ),
    "the call spans several lines": (
        """
        client.get(
            '/',
            query_string='a=b',  # kept
        )
        """,
        """
        client.get(
            '/?a=b',  # kept
        )
        """,
    ),
}
WRONG = {
    "the path depends on a condition": (
        "client.get('/a' if name else '/b', query_string='a=b')",
        """client.get(('/a' if name else '/b') + "?" + 'a=b')""",
    ),
    "it depends on a condition": (
        "client.get('/', query_string='a=b' if name else 'c=d')",
        """client.get('/' + "?" + ('a=b' if name else 'c=d'))""",
    ),
    "it has the quotes of the path": (
        """client.get("/", query_string='q="a"')""",
        """client.get("/" + "?" + 'q="a"')""",
    ),
    "the path has three quotes": (
        '''client.get("""/""", query_string="a=b")''',
        '''client.get("""/""" + "?" + "a=b")''',
    ),
}
UNKNOWN = "`query_string` may be text here"


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_query_string_stays(check_unchanged, text):
    check_unchanged(text, "FQ707")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_text_is_in_the_path(check_rewritten, before, after):
    check_rewritten(before, after, "FQ707", inside=VIEW)


def test_unknown_query_string_is_a_manual_step(check_unchanged, check_manual_steps):
    text = "client.get('/', query_string=name)"
    check_unchanged(text, "FQ707", inside=VIEW)
    check_manual_steps(text, [(text, "FQ707", UNKNOWN)], "FQ707", inside=VIEW)


@pytest.mark.parametrize(
    ("before", "after"),
    WRONG.values(),
    ids=WRONG,
)
def test_text_is_joined_to_the_whole_path(check_rewritten, before, after):
    check_rewritten(before, after, "FQ707", inside=VIEW)


def test_query_string_of_two_kinds_is_a_manual_step(has_manual_step):
    text = """
        def fetch(query):
            return client.get('/', query_string=query)

        fetch('a=b')
        fetch({'a': 'b'})
    """
    assert has_manual_step(text, "FQ707", inside=VIEW)


def test_text_that_may_be_missing_is_a_manual_step(has_manual_step):
    text = """
        def fetch(query=None):
            return client.get('/', query_string=query)

        fetch()
        fetch('a=b')
    """
    assert has_manual_step(text, "FQ707", inside=VIEW)


def test_none_in_a_call_of_dict_is_removed(check_rewritten):
    before = "client.get('/', query_string=dict(a='b', c=None))"
    check_rewritten(before, "client.get('/', query_string=dict(a='b'))", "FQ707", inside=VIEW)


def test_request_context_without_a_path_gets_both(check_rewritten):
    before = "app.test_request_context(query_string='a=b')"
    check_rewritten(before, "app.test_request_context('/?a=b')", "FQ707", "FQ713", inside=VIEW)
