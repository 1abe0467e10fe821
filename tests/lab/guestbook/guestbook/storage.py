"""Where entries are kept, and how a visit is remembered."""

from flask.sessions import SecureCookieSessionInterface


class Visits(SecureCookieSessionInterface):
    """A session that counts how often its visitor came."""

    def open_session(self, app, request):
        session = super().open_session(app, request)
        session["visits"] = session.get("visits", 0) + 1
        return session


def read_all(path):
    with open(path, encoding="utf-8") as book:
        return [line.strip() for line in book]


def append(path, line):
    with open(path, "a", encoding="utf-8") as book:
        book.write(f"{line}\n")
