"""Settings: the order of their sources, their types and defaults, and their effects."""

import runpy
from datetime import timedelta
from pathlib import Path

import pytest

from parity.answers import answer_in

FROM_TEXT = (
    ("SECRET_KEY", "12345", "12345"),
    ("SECRET_KEY_FALLBACKS", "old,older", ["old", "older"]),
    ("DEVELOPMENT", "no", False),
    ("DEVELOPMENT", "TRUE", True),
    ("DEVELOPMENT", "", False),
    ("UPLOAD_FOLDER", "/srv/uploads", Path("/srv/uploads")),
    ("LOGIN_LOG", "/srv/login.log", Path("/srv/login.log")),
    ("ALLOWED_EXTENSIONS", "txt, csv,,", ["csv", "txt"]),
    ("MAX_CONTENT_LENGTH", "0", 0),
    ("MAX_CONTENT_LENGTH", "1000", 1000),
    ("PERMANENT_SESSION_LIFETIME", "60", timedelta(minutes=1)),
    ("USERNAME", "1", "1"),
    ("PASSWORD_HASH", "pbkdf2:sha256:1$salt$0a", "pbkdf2:sha256:1$salt$0a"),
    ("TRUSTED_HOSTS", "a.example,.b.example", [".b.example", "a.example"]),
    ("SOURCE_URL", "https://code.example/a/", "https://code.example/a"),
    ("TWIN_URL", "http://[::1]:8002/", "http://[::1]:8002"),
    ("TRUSTED_PROXIES", "2", 2),
    ("SERVED_OVER_TLS", "1", True),
    ("SERVED_OVER_TLS", "false", False),
    ("THREADS", "8", 8),
    ("BODY_TIMEOUT", "30", 30),
    ("UPLOAD_QUOTA", "0", 0),
    ("UPLOAD_RETENTION", "60", timedelta(minutes=1)),
    ("LOGIN_TRIES", "3", 3),
    ("LOGIN_PAUSE", "0", 0),
    ("LOGIN_LOG_SIZE", "1000", 1000),
)


def test_key_alone_gives_the_defaults(bare):
    config = bare({"SECRET_KEY": "k"}).config
    assert config["SECRET_KEY"] == "k"
    assert config["SECRET_KEY_FALLBACKS"] is None
    assert config["DEVELOPMENT"] is False
    assert config["ALLOWED_EXTENSIONS"] == ["gif", "jpeg", "jpg", "pdf", "png", "txt"]
    assert config["MAX_CONTENT_LENGTH"] == 16 * 1024 * 1024
    assert config["PERMANENT_SESSION_LIFETIME"] == timedelta(days=31)
    assert config["USERNAME"] == "admin"
    assert config["PASSWORD_HASH"] is None
    assert config["TRUSTED_HOSTS"] is None
    assert config["TRUSTED_PROXIES"] == 0
    assert config["SERVED_OVER_TLS"] is False
    assert config["THREADS"] == 64


def test_default_directories_lie_in_the_instance_directory(twin, bare):
    app = bare({"SECRET_KEY": "k"})
    directory = Path(app.instance_path) / twin.name
    assert directory.parent.name == "instance"
    assert app.config["UPLOAD_FOLDER"] == directory / "uploads"
    assert app.config["LOGIN_LOG"] == directory / "login.log"
    assert directory != Path.cwd()


def test_environment_wins_over_the_default(bare):
    assert bare({"SECRET_KEY": "k"}, THREADS="3").config["THREADS"] == 3


def test_argument_wins_over_the_environment(bare):
    config = bare({"SECRET_KEY": "argument", "THREADS": 5}, SECRET_KEY="environment", THREADS="3").config
    assert (config["SECRET_KEY"], config["THREADS"]) == ("argument", 5)


def test_argument_hides_a_wrong_value_in_the_environment(bare):
    assert bare({"SECRET_KEY": "k", "THREADS": 5}, THREADS="many").config["THREADS"] == 5


@pytest.mark.parametrize(("name", "text", "value"), FROM_TEXT, ids=[f"{row[0]}={row[1]}" for row in FROM_TEXT])
def test_text_in_the_environment_is_read_by_its_type(bare, name, text, value):
    loaded = bare({} if name == "SECRET_KEY" else {"SECRET_KEY": "k"}, **{name: text}).config[name]
    assert loaded == value
    assert type(loaded) is type(value)


