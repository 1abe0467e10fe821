"""Compose the one request class of the app: one mixin for each divergence that shows in a request."""

import quart
import quart.formparser
import quart.wrappers.request

from .added_byte import UncutBody
from .chunked_upload import CountedBody
from .form_by_another_name import TwoTypesFormParser
from .form_not_utf8 import ByteKeepingFormParser
from .large_form import BoundedFormParser
from .long_part_headers import BoundedPartFormParser, SlicedBody
from .too_long_but_no_form import LengthCheckingFormParser
from .truncated_multipart import WholeFormParser


# A block comes from the right to the left. It is counted as the server sent it. It is cut into small blocks before
# UncutBody moves the cuts out of the boundaries, where no later class may cut again.
class Body(UncutBody, SlicedBody, CountedBody, quart.wrappers.request.Body):
    """The body of a request."""


# A form goes from the left to the right. The length is checked for every media type, so before the types are told
# apart, and before BoundedPartFormParser puts another limit in the place of MAX_CONTENT_LENGTH. The length of an
# urlencoded form is checked before ByteKeepingFormParser decodes it, which asks no class behind it.
class FormDataParser(
    LengthCheckingFormParser,
    TwoTypesFormParser,
    BoundedFormParser,
    WholeFormParser,
    BoundedPartFormParser,
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
