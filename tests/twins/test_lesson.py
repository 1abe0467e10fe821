"""What each page says of itself: its feature's notes, its place in the source, and the links that settings add."""

import tomllib

import pytest

from .lessons import FILES, ROOT, TOPICS, as_toml, notes_of_features

SOURCE = "https://code.example/project/blob/main"
TWIN = "http://127.0.0.1:8002"


def lessons_of(app):
    return app.jinja_env.globals["lessons"]


@pytest.mark.torture
def test_notes_of_each_feature_are_those_of_its_file_and_its_topics(twin):
    """If this fails, run `python -m tests.twins.lessons`, and read what has changed."""
    text = (twin.directory / "lesson.toml").read_text(encoding="utf-8")
    assert text == as_toml(notes_of_features())
    assert tomllib.loads(text) == notes_of_features()


def test_each_note_is_on_the_page_that_its_link_leads_to():
    notes = [notes for kinds in notes_of_features().values() for notes in kinds.values()]
    for id, note in ((id, note) for group in notes for id, note in group.items()):
        assert f'<a id="{id.lower()}">' in (ROOT / "comparison/notes" / note["page"]).read_text(encoding="utf-8"), id


def test_each_feature_has_rules_and_few_divergences():
    notes = notes_of_features()
    assert all(kinds["rules"] and 1 <= len(kinds["divergences"]) <= 6 for kinds in notes.values())


def test_each_endpoint_has_the_place_of_its_view(twin, make_app):
    lessons = lessons_of(app := make_app())
    assert lessons.keys() == app.view_functions.keys() | {"errors"}
    for endpoint, lesson in lessons.items():
        module, _, name = endpoint.partition(".")
        path, _, line = str(lesson.place).rpartition(":")
        assert path == f"{twin.name}/{FILES.get(module, module)}.py", endpoint
        begun = (ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1 :]
        definition = next(text for text in begun if "def " in text)
        assert definition.split("def ")[1].startswith(f"{name or 'http_error'}("), endpoint
        assert begun[0] == definition or begun[0].startswith("@bp."), endpoint


def test_features_are_those_of_the_endpoints(make_app):
    assert {lesson.feature for lesson in lessons_of(make_app()).values()} == set(TOPICS)


def test_twins_have_the_same_places(twins, settings):
    places = [
        {endpoint: lesson.place.replace(f"{twin.name}/", "") for endpoint, lesson in lessons_of(app).items()}
        for twin in twins
        for app in [twin.package.create_app(settings)]
    ]
    assert places[0] == places[1]


async def test_places_and_notes_are_links_if_the_source_is_known(twin, make_app):
    async with twin.client(make_app()) as client:
        plain = (await client.get("/upload/")).text
    async with twin.client(make_app(SOURCE_URL=f"{SOURCE}/")) as client:
        linked = (await client.get("/upload/")).text
    place = f"{twin.name}/upload.py"
    assert f"{place}:" in plain
    assert SOURCE not in plain
    assert "<li>FD101 " in plain
    assert f'· <a href="{SOURCE}/{place}#L' in linked
    assert f'<a href="{SOURCE}/comparison/notes/upload.md#fd101" rel="noreferrer">FD101</a> ' in linked


@pytest.mark.parametrize(
    ("path", "twin_path"),
    [
        ("/", "/"),
        ("/large.csv?rows=x", "/large.csv?rows=x"),
        ("/messages/?category=error&later=1", "/messages/?category=error&amp;later=1"),
        ("/nowhere/%22%3E%3Cscript%3E?a=%22%3E", "/nowhere/%22%3E%3Cscript%3E?a=%22%3E"),
        ("/%2Fevil.example/", "/evil.example/"),
        ("/中", "/%E4%B8%AD"),
    ],
)
async def test_page_links_to_the_same_page_of_the_twin(twin, make_app, path, twin_path):
    async with twin.client(make_app(TWIN_URL=TWIN)) as client:
        page = (await client.get(f"http://localhost{path}")).text
    assert f'<a href="{TWIN}{twin_path}" rel="noreferrer">' in page


async def test_form_that_was_sent_links_to_the_first_page_of_its_feature(twin, make_app):
    async with twin.client(make_app(TWIN_URL=TWIN)) as client:
        page = (await client.post("/set-cookie/", data={"value": "v"})).text
    assert f'<a href="{TWIN}/cookies/" rel="noreferrer">' in page


async def test_without_the_setting_no_page_names_the_twin(twin, make_app):
    async with twin.client(make_app()) as client:
        assert "twin</a>" not in (await client.get("/")).text


async def test_page_of_a_mounted_app_links_below_its_root(twin, make_app):
    async with twin.client(make_app(TRUSTED_PROXIES=1)) as client:
        page = (await client.get("/upload/", headers={"X-Forwarded-Prefix": "/shop"})).text
    assert ('href="/shop/cookies/"' in page) == ('action="/shop/upload/"' in page)
    assert ('href="/cookies/"' in page) == ('action="/upload/"' in page)
