"""The features of a pair."""

import pytest

from comparison.demo.features import Sources, features_of, registers_routes, sources_view, with_routes
from comparison.report.page.overview import NoteText

LEFT = '@bp.get("/a")\ndef index():\n    return "a"\n'
RIGHT = LEFT.replace("def", "async def")


@pytest.fixture
def pairs(tmp_path):
    """Return a function that writes files of both apps, and returns their paths as pairs."""

    def write(*names, left=LEFT, right=RIGHT):
        paths = []
        for name in names:
            pair = tmp_path / "left" / name, tmp_path / "right" / name
            for path, text in zip(pair, (left, right), strict=True):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
            paths.append(pair)
        return paths

    return write


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('@app.route("/")\ndef index(): ...', True),
        ('@bp.post("/a", name="b")\nasync def index(): ...', True),
        ('@bp.get("a")\ndef index(): ...', False),
        ('@cache.get\n@app.route(RULE)\n@route("/")\ndef index(): ...', False),
        ('get("/")', False),
    ],
)
def test_module_registers_routes_with_decorators(source, expected):
    assert registers_routes(source) is expected


def test_feature_has_its_lines_rules_and_notes(pairs, tmp_path):
    paths = pairs("upload.py", "admin/views.py")
    reasons = {(paths[0][1], 2): "FQ003 rename"}
    admin, upload = sorted(
        features_of(paths, tmp_path, reasons, {paths[0][0]: {"FD101": [1, 2]}}), key=lambda feature: feature.name
    )
    assert (admin.name, admin.rules, admin.divergences) == ("admin", (), ())
    assert (upload.name, upload.rules, upload.divergences) == ("upload", ("FQ003",), (("FD101", (1, 2)),))
    assert (upload.baseline, upload.candidate) == ("left/upload.py", "right/upload.py")
    [rows] = upload.groups
    assert [(row.differs, row.rules) for row in rows] == [(False, ""), (True, "FQ003 rename"), (False, "")]
    assert rows[1].sides[1] == (2, (("async ", True), ("def index():", False)))


def test_single_module_has_its_own_name(pairs, tmp_path):
    assert [feature.name for feature in features_of(pairs("app.py"), tmp_path, {}, {})] == ["app"]


def test_module_without_routes_is_no_feature(pairs):
    paths = pairs("a.py")
    assert with_routes([*pairs("db.py", right="a = 1"), *paths]) == paths


def test_unreadable_source_has_no_features(pairs, tmp_path):
    assert with_routes(pairs("a.py", right="def")) == []
    assert with_routes([(tmp_path / "none.py", tmp_path / "none.py")]) == []


def test_view_has_the_notes_that_are_named(pairs, tmp_path):
    paths = pairs("upload.py")
    features = features_of(paths, tmp_path, {}, {paths[0][0]: {"FD101": [1]}})
    notes = {id: NoteText(f"`{id}` title", "why `this`\nhappens", "silent", "") for id in ("FD101", "FD102")}
    view = sources_view(Sources(features, ("/a",), notes))
    assert view["routes"] == ["/a"]
    reason = [[("why ", False), ("this", True), (" happens", False)]]
    assert view["notes"] == {"FD101": {"title": "FD101 title", "severity": "silent", "reason": reason, "remedy": []}}
