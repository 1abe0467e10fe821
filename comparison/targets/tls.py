"""A certificate for one session, signed by an authority that only its client trusts."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from .process import HOST


@dataclass(frozen=True)
class Certificate:
    """The certificate files for a server, and the TLS context for a client that trusts them."""

    cert: Path
    key: Path
    trust: ssl.SSLContext


def make_certificate(directory: Path) -> Certificate:
    """Write a certificate for the loopback address into a directory, as cert.pem and key.pem; return it."""
    import trustme  # noqa: PLC0415 - its import takes a fifth of a start, and only targets with TLS need it

    authority = trustme.CA()
    issued = authority.issue_cert(HOST)
    cert, key = directory / "cert.pem", directory / "key.pem"
    key.touch(mode=0o600)
    issued.private_key_pem.write_to_path(key)
    for number, part in enumerate(issued.cert_chain_pems):
        part.write_to_path(cert, append=number > 0)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    return Certificate(cert, key, trust)
