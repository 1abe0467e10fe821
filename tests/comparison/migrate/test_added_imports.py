"""A name that a rule uses is imported, unless the module has bound it."""

import pytest

from comparison.migrate.change import AddedImport
from comparison.migrate.imports import import_edits
from comparison.migrate.module import Module
from comparison.migrate.text_edits import apply_edits

NEW = "from pathlib import Path\n"


def imported(text, *names):
    """Return a source in which rules use names, by default `pathlib.Path`, each as "MODULE.NAME"."""
    module = Module.parse("shop", text.encode())
    parts = [name.rpartition(".") for name in names or ("pathlib.Path",)]
    added = [(AddedImport(module.tree, package, name), "R1") for package, _, name in parts]
    return apply_edits(module.source, import_edits(module, [], added)).text.decode()


@pytest.mark.parametrize(
    "text",
    [
        "from pathlib import Path\n",
        "from pathlib import PurePath, Path\n",
        "from shop.paths import Path\n",
        "try:\n    from pathlib import Path\nexcept ImportError:\n    Path = None\n",
        "import os\nif os.name:\n    from pathlib import Path\n",
        "Path = 1\n",
        "class Path: ...\n",
    ],
)
def test_name_that_is_bound_is_not_imported(text):
    assert imported(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a = 1\n", f"{NEW}\n\na = 1\n", id="there is no import"),
        pytest.param("import os\na\n", f"import os\n{NEW}a\n", id="there is an import"),
        pytest.param("import pathlib\na\n", f"import pathlib\n{NEW}a\n", id="its module is imported"),
        pytest.param(
            "from pathlib import PurePath\n", f"from pathlib import PurePath\n{NEW}", id="another name is imported"
        ),
        pytest.param(
            "from pathlib import Path as P\n", f"from pathlib import Path as P\n{NEW}", id="it has another name"
        ),
        pytest.param("from pathlib import *\n", f"from pathlib import *\n{NEW}", id="a star may import it"),
        pytest.param(
            "def f():\n    from pathlib import Path\n",
            f"{NEW}\n\ndef f():\n    from pathlib import Path\n",
            id="a function imports it",
        ),
        pytest.param(
            "from __future__ import annotations\na\n",
            f"from __future__ import annotations\n\n{NEW}a\n",
            id="an import of the future comes first",
        ),
    ],
)
def test_name_that_is_not_bound_is_imported(text, expected):
    assert imported(text) == expected


def test_import_has_the_line_ends_of_the_file():
    assert imported("import os\r\n") == "import os\r\nfrom pathlib import Path\r\n"


def test_several_names():
    names = ["quart.datastructures.FileStorage", "pathlib.Path", "pathlib.Path"]
    assert imported("import os\n\nimport quart\n", *names) == (
        "import os\nfrom pathlib import Path\n\nimport quart\nfrom quart.datastructures import FileStorage\n"
    )


def test_import_for_type_checkers_does_not_bind_a_name():
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from pathlib import Path\n"
    assert NEW in imported(text).splitlines(keepends=True)
