"""A limit on wrong passwords from one address, so that nobody tries them all."""

import math
import time
from ipaddress import IPv4Address, ip_address, ip_network
from threading import Lock

MOST_ADDRESSES = 10_000


class Throttle:
    """Counts tries, in this process alone: with several workers, each lets in as many.

    After `most` tries from an address, the next one is let in when `pause` seconds have passed since the first.
    """

    def __init__(self, most: int, pause: float) -> None:
        self.most = most
        self.pause = pause
        self.tries: dict[str, list[float]] = {}
        self.lock = Lock()

    def admit(self, address: str) -> int:
        """Count a try and return 0, or the whole seconds that the address has to wait.

        A try counts before its password is checked: many at once are no more than one after the other.
        """
        network = network_of(address)
        with self.lock:
            now = time.monotonic()
            recent = [moment for moment in self.tries.pop(network, []) if now - moment < self.pause]
            wait = math.ceil(recent[0] + self.pause - now) if len(recent) >= self.most else 0
            self.tries[network] = recent if wait else [*recent, now]
            # An attacker with many addresses costs no more memory than this; who came longest ago is forgotten.
            if len(self.tries) > MOST_ADDRESSES:
                del self.tries[next(iter(self.tries))]
            return wait

    def forget(self, address: str) -> None:
        """Take back what an address has tried: it knows the password."""
        with self.lock:
            self.tries.pop(network_of(address), None)


def network_of(address: str) -> str:
    """Return what one client has for itself: an address of IPv4, of IPv6 a network of 64 bits."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address) or found.ipv4_mapped:
        return str(getattr(found, "ipv4_mapped", None) or found)
    return str(ip_network(f"{found.compressed.partition('%')[0]}/64", strict=False))
