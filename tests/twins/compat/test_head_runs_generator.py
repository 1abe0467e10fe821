"""HEAD runs no generator."""

from .apps import QUART


class Rows:
    """A view that streams rows, and notes which it has made."""

    def __init__(self, framework, app):
        self.rows_made = []
        framework.route(app, "/rows", lambda: framework.stream(self.generator()))
        framework.route(app, "/page", lambda: "a page")

    def generator(self):
        for row in range(10):
            self.rows_made.append(row)
            yield f"{row}\n"


async def test_head_makes_no_row(make_probed, framework, open_client):
    app = make_probed()
    rows = Rows(framework, app)
    async with open_client(app) as client:
        response = await client.head("/rows")
        assert (response.status_code, response.content, rows.rows_made) == (200, b"", [])
        assert (await client.get("/rows")).text == "".join(f"{row}\n" for row in range(10))


async def test_head_has_the_headers_of_get(make_probed, framework, open_client):
    app = make_probed()
    Rows(framework, app)
    async with open_client(app) as client:
        for path in ("/rows", "/page"):
            head, get = await client.head(path), await client.get(path)
            assert (head.status_code, head.headers, head.content) == (200, get.headers, b"")


async def test_other_methods_keep_their_body(make_probed, framework, open_client):
    app = make_probed()
    for method in ("POST", "PUT", "DELETE"):
        framework.route(app, f"/{method}", lambda: "answered", method=method)
    async with open_client(app) as client:
        for method in ("POST", "PUT", "DELETE"):
            assert (await client.request(method, f"/{method}")).text == "answered"


async def test_quart_still_makes_all_rows_for_head(open_client):
    """When this fails, upstream has changed: see whether compat/head_runs_generator.py can go."""
    app = QUART.app()
    rows = Rows(QUART, app)
    async with open_client(app) as client:
        await client.head("/rows")
    assert rows.rows_made == list(range(10))
