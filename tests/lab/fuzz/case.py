"""A request as a server hands it on, before any app has looked at it."""

from dataclasses import dataclass

# What hypercorn reads from a socket at once.
MOST = 64 * 1024
# MAX_CONTENT_LENGTH for all but the big bodies.
LIMIT = 100_000


@dataclass(frozen=True)
class Case:
    """One request: `cuts` are the sizes of the body's blocks, the last one again and again.

    `length` is the Content-Length: "exact" (the server's own count), "" (none, a chunked body), or any text.
    """

    kind: str
    method: str = "GET"
    path: str = "/"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    cuts: tuple[int, ...] = (MOST,)
    length: str = "exact"

    @property
    def declared(self) -> list[str]:
        """Return the Content-Length headers; `a|b` stands for two of them."""
        text = str(len(self.body)) if self.length == "exact" else self.length
        return text.split("|") if text and (self.body or self.length != "exact" or self.method == "POST") else []

    @property
    def is_cut_off(self) -> bool:
        """Say whether the client leaves before it has sent as much as it said."""
        lengths = self.declared
        return len(lengths) == 1 and lengths[0].isdecimal() and int(lengths[0]) > len(self.body)

    @property
    def sent(self) -> bytes:
        """Return what a server takes for the body: no more than was declared."""
        lengths = self.declared
        known = len(lengths) == 1 and lengths[0].isascii() and lengths[0].isdigit()
        return self.body[: int(lengths[0])] if known else self.body

    @property
    def blocks(self) -> list[bytes]:
        sent, blocks, at, sizes = self.sent, [], 0, iter(self.cuts)
        size = self.cuts[0]
        while at < len(sent):
            size = max(1, min(next(sizes, size), MOST))
            blocks.append(sent[at : at + size])
            at += size
        return blocks

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    def reproducer(self) -> str:
        """Return Python that makes the case again."""
        fields = ("kind", "method", "path", "headers", "body", "cuts", "length")
        return f"Case({', '.join(f'{name}={getattr(self, name)!r}' for name in fields)})"
