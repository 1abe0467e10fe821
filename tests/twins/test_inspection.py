"""What `comparison inspect` finds in the Quart app is accepted with a reason: compat/ closes it, or it is harmless."""

import json
import re
from pathlib import Path

import pytest

from comparison.cli import cli
from comparison.cli.inspected_notes import inspected_notes
from comparison.inspection.app import inspected_app
from comparison.inspection.baseline import read_baseline
from comparison.inspection.finding import Inspection
from comparison.inspection.result import result_of
from comparison.notes.catalogue import all_divergences, all_rules
from comparison.settings import read_settings

ROOT = Path(__file__).parents[2]
SETTINGS = read_settings(ROOT)
BASELINE = read_baseline(SETTINGS.inspect_baseline)


@pytest.mark.torture
def test_nothing_is_open_in_the_quart_app_and_nothing_is_accepted_in_vain(monkeypatch):
    monkeypatch.chdir(ROOT)
    notes = inspected_notes()
    app = inspected_app([Path("quart_app")], all_rules().values(), SETTINGS.exclude)
    result = result_of(Inspection(app, notes), {note.id for note in notes}, BASELINE, ())
    assert [(finding.spot.path, finding.spot.line, finding.sentence) for finding in result.findings] == []
    assert result.remarks == ()


def test_each_reason_names_the_file_that_closes_the_divergence():
    divergences = all_divergences()
    for (id, path, text), reason in BASELINE.items():
        files = re.findall(r"compat/(\w+)\.py", reason)
        assert reason, (id, path, text)
        assert files == ([divergences[id].compat] if divergences[id].compat else []), (id, reason)
        assert all((ROOT / "quart_app/compat" / f"{file}.py").exists() for file in files)


@pytest.mark.torture
def test_page_for_deciding_has_the_counts_of_the_flask_app(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit):
        cli(["inspect", "flask_app", "--format", "json"], standalone_mode=False)
    report = json.loads(capsys.readouterr().out)
    lines, changes = report["summary"]["lines"], report["migration"]
    share = f"{changes['lines'] / lines * 100:.0f} %"
    concerned = f"{len({finding['note'] for finding in report['findings']})}, at {report['summary']['findings']}"
    row = f"| {lines:,} | {changes['lines']} ({share}) | {changes['steps']} | {concerned} |"
    assert row in (ROOT / "comparison/docs/deciding.md").read_text("utf-8")
