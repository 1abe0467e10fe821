"""Refuse a form for one of its fields: the page shows the form again, with the error beside the field."""

# Characters of a wrong value that an error shows.
MAX_SHOWN = 20


class FieldRefused(Exception):
    """A form whose field has a wrong value. The text names both."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


def shortened(value: str) -> str:
    """Return a value as an error shows it: its first MAX_SHOWN characters, and an ellipsis if there are more."""
    return repr(value if len(value) <= MAX_SHOWN else f"{value[:MAX_SHOWN]}…")
