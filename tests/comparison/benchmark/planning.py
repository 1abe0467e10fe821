"""Plans for two small apps."""

from comparison.benchmark.plan import Plan, make_plan
from comparison.settings import Settings, read_settings
from comparison.sides import Side

PYPROJECT = """
[tool.comparison.baseline]
app = "plan_flask:app"
[tool.comparison.candidate]
app = "plan_quart:app"
[tool.comparison.benchmark]
{section}
"""


def write_apps(directory):
    for framework in ("flask", "quart"):
        source = f"from {framework} import {framework.title()}\napp = {framework.title()}(__name__)\n"
        (directory / f"plan_{framework}.py").write_text(source)


def plan_from(directory, section="", **options):
    """Return the plan for a pyproject.toml with this section."""
    (directory / "pyproject.toml").write_text(PYPROJECT.format(section=section))
    return make_plan(read_settings(directory), **options)


def minimal_plan(directory, *workloads, contestants=(), **options):
    """Return a plan for apps that are never loaded."""
    baseline, candidate = Side("baseline", "a:app", "a:app"), Side("candidate", "b:app", "b:app")
    options = {"rounds": 3, "seconds": 0.01, "quick": True} | options
    return Plan(Settings(directory, baseline, candidate), contestants, workloads, **options)
