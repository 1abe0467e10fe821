"""Small projects, written into a directory."""

import textwrap
from pathlib import PurePosixPath

from comparison.discovery.sources import parsed_sources
from comparison.targets import child

FACTORY = """
from {module} import {framework}

def create_app():
    app = {framework}(__name__)
    {settings}

    @app.get("/")
    {define} index():
        return "hello"

    @app.get("/about")
    {define} about():
        return "about"

    @app.get("/post/<int:id>")
    {define} post(id):
        return str(id)

    return app
"""
MODULE = """
from flask import Flask

app = Flask(__name__)

@app.get("/")
def index():
    return "hello"
"""


def factory(framework="Flask", settings=""):
    """Return the source of a factory with three pages."""
    define = "def" if framework == "Flask" else "async def"
    return FACTORY.format(framework=framework, module=framework.lower(), define=define, settings=settings)


def write(root, files):
    """Write the texts of files by their names."""
    for name, text in files.items():
        _write(root / name, text)


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), "utf-8")


def sources(files):
    """Return the sources with these texts by their names."""
    return parsed_sources((PurePosixPath(name), textwrap.dedent(text).encode()) for name, text in files.items())


def git(root, *arguments):
    """Run a git command as a user of its own."""
    own = ["-c", "user.name=a", "-c", "user.email=a@example.test", "-c", "commit.gpgsign=false"]
    child.run(["git", *own, *arguments], 60, cwd=root, check=True, stdout=child.DEVNULL, stderr=child.DEVNULL)


def commit(root, text):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", text)


def repository(root):
    """Make a repository whose branch is `main`."""
    git(root, "init", "--quiet", "--initial-branch=main")
