"""Which environment variables an app reads, and what they are set to."""

import pytest

from comparison.discovery.variables import find_variables, value_for

from .projects import sources


def values(text, framework="flask"):
    files = sources({"config.py": text}).files
    return {variable.name: variable.value for variable in find_variables(files, framework)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "{secret}"),
        ("SHOP_SECRET", "{secret}"),
        ("SECURITY_PASSWORD_SALT", "{secret}"),
        ("DATABASE_URL", "sqlite:///{tmp}/app.db"),
        ("SQLALCHEMY_DATABASE_URI", "sqlite:///{tmp}/app.db"),
        ("DATABASE", "{tmp}/app.db"),
        ("SHOP_DB_PATH", "{tmp}/app.db"),
        ("UPLOAD_FOLDER", "{tmp}"),
        ("LOG_FILE", "{tmp}/app.log"),
        ("HOME", ""),
        ("PATH", ""),
        ("SECRET_KEY_FALLBACKS", ""),
        ("DEBUG", ""),
    ],
)
def test_the_name_says_the_value(name, value):
    assert value_for(name) == value


def test_a_server_as_default_is_kept():
    assert value_for("DATABASE_URL", "postgresql://db/shop") == ""
    assert value_for("DATABASE_URL", "sqlite:///shop.db") == "sqlite:///{tmp}/app.db"


def test_what_is_no_environment_is_left_out():
    text = (
        "environ['wsgi.input']; environ['A']; request.environ['B']; settings.get('C'); import os; os.environ['D'] = '1'"
    )
    assert values(text) == {}


def test_variables_are_read_by_name():
    text = """
    import os
    from os import environ, getenv as read
    key = os.environ["SECRET_KEY"]
    url = os.environ.get("DATABASE_URL", "mysql://db/shop")
    directory = environ.get("UPLOAD_FOLDER")
    host = read("API_HOST")
    """
    expected = {"API_HOST": "", "DATABASE_URL": "", "SECRET_KEY": "{secret}", "UPLOAD_FOLDER": "{tmp}"}
    assert values(text) == expected


def test_a_variable_is_required_if_one_place_requires_it():
    files = sources({"a.py": "import os\nos.getenv('A')\nos.environ['A']\nos.environ['A']"}).files
    (variable,) = find_variables(files, "flask")
    assert (variable.is_required, variable.line) == (True, 3)


@pytest.mark.parametrize(
    ("call", "framework", "prefix"),
    [("()", "flask", "FLASK"), ("()", "quart", "QUART"), ("('SHOP')", "flask", "SHOP"), ("(prefix='S')", "quart", "S")],
)
def test_a_prefix_stands_for_the_keys_of_the_configuration(call, framework, prefix):
    text = f"app.config.from_mapping(DATABASE='a')\napp.config.from_prefixed_env{call}\napp.config['DEBUG']"
    assert values(text, framework) == {f"{prefix}_DATABASE": "{tmp}/app.db", f"{prefix}_SECRET_KEY": "{secret}"}
