"""Test `comparison demo` in Chromium; the candidate runs two hooks in another order."""

import json
import secrets
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from comparison.cli.note_texts import note_texts
from comparison.demo.features import Sources, features_of
from comparison.demo.session import Demo
from comparison.notes.catalogue import titles
from comparison.notes.symptoms import notes_of
from comparison.runner.prepared import ready_pair
from comparison.settings import read_settings
from comparison.targets import AppRunner
from comparison.targets.local_requests import answer, serve_lifespan
from comparison.targets.local_server import LocalServers
from comparison.values.proxy_headers import framed

ROOT = Path(__file__).parents[2]
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
HOOKS = [f"    app.before_request(before_request_{number})\n" for number in (1, 2)]
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo of this project's pair, whose candidate is a copy with two hooks swapped."""
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "quart_app", root / "quart_app", ignore=shutil.ignore_patterns("__pycache__"))
    hooks = root / "quart_app" / "hooks.py"
    source = hooks.read_text("utf-8")
    swapped = source.replace("".join(HOOKS), "".join(reversed(HOOKS)))
    assert swapped != source
    hooks.write_text(swapped, "utf-8")
    settings = read_settings(ROOT)
    settings = replace(settings, targets=("run",), candidate=replace(settings.candidate, directory=root))
    pair = ready_pair(settings, None, notes_of)
    app_runner = AppRunner(pair.settings, secrets.token_hex(32))
    demo = Demo(pair, app_runner, "run", root / "demo.har", titles())
    try:
        demo.start(0, lambda: sources_of(root))
        yield demo
    finally:
        demo.stop()
        app_runner.close()


def sources_of(root):
    """Return the source of a feature, with a rule for each `await`: `migrate` would take seconds to say which."""
    paths = ROOT / "flask_app" / "upload.py", root / "quart_app" / "upload.py"
    lines = enumerate(paths[1].read_text("utf-8").splitlines(), 1)
    reasons = {(paths[1], number): "FQ101" for number, line in lines if "await" in line}
    return Sources(features_of([paths], ROOT, reasons, {paths[0]: {"FD101": [26]}}), (), note_texts())


@pytest.fixture(scope="module")
def page(browser, demo):
    """The page of the demo; its errors fail the test at the end."""
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(demo.address)
    expect(frame(page, "candidate").get_by_role("heading", level=1)).to_be_visible()
    yield page
    context.close()
    assert errors == []


def frame(page, side):
    return page.frame_locator(f"#{side}-frame")


def go(page, path):
    page.get_by_label("Path").fill(path)
    page.get_by_role("button", name="Open").click()


def click_of(page, request):
    """Return the newest click of a request."""
    return page.locator("#clicks > .click").filter(has=page.get_by_text(request, exact=True)).first


@pytest.mark.torture
def test_login_on_the_left_is_a_login_on_the_right(page):
    left, right = frame(page, "baseline"), frame(page, "candidate")
    go(page, "/login")
    left.locator("[name=username]").fill("admin")
    left.locator("[name=password]").fill("secret")
    left.locator("[name=password]").press("Enter")
    expect(right.get_by_role("button", name="Log out")).to_be_visible()
    # Also where the browser itself asks the right app.
    page.get_by_role("switch").uncheck()
    go(page, "/login-log/")
    for side in (left, right):
        expect(side.get_by_text("admin").first).to_be_visible()
    page.get_by_role("switch").check()


def test_upload_is_mirrored_and_can_be_downloaded_there(page, demo):
    go(page, "/upload/")
    left, right = frame(page, "baseline"), frame(page, "candidate")
    file = {"name": "中文.txt", "mimeType": "text/plain", "buffer": "内容".encode()}
    left.locator("[type=file]").set_input_files(file)
    left.locator("form:has([type=file]) button").click()
    for side in (left, right):
        expect(side.get_by_role("link", name="中文.txt")).to_be_visible()
    # Each app has given it an id of its own.
    with page.expect_download():
        left.get_by_role("link", name="中文.txt").click()
    expect(click_of(page, "GET /upload/")).to_be_visible()
    download = page.locator("#clicks > .click").first
    expect(download).to_contain_text("/uploads/")
    expect(download.locator(".answers").first).to_have_text("200")


