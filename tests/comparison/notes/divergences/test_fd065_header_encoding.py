"""The remedy of FD065 sends the headers that Flask sends."""

# All of ASCII except line breaks, which both refuse, and characters within and beyond Latin-1.
CHARACTERS = [chr(code) for code in (*range(0x80), 0x80, 0xA0, 0xF6, 0x20AC, 0x1F600) if chr(code) not in "\r\n"]
CONTROLS = {chr(code) for code in (*range(0x20), 0x7F)}
LITERAL_LOCATION = '"/\\u00f6 \\"<>[]\\\\^`{|}%25%"'
FLASK_LOCATION_FROM_QUERY = [
    (LITERAL_LOCATION, 'f"/a{chr(int(request.args["code"]))}b"'.replace('"code"', "'code'")),
    ("import Flask", "import Flask, request"),
]
QUART_LOCATION_FROM_QUERY = [
    (old.replace("Flask", "Quart"), new.replace("Flask", "Quart")) for old, new in FLASK_LOCATION_FROM_QUERY
]


def location_from_query(source):
    """Return the replacements that make the app take the code of a character in Location from the query."""
    return FLASK_LOCATION_FROM_QUERY if source == "flask" else QUART_LOCATION_FROM_QUERY


async def locations(open_app, source):
    """Return, by character, the raw Location that an app of the note sends if Location contains the character."""
    async with open_app("FD065", source, replace=location_from_query(source)) as app:
        responses = [await app.client.get("/", params={"code": ord(character)}) for character in CHARACTERS]
    values = [{name.lower(): value for name, value in response.headers.raw}[b"location"] for response in responses]
    return dict(zip(CHARACTERS, values, strict=True))


async def test_remedy_sends_the_location_of_flask(open_app):
    assert await locations(open_app, "with_remedy") == await locations(open_app, "flask")


async def test_quart_sends_raw_the_characters_that_the_note_names(open_app):
    flask, quart = await locations(open_app, "flask"), await locations(open_app, "quart")
    assert quart == {character: f"/a{character}b".encode() for character in CHARACTERS}
    differing = {character for character in CHARACTERS if flask[character] != quart[character]}
    non_ascii = {character for character in CHARACTERS if not character.isascii()}
    assert differing == CONTROLS - {"\r", "\n"} | set(' "<>[]\\^`{|}') | non_ascii
    assert flask["\t"] == b"/ab"


async def test_line_break_in_location_answers_500(open_app):
    for source in ("flask", "quart", "with_remedy"):
        async with open_app("FD065", source, replace=location_from_query(source)) as app:
            for character in "\r\n":
                response = await app.client.get("/", params={"code": ord(character)})
                assert response.status_code == 500


async def test_remedy_replaces_characters_beyond_latin_1(open_app):
    replace = [("J\\u00f6rg", "\\u010a\\u010d\\u2028 rg")]
    async with open_app("FD065", replace=replace) as app:
        response = await app.client.get("/")
    assert {name.lower(): value for name, value in response.headers.raw}[b"x-name"] == b"??? rg"
