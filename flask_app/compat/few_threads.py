"""Start THREADS threads: Quart's views, hooks and calls in threads share the few of asyncio's default pool (FD007)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: a WSGI server starts its own threads, and `wsgi_bridge` starts THREADS of them."""