@pytest.mark.torture
def test_swapped_hooks_are_seen_after_a_click(page):
    go(page, "/index/")
    click = click_of(page, "GET /index/")
    expect(click).to_have_class("click different")
    expect(click.locator(".verdict").first).to_contain_text("header x-hooks as in 1")
    # The first click that showed it has the values, marked.
    first = page.locator("#click-1 .group").first
    expect(first.get_by_role("heading")).to_have_text("header x-hooks")
    assert [mark.inner_text() for mark in first.locator("td").first.locator("mark").all()] == [
        "before_request_1",
        "before_request_2",
    ]


def test_exchanges_are_side_by_side(page):
    click = page.locator("#click-1")
    click.get_by_text("Both exchanges in full").first.click()
    row = click.get_by_role("row", name="x-hooks")
    expect(row.get_by_role("cell").nth(1)).to_have_text(
        "before_request_2, before_request_1, after_request_2, after_request_1"
    )


def test_feature_has_its_source_and_its_notes(page):
    page.get_by_role("tab", name="Clicks").focus()
    page.keyboard.press("End")
    tab = page.get_by_role("tab", name="upload")
    expect(tab).to_be_focused()
    expect(tab).to_have_attribute("aria-selected", "true")
    panel = page.get_by_role("tabpanel")
    expect(panel.get_by_role("row").filter(has_text="FQ101").first).to_contain_text("await")
    panel.get_by_text("FD101").click()
    expect(panel.get_by_text("What to do").first).to_be_visible()
    page.get_by_role("tab", name="Clicks").click()


@pytest.mark.torture
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, scheme):
    page.emulate_media(color_scheme=scheme)
    if not page.evaluate("typeof axe === 'object'"):
        # As a string: the policy of the page forbids another script.
        page.evaluate(Axe().axe_script)
    for name in ("upload", "Clicks"):
        page.get_by_role("tab", name=name).click()
        violations = page.evaluate("axe.run({resultTypes: ['violations'], iframes: false})")["violations"]
        elements = {violation["id"]: [node["target"] for node in violation["nodes"]] for violation in violations}
        assert violations == [], json.dumps(elements, indent=2)


def test_phone_shows_one_app_at_a_time(page):
    page.set_viewport_size(PHONE)
    assert page.evaluate(OVERHANG) == 0
    expect(page.locator("#candidate-frame")).to_be_hidden()
    page.get_by_role("radio", name="Candidate").check()
    expect(page.locator("#candidate-frame")).to_be_visible()
    page.set_viewport_size(DESK)


def test_policy_for_frames_outranks_the_old_header(browser):
    """Chromium frames what says X-Frame-Options: DENY, if a policy allows it."""
    origin, servers = [], LocalServers()
    old = [(b"x-frame-options", b"DENY")]

    async def app(scope, receive, send):
        if scope["type"] == "lifespan":
            await serve_lifespan(receive, send)
        elif scope["path"] == "/":
            frames = "".join(
                f'<iframe src="{origin[1]}/{name}" name="{name}"></iframe>' for name in ("framed", "plain")
            )
            await answer(send, 200, frames, "text/html")
        else:
            await answer(send, 200, "inside", headers=framed(old, origin[0]) if scope["path"] == "/framed" else old)

    origin += [f"http://127.0.0.1:{servers.add(app, 0)}" for _ in range(2)]
    servers.start()
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(origin[0])
        expect(page.frame_locator("[name=framed]").get_by_text("inside")).to_be_visible()
        expect(page.frame_locator("[name=plain]").get_by_text("inside")).to_have_count(0)
    finally:
        context.close()
        servers.stop()
