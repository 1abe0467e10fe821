"""Findings as workflow commands of GitHub Actions."""

from comparison.report.inspection_github import github_lines

from .inspections import LOUD, QUIET


def test_dangerous_findings_are_warnings_and_others_notices():
    commands = list(github_lines(LOUD))
    assert commands[0] == (
        "::warning file=shop/views.py,line=1,col=5,title=FD101::It happens. Remedy: Remedy of FD101."
    )
    assert [command.split()[0] for command in commands] == ["::warning"] * 10 + ["::notice"] * 2
    assert list(github_lines(QUIET)) == []


def test_signs_with_a_meaning_are_escaped():
    command = list(github_lines(LOUD))[9]
    assert command.startswith("::warning file=shop/100%25%2C a%3Ab.py,line=3,col=5,title=FD101::It%0Ahappens. ")
