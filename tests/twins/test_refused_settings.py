"""Wrong settings and a missing key are refused with an error that names them."""

import os
import sys
from datetime import timedelta
from subprocess import PIPE, STDOUT

import pytest

from comparison.targets import child

WRONG_TEXT = (
    ("SECRET_KEY_FALLBACKS", "old,,older"),
    ("DEVELOPMENT", "maybe"),
    ("UPLOAD_FOLDER", ""),
    ("LOGIN_LOG", ""),
    ("MAX_CONTENT_LENGTH", "16M"),
    ("MAX_CONTENT_LENGTH", "-1"),
    ("MAX_CONTENT_LENGTH", "1.5"),
    ("MAX_CONTENT_LENGTH", "²"),
    ("MAX_CONTENT_LENGTH", "३"),
    ("PERMANENT_SESSION_LIFETIME", "31 days"),
    ("PERMANENT_SESSION_LIFETIME", "9" * 20),
    ("TRUSTED_HOSTS", ""),
    ("TRUSTED_HOSTS", " ,"),
    ("TRUSTED_HOSTS", "http://a.example"),
    ("SOURCE_URL", ""),
    ("SOURCE_URL", "javascript:alert(1)"),
    ("SOURCE_URL", "https://a.example/?b"),
    ("SOURCE_URL", "https://a.example:port/"),
    ("SOURCE_URL", 'https://a.example/">'),
    ("SOURCE_URL", "https://user@a.example/"),
    ("TWIN_URL", "127.0.0.1:8002"),
    ("TWIN_URL", "http:///"),
    ("TWIN_URL", "http://127.0.0.1:8002/path"),
    ("TRUSTED_PROXIES", "yes"),
    ("SERVED_OVER_TLS", "2"),
    ("THREADS", "0"),
    ("BODY_TIMEOUT", "0"),
    ("UPLOAD_QUOTA", "1G"),
    ("UPLOAD_RETENTION", "for ever"),
    ("UPLOAD_RETENTION", "0"),
    ("UPLOAD_RETENTION", "9" * 20),
    ("MAX_FORM_MEMORY_SIZE", "69999"),
    ("LOGIN_TRIES", "0"),
    ("LOGIN_PAUSE", "-1"),
    ("LOGIN_LOG_SIZE", "0"),
)
WRONG_ARGUMENTS = (
    ("SECRET_KEY", 12345),
    ("SECRET_KEY_FALLBACKS", [1]),
    ("DEVELOPMENT", "maybe"),
    ("DEVELOPMENT", 2),
    ("UPLOAD_FOLDER", 1),
    ("LOGIN_LOG", b"log"),
    ("ALLOWED_EXTENSIONS", 5),
    ("ALLOWED_EXTENSIONS", ["txt", 5]),
    ("MAX_CONTENT_LENGTH", 1.5),
    ("MAX_CONTENT_LENGTH", True),
    ("PERMANENT_SESSION_LIFETIME", -1),
    ("PERMANENT_SESSION_LIFETIME", timedelta(seconds=-1)),
    ("USERNAME", 1),
    ("USERNAME", b"admin"),
    ("PASSWORD_HASH", 1),
    ("TRUSTED_HOSTS", True),
    ("TRUSTED_HOSTS", []),
    ("TRUSTED_PROXIES", -1),
    ("SERVED_OVER_TLS", []),
    ("THREADS", 0),
)
# Each command with its exit status. hypercorn 0.18 loses its workers' status: it joins them twice, and uses the second,
# empty result (hypercorn/run.py). With 0 workers the app runs in hypercorn's own process, whose status is kept.
COMMANDS = {
    "module": (["{python}", "-m", "{name}"], 1),
    "run": (["{python}", "-m", "{framework}", "--app", "{name}", "run", "--port", "0"], 2),
    "hypercorn": (["{python}", "-m", "hypercorn", "--bind", "127.0.0.1:0", "{name}.asgi:app"], 0),
    "hypercorn without workers": (
        ["{python}", "-m", "hypercorn", "--workers", "0", "--bind", "127.0.0.1:0", "{name}.asgi:app"],
        1,
    ),
}


