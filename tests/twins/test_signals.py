"""The signals of a login, their log, and the separation of apps."""

import json

import pytest

from parity.answers import answer_in


def entries(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


@pytest.fixture
def log(settings):
    return settings["LOGIN_LOG"]


@pytest.fixture
def refusals(log):
    return log.with_name("login.log.refused")


async def test_login_adds_one_record(twin, make_app, log_in, log):
    async with twin.client(make_app()) as client:
        assert entries(log) == []
        assert (await log_in(client)).status_code == 302
    assert [sorted(entry) for entry in entries(log)] == [["ip", "outcome", "time", "user"]]


async def test_logins_in_two_apps_add_records_to_the_same_log(twin, make_app, log_in, log):
    for app in (make_app(), make_app()):
        async with twin.client(app) as client:
            await log_in(client)
    assert len(entries(log)) == 2


async def test_disconnected_app_adds_no_record_and_still_logs_in(twin, make_app, log_in, log):
    app = make_app()
    twin.module("signals").disconnect(app)
    async with twin.client(app) as client:
        response = await log_in(client)
        assert (response.status_code, "X-Signals" in response.headers) == (302, False)
    assert entries(log) == []


async def test_app_can_be_connected_again(twin, make_app, log_in, log):
    app = make_app()
    signals = twin.module("signals")
    signals.disconnect(app)
    signals.connect(app)
    async with twin.client(app) as client:
        await log_in(client)
    assert len(entries(log)) == 1


async def test_connecting_twice_adds_one_record(twin, make_app, log_in, log):
    app = make_app()
    twin.module("signals").connect(app)
    async with twin.client(app) as client:
        await log_in(client)
    assert len(entries(log)) == 1


async def test_disconnecting_twice_is_no_error(twin, make_app):
    app = make_app()
    for _ in range(2):
        twin.module("signals").disconnect(app)


async def test_app_hears_nothing_from_another_app(twin, make_app, log_in, log, tmp_path):
    other_log = tmp_path / "other.log"
    app, other_app = make_app(), make_app(LOGIN_LOG=other_log)
    async with twin.client(app) as client, twin.client(other_app):
        response = await log_in(client)
    assert response.headers["X-Signals"] == "request_started, message_flashed info, request_finished"
    assert len(entries(log)) == 1
    assert entries(other_log) == []


async def test_disconnecting_one_app_leaves_the_other_connected(twin, make_app, log_in, log):
    app, other_app = make_app(), make_app()
    twin.module("signals").disconnect(other_app)
    async with twin.client(app) as client:
        await log_in(client)
    assert len(entries(log)) == 1


async def test_sender_is_the_app_and_the_user_a_keyword(twin, make_app, log_in):
    app, heard = make_app(), []
    receiver = twin.receiver(lambda sender, **extra: heard.append((sender, extra)))
    signal = twin.module("signals").login_signal
    with signal.connected_to(receiver, sender=app):
        async with twin.client(app) as client:
            await log_in(client)
    # The app itself, not a proxy: receivers are looked up by the sender's identity.
    assert [(type(sender), sender is app, extra["user"]) for sender, extra in heard] == [(type(app), True, "admin")]


async def test_wrong_password_sends_only_the_refusal_signal(twin, make_app, log, refusals):
    app, heard = make_app(), []
    signals = twin.module("signals")
    receivers = [twin.receiver(lambda sender, *, name=name, **extra: heard.append((name, extra))) for name in "ab"]
    with (
        signals.login_signal.connected_to(receivers[0], sender=app),
        signals.refusal_signal.connected_to(receivers[1], sender=app),
    ):
        async with twin.client(app) as client:
            response = await client.post("/login", data={"username": "admin", "password": "wrong"})
    assert (response.status_code, [name for name, _ in heard], heard[0][1]["user"]) == (401, ["b"], "admin")
    assert [(entry["user"], entry["outcome"]) for entry in entries(refusals)] == [("admin", "refused")]


@pytest.mark.parametrize(
    "user", ["a\nb", "a\r\nb", "*", "a\x85b", "a\u2028b", "a\x1b[31mb", "a\0b", "a\u202eb", "x" * 65_000]
)
async def test_refused_name_is_logged_escaped_and_cut(twin, make_app, refusals, user):
    async with twin.client(make_app()) as client:
        response = await client.post("/login", data={"username": user, "password": "wrong"})
    assert response.status_code == 401
    assert [entry["user"] for entry in entries(refusals)] == [user[:200]]
    assert len(refusals.read_bytes()) < 2000
    assert refusals.read_bytes().isascii()


async def test_refusal_that_cannot_be_logged_is_an_error(twin, make_app, refusals):
    refusals.mkdir()
    async with twin.client(make_app()) as client:
        response = await client.post("/login", data={"username": "admin", "password": "wrong"})
    assert response.status_code == 500


async def test_log_page_includes_the_rotated_log(twin, make_app, log_in, log):
    async with twin.client(make_app(LOGIN_LOG_SIZE=300)) as client:
        for _ in range(5):
            await log_in(client)
        page = (await client.get("/login-log/")).text
    away = log.with_name("login.log.1")
    assert len(entries(log)) + len(entries(away)) == page.count("<td>logged in</td>") == 5


async def test_refusals_do_not_rotate_the_log_of_logins(twin, make_app, log_in, log):
    async with twin.client(make_app(LOGIN_LOG_SIZE=300)) as client:
        await log_in(client)
        for _ in range(20):
            await client.post("/login", data={"username": "admin", "password": "wrong"})
    assert [entry["outcome"] for entry in entries(log)] == ["logged in"]


def fail(sender, **extra):
    raise RuntimeError("a receiver that fails")


async def test_failing_receiver_sets_no_session_cookie(twin, make_app, log_in):
    app, receiver = make_app(), twin.receiver(fail)
    async with twin.client(app) as client:
        with twin.module("signals").login_signal.connected_to(receiver, sender=app):
            response = await log_in(client)
        assert (response.status_code, "Set-Cookie" in response.headers) == (500, False)
        assert "a receiver that fails" not in response.text
        assert "Log out" not in (await client.get("/")).text


async def test_failing_flash_sets_no_session_cookie(twin, make_app, log_in):
    app, receiver = make_app(), twin.receiver(fail)
    async with twin.client(app) as client:
        # It fails after the session was changed, and before its cookie is sent.
        with twin.module("signals").message_flashed.connected_to(receiver, sender=app):
            response = await log_in(client)
        assert (response.status_code, "Set-Cookie" in response.headers) == (500, False)
        assert "Log out" not in (await client.get("/")).text


async def test_failed_login_leaves_the_session_unchanged(twin, make_app, log_in):
    app, receiver = make_app(), twin.receiver(fail)
    async with twin.client(app) as client:
        await client.get("/set-session/")
        with twin.module("signals").login_signal.connected_to(receiver, sender=app):
            response = await log_in(client)
        assert (response.status_code, "Set-Cookie" in response.headers) == (500, False)
        assert answer_in((await client.get("/get-session/")).text) == "jack"


async def test_unwritable_log_sets_no_session_cookie(twin, make_app, log_in, log):
    log.mkdir()
    async with twin.client(make_app()) as client:
        response = await log_in(client)
        assert (response.status_code, "Set-Cookie" in response.headers) == (500, False)
        assert "Log out" not in (await client.get("/")).text


async def test_record_is_on_disk_before_the_session_is_sent(twin, make_app, log_in, log):
    app, seen = make_app(), []
    after = twin.receiver(
        lambda sender, **extra: seen.append((len(entries(log)), "Set-Cookie" in extra["response"].headers))
    )
    finished = twin.module("signals").request_finished
    with finished.connected_to(after, sender=app):
        async with twin.client(app) as client:
            await log_in(client)
    assert seen == [(1, True)]
