"""New import statements stand among their kind."""

import pytest

from .moving import moved


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", "import aiofiles\n\n\n", id="no imports"),
        pytest.param(
            "#!/usr/bin/python\n# why\n\n", "#!/usr/bin/python\n# why\n\nimport aiofiles\n\n\n", id="comments"
        ),
        pytest.param('"""Doc."""\n', '"""Doc."""\nimport aiofiles\n\n\n', id="docstring"),
        pytest.param(
            "from __future__ import annotations\n",
            "from __future__ import annotations\n\nimport aiofiles\n",
            id="future",
        ),
        pytest.param(
            '"""Doc."""\nfrom __future__ import annotations\n',
            '"""Doc."""\nfrom __future__ import annotations\n\nimport aiofiles\n',
            id="docstring and future",
        ),
        pytest.param("import os\n", "import os\n\nimport aiofiles\n", id="standard library"),
        pytest.param("import os\n\nimport click\n", "import os\n\nimport aiofiles\nimport click\n", id="before one"),
        pytest.param("import aaa\n", "import aaa\nimport aiofiles\n", id="behind one"),
        pytest.param(
            "import aaa\nimport zzz\n\nfrom . import a\n",
            "import aaa\nimport aiofiles\nimport zzz\n\nfrom . import a\n",
            id="between two",
        ),
        pytest.param("from aaa import b\n", "import aiofiles\nfrom aaa import b\n", id="before those with from"),
        pytest.param(
            "import aaa\n\nfrom . import a\n",
            "import aaa\nimport aiofiles\n\nfrom . import a\n",
            id="before the package",
        ),
        pytest.param(
            "from zzz import (\n    a,\n    b,\n)\n",
            "import aiofiles\nfrom zzz import (\n    a,\n    b,\n)\n",
            id="lines",
        ),
        pytest.param(
            "import os\n\ntry:\n    import aaa\nexcept ImportError:\n    pass\n",
            "import os\n\nimport aiofiles\n\ntry:\n    import aaa\nexcept ImportError:\n    pass\n",
            id="not in a block",
        ),
        pytest.param("import os  # why\n", "import os  # why\n\nimport aiofiles\n", id="behind a comment"),
    ],
)
def test_new_import_stands_where_its_kind_stands(before, after):
    assert moved(f"{before}open('a')\n") == f"{after}aiofiles.open('a')\n"
