"""The certificate of a session: its own client trusts it, and no other client."""

import socket
import ssl
from threading import Thread

import pytest

from comparison.targets.tls import make_certificate

TIMEOUT = 30.0


@pytest.fixture
def certificate(tmp_path):
    return make_certificate(tmp_path)


def handshake(certificate, trust):
    """Connect to a server with the certificate; return the certificate that a client with this trust receives."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.cert, certificate.key)
    client_end, server_end = socket.socketpair()
    client_end.settimeout(TIMEOUT)
    server_end.settimeout(TIMEOUT)

    def serve():
        try:
            context.wrap_socket(server_end, server_side=True).close()
        except ssl.SSLError:
            server_end.close()

    server = Thread(target=serve)
    server.start()
    try:
        with trust.wrap_socket(client_end, server_hostname="127.0.0.1") as connection:
            return connection.getpeercert()
    finally:
        client_end.close()
        server.join(TIMEOUT)
        assert not server.is_alive(), "the server's thread has not ended"


def test_its_client_trusts_it_for_this_machine(certificate):
    assert ("IP Address", "127.0.0.1") in handshake(certificate, certificate.trust)["subjectAltName"]


def test_another_client_does_not(certificate):
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(certificate, ssl.create_default_context())


def test_another_session_s_client_does_not(certificate, tmp_path_factory):
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(certificate, make_certificate(tmp_path_factory.mktemp("other")).trust)


def test_only_the_owner_may_read_the_key(certificate):
    assert certificate.key.stat().st_mode & 0o777 == 0o600
