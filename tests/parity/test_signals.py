"""Test the login log, and the framework's signals."""

SHOWN = 10


async def log_in(client, password="secret", times=1, **headers):
    for _ in range(times):
        await client.post("/login", data={"username": "admin", "password": password}, headers=headers)


async def test_log_is_for_who_is_logged_in(pair_client):
    response = await pair_client.get("/login-log/")
    assert (response.status_code, response.headers["Location"]) == (302, "/login?next=/login-log/")


async def test_login_is_logged_with_user_time_and_address(pair_client):
    await log_in(pair_client, times=SHOWN)
    page = (await pair_client.get("/login-log/")).text
    assert page.count("<td>admin</td>") == SHOWN
    assert page.count("<td>127.0.0.1</td>") == SHOWN
    assert page.count("Z</time></td>") == SHOWN


async def test_forwarded_address_is_not_believed(pair_client):
    await log_in(pair_client, times=SHOWN, **{"X-Forwarded-For": "6.6.6.6", "X-Real-Ip": "6.6.6.6"})
    page = (await pair_client.get("/login-log/")).text
    assert "6.6.6.6" not in page
    assert "<td>127.0.0.1</td>" in page


async def test_wrong_password_is_logged_as_such(pair_client):
    await log_in(pair_client, times=SHOWN)
    assert "<td>refused</td>" not in (await pair_client.get("/login-log/")).text
    await log_in(pair_client, "wrong")
    page = (await pair_client.get("/login-log/")).text
    assert page.partition("<td>refused</td>")[0].count("<td>logged in</td>") == 0
    assert (page.count("<td>refused</td>"), page.count("<td>logged in</td>")) == (1, SHOWN - 1)


async def test_refused_name_is_cut_off(pair_client):
    await pair_client.post("/login", data={"username": "n" * 300, "password": "wrong"})
    await log_in(pair_client)
    page = (await pair_client.get("/login-log/")).text
    assert f"<td>{'n' * 200}</td>" in page


async def test_signals_of_a_page(pair_client):
    response = await pair_client.get("/messages/")
    assert response.headers["X-Signals"] == "request_started, template_rendered, request_finished"


async def test_signals_of_a_flashed_message(pair_client):
    response = await pair_client.post("/messages/", data={"text": "x", "category": "warning"})
    assert response.headers["X-Signals"] == "request_started, message_flashed warning, request_finished"


async def test_signals_of_a_failure(pair_client):
    response = await pair_client.get("/index/?fail=1")
    assert response.headers["X-Signals"] == (
        "request_started, got_request_exception RuntimeError, template_rendered, request_finished"
    )


async def test_signals_of_a_page_that_does_not_exist(pair_client):
    response = await pair_client.get("/nowhere")
    assert response.headers["X-Signals"] == "request_started, template_rendered, request_finished"
