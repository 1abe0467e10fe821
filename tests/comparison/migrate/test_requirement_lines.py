"""Lines of requirements change, and what belongs to other lists stays."""

import pytest

from comparison.migrate.requirement_changes import RequirementChanges
from comparison.migrate.requirement_lines import changed_lines

BOTH = RequirementChanges(replaces_flask=True, adds_asyncio=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("flask\nquart\n", "quart\n", id="Quart is there"),
        pytest.param("quart\nflask", "quart\n", id="Quart is there, and no line end"),
        pytest.param("pytest\npytest==9; a\n", "pytest\npytest-asyncio>=1.2\npytest==9; a\n", id="pytest twice"),
        pytest.param("pytest\\\n>=8 # a\n", "pytest\\\n>=8 # a\npytest-asyncio>=1.2\n", id="a continued line"),
        pytest.param("flask \\\r\n    >=2\r\nclick\r\n", "quart>=0.22\r\nclick\r\n", id="a continued line of Windows"),
        pytest.param("# a \\\nflask\n", "# a \\\nquart>=0.22\n", id="a backslash in a comment"),
        pytest.param("flask\\", "flask\\", id="a backslash at the end"),
        pytest.param("\ufeffpytest\n", "\ufeffpytest\npytest-asyncio>=1.2\n", id="a byte order mark"),
        pytest.param("click\r\npytest", "click\r\npytest\r\npytest-asyncio>=1.2", id="no line end"),
        pytest.param(
            "[options.extras_require]\na =\n  flask\n  quart\nb = flask\n",
            "[options.extras_require]\na =\n  quart\nb = quart>=0.22\n",
            id="extras are lists of their own",
        ),
        pytest.param(
            "[testenv]\ndeps = flask\n  quart\n", "[testenv]\ndeps =\n  quart\n", id="the option's name stays"
        ),
        pytest.param(
            "[testenv]\ndeps = flask; python_version < '4'\n",
            "[testenv]\ndeps = quart>=0.22; python_version < '4'\n",
            id="a semicolon of tox is a marker's",
        ),
        pytest.param("[a]\ndeps = pytest\r\n", "[a]\ndeps = pytest\r\n    pytest-asyncio>=1.2\r\n", id="Windows"),
        pytest.param(
            "[options]\ninstall_requires = flask;quart; click\n",
            "[options]\ninstall_requires = quart; click\n",
            id="semicolons, and Quart is there",
        ),
        pytest.param("[options]\nTests_Require = flask\n", "[options]\nTests_Require = quart>=0.22\n", id="upper case"),
    ],
)
def test_lines(text, expected):
    assert changed_lines(BOTH, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[testenv]\ndeps =\n    flask>=2,\\\n    <4\n",
        "[testenv]\ndeps =\n    # flask\n    click\n",
        "[testenv]\ndeps =\n    -r flask.txt\n    {[base]deps}\n",
        "[testenv]\ncommands =\n    python -m pip install flask\n    pytest\n",
        "[testenv]\ndeps =\n    pytest\n[testenv:b]\ndeps =\n    pytest-asyncio\n",
        "[tool:pytest]\naddopts =\n    flask\n",
    ],
)
def test_other_lines_stay(text):
    assert changed_lines(BOTH, text) == text
