"""FD065's remedy sends the headers that Flask sends."""

# All of ASCII but line breaks, which both refuse; and characters within Latin-1 and beyond.
CHARACTERS = [chr(code) for code in (*range(0x80), 0x80, 0xA0, 0xF6, 0x20AC, 0x1F600) if chr(code) not in "\r\n"]
CONTROLS = {chr(code) for code in (*range(0x20), 0x7F)}
LITERAL = '"/\\u00f6 \\"<>[]\\\\^`{|}%25%"'
FROM_QUERY = [
    (LITERAL, 'f"/a{chr(int(request.args["code"]))}b"'.replace('"code"', "'code'")),
    ("import Flask", "import Flask, request"),
]
TO_QUART = [(old.replace("Flask", "Quart"), new.replace("Flask", "Quart")) for old, new in FROM_QUERY]


async def locations(open_app, source):
    """Return, for each character, the Location that an app of the note sends for one that contains it."""
    async with open_app("FD065", source, replace=FROM_QUERY if source == "flask" else TO_QUART) as app:
        responses = [await app.client.get("/", params={"code": ord(character)}) for character in CHARACTERS]
    raw = [{name.lower(): value for name, value in response.headers.raw}[b"location"] for response in responses]
    return dict(zip(CHARACTERS, raw, strict=True))


async def test_location_is_the_one_of_flask(open_app):
    assert await locations(open_app, "with_remedy") == await locations(open_app, "flask")


async def test_quart_sends_raw_what_the_note_says(open_app):
    flask, quart = await locations(open_app, "flask"), await locations(open_app, "quart")
    assert quart == {character: f"/a{character}b".encode() for character in CHARACTERS}
    differing = {character for character in CHARACTERS if flask[character] != quart[character]}
    beyond = {character for character in CHARACTERS if not character.isascii()}
    assert differing == CONTROLS - {"\r", "\n"} | set(' "<>[]\\^`{|}') | beyond
    assert flask["\t"] == b"/ab"


async def test_a_line_break_is_refused_everywhere(open_app):
    for source in ("flask", "quart", "with_remedy"):
        async with open_app("FD065", source, replace=FROM_QUERY if source == "flask" else TO_QUART) as app:
            for character in "\r\n":
                response = await app.client.get("/", params={"code": ord(character)})
                assert response.status_code == 500


async def test_what_latin_1_lacks_breaks_no_header(open_app):
    replace = [("J\\u00f6rg", "\\u010a\\u010d\\u2028 rg")]
    async with open_app("FD065", replace=replace) as app:
        response = await app.client.get("/")
    assert {name.lower(): value for name, value in response.headers.raw}[b"x-name"] == b"??? rg"
