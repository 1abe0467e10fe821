"""A package before and after its migration, what `migrate` reports about it, and its repository."""

from comparison.targets import child


def written(report):
    """Return the report of files that are written."""
    return report.replace("to change, by", "changed, by")


VIEW = "app = {}(__name__)\n\n\n@app.get('/')\n"
BEFORE = f"from flask import Flask, flash\n\n{VIEW.format('Flask')}def index():\n    flash('a')\n"
AFTER = f"from quart import Quart, flash\n\n{VIEW.format('Quart')}async def index():\n    await flash('a')\n"
INSTALL = "install `quart`, and `pytest-asyncio` for the tests"
NEXT = f"""Next:
  {INSTALL}
  run the tests: `python -m pytest`; tests for Flask that stayed as they are: `comparison suite`
  see it beside the Flask app: `comparison init`, then `comparison demo`
  serve the app with an ASGI server: `hypercorn MODULE:app`, or `quart run` to develop
"""
REPORT = f"{NEXT}1 file and 4 lines to change, by 4 rules; no place to change by hand.\n"
WRITTEN = written(REPORT)


def git(path, *arguments):
    options = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgSign=false"]
    child.run(["git", *options, *arguments], 60, cwd=path, check=True)


def commit(path):
    git(path, "add", "--all")
    git(path, "commit", "-qm", "all")
