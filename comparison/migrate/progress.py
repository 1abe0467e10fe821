"""How far a migration is, for whoever shows it."""

from collections.abc import Callable

# Gets what is done now, how much of it is done, and how much there is: ("reading", 3, 40).
Progress = Callable[[str, int, int], None]


def unseen(step: str, done: int, total: int) -> None:
    """Show nothing."""
