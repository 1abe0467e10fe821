"""Settings are found wherever apps set or read them."""

import pytest

from comparison.inspection.detector import SettingUse

from .apps import FLASK, places

SET = SettingUse(("SERVER_NAME",))


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (f"{FLASK}app.config['SERVER_NAME'] = 'a'\n", [4]),
        (f"{FLASK}app.config['SERVER_NAME'] = None\n", []),
        (f"{FLASK}app.config.update(SERVER_NAME='a')\n", [4]),
        (f"{FLASK}app.config.from_mapping(SERVER_NAME='a')\n", [4]),
        (f"{FLASK}app.config.setdefault('SERVER_NAME', 'a')\n", [4]),
        (f"{FLASK}app.config.update({{'SERVER_NAME': 'a'}})\n", [4]),
        (f"{FLASK}class Config:\n    SERVER_NAME = 'a'\n", [5]),
        (f"{FLASK}class Menu:\n    SERVER_NAME = 'a'\n", []),
        (f"{FLASK}print({{'SERVER_NAME': 'a', 'other': 1}})\n", []),
        (f"{FLASK}print(app.config['SERVER_NAME'])\n", []),
        ({"settings.py": "SERVER_NAME = 'a'\n"}, [1]),
        ({"config.py": "setting('SERVER_NAME', str, 'a')\n"}, [1]),
        ({"config.py": "import os\nname = os.environ.get('SERVER_NAME', 'a')\n"}, []),
        ({"menu.py": "SERVER_NAME = 'a'\n"}, []),
    ],
)
def test_setting_is_found_where_it_is_set(files, lines):
    assert [place.partition(":")[2] for place in places(files, SET)] == [f"{line} SERVER_NAME" for line in lines]


def test_attribute_of_the_app_sets_its_setting():
    assert places(f"{FLASK}app.secret_key = 'a'\n", SettingUse(("SECRET_KEY",))) == ["app.py:4 SECRET_KEY"]


def test_value_decides_if_the_trigger_has_one():
    text = f"{FLASK}app.config['RESPONSE_TIMEOUT'] = None\n"
    assert places(text, SettingUse(("RESPONSE_TIMEOUT",), value="None")) == ["app.py:4 RESPONSE_TIMEOUT"]
    assert places(text, SettingUse(("RESPONSE_TIMEOUT",), value="60")) == []


def test_reads_are_found_apart():
    text = f"{FLASK}app.config['A'] = 1\napp.config['A']\napp.config.get('A')\n"
    assert places(text, SettingUse(("A",), how="read")) == ["app.py:5 A", "app.py:6 A"]
