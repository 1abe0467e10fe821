"""The class of an upload, and other classes of this name."""

import pytest

NO_OPS = {
    "the project defines the class": """
        class FileStorage: ...

        file = FileStorage()
    """,
    "the class is imported from elsewhere": """
        from storage import FileStorage

        file = FileStorage()
    """,
    "another object has the attribute": """
        import storage

        file = storage.FileStorage()
    """,
    "another class has a similar name": """
        from werkzeug.datastructures import MultiDict

        form = MultiDict()
    """,
    "the name is in a text and a comment": "NAME = 'FileStorage'  # werkzeug.datastructures.FileStorage",
    "the source is written for Quart already": """
        from quart.datastructures import FileStorage

        file = FileStorage()
    """,
}
CHANGES = {
    "the class is imported by name": (
        """
        from werkzeug.datastructures import FileStorage

        file = FileStorage()
        """,
        """
        from quart.datastructures import FileStorage

        file = FileStorage()
        """,
    ),
    "the import has another name": (
        """
        from werkzeug.datastructures import FileStorage as File  # kept

        def read(file: File | None): ...
        """,
        """
        from quart.datastructures import FileStorage as File  # kept

        def read(file: File | None): ...
        """,
    ),
    "the module is imported": (
        """
        import werkzeug.datastructures

        file = werkzeug.datastructures.FileStorage().filename
        """,
        """
        import quart.datastructures

        file = quart.datastructures.FileStorage().filename
        """,
    ),
    "it is the first of several names": (
        """
        from werkzeug.datastructures import FileStorage, MultiDict

        both = FileStorage, MultiDict
        """,
        """
        from quart.datastructures import FileStorage
        from werkzeug.datastructures import MultiDict

        both = FileStorage, MultiDict
        """,
    ),
    "it is the last of several names": (
        """
        from werkzeug.datastructures import Accept, FileStorage

        print([isinstance(a, FileStorage) for a in Accept])
        """,
        """
        from quart.datastructures import FileStorage
        from werkzeug.datastructures import Accept

        print([isinstance(a, FileStorage) for a in Accept])
        """,
    ),
    "another function has a parameter of the name": (
        """
        from werkzeug.datastructures import FileStorage

        def made(FileStorage):
            return FileStorage()

        print(FileStorage)
        """,
        """
        from quart.datastructures import FileStorage

        def made(FileStorage):
            return FileStorage()

        print(FileStorage)
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_class_stays(check_unchanged, text):
    check_unchanged(text, "FQ102")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_class_comes_from_quart(check_rewritten, before, after):
    check_rewritten(before, after, "FQ102")
