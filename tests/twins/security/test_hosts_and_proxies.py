"""TRUSTED_HOSTS, TRUSTED_PROXIES and the guards together: whose word is taken, and which refusal comes first."""

TRUSTED = "app.example,.wild.example"


async def status(twin, app, origin, path="/", method="GET", **headers):
    async with twin.client(app, origin=origin) as client:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return (await client.request(method, path, headers=sent)).status_code


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


async def test_host_that_a_proxy_names_must_be_trusted(twin, make_app):
    app = make_app(TRUSTED_PROXIES=1, TRUSTED_HOSTS=TRUSTED)
    assert await status(twin, app, "http://inner.example", X_Forwarded_Host="app.example") == 200
    assert await status(twin, app, "http://app.example", X_Forwarded_Host="evil.example") == 400


async def test_post_is_from_this_site_by_the_name_that_the_proxy_gives(twin, make_app):
    app = make_app(TRUSTED_PROXIES=1)
    headers = {"X_Forwarded_Host": "app.example", "Origin": "https://app.example"}
    assert await status(twin, app, "http://inner.example", "/logout", "POST", **headers) == 302
    assert await status(twin, make_app(), "http://inner.example", "/logout", "POST", **headers) == 403
