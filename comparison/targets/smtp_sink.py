"""A mail server on this machine that records what an app sends."""

import hashlib
import time
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from ..values.exchange import Body, Exchange, Request
from .process import HOST, free_port

# What the parts of a mail are cut and encoded with: their content is compared.
_OF_FORMAT = ("content-transfer-encoding", "mime-version")
_OK = "250 OK"


class SmtpSink:
    """A server that takes each mail, with or without a login, unless a test has its recipient refused.

    `received` are the mails in the order in which they came, each as an exchange: "SENT mail to a@example.com", the
    status 250, the sender of the envelope and the mail's own headers, and the content of all its parts.
    """

    def __init__(self) -> None:
        self.received: list[Exchange] = []
        self.refused: dict[str, int] = {}
        self._controller: Controller | None = None

    def start(self) -> None:
        """Start the server on a free port."""
        self._controller = Controller(
            self, HOST, free_port(), authenticator=_accept, auth_require_tls=False, auth_exclude_mechanism=None
        )
        self._controller.start()

    @property
    def address(self) -> str:
        """Host and port of the server, "" before its start."""
        return "" if self._controller is None else f"{HOST}:{self._controller.port}"

    @property
    def port(self) -> int:
        return 0 if self._controller is None else int(self._controller.port)

    def refuse(self, recipient: str, code: int = 550) -> None:
        """Refuse mails to a recipient from now on."""
        self.refused[recipient] = code

    def clear(self) -> None:
        """Forget what was received, and who is refused."""
        self.received.clear()
        self.refused.clear()

    def stop(self) -> None:
        """End the server."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse a recipient (aiosmtpd)."""
        if address in self.refused:
            return f"{self.refused[address]} refused"
        envelope.rcpt_tos.append(address)
        return _OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - likewise
        """Record a mail (aiosmtpd)."""
        content = envelope.original_content or b""
        mail = message_from_bytes(content, policy=default)
        lines = [(name.lower(), str(value)) for name, value in mail.items() if name.lower() not in _OF_FORMAT]
        headers = [("envelope-from", str(envelope.mail_from)), *((name, _plain(name, value)) for name, value in lines)]
        recipients = ", ".join(map(str, envelope.rcpt_tos))
        body = "\n".join(_part_text(part) for part in mail.walk() if not part.is_multipart())
        request = Request("SENT", f"mail to {recipients}")
        self.received.append(Exchange(request, 250, tuple(headers), Body.of(body.encode()), at=time.time()))
        return _OK


def _accept(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    """Take any login; the password is not kept."""
    return AuthResult(success=True)


def _plain(name: str, value: str) -> str:
    """Return the value of a header line; of a content type without the boundary, which is random."""
    if name != "content-type":
        return value
    return "; ".join(part for part in map(str.strip, value.split(";")) if not part.lower().startswith("boundary="))


def _part_text(part: Message) -> str:
    """Return a part of a mail as text: its type and name, and its content or, of binary content, size and SHA-256."""
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    name = part.get_filename()
    title = f"--- {part.get_content_type()}{f' {name}' if name else ''}"
    if part.get_content_maintype() == "text":
        return f"{title}\n{data.decode(part.get_content_charset() or 'utf-8', 'replace')}"
    return f"{title}\n{len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}"
