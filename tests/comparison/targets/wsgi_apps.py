"""WSGI apps that answer with given chunks, and clients that call an app in process."""

import asyncio

import httpx2

from comparison.targets.app_transport import AppTransport
from comparison.targets.wsgi import WsgiCaller


def client_of(app):
    return httpx2.AsyncClient(transport=AppTransport(WsgiCaller(app)), base_url="http://app.example.test", timeout=None)


def answering(*chunks, status="200 OK", headers=()):
    """Return an app that answers with these chunks, and raises those that are exceptions."""

    def app(environ, start_response):
        start_response(status, list(headers))
        for chunk in chunks:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk

    return app


async def response_of(app, method="GET", target="/", **options):
    async with asyncio.timeout(5), client_of(app) as client:
        return await client.request(method, target, **options)
