"""What the tests of migrated files share."""

import pytest


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a function that writes files into the current folder, which is an empty one."""
    monkeypatch.chdir(tmp_path)

    def write(**files):
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
            if path.parent != tmp_path:
                (path.parent / "__init__.py").touch()
        return path.relative_to(tmp_path)

    return write
