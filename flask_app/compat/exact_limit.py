"""Accept a body of exactly MAX_CONTENT_LENGTH bytes: Flask refuses it where the server ends the body (FD160)."""

from typing import IO, cast

from flask import Request
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream


class ExactLimitRequest(Request):
    """A request whose body may have as many bytes as the limit says.

    Werkzeug 3.1 raises 413 on the read after the limit, though that read may be the one that finds the end. This is so
    where it counts for itself: without a Content-Length, and on servers that set `wsgi.input_terminated`.
    """

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body; reading on after a byte beyond the limit raises 413."""
        limit, declared = self.max_content_length, self.content_length
        if limit is None or (declared or 0) > limit or not self.environ.get("wsgi.input_terminated"):
            return super().stream
        # There is room for one byte too many: a body that fills it is over the limit.
        return cast(IO[bytes], LimitedStream(self.environ["wsgi.input"], limit + 1, is_max=True))
