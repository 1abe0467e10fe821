"""Test both apps behind nginx: the client's address, host and scheme, uploads and streams."""

import json

import pytest

from lab.promises.place import FORM, LIMIT, TWINS, content_of, served, upload
from lab.promises.trust import LOGIN

from .nginx import behind

pytestmark = pytest.mark.needs("nginx")


@pytest.fixture(scope="module", params=TWINS, ids=str)
def place(request):
    with served(request.param, "hypercorn", {"TRUSTED_PROXIES": "1"}) as place:
        yield place


@pytest.fixture(scope="module")
def client(place, tmp_path_factory):
    with behind(place.server.port, tmp_path_factory.mktemp("nginx")) as client:
        yield client


def test_log_names_the_client_and_not_the_proxy(client, place):
    assert client.post("/login", data=LOGIN).status_code == 302
    assert json.loads((place.directory / "login.log").read_text().splitlines()[-1])["ip"] == "127.0.0.1"


def test_log_does_not_name_what_the_client_says_of_itself(client, place):
    client.post("/login", data=LOGIN, headers={"X-Forwarded-For": "6.6.6.6"})
    assert json.loads((place.directory / "login.log").read_text().splitlines()[-1])["ip"] == "127.0.0.1"


def test_redirect_leads_to_the_name_and_scheme_that_the_client_used(client):
    response = client.get("/upload", headers={"Host": "shop.example"})
    assert (response.status_code, response.headers["Location"]) == (308, "https://shop.example/upload/")


def test_post_from_the_site_s_own_page_is_let_in(client):
    own = {"Host": "shop.example", "Origin": "https://shop.example"}
    assert client.post("/login", data=LOGIN, headers=own).status_code == 302
    assert client.post("/login", data=LOGIN, headers=own | {"Origin": "https://evil.example"}).status_code == 403


@pytest.mark.parametrize("name", ["with a length", "in chunks"])
def test_upload_of_the_limit_is_stored_and_one_byte_more_refused(client, place, name):
    body, sized = upload(LIMIT, letter=name[:1].encode()), name == "with a length"
    stored = client.post("/upload/", content=body if sized else iter([body]), headers=FORM)
    more = upload(LIMIT + 1)
    refused = client.post("/upload/", content=more if sized else iter([more]), headers=FORM)
    assert (stored.status_code, refused.status_code) == (200, 413)
    assert content_of(body) in place.stored()


def test_stream_comes_whole_and_begins_before_it_is_made(client):
    with client.stream("GET", "/large.csv") as response:
        sizes = [len(part) for part in response.iter_raw()]
    assert sum(sizes) == 94_500_000
    assert len(sizes) > 100
