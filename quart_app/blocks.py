"""The size of the blocks in which files, bodies and streams are moved: large for one, smaller while many are moved."""

from typing import Any
from weakref import WeakSet


class Blocks:
    """Sizes of blocks, from `smallest` to `largest` bytes: those of all transfers together have `room` bytes.

    A large block takes few hops to threads; one for each of hundreds of slow clients would fill the memory.
    """

    def __init__(self, smallest: int, largest: int, room: int) -> None:
        self.smallest, self.largest, self.room = smallest, largest, room
        self.transfers: WeakSet[Any] = WeakSet()

    def size(self, transfer: Any) -> int:
        """Return how large the next block of a transfer may be; any object with a weak reference stands for it."""
        self.transfers.add(transfer)
        return max(self.smallest, min(self.largest, self.room // len(self.transfers)))

    def end(self, transfer: Any) -> None:
        """Forget a transfer; one that is deleted is forgotten too."""
        self.transfers.discard(transfer)
