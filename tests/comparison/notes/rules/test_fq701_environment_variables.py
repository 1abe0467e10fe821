"""Names of variables that begin with `FLASK_`, and other texts."""

from textwrap import dedent

import pytest

NO_OPS = {
    "Quart reads the variable under this name": "print('FLASK_DEBUG')",
    "a sentence contains the name": "print('FLASK_PORT is set')",
    "a longer name contains it": "print('MY_FLASK_PORT')",
    "the case is another": "print('flask_port', 'Flask_Port', 'FLASK_port')",
    "only the beginning is the same": "print('FLASK', 'FLASKS_PORT')",
    "a command contains it": "print('FLASK_APP=app flask run')",
    "a Python name begins with it": """
        FLASK_PORT = FLASK_PORT
        set(FLASK_PORT=1)
    """,
    "the name is in a comment": "pass  # 'FLASK_PORT'",
    "a docstring contains it": '''
        def page():
            """FLASK_PORT says it."""
    ''',
    "the name begins with QUART_ already": "print('QUART_PORT')",
}
CHANGES = {
    "the text has single quotes": ("print('FLASK_PORT')  # FLASK_PORT", "print('QUART_PORT')  # FLASK_PORT"),
    "the text has double quotes": ('os.environ["FLASK_SECRET_KEY"] = key', 'os.environ["QUART_SECRET_KEY"] = key'),
    "the text has three quotes": ('print("""FLASK_PORT""")', 'print("""QUART_PORT""")'),
    "the text is the prefix": ("PREFIX = 'FLASK_'", "PREFIX = 'QUART_'"),
    "the text is raw or bytes": ("print(r'FLASK_A', b'FLASK_B')", "print(r'QUART_A', b'QUART_B')"),
    "the name contains a number": ("print('FLASK_2_TIMES')", "print('QUART_2_TIMES')"),
    "the name contains two underscores": ("print('FLASK_A__B')", "print('QUART_A__B')"),
    "only the first prefix changes": ("print('FLASK_FLASK_A')", "print('QUART_FLASK_A')"),
    "it is a key, and in an f-string": (
        "env = {'FLASK_A': f\"{get('FLASK_B')}\"}",
        "env = {'QUART_A': f\"{get('QUART_B')}\"}",
    ),
    "two texts follow each other": ("print('FLASK_A' 'FLASK_B')", "print('QUART_A' 'QUART_B')"),
    "a default and a decorator contain it": (
        """
        @needs('FLASK_A')
        def page(key='FLASK_B'): ...
        """,
        """
        @needs('QUART_A')
        def page(key='QUART_B'): ...
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_text_stays(check_unchanged, text):
    check_unchanged(reading(text), "FQ701")


def reading(text):
    """Return a text after a line that reads all variables of the prefix."""
    return "app.config.from_prefixed_env()\n" + dedent(text).removeprefix("\n")


READ_BY_THE_COMMAND = ("FLASK_APP", "FLASK_RUN_HOST", "FLASK_RUN_PORT", "FLASK_SKIP_DOTENV")


@pytest.mark.parametrize("text", [*NO_OPS.values(), "os.environ['FLASK_CONFIG']"], ids=[*NO_OPS, "it is the app's own"])
def test_text_stays_if_no_setting_is_read_from_the_environment(check_unchanged, text):
    check_unchanged(text, "FQ701")


@pytest.mark.parametrize("name", READ_BY_THE_COMMAND)
def test_variable_of_the_command_is_renamed(check_rewritten, name):
    check_rewritten(f"print('{name}')", f"print('{name.replace('FLASK', 'QUART')}')", "FQ701")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_name_of_a_variable_is_renamed(check_rewritten, before, after):
    check_rewritten(reading(before), reading(after), "FQ701")


OWN = "nothing of Quart reads this variable"
OWN_VARIABLES = {
    "the environment is read": "print(os.environ['FLASK_CONFIG'])",
    "a default is passed": "print(os.getenv('FLASK_SECRET_KEY', 'a'))",
    "a test sets it": "monkeypatch.setenv('FLASK_CONFIG', 'testing')",
    "the prefix is a text": "PREFIX = 'FLASK_'",
}


@pytest.mark.parametrize("text", OWN_VARIABLES.values(), ids=OWN_VARIABLES)
def test_variable_of_the_app_is_a_manual_step(check_unchanged, check_manual_steps, text):
    check_unchanged(text, "FQ701")
    check_manual_steps(text, [(text, "FQ701", OWN)], "FQ701")


@pytest.mark.parametrize("text", OWN_VARIABLES.values(), ids=OWN_VARIABLES)
def test_variable_of_the_app_is_no_manual_step_if_settings_are_read(check_manual_steps, text):
    check_manual_steps(reading(text), [], "FQ701")


@pytest.mark.parametrize("name", ["FLASK_DEBUG", "FLASK_ENV"])
def test_variable_that_stays_is_no_manual_step(check_unchanged, check_manual_steps, name):
    check_unchanged(f"print('{name}')", "FQ701")
    check_manual_steps(f"print('{name}')", [], "FQ701")


def test_variable_of_the_command_is_renamed_in_an_f_string(check_rewritten):
    check_rewritten("""print(f"FLASK_APP", f'{1}FLASK_APP')""", """print(f"QUART_APP", f'{1}FLASK_APP')""", "FQ701")
