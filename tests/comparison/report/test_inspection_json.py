"""The JSON of an inspection is as its schema says."""

import json
from pathlib import Path

import jsonschema
import pytest

from comparison.report import inspection_json

from .inspections import LOUD, QUIET

SCHEMA = json.loads(Path(inspection_json.__file__).with_name("inspection.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("report", [QUIET, LOUD], ids=["quiet", "loud"])
def test_json_is_as_its_schema_says(report):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(inspection_json.json_text(report)), SCHEMA, jsonschema.Draft202012Validator)


def test_each_finding_has_its_place_and_its_state():
    values = json.loads(inspection_json.json_text(LOUD))
    findings = values["findings"]
    assert [finding["state"] for finding in findings] == ["open"] * 11 + ["ignored", "accepted"]
    assert (findings[0]["note"], findings[0]["path"], findings[0]["line"]) == ("FD101", "shop/views.py", 1)
    assert values["summary"]["dangerous"] == 10
