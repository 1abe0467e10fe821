"""Test flashed messages."""

import hashlib


async def flash(client, text="hello", category="message"):
    return await client.post("/messages/", data={"text": text, "category": category})


async def test_page_says_that_there_is_nothing(pair_client):
    page = (await pair_client.get("/messages/")).text
    assert "No message waits" in page
    assert "<h2>" not in page.partition("<main")[2].partition("</main>")[0]
    assert "consumes all of them" in page


async def test_message_is_shown_once(pair_client):
    response = await flash(pair_client)
    assert (response.status_code, response.headers["Location"]) == (302, "/messages/")
    assert "<li>hello</li>" in (await pair_client.get("/messages/")).text
    assert "hello" not in (await pair_client.get("/messages/")).text


async def test_category_is_shown_and_chooses_the_colour(pair_client):
    for category in ("message", "info", "error", "warning"):
        await flash(pair_client, category=category)
        assert f'<li class="{category}">hello</li>' in (await pair_client.get("/")).text
        await flash(pair_client, category=category)
        assert f'<li class="{category}">{category}: hello</li>' in (await pair_client.get("/messages/")).text


async def test_messages_keep_their_order(pair_client):
    for text in ("one", "two", "three"):
        await flash(pair_client, text)
    page = (await pair_client.get("/messages/")).text
    assert page.index("one") < page.index("two") < page.index("three")


async def test_filter_shows_one_category_and_consumes_all(pair_client):
    await flash(pair_client, "bad", "error")
    await flash(pair_client, "good", "info")
    page = (await pair_client.get("/messages/?category=error")).text
    assert "bad" in page
    assert "good" not in page
    page = (await pair_client.get("/messages/")).text
    assert "bad" not in page
    assert "good" not in page


async def test_page_shows_the_errors_alone_too(pair_client):
    await flash(pair_client, "bad", "error")
    await flash(pair_client, "good", "info")
    errors = (await pair_client.get("/messages/")).text.partition("<h2>Errors</h2>")[2]
    assert "bad" in errors
    assert "good" not in errors


async def test_markup_is_escaped(pair_client):
    await flash(pair_client, "<script>{{ 7 * 7 }}</script> 中文")
    page = (await pair_client.get("/messages/")).text
    assert "&lt;script&gt;{{ 7 * 7 }}&lt;/script&gt; 中文" in page


async def test_bad_message_is_named(pair_client):
    for text in ("", "  ", "x" * 201, "中" * 67):
        response = await flash(pair_client, text)
        assert (response.status_code, "text has " in response.text) == (400, True)
    for response in (await flash(pair_client, category="red"), await pair_client.get("/messages/?category=red")):
        assert (response.status_code, "must be one of" in response.text) == (400, True)


async def test_longest_message_is_accepted(pair_client):
    for text in ("x" * 200, "中" * 66 + "xx"):
        assert (await flash(pair_client, text)).status_code == 302
        assert f"<li>{text}</li>" in (await pair_client.get("/messages/")).text


async def test_no_more_messages_wait_than_a_cookie_holds(pair_client):
    # Digits that repeat nowhere: what repeats is packed, and needs less room.
    texts = [hashlib.sha512(bytes([number])).hexdigest() + "x" * 72 for number in range(9)]
    statuses = [(await pair_client.post("/messages/", data={"text": text})).status_code for text in texts]
    assert statuses == [302] * 8 + [400]
    assert len(pair_client.cookies["session"]) < 4000
    page = (await pair_client.get("/messages/")).text
    assert [text in page for text in texts] == [True] * 8 + [False]


async def test_messages_wait_until_a_page_shows_them(pair_client):
    for category in ("error", "info", "error"):
        response = await pair_client.post("/messages/", data={"text": "hello", "category": category, "later": "1"})
        assert response.headers["Location"] == "/messages/?later=1"
        page = (await pair_client.get("/messages/?later=1")).text
        assert "<li>hello</li>" not in page
    assert ">All (3)</a>" in page
    assert ">error (2)</a>" in page
    page = (await pair_client.get("/messages/?category=error")).text
    assert page.count('<li class="error">hello</li>') == 2
    assert "hidden 1 of 3 messages" in page
    assert "No message waits" in (await pair_client.get("/messages/?later=1")).text


async def test_message_is_shown_on_the_filtered_page_that_it_was_sent_from(pair_client):
    page = (await pair_client.get("/messages/?category=error")).text
    assert '<input type="hidden" name="only" value="error">' in page
    for only, location in (("error", "/messages/?category=error"), ("red", "/messages/"), ("", "/messages/")):
        response = await pair_client.post("/messages/", data={"text": "x", "only": only})
        assert response.headers["Location"] == location


async def test_refused_message_is_kept_in_the_form_and_takes_no_other(pair_client):
    await flash(pair_client, "first")
    page = (await flash(pair_client, "x" * 201, "error")).text
    assert f'value="{"x" * 201}"' in page
    assert "<option selected>error</option>" in page
    assert '<p class="error" role="alert" id="error">text has 201 bytes, but must have 1 to 200.</p>' in page
    assert "<li>first</li>" in (await pair_client.get("/messages/")).text
