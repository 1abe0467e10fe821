"""The synchronous client of a Quart app, with the methods of Flask's."""

import json
from importlib.metadata import version
from io import BytesIO

import pytest
import quart
import quart.json.provider
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from comparison.suite import SyncClient
from comparison.suite.environ import EnvironBuilder as OwnBuilder


def create_app():
    app = quart.Quart(__name__)
    app.secret_key = "for tests"

    @app.route("/", methods=["GET", "POST", "PUT"])
    async def index():
        request = quart.request
        form = await request.form
        return {
            "method": request.method,
            "path": request.path,
            "args": request.args,
            "form": form,
            "data": (await request.get_data(as_text=True)) if not form else "",
            "host": request.host,
            "agent": request.user_agent.string,
            "address": request.remote_addr,
            "name": quart.session.get("name"),
        }

    @app.post("/login")
    async def login():
        quart.session["name"] = "Ada"
        quart.g.name = "Ada"
        return quart.redirect("/")

    @app.post("/again")
    async def again():
        return quart.redirect("/", 307)

    @app.post("/upload")
    async def upload():
        file = (await quart.request.files)["file"]
        return f"{file.filename} {file.mimetype} {len(file.read())}"

    return app


@pytest.fixture
def app():
    return create_app()


@pytest.fixture
def client(app):
    return SyncClient(app)


def test_the_arguments_are_those_of_flasks_client(client):
    answer = client.post("/", data={"a": "1"}, query_string={"b": "2"}, base_url="http://shop.test:81").json
    assert (answer["form"], answer["args"], answer["host"]) == ({"a": "1"}, {"b": "2"}, "shop.test:81")
    answer = client.put("/", data="text", environ_base={"REMOTE_ADDR": "192.0.2.1"}, headers={"User-Agent": "x"}).json
    assert (answer["method"], answer["data"], answer["address"], answer["agent"]) == ("PUT", "text", "192.0.2.1", "x")
    assert client.get("/").json["agent"] == f"Werkzeug/{version('werkzeug')}"


@pytest.mark.parametrize(
    "argument",
    [
        lambda app: EnvironBuilder("/", query_string="a=1"),
        lambda app: OwnBuilder(app, "/?a=1"),
        lambda app: EnvironBuilder("/?a=1").get_environ(),
        lambda app: Request(EnvironBuilder("/?a=1").get_environ()),
    ],
    ids=["a builder", "a builder of an app", "an environ", "a request"],
)
def test_a_request_may_be_built_before(app, client, argument):
    assert client.open(argument(app)).json["args"] == {"a": "1"}


def test_a_file_is_uploaded(client):
    files = {"file": (BytesIO(b"12345"), "a.txt", "text/x-own")}
    assert client.post("/upload", data=files).text == "a.txt text/x-own 5"


def test_redirects_are_followed_with_cookies(client):
    response = client.post("/login", follow_redirects=True)
    assert response.json["name"] == "Ada"
    assert [earlier.status_code for earlier in response.history] == [302]
    assert response.request.path == "/"
    assert client.get_cookie("session") is not None


def test_a_redirect_with_307_sends_the_body_again(client):
    assert client.post("/again", data="text", follow_redirects=True).json["data"] == "text"


def test_a_client_without_cookies_keeps_none(app):
    client = SyncClient(app, use_cookies=False)
    assert client.post("/login", follow_redirects=True).json["name"] is None
    with pytest.raises(TypeError, match="Cookies are disabled"), client.session_transaction():
        pass


def test_contexts_stay_until_the_next_request_or_the_end_of_the_block(client):
    with client:
        client.post("/login")
        assert (quart.g.name, quart.session["name"], quart.request.path) == ("Ada", "Ada", "/login")
        client.get("/?a=1")
        assert quart.request.args["a"] == "1"
        assert "name" not in quart.g
    assert not quart.has_request_context()
    assert not quart.has_app_context()


def test_blocks_can_not_be_nested(client):
    with client, pytest.raises(RuntimeError, match="Cannot nest"), client:
        pass
    with client:
        client.get("/")


def test_a_session_is_opened_and_saved(client):
    with client.session_transaction() as session:
        session["name"] = "Bob"
    assert client.get("/").json["name"] == "Bob"
    with client.session_transaction() as session:
        assert session["name"] == "Bob"


def test_a_session_that_can_not_be_opened_is_an_error(app, client):
    app.secret_key = None
    with pytest.raises(RuntimeError, match="Session backend did not open a session"), client.session_transaction():
        pass


def test_a_response_reads_json_with_the_provider_of_the_app(app, client):
    class Provider(quart.json.provider.DefaultJSONProvider):
        def loads(self, s, **kwargs):
            return {"read by": "the app", **json.loads(s)}

    app.json = Provider(app)
    assert client.get("/").json["read by"] == "the app"
