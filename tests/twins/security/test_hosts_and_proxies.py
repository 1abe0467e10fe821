"""TRUSTED_HOSTS, TRUSTED_PROXIES and the check for cross-site posts in combination."""

TRUSTED = "app.example,.wild.example"


async def status(twin, app, origin, path="/", method="GET", **headers):
    async with twin.client(app, origin=origin) as client:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return (await client.request(method, path, headers=sent)).status_code


async def test_cross_site_post_to_an_untrusted_host_is_answered_alike(twins, settings):
    answers = set()
    for twin in twins:
        app = twin.package.create_app({**settings, "TRUSTED_HOSTS": TRUSTED})
        headers = ({"Origin": "http://other.example"}, {"Sec_Fetch_Site": "cross-site"})
        answers.add(
            tuple([await status(twin, app, "http://evil.example", "/logout", "POST", **sent) for sent in headers])
        )
    assert len(answers) == 1, answers
    assert {status for answer in answers for status in answer} <= {400, 403}


async def test_forwarded_host_must_be_trusted(twin, make_app):
    app = make_app(TRUSTED_PROXIES=1, TRUSTED_HOSTS=TRUSTED)
    assert await status(twin, app, "http://inner.example", X_Forwarded_Host="app.example") == 200
    assert await status(twin, app, "http://app.example", X_Forwarded_Host="evil.example") == 400


async def test_same_site_is_judged_by_the_forwarded_host(twin, make_app):
    app = make_app(TRUSTED_PROXIES=1)
    headers = {"X_Forwarded_Host": "app.example", "Origin": "https://app.example"}
    assert await status(twin, app, "http://inner.example", "/logout", "POST", **headers) == 302
    assert await status(twin, make_app(), "http://inner.example", "/logout", "POST", **headers) == 403
