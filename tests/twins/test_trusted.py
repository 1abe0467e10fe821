"""TRUSTED_HOSTS and TRUSTED_PROXIES: whose word is taken."""

import json

import pytest

TRUSTED = "app.example,.wild.example"
OTHERS = ("http://evil.example", "http://app.example.evil.example", "http://sub.app.example", "http://10.0.0.1")
FORWARDED = {
    "X-Forwarded-For": "198.51.100.1, 198.51.100.2, 198.51.100.3",
    "X-Forwarded-Proto": "https, http, https",
    "X-Forwarded-Host": "one.example, two.example, three.example",
}
# Hops, the address in the log, and where /index is redirected to: the last proxy appends last.
BELIEVED = (
    (0, "203.0.113.5", "http://app.example/index/"),
    (1, "198.51.100.3", "https://three.example/index/"),
    (2, "198.51.100.2", "http://two.example/index/"),
    (3, "198.51.100.1", "https://one.example/index/"),
    (4, "203.0.113.5", "http://app.example/index/"),
)


async def status(twin, app, origin, path="/", method="GET", **headers):
    async with twin.client(app, origin=origin) as client:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return (await client.request(method, path, headers=sent)).status_code


async def test_any_host_is_answered_by_default(twin, make_app):
    assert await status(twin, make_app(), "http://evil.example") == 200


@pytest.mark.parametrize(
    "origin", ["http://app.example", "http://app.example:8000", "https://app.example", "http://a.wild.example"]
)
async def test_trusted_host_is_answered(twin, make_app, origin):
    assert await status(twin, make_app(TRUSTED_HOSTS=TRUSTED), origin) == 200


@pytest.mark.parametrize("origin", OTHERS)
async def test_other_host_is_a_bad_request(twin, make_app, origin):
    app = make_app(TRUSTED_HOSTS=TRUSTED)
    for path in ("/", "/nowhere", "/index", "/static/style.css", "/large.csv", "/login-log/"):
        assert await status(twin, app, origin, path) == 400, path


async def test_other_host_ends_the_request_before_any_hook_answers(twin, make_app):
    assert await status(twin, make_app(TRUSTED_HOSTS=TRUSTED), "http://evil.example", "/index/?stop=1") == 400


async def test_other_host_may_not_post(twin, make_app):
    app = make_app(TRUSTED_HOSTS=TRUSTED)
    assert await status(twin, app, "http://evil.example", "/logout", "POST") == 400
    assert await status(twin, app, "http://evil.example", "/logout", "POST", Origin="http://evil.example") == 400


async def test_other_host_and_other_site_get_one_answer_from_both_apps(twins, settings):
    answers = set()
    for twin in twins:
        app = twin.package.create_app({**settings, "TRUSTED_HOSTS": TRUSTED})
        headers = ({"Origin": "http://other.example"}, {"Sec_Fetch_Site": "cross-site"})
        answers.add(
            tuple([await status(twin, app, "http://evil.example", "/logout", "POST", **one) for one in headers])
        )
    assert len(answers) == 1, answers
    assert {status for answer in answers for status in answer} <= {400, 403}


async def test_other_host_is_refused_in_development_too(twin, make_app):
    app = make_app(TRUSTED_HOSTS="localhost", DEVELOPMENT=True)
    assert await status(twin, app, "http://localhost") == 200
    assert await status(twin, app, "http://127.0.0.1") == 400


async def test_no_name_at_all_means_every_host(twin, make_app):
    assert await status(twin, make_app(TRUSTED_HOSTS=""), "http://evil.example") == 200


@pytest.mark.parametrize(("hops", "address", "location"), BELIEVED, ids=[str(row[0]) for row in BELIEVED])
async def test_as_many_hops_are_believed_as_are_trusted(twin, make_app, settings, log_in, hops, address, location):
    app = make_app(TRUSTED_PROXIES=hops)
    async with twin.client(app, origin="http://app.example", peer="203.0.113.5") as client:
        redirect = await client.get("/index", headers=FORWARDED)
        assert (redirect.status_code, redirect.headers["Location"]) == (308, location)
        form = {"username": "admin", "password": "secret"}
        assert (await client.post("/login", data=form, headers=FORWARDED)).status_code == 302
    assert [json.loads(line)["ip"] for line in settings["LOGIN_LOG"].read_bytes().splitlines()] == [address]


@pytest.mark.parametrize("hops", [1, 2])
async def test_headers_that_come_twice_are_one_list(twin, make_app, hops):
    headers = [("X-Forwarded-Host", "one.example"), ("X-Forwarded-Host", "two.example")]
    async with twin.client(make_app(TRUSTED_PROXIES=hops), origin="http://app.example") as client:
        location = (await client.get("/index", headers=headers)).headers["Location"]
    assert location == {1: "http://two.example/index/", 2: "http://one.example/index/"}[hops]


@pytest.mark.parametrize("name", FORWARDED)
async def test_header_that_is_empty_or_missing_changes_nothing(twin, make_app, name):
    for headers in ({}, {name: ""}, {name: " "}):
        async with twin.client(make_app(TRUSTED_PROXIES=1), origin="http://app.example") as client:
            response = await client.get("/index", headers=headers)
        assert (response.status_code, response.headers["Location"]) == (308, "http://app.example/index/")


async def test_header_that_is_empty_leaves_the_peers_address(twin, make_app, settings, log_in):
    app = make_app(TRUSTED_PROXIES=1)
    async with twin.client(app, origin="http://app.example", peer="203.0.113.5") as client:
        await log_in(client, X_Forwarded_For="")
    assert json.loads(settings["LOGIN_LOG"].read_bytes())["ip"] == "203.0.113.5"


async def test_other_headers_of_proxies_are_not_believed(twin, make_app, settings, log_in):
    app = make_app(TRUSTED_PROXIES=1)
    async with twin.client(app, origin="http://app.example", peer="203.0.113.5") as client:
        await log_in(
            client, X_Real_Ip="6.6.6.6", Forwarded="for=6.6.6.6;host=evil.example;proto=https", X_Forwarded_Port="99"
        )
        location = (await client.get("/index", headers={"X-Forwarded-Prefix": "/evil"})).headers["Location"]
    assert json.loads(settings["LOGIN_LOG"].read_bytes())["ip"] == "203.0.113.5"
    assert location == "http://app.example/index/"


async def test_host_that_a_proxy_names_must_be_trusted(twin, make_app):
    app = make_app(TRUSTED_PROXIES=1, TRUSTED_HOSTS=TRUSTED)
    assert await status(twin, app, "http://inner.example", X_Forwarded_Host="app.example") == 200
    assert await status(twin, app, "http://app.example", X_Forwarded_Host="evil.example") == 400


async def test_post_is_from_this_site_by_the_name_that_the_proxy_gives(twin, make_app):
    app = make_app(TRUSTED_PROXIES=1)
    headers = {"X_Forwarded_Host": "app.example", "Origin": "https://app.example"}
    assert await status(twin, app, "http://inner.example", "/logout", "POST", **headers) == 302
    assert await status(twin, make_app(), "http://inner.example", "/logout", "POST", **headers) == 403
