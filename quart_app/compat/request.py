"""Compose the one request class of the app: one mixin for each divergence that shows in a request."""

import quart
import quart.formparser
import quart.wrappers.request

from .added_byte import UncutBody
from .chunked_upload import CountedBody
from .file_written_on_loop import ReceivingFormParser
from .form_by_another_name import TwoTypesFormParser
from .form_not_utf8 import ByteKeepingFormParser
from .large_form import BoundedFormParser
from .long_part_headers import BoundedPartFormParser, SlicedBody
from .too_long_but_no_form import LengthCheckingFormParser
from .truncated_multipart import WholeFormParser
from .unread_body import BoundedBody


# Each mixin works on the blocks of the class after it. BoundedBody and CountedBody count them as the server delivers
# them. SlicedBody cuts them into small blocks. UncutBody moves the cuts out of the boundaries; it is the first, so no
# class cuts again.
class Body(UncutBody, SlicedBody, CountedBody, BoundedBody, quart.wrappers.request.Body):
    """The body of a request."""


# Each mixin passes the body to the class after it. LengthCheckingFormParser is the first, because it looks at bodies of
# every media type, and because BoundedPartFormParser replaces the limit that it compares with. ByteKeepingFormParser is
# the last, because it decodes urlencoded forms itself and calls no class after it.
class FormDataParser(
    LengthCheckingFormParser,
    TwoTypesFormParser,
    BoundedFormParser,
    WholeFormParser,
    BoundedPartFormParser,
    ReceivingFormParser,
    ByteKeepingFormParser,
    quart.formparser.FormDataParser,
):
    """The parser of forms."""


class Request(quart.Request):
    """The request class of the app."""

    body_class = Body
    form_data_parser_class = FormDataParser


def init_app(app: quart.Quart) -> None:
    """Let the app make its requests of this class."""
    app.request_class = Request