def error_of(twin, make, *args, **environment):
    with pytest.raises(twin.package.SettingError) as caught:
        make(*args, **environment)
    return caught.value.message


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("THREADS", "a whole number, 1 or more"),
        ("MAX_FORM_MEMORY_SIZE", "a whole number, 70000 or more"),
        ("MAX_CONTENT_LENGTH", "a whole number, 0 or more"),
        ("UPLOAD_RETENTION", "a whole number of seconds from 1 to 3162240000"),
        ("PERMANENT_SESSION_LIFETIME", "a whole number of seconds from 0 to 34560000"),
    ],
)
@pytest.mark.parametrize("wrong", ["x", "9" * 5000], ids=["no number", "more digits than Python reads"])
def test_error_names_the_bounds(bare, twin, name, expected, wrong):
    message = error_of(twin, bare, {"SECRET_KEY": "k"}, **{name: wrong})
    assert message.endswith(f"is {wrong!r}, but must be {expected}.")


@pytest.mark.parametrize(("name", "text"), WRONG_TEXT, ids=[f"{row[0]}={row[1]}" for row in WRONG_TEXT])
def test_wrong_environment_value_is_refused_with_its_variable(twin, bare, name, text):
    message = error_of(twin, bare, {"SECRET_KEY": "k"}, **{name: text})
    assert message.startswith(f"The environment variable {twin.prefix}{name} {problem_of(name, text)} must be ")


def problem_of(name, value):
    """Return how an error text tells a value; a secret one is not printed."""
    is_secret = name in ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "PASSWORD_HASH")
    return "has a wrong value, not shown here: it" if is_secret else f"is {value!r}, but"


@pytest.mark.parametrize(("name", "value"), WRONG_ARGUMENTS, ids=[f"{row[0]}={row[1]!r}" for row in WRONG_ARGUMENTS])
def test_wrong_argument_is_refused_with_its_name(twin, bare, name, value):
    message = error_of(twin, bare, {"SECRET_KEY": "k", name: value})
    assert message.startswith(f"The argument {name} of create_app {problem_of(name, value)} must be ")


def test_key_of_the_other_framework_is_not_read(twin, bare, monkeypatch):
    other_prefix = {"FLASK_": "QUART_", "QUART_": "FLASK_"}[twin.prefix]
    monkeypatch.setenv(f"{other_prefix}SECRET_KEY", "k")
    monkeypatch.setenv(f"{other_prefix}DEVELOPMENT", "1")
    assert f"{twin.prefix}SECRET_KEY is not set" in error_of(twin, bare)


@pytest.mark.parametrize("environment", [{}, {"SECRET_KEY": ""}], ids=["unset", "empty"])
def test_missing_key_is_refused_with_a_command_that_makes_one(twin, bare, environment):
    message = error_of(twin, bare, **environment)
    assert f"{twin.prefix}SECRET_KEY is not set" in message
    assert "python -c 'import secrets; print(secrets.token_hex(32))'" in message
    assert f"{twin.prefix}DEVELOPMENT=1" in message


@pytest.mark.parametrize("text", ["0", "false", "no", "False", "NO"])
def test_debug_off_does_not_enable_development(twin, bare, text):
    assert "SECRET_KEY is not set" in error_of(twin, bare, DEBUG=text)


@pytest.mark.parametrize("text", ["secret", "", "md5$salt$00", "scrypt:32768:8:1$salt", "scrypt$$00"])
def test_password_in_place_of_a_hash_is_refused_and_not_printed(twin, bare, text):
    message = error_of(twin, bare, {"SECRET_KEY": "k"}, PASSWORD_HASH=text)
    variable = f"The environment variable {twin.prefix}PASSWORD_HASH"
    remedy = "it must be a hash. Make one with: python -c '"
    assert message.startswith(f"{variable} has a wrong value, not shown here: {remedy}")


def test_longest_lifetime_is_400_days(twin, bare):
    longest = 400 * 24 * 60 * 60
    config = bare({"SECRET_KEY": "k", "PERMANENT_SESSION_LIFETIME": longest}).config
    assert config["PERMANENT_SESSION_LIFETIME"] == timedelta(days=400)
    message = error_of(twin, bare, {"SECRET_KEY": "k"}, PERMANENT_SESSION_LIFETIME=str(longest + 1))
    assert f"must be a whole number of seconds from 0 to {longest}" in message


@pytest.mark.parametrize(("command", "status"), COMMANDS.values(), ids=COMMANDS)
def test_command_without_a_key_prints_an_error_without_a_traceback(twin, tmp_path, command, status):
    words = [word.format(python=sys.executable, name=twin.name, framework=twin.framework) for word in command]
    path = os.pathsep.join([str(twin.directory.parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    done = child.run(words, 60, environment, cwd=tmp_path, stdout=PIPE, stderr=STDOUT, text=True)
    printed = done.stdout
    assert done.returncode == status
    assert f"{twin.prefix}SECRET_KEY is not set" in printed
    assert "secrets.token_hex(32)" in printed
    assert "Traceback" not in printed
