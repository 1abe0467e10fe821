"""The class of an upload, and other classes of this name."""

import pytest

NO_OPS = {
    "class of one's own": "class FileStorage: ...\n\n\nfile = FileStorage()\n",
    "import from elsewhere": "from storage import FileStorage\n\nfile = FileStorage()\n",
    "attribute": "import storage\n\nfile = storage.FileStorage()\n",
    "other class": "from werkzeug.datastructures import MultiDict\n\nform = MultiDict()\n",
    "text and comment": "NAME = 'FileStorage'  # werkzeug.datastructures.FileStorage\n",
    "Quart": "from quart.datastructures import FileStorage\n\nfile = FileStorage()\n",
}
CHANGES = {
    "name": (
        "from werkzeug.datastructures import FileStorage\n\nfile = FileStorage()\n",
        "from quart.datastructures import FileStorage\n\nfile = FileStorage()\n",
    ),
    "other name": (
        "from werkzeug.datastructures import FileStorage as File  # kept\n\n\ndef read(file: File | None): ...\n",
        "from quart.datastructures import FileStorage as File  # kept\n\n\ndef read(file: File | None): ...\n",
    ),
    "module": (
        "import werkzeug.datastructures\n\nfile = werkzeug.datastructures.FileStorage().filename\n",
        "import quart.datastructures\n\nfile = quart.datastructures.FileStorage().filename\n",
    ),
    "first of several": (
        "from werkzeug.datastructures import FileStorage, MultiDict\n\nboth = FileStorage, MultiDict\n",
        "from quart.datastructures import FileStorage\nfrom werkzeug.datastructures import MultiDict\n\n"
        "both = FileStorage, MultiDict\n",
    ),
    "last of several": (
        "from werkzeug.datastructures import Accept, FileStorage\n\n"
        "print([isinstance(a, FileStorage) for a in Accept])\n",
        "from quart.datastructures import FileStorage\nfrom werkzeug.datastructures import Accept\n\n"
        "print([isinstance(a, FileStorage) for a in Accept])\n",
    ),
    "shadowed elsewhere": (
        "from werkzeug.datastructures import FileStorage\n\n\n"
        "def made(FileStorage):\n    return FileStorage()\n\n\nprint(FileStorage)\n",
        "from quart.datastructures import FileStorage\n\n\n"
        "def made(FileStorage):\n    return FileStorage()\n\n\nprint(FileStorage)\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_class_stays(rewrite, text):
    assert rewrite(text, "FQ102") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_class_comes_from_quart(rewrite, before, after):
    assert rewrite(before, "FQ102") == after
    assert rewrite(after, "FQ102") == after
