"""The checks that run elsewhere: the workflow, and the hooks before a commit."""

import re

from .pages import ROOT


def test_the_workflow_runs_what_a_contributor_runs():
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    assert re.findall(r"^ +- run: (.+)$", workflow, re.MULTILINE) == [".ci/run"]


def test_hooks_download_nothing():
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert re.findall(r"repo: (.+)", hooks) == ["local"]
    assert set(re.findall(r"language: (.+)", hooks)) == {"system"}
    for path in re.findall(r"tests/[\w/]+\.py", hooks):
        assert (ROOT / path).is_file()
