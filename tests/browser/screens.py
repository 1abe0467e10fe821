"""The screens of the apps, in the order of the navigation, and the steps that lead to each."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

TWINS = ("flask", "quart")
LIMIT = 16 * 1024 * 1024
CATEGORIES = ("message", "info", "error", "warning")
LOGGED = 10


@dataclass(frozen=True)
class Screen:
    """A screen: its name, the steps that lead to it, its status, and the selectors of content that changes."""

    name: str
    show: Callable[[Page], object]
    status: int = 200
    changing: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name

    def visit(self, page: Page) -> None:
        """Open the screen as a visitor without a session."""
        page.context.clear_cookies()
        self.show(page)


def at(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


def submit(page: Page) -> None:
    """Submit the page's form and wait for the response; the form in the header logs out."""
    with page.expect_navigation():
        page.locator("main button").first.click()


def log_in(page: Page, username: str = "admin", password: str = "secret") -> None:
    page.goto("/login")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    submit(page)


def upload(page: Page, name: str = "中文.txt", content: bytes = b"hello") -> None:
    page.goto("/upload/")
    page.get_by_label("File").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    submit(page)


def flash(page: Page, *categories: str, text: str = "A message") -> None:
    """Post messages in the page's session without displaying them."""
    for category in categories:
        page.request.post("/messages/", form={"text": text, "category": category}, max_redirects=0)


def flashed(page: Page) -> None:
    flash(page, *CATEGORIES)
    page.goto("/")


def listed(page: Page) -> None:
    upload(page)
    page.goto("/upload/")


def login_log(page: Page) -> None:
    """Fill the login log with as many logins as the page lists, so that it looks the same after any test."""
    for _ in range(LOGGED):
        page.request.post("/login", form={"username": "admin", "password": "secret"}, max_redirects=0)
    page.goto("/")
    page.goto("/login-log/")


def sorted_messages(page: Page) -> None:
    flash(page, *CATEGORIES)
    page.goto("/messages/")


def cookie_set(page: Page) -> None:
    page.goto("/cookies/")
    submit(page)


def cookie_refused(page: Page) -> None:
    page.goto("/cookies/")
    page.locator("#max_age").fill("soon")
    submit(page)


def message_refused(page: Page) -> None:
    page.goto("/messages/")
    page.get_by_label("Text").fill("中" * 67)
    submit(page)


def waiting_messages(page: Page) -> None:
    flash(page, *CATEGORIES)
    page.goto("/messages/?later=1")


SCREENS = (
    Screen("start", at("/")),
    Screen("start with every kind of message", flashed),
    Screen("login", at("/login")),
    Screen("login refused", lambda page: log_in(page, password="wrong"), 401),
    Screen("upload refused", lambda page: upload(page, "a.svg"), 400),
    Screen("upload stored", upload),
    Screen("upload listed", listed),
    Screen("cookies", at("/cookies/")),
    Screen("cookie set", cookie_set),
    Screen("session", at("/session/")),
    Screen("login log", login_log, changing=("td:nth-child(3)",)),
    Screen("hooks", at("/index/")),
    Screen("messages of every category", sorted_messages),
    Screen("errors alone", at("/messages/?category=error")),
    Screen("streaming", at("/streaming/")),
    Screen("large page", at("/my-large-page.html?rows=5&columns=30")),
    Screen("not found", at("/nowhere"), 404),
    Screen("too large", at("/abort/413"), 413),
    Screen("failure", at("/index/?fail=1"), 500),
    Screen("method not allowed", at("/logout"), 405),
    Screen("teapot", at("/abort/418"), 418),
    Screen("bad category", at("/messages/?category=red"), 400),
    Screen("cookie refused", cookie_refused, 400),
    Screen("message refused", message_refused, 400),
    Screen("messages that wait", waiting_messages),
    Screen("session set", at("/set-session/")),
    Screen("nothing to pop", at("/pop-session/"), 404),
    Screen("request ended by a hook", at("/index/?stop=1")),
    Screen("response replaced by a hook", at("/index/?replace=1")),
)
