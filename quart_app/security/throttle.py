"""Limit the wrong passwords from one address, so that nobody can try them all."""

import math
import re
import time
from ipaddress import IPv4Address, ip_address, ip_network
from threading import Lock

MAX_ADDRESSES = 10_000
WITH_PORT = re.compile(r"\[(?P<v6>[^\]]*)\](:\d*)?|(?P<v4>[\d.]+):\d*")


class Throttle:
    """Counts login tries by address, in this process: with several workers, each counts for itself.

    After `most` tries from an address, the next is admitted `pause` seconds after the first.
    """

    def __init__(self, most: int, pause: float) -> None:
        self.most = most
        self.pause = pause
        self.tries: dict[str, list[float]] = {}
        self.lock = Lock()

    def admit(self, address: str) -> int:
        """Count a try and return 0, or return the whole seconds until the next try is admitted.

        A try counts before its password is checked: so sending many at once gains nothing.
        """
        network = network_of(address)
        with self.lock:
            now = time.monotonic()
            recent = [moment for moment in self.tries.pop(network, []) if now - moment < self.pause]
            wait = math.ceil(recent[0] + self.pause - now) if len(recent) >= self.most else 0
            self.tries[network] = recent if wait else [*recent, now]
            # Memory is bounded against an attacker with many addresses: the oldest address is forgotten.
            if len(self.tries) > MAX_ADDRESSES:
                del self.tries[next(iter(self.tries))]
            return wait

    def forget(self, address: str) -> None:
        """Forget the tries of an address, whose user knows the password."""
        with self.lock:
            self.tries.pop(network_of(address), None)


def network_of(address: str) -> str:
    """Return the range that one client controls: an IPv4 address, or a /64 network of IPv6.

    Some proxies add the port to the address, and a client may choose it. All that is no address counts together.
    """
    host = WITH_PORT.fullmatch(address)
    try:
        ip = ip_address(host["v6"] or host["v4"] if host else address)
    except ValueError:
        return ""
    if isinstance(ip, IPv4Address) or ip.ipv4_mapped:
        return str(getattr(ip, "ipv4_mapped", None) or ip)
    return str(ip_network(f"{ip.compressed.partition('%')[0]}/64", strict=False))
