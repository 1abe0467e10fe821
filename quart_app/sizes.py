"""Show sizes in one way on all pages: in a unit of 1024 bytes, with the exact number beside it."""

import jinja2.filters
import markupsafe
from quart import Quart

SIZE = markupsafe.Markup('<data value="{0}" title="{0:,} bytes">{1}</data>')


def init_app(app: Quart) -> None:
    app.add_template_filter(shown_size, "size")


def shown_size(size: int) -> markupsafe.Markup:
    """Return a number of bytes as markup, such as `15.0 MiB`; the element's value and title have the bytes."""
    return SIZE.format(size, jinja2.filters.do_filesizeformat(size, binary=True))
