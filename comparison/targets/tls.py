"""A certificate for one session, of an authority that nobody else trusts."""

import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme

from .process import HOST


@dataclass(frozen=True)
class Certificate:
    """The files for a server, and what makes a client trust them and ask for HTTP/2."""

    cert: Path
    key: Path
    trust: ssl.SSLContext


def throw_away(folder: Path) -> Certificate:
    """Make a certificate for this machine's loopback address; its files are in `folder`."""
    authority = trustme.CA()
    issued = authority.issue_cert(HOST)
    cert, key = folder / "cert.pem", folder / "key.pem"
    key.touch(mode=0o600)
    issued.private_key_pem.write_to_path(key)
    for number, part in enumerate(issued.cert_chain_pems):
        part.write_to_path(cert, append=number > 0)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    return Certificate(cert, key, trust)
