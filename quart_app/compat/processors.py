"""A page of a blueprint needs no thread."""

from quart import Blueprint, Quart


def init_app(app: Quart) -> None:
    """Take Flask's own context processor out of the blueprints: the app has Quart's.

    A blueprint of Quart's has it too, and it is no coroutine function: each page waits until one of the threads is
    free that run what blocks, and takes a fifth longer though one is (100 of 560 µs; FD096).
    """
    [of_flask] = Blueprint("any", __name__).template_context_processors[None]
    for name, processors in app.template_context_processors.items():
        if name is not None:
            processors[:] = [one for one in processors if one is not of_flask]