def test_setting_of_the_frameworks_own_passes_through(bare):
    assert bare({"SECRET_KEY": "k"}, MAX_FORM_PARTS="5").config["MAX_FORM_PARTS"] == 5
    assert bare({"SECRET_KEY": "k", "MAX_FORM_PARTS": 7}).config["MAX_FORM_PARTS"] == 7


def test_key_of_bytes_is_accepted_as_an_argument(bare):
    assert bare({"SECRET_KEY": b"\xff"}).config["SECRET_KEY"] == b"\xff"


@pytest.mark.parametrize("name", ["DEVELOPMENT", "DEBUG"])
async def test_development_makes_a_key_and_lets_in_admin_with_secret(twin, bare, tmp_path, log_in, name):
    directories = {"UPLOAD_FOLDER": tmp_path / "uploads", "LOGIN_LOG": tmp_path / "login.log"}
    apps = [bare(directories, **{name: "1"}) for _ in range(2)]
    assert len({app.config["SECRET_KEY"] for app in apps}) == 2
    assert all(len(app.config["SECRET_KEY"]) == 64 for app in apps)
    async with twin.client(apps[0]) as client:
        assert (await log_in(client)).status_code == 302


async def test_nobody_logs_in_before_a_password_is_set(twin, make_app, log_in):
    async with twin.client(make_app(PASSWORD_HASH=None)) as client:
        assert (await log_in(client)).status_code == 401


async def test_user_and_password_are_settings(twin, make_app):
    async with twin.client(make_app(USERNAME="管理")) as client:
        statuses = []
        for user in ("admin", "管理"):
            response = await client.post("/login", data={"username": user, "password": "secret"})
            statuses.append(response.status_code)
        assert statuses == [401, 302]


async def test_allowed_extensions_are_a_setting(twin, make_app):
    async with twin.client(make_app(ALLOWED_EXTENSIONS={"csv"})) as client:
        for name, status in (("a.csv", 200), ("A.CSV", 200), ("a.txt", 400)):
            assert (await client.post("/upload/", files={"file": (name, b"x")})).status_code == status


async def test_allowed_extensions_are_set_in_either_case(twin, make_app):
    async with twin.client(make_app(ALLOWED_EXTENSIONS="CSV")) as client:
        for name in ("a.csv", "A.CSV"):
            assert (await client.post("/upload/", files={"file": (name, b"x")})).status_code == 200


async def test_upload_limit_is_a_setting(twin, make_app):
    async with twin.client(make_app(MAX_CONTENT_LENGTH=1000)) as client:
        for size, status in ((500, 200), (1001, 413)):
            assert (await client.post("/upload/", files={"file": ("a.txt", b"x" * size)})).status_code == status


@pytest.mark.parametrize(
    ("over_tls", "name", "origin"), [(False, "session", "http://x.test"), (True, "__Host-session", "https://x.test")]
)
async def test_session_cookie_over_tls_is_secure_and_bound_to_the_host(twin, make_app, over_tls, name, origin):
    async with twin.client(make_app(SERVED_OVER_TLS=over_tls), origin=origin) as client:
        cookie = (await client.get("/set-session/")).headers["Set-Cookie"]
        attributes = cookie.split("; ")
        assert attributes[0].startswith(f"{name}=")
        assert ("Secure" in attributes) is over_tls
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(attributes)
        assert "Domain=" not in cookie
        assert answer_in((await client.get("/get-session/")).text) == "jack"


def test_module_is_served_to_this_machine_only(twin, bare, monkeypatch, tmp_path):
    app, served = bare({"SECRET_KEY": "k"}), []
    monkeypatch.setattr(type(app), "run", lambda app, **options: served.append(options["host"]))
    monkeypatch.setenv(f"{twin.prefix}SECRET_KEY", "k")
    monkeypatch.setenv(f"{twin.prefix}UPLOAD_FOLDER", str(tmp_path))
    runpy.run_module(twin.name, run_name="__main__")
    assert served == ["127.0.0.1"]
