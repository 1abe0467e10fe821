"""Set security headers: what a page may load, who may frame it, and that its site needs TLS."""

from typing import Any

from quart import Quart, current_app

YEAR = 365 * 24 * 60 * 60
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def init_app(app: Quart) -> None:
    app.after_request(set_security_headers)


async def set_security_headers(response: Any) -> Any:
    """Set each of HEADERS that the view has not set, and Strict-Transport-Security where the app is served over TLS.

    Registered first, it runs last: it also sees a response that replaced another.
    """
    present = {name.lower() for name, _ in response.headers}
    response.headers.extend({name: value for name, value in HEADERS.items() if name.lower() not in present})
    if current_app.config["SERVED_OVER_TLS"]:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    return response
