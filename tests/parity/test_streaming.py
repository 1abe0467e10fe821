"""Test streamed responses."""

LINE = ",".join(str(column) for column in range(500)) + "\n"


async def test_page_links_to_both(pair_client):
    page = (await pair_client.get("/streaming/")).text
    assert "/large.csv" in page
    assert "/my-large-page.html?rows=50000" in page


async def test_large_csv_is_whole_and_begins_before_it_is_made(pair_client):
    size, end = 0, b""
    async with pair_client.stream("GET", "/large.csv") as response:
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert "Content-Length" not in response.headers
        async for chunk in response.aiter_raw():
            size += len(chunk)
            end = (end + chunk)[-2 * len(LINE) :]
    assert (size, end.decode()) == (94_500_000, LINE * 2)


async def test_rows_and_columns_are_counted(pair_client):
    response = await pair_client.get("/large.csv?rows=3&columns=4")
    assert response.text == "0,1,2,3\n" * 3
    assert (await pair_client.get("/large.csv?rows=1&columns=1")).text == "0\n"
    assert (await pair_client.get("/large.csv?rows=1")).text == LINE


async def test_number_out_of_bounds_is_named(pair_client):
    for query in ("rows=0", "rows=50001", "rows=-1", "rows=x", "rows=", "rows=1e3", "columns=0", "columns=501"):
        for path in ("/large.csv", "/my-large-page.html"):
            response = await pair_client.get(f"{path}?{query}")
            assert (response.status_code, f"{query.partition('=')[0]} is " in response.text) == (400, True)


async def test_large_page_is_whole_and_begins_before_it_is_made(pair_client):
    async with pair_client.stream("GET", "/my-large-page.html?rows=20000") as response:
        page = (await response.aread()).decode()
    assert page.count("<tr>") == 20_000
    assert page.endswith("</html>")


async def test_large_page_escapes_nothing_away(pair_client):
    page = (await pair_client.get("/my-large-page.html?rows=2&columns=3")).text
    assert '<tr><th scope="row">1</th><td>0</td><td>1</td><td>2</td></tr>' in page


async def test_streamed_page_leaves_the_messages_for_the_next(pair_client):
    await pair_client.post("/messages/", data={"text": "later"})
    assert "later" not in (await pair_client.get("/my-large-page.html?rows=1")).text
    assert "later" in (await pair_client.get("/messages/")).text


async def test_reader_may_leave(pair_client):
    async with pair_client.stream("GET", "/large.csv") as response:
        assert LINE.encode().startswith((await anext(response.aiter_raw()))[:100])
    assert (await pair_client.get("/")).status_code == 200


async def test_head_of_a_stream_has_no_body(pair_client):
    for path in ("/large.csv", "/my-large-page.html?rows=50000"):
        response = await pair_client.head(path)
        assert (response.status_code, response.content) == (200, b"")


async def test_number_has_at_most_nine_digits(pair_client):
    assert (await pair_client.get("/large.csv?rows=000000003&columns=000000002")).text == "0,1\n" * 3
    for query in ("rows=0000000003", "columns=0000000002"):
        response = await pair_client.get(f"/large.csv?{query}")
        assert (response.status_code, f"{query.partition('=')[0]} is " in response.text) == (400, True)


async def test_large_page_has_an_end_and_tables_of_a_hundred_rows(pair_client):
    page = (await pair_client.get("/my-large-page.html?rows=201&columns=2")).text
    assert (page.count("<table>"), page.count("</table>")) == (3, 3)
    assert '<p id="end">The end: 201 rows.</p>' in page.partition('<th scope="row">200</th>')[2]
