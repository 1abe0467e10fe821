"""Names of variables that begin with `FLASK_`, and other texts."""

import pytest

NO_OPS = {
    "what Quart reads under this name": "print('FLASK_DEBUG')\n",
    "sentence": "print('FLASK_PORT is set')\n",
    "inside of a name": "print('MY_FLASK_PORT')\n",
    "other case": "print('flask_port', 'Flask_Port', 'FLASK_port')\n",
    "beginning only": "print('FLASK', 'FLASKS_PORT')\n",
    "command": "print('FLASK_APP=app flask run')\n",
    "name of Python": "FLASK_PORT = FLASK_PORT\nset(FLASK_PORT=1)\n",
    "comment": "pass  # 'FLASK_PORT'\n",
    "docstring": 'def page():\n    """FLASK_PORT says it."""\n',
    "Quart": "print('QUART_PORT')\n",
}
CHANGES = {
    "single quotes": ("print('FLASK_PORT')  # FLASK_PORT\n", "print('QUART_PORT')  # FLASK_PORT\n"),
    "double quotes": ('os.environ["FLASK_SECRET_KEY"] = key\n', 'os.environ["QUART_SECRET_KEY"] = key\n'),
    "three quotes": ('print("""FLASK_PORT""")\n', 'print("""QUART_PORT""")\n'),
    "prefix": ("PREFIX = 'FLASK_'\n", "PREFIX = 'QUART_'\n"),
    "raw and bytes": ("print(r'FLASK_A', b'FLASK_B')\n", "print(r'QUART_A', b'QUART_B')\n"),
    "with a number": ("print('FLASK_2_TIMES')\n", "print('QUART_2_TIMES')\n"),
    "with two underscores": ("print('FLASK_A__B')\n", "print('QUART_A__B')\n"),
    "only the first": ("print('FLASK_FLASK_A')\n", "print('QUART_FLASK_A')\n"),
    "key": ("env = {'FLASK_A': f\"{get('FLASK_B')}\"}\n", "env = {'QUART_A': f\"{get('QUART_B')}\"}\n"),
    "one text after the other": ("print('FLASK_A' 'FLASK_B')\n", "print('QUART_A' 'QUART_B')\n"),
    "default and decorator": (
        "@needs('FLASK_A')\ndef page(key='FLASK_B'): ...\n",
        "@needs('QUART_A')\ndef page(key='QUART_B'): ...\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_text_stays(rewrite, text):
    assert rewrite(text, "FQ701") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_name_of_a_variable_is_renamed(rewrite, before, after):
    assert rewrite(before, "FQ701") == after
    assert rewrite(after, "FQ701") == after
