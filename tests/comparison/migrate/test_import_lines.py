"""New import statements stand among their kind."""

import pytest

from comparison.migrate.change import ReplacedName
from comparison.migrate.imports import import_edits
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.migrate.source import Source
from comparison.migrate.text_edits import apply_edits

from .moving import moved
from .sources import dedented


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "",
            dedented("""
            import aiofiles


        """),
            id="the file has no imports",
        ),
        pytest.param(
            dedented("""
                #!/usr/bin/python
                # why

            """),
            dedented("""
                #!/usr/bin/python
                # why

                import aiofiles


            """),
            id="comments begin the file",
        ),
        pytest.param('"""Doc."""\n', '"""Doc."""\nimport aiofiles\n\n\n', id="a docstring begins the file"),
        pytest.param(
            "from __future__ import annotations\n",
            dedented("""
                from __future__ import annotations

                import aiofiles
            """),
            id="a __future__ import is first",
        ),
        pytest.param(
            '"""Doc."""\nfrom __future__ import annotations\n',
            '"""Doc."""\nfrom __future__ import annotations\n\nimport aiofiles\n',
            id="a docstring and a __future__ import are first",
        ),
        pytest.param(
            "import os\n",
            dedented("""
            import os

            import aiofiles
        """),
            id="it goes after the standard library",
        ),
        pytest.param(
            dedented("""
            import os

            import click
        """),
            dedented("""
            import os

            import aiofiles
            import click
        """),
            id="it goes before a later name",
        ),
        pytest.param("import aaa\n", "import aaa\nimport aiofiles\n", id="it goes after an earlier name"),
        pytest.param(
            dedented("""
                import aaa
                import zzz

                from . import a
            """),
            dedented("""
                import aaa
                import aiofiles
                import zzz

                from . import a
            """),
            id="it goes between two names",
        ),
        pytest.param("from aaa import b\n", "import aiofiles\nfrom aaa import b\n", id="it goes before `from` imports"),
        pytest.param(
            dedented("""
                import aaa

                from . import a
            """),
            dedented("""
                import aaa
                import aiofiles

                from . import a
            """),
            id="it goes before the package's imports",
        ),
        pytest.param(
            dedented("""
                from zzz import (
                    a,
                    b,
                )
            """),
            dedented("""
                import aiofiles
                from zzz import (
                    a,
                    b,
                )
            """),
            id="it goes before an import of several lines",
        ),
        pytest.param(
            dedented("""
                import os

                try:
                    import aaa
                except ImportError:
                    pass
            """),
            dedented("""
                import os

                import aiofiles

                try:
                    import aaa
                except ImportError:
                    pass
            """),
            id="it does not go into a block",
        ),
        pytest.param(
            "import os  # why\n",
            dedented("""
            import os  # why

            import aiofiles
        """),
            id="it goes after a comment",
        ),
    ],
)
def test_new_import_stands_where_its_kind_stands(before, after):
    assert moved(f"{before}open('a')\n") == f"{after}aiofiles.open('a')\n"


def test_package_comes_with_its_submodule():
    text = dedented("""
        import os

        import aardvark

        os.mkdir(open(os.sep))
    """)
    after = dedented("""
        import os

        import aardvark
        import aiofiles.os

        aiofiles.os.mkdir(aiofiles.open(os.sep))
    """)
    assert moved(text) == after


def test_new_import_says_which_rule_wanted_it():
    module = Module.parse("shop", b"open('a')\nopen('b')\n")
    source = Source(module, Project.of([module]), set())
    first, second = source.uses("builtins.open")
    edits = import_edits(module, [(ReplacedName(first, "a.b"), "R1"), (ReplacedName(second, "a.c"), "R2")])
    result = apply_edits(module.source, edits)
    assert result.text == b"import a\n\n\na.b('a')\na.c('b')\n"
    assert result.rules_after == {1: {"R1"}, 2: {"R1"}, 3: {"R1"}, 4: {"R1"}, 5: {"R2"}}
