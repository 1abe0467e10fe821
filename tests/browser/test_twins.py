"""Test that screenshots of the twins are equal, pixel by pixel, but for the element that names the framework."""

import pytest

from .screens import SCREENS

# As high as the longest page.
WHOLE = {"width": 900, "height": 1700}
FRAMEWORK = ".answered-by"


def picture(page, screen, path):
    changing = [page.locator(selector) for selector in (*screen.changing, FRAMEWORK)]
    return page.screenshot(path=path, mask=changing)


@pytest.mark.torture
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_twins_look_the_same(pages, screen, tmp_path):
    for page in pages.values():
        page.set_viewport_size(WHOLE)
        screen.visit(page)
        assert page.evaluate("document.documentElement.scrollHeight") == WHOLE["height"], "higher than the picture"
    flask, quart = (page.locator(FRAMEWORK) for page in pages.values())
    assert quart.bounding_box() == flask.bounding_box()
    assert quart.inner_text() == flask.inner_text().replace("Flask", "Quart").replace("flask", "quart")
    for scheme in ("light", "dark"):
        pictures = set()
        for twin, page in pages.items():
            page.emulate_media(color_scheme=scheme)
            pictures.add(picture(page, screen, tmp_path / f"{twin}-{scheme}.png"))
        # Not the pictures themselves: pytest would print them.
        same = len(pictures) == 1
        assert same, f"{screen} in {scheme} differs: see {tmp_path}/flask-{scheme}.png and quart-{scheme}.png"
