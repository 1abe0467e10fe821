"""Test how two sources are shown as Markdown."""

from comparison.notes.code_blocks import both_sources, fix_block, python_block

FLASK = "from flask import Flask\n\napp = Flask(__name__)\nsize = 1\nname = 2\n"
QUART = FLASK.replace("flask", "quart").replace("Flask", "Quart")


def lines(count):
    return "".join(f"line_{number}\n" for number in range(count))


def test_sources_that_are_alike_are_one_diff():
    block = both_sources(FLASK, QUART)
    assert block.startswith("```diff\n-from flask import Flask\n+from quart import Quart\n\n-app")
    assert block.endswith("\n size = 1\n name = 2\n```")


def test_sources_that_have_little_in_common_stand_one_after_the_other():
    block = both_sources("a = 1\n", "b = 2\n")
    assert block == "Flask:\n\n```python\na = 1\n```\n\nQuart:\n\n```python\nb = 2\n```"


def test_small_fix_is_a_diff_with_three_lines_around_it():
    source = lines(20)
    block = fix_block(source, source.replace("line_1\n", "first\n").replace("line_18\n", "last\n"))
    assert "+first\n line_2\n line_3\n line_4\n …\n line_15" in block
    assert "line_9" not in block


def test_long_fix_is_shown_in_full():
    fixed = QUART + lines(9)
    assert fix_block(QUART, fixed) == python_block(fixed)
