"""What the bodies are made of: names, texts and bytes that went wrong somewhere before."""

from random import Random
from urllib.parse import quote_from_bytes

from .case import MOST
from .pair import USER

NAMES = (
    *("a.txt", "A.TXT", "b.pdf", "c.png", "a.php", "a.php.txt", "shell.txt.php", "noextension", "", " ", ".", ".."),
    *("../../etc/passwd.txt", "..\\..\\x.txt", "/etc/passwd.txt", "C:\\x\\y.txt", "a\0b.txt", "\0.txt", "a\rb.txt"),
    *("a\nb.txt", "a\r\nX: y.txt", "\u202etxt.exe.txt", "a\u2028b.txt", "\ufeffa.txt", "CON.txt", "nul.txt"),
    *("LPT1.txt"),
    *("a.txt ", "a.txt.", " a.txt", "..txt", ".txt", "...", "中文.txt", "报告.pdf", "é.txt", "e\u0301.txt"),
    *("\U0001f600.txt"),
    *("x" * 300 + ".txt", "字" * 100 + ".txt", "a." + "txt" * 80, "a" + ".txt" * 60, "%2e%2e%2fa.txt", "a;b.txt"),
    *('a"b.txt'),
    *("a\\.txt", "content", "record.json", "uploaders/x.txt", "~root.txt", "$(id).txt", "<b>.txt", "{{7*7}}.txt"),
    *("\x85.txt"),
)  # fmt: skip
TEXTS = (
    *("", "a", "admin", USER, "secret", "0", "-1", "1e9", "None", "null", "on", "\0", "\r\n", "\n{}", "\u2028"),
    *("\u202e"),
    *("\x85", "é", "中文", "\U0001f600", "\ufeff", "%", "%%", "%zz", "&amp;", "<script>", "{{7*7}}", '"', "\\", "'"),
    *(";", ","),
    *("a=b", "a;b", "a,b", "x" * 1000, "x" * 1001, "字" * 333, "字" * 334, "Set-Cookie: a=b", "\r\nSet-Cookie: a=b"),
    *("\t"),
)  # fmt: skip
TARGETS = (
    *("/", "/messages/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example"),
    *("/\t/evil.example"),
    *("/\n/evil.example", "http:evil.example", "http://evil.example/", "https:/evil.example", "javascript:alert(1)"),
    *(""),
    *("/%2f/evil.example", "/..//evil.example", "/.//evil.example", "/a?b=//c", "/#//x", "/ /evil.example", "/é"),
    *("/\u2028"),
    *("/@evil.example", "/:80/evil.example", "data:text/html,x", " //evil.example", "\x01//evil.example", "/\x7f"),
    *("/%0d%0aX:y"),
    *("/\ud7ff", "/\uff0fevil.example", "/。evil", "/" + "a" * 3000, "/a\r\nSet-Cookie: b=c", "/[", "/]x", "//["),
    *("/%", "/%zz"),
)  # fmt: skip
CHUNKS = (b"", b"x", b"\r", b"\n", b"\r\n", b"\0", b"--", b"\r\n--", b"\xff", b"\xc3", b"a" * 70_000, b"\r\n" * 500)


def text(random: Random, words: tuple[str, ...] = TEXTS) -> str:
    """Return one of the words, or several put together, or any characters."""
    match random.randrange(8):
        case 0:
            return random.choice(words) + random.choice(words)
        case 1:
            codes = (random.choice((0x20, 0x7F, 0x100, 0xD7FF, 0x10FFFF)) for _ in range(random.randrange(12)))
            return "".join(chr(random.randrange(code)) for code in codes).encode("utf-8", "replace").decode()
    return random.choice(words)


def content(random: Random) -> bytes:
    if random.random() < 0.5:
        return random.randbytes(random.randrange(60))
    return b"".join(
        random.choice(CHUNKS[:-2] if random.random() < 0.95 else CHUNKS) for _ in range(random.randrange(6))
    )


def mutated(random: Random, body: bytes) -> bytes:
    """Return the body with something flipped, cut out, cut off, doubled or put in."""
    start = random.randrange(len(body) + 1)
    end = min(len(body), start + random.randrange(1, 40))
    match random.randrange(6):
        case 0:
            return body[:start]
        case 1:
            return body[:start] + body[end:]
        case 2:
            return body[:end] + body[start:]
        case 3:
            return body[:start] + random.choice(CHUNKS[1:10]) + body[start:]
        case 4:
            return body[:start] + random.randbytes(1) + body[start + 1 :]
    return body[:start] + body[start:end][::-1] + body[end:]


def cuts(random: Random) -> tuple[int, ...]:
    """Return sizes of blocks: all at once, tiny ones, or cut anywhere."""
    match random.randrange(4):
        case 0:
            return (random.randrange(1, 400),)
        case 1:
            return (*(random.randrange(1, 200) for _ in range(random.randrange(1, 8))), MOST)
    return (MOST,)


def length(random: Random, body: bytes) -> str:
    """Return a Content-Length, mostly the right one."""
    if (chance := random.random()) < 0.75:
        return "exact"
    if chance < 0.85:
        return ""
    near = len(body) + random.choice((-20, -2, -1, 1, 2, 1000))
    wrong = (
        str(max(near, 0)),
        "0",
        "-1",
        "+5",
        "abc",
        "1_0",
        "٣",
        "9" * 30,
        f"{len(body)}|{len(body)}",
        "5|7",
        "0x10",
        " ",
    )
    return random.choice(wrong).encode("latin-1", "replace").decode("latin-1")


def percent(random: Random, word: str) -> bytes:
    """Return a word as a form has it, or nearly."""
    raw = word.encode("utf-8", "surrogatepass")
    match random.randrange(6):
        case 0:
            return raw.replace(b"&", b"%26")
        case 1:
            return b"".join(b"%%%02x" % byte for byte in raw)
        case 2:
            return quote_from_bytes(raw).encode() + random.choice(
                (b"%", b"%4", b"%zz", b"%ff", b"%00", b"+", b"%u0041")
            )
    return quote_from_bytes(raw, safe="").encode()
