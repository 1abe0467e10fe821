"""Test uploads in a browser: a round trip, a file that is too large, and harmful content."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from .screens import LIMIT, log_in, submit, upload

MARKUP = "<img src=x onerror=alert(1)>"
# A script to whoever takes it for one, and a page with a script to whoever takes it for a page.
SCRIPT = b"/* <script>window.harmed = true</script> */ window.harmed = true"
RUN_AS_SCRIPT = """url => new Promise(settle => {
    const script = document.createElement("script")
    script.onload = () => settle("run")
    script.onerror = () => settle("refused")
    script.src = url
    document.body.append(script)
})"""

# Hold the answer to a request back until `release` is called.
HELD = """() => {
    const listen = XMLHttpRequest.prototype.addEventListener
    const released = new Promise(settle => { window.release = settle })
    XMLHttpRequest.prototype.addEventListener = function (name, listener) {
        listen.call(this, name, name === "load" ? event => released.then(() => listener(event)) : listener)
    }
}"""
DROP = """() => {
    const files = new DataTransfer()
    files.items.add(new File(["hello"], "dropped.txt", {type: "text/plain"}))
    document.querySelector("form.upload").dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true}))
}"""


def link_of(page, name):
    return page.get_by_role("main").get_by_role("link", name=name, exact=True)


def download(page, name):
    with page.expect_download() as download:
        link_of(page, name).click()
    return download.value


def test_file_with_a_chinese_name_comes_back(page):
    content = bytes(range(256)) * 100
    upload(page, "中文.txt", content)
    expect(page.get_by_role("heading", level=1)).to_have_text("upload ok")
    back = download(page, "中文.txt")
    assert back.suggested_filename == "中文.txt"
    assert Path(back.path()).read_bytes() == content
    page.goto("/upload/")
    assert Path(download(page, "中文.txt").path()).read_bytes() == content


def test_file_that_is_too_large_gets_a_page_that_says_so(page, tmp_path):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(LIMIT + 1)
    page.goto("/upload/")
    page.get_by_label("File").set_input_files(large)
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        submit(page)
    assert answer.value.status == 413
    expect(page.get_by_role("heading", level=1)).to_have_text("The request is too large")
    expect(page.get_by_role("link", name="Upload")).to_be_visible()


def test_file_that_a_browser_could_run_is_refused(page):
    for name in ("a.svg", "a.html", "a.txt.html"):
        upload(page, name, b"<svg xmlns='http://www.w3.org/2000/svg'><script>window.harmed = true</script></svg>")
        expect(page.get_by_role("alert")).to_have_text(f"{name} can't be stored: its extension is not allowed.")
        expect(page.get_by_text("None in this session.")).to_be_visible()
    page.goto("/upload/")
    expect(page.get_by_text("None in this session.")).to_be_visible()


def test_script_in_a_text_is_saved_and_not_run(page):
    upload(page, "a.txt", SCRIPT)
    address = page.url
    assert Path(download(page, "a.txt").path()).read_bytes() == SCRIPT
    assert page.url == address
    assert page.evaluate("window.harmed") is None


def test_script_in_a_text_is_not_run_by_a_page_that_asks_for_it(page):
    upload(page, "a.txt", SCRIPT)
    assert page.evaluate(RUN_AS_SCRIPT, link_of(page, "a.txt").get_attribute("href")) == "refused"
    assert page.evaluate("window.harmed") is None


def test_text_says_to_whoever_shows_it_that_nothing_in_it_may_run(page):
    upload(page, "a.txt", SCRIPT)
    headers = page.request.get(link_of(page, "a.txt").get_attribute("href")).headers
    assert headers["content-disposition"].startswith("attachment")
    assert headers["content-type"].startswith("text/plain")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"


def test_markup_in_a_file_name_is_shown_as_text(page):
    for name in (f"{MARKUP}.txt", "<b>bold.txt"):
        upload(page, name)
        expect(link_of(page, name)).to_be_visible()
        page.goto("/upload/")
        expect(link_of(page, name)).to_be_visible()
        upload(page, f"{name}.svg")
        expect(page.get_by_role("alert")).to_contain_text(f"{name}.svg")
        expect(page.locator("main").locator("b, img")).to_have_count(0)


def test_markup_in_a_login_name_is_shown_as_text(page):
    name = f'"><b>bold</b>{MARKUP}'
    log_in(page, name)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Username")).to_have_value(name)
    expect(page.locator("main").locator("b, img")).to_have_count(0)


@pytest.mark.torture
def test_progress_is_shown_and_the_answer_takes_the_place_of_the_form(page):
    page.goto("/upload/")
    page.evaluate(HELD)
    page.get_by_label("File").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": bytes(5_000_000)})
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("button", name="Upload")).to_be_disabled()
    expect(page.get_by_role("status")).to_have_text("All is sent. The app stores it.")
    page.evaluate("release()")
    expect(page.get_by_role("heading", level=1)).to_have_text("upload ok")
    expect(page).to_have_title("upload ok · The tutorial, twice")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Upload")
    expect(link_of(page, "a.txt")).to_be_visible()


def test_upload_that_is_cut_off_is_said_and_can_be_sent_again(page):
    page.goto("/upload/")
    page.get_by_label("File").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"})
    page.route("**/upload/", lambda route: route.abort())
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("alert")).to_contain_text("The upload was cut off")
    expect(page.locator("progress")).to_have_count(0)
    page.unroute("**/upload/")
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("upload ok")


def test_file_is_taken_that_is_dropped_on_the_form(page):
    page.goto("/upload/")
    page.evaluate(DROP)
    expect(page.get_by_label("File")).to_have_value("C:\\fakepath\\dropped.txt")
    submit(page)
    expect(link_of(page, "dropped.txt")).to_be_visible()


def test_upload_works_without_a_script(page_of, twin):
    page = page_of(twin, java_script_enabled=False)
    upload(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("upload ok")
