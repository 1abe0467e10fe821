"""What requests are made of: paths, queries, methods, headers and bodies."""

from dataclasses import dataclass

from .grammar import pieces

QUERIES = (
    "", "", "", "", "a=1", "a=1&a=2", "a=%C3%BC", "a=%ff", "a", "a=&b", "a=1;b=2", "a=b+c%2B", "n=5", "n=x", "a=b=c",
    "%61=1", "stop", "fail", "a=%00", "a=<b>", "&&", "a[]=1", "a=1#x", "a=ü",
)  # fmt: skip
ODD_PATHS = (
    "/", "/nowhere", "/v0/../v1", "/v0%2F", "/%76%30", "/v0/.", "/V0", "/static/hello.txt", "/static/",
    "/static/missing", "/static/../x", "/static/%2e%2e/x", "/static/page.css", "/v0;x=1", "/%", "/v0%0a", "/ü",
    "/static/hello.txt/", "/static/sub/", "/static/sub",
)  # fmt: skip
METHODS = ("GET",) * 8 + ("POST",) * 5 + ("HEAD", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", "ODD")
HEADERS = (
    *pieces("Range", "Range: bytes=0-3", "Range: bytes=2-", "Range: bytes=-3", "Range: bytes=900-", "Range: lines=1"),
    *pieces("If-None-Match", "If-None-Match: *", 'If-None-Match: "abc"', 'If-None-Match: W/"abc", "x"'),
    *pieces(
        "If-Modified-Since",
        "If-Modified-Since: Wed, 01 Jan 2035 00:00:00 GMT",
        "If-Modified-Since: Wed, 01 Jan 1995 00:00:00 GMT",
        "If-Modified-Since: nonsense",
    ),
    *pieces(
        "Accept", "Accept: text/html;q=0.5, application/json", "Accept: x", "Accept:", "Accept-Language: de, en;q=0.3"
    ),
    *pieces("Host", "Host: other.test", "Host: app.example.test:8080", "Host: a_b.test", "Host: APP.example.test"),
    *pieces("odd Host", "Host: a b", "Host: [::1]:80"),
    *pieces(
        "X-Forwarded",
        "X-Forwarded-For: 1.2.3.4, 5.6.7.8",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: evil.test",
        "X-Forwarded-Prefix: /pre",
    ),
    *pieces(
        "Cookie",
        "Cookie: a=1; b=2",
        'Cookie: a="q\\"x"; a=2',
        "Cookie: a",
        "Cookie: =x; a=;;",
        "Cookie: session=broken",
        "Cookie: a=%C3%BC",
        "Cookie: a=1, b=2",
    ),
    *pieces("repeated header", "X-One: 1\nX-One: 2"),
    *pieces("header", "X-One: 1", "X-One: ", "X_One: under", "X-One: a, b", "Origin: null", "Referer: /x"),
    *pieces(
        "Authorization",
        "Authorization: Basic YTpi",
        "Authorization: Basic !",
        "Authorization: Bearer x",
        "Authorization: Odd",
    ),
    *pieces(
        "Cache-Control", "Cache-Control: max-age=0, no-cache", "Pragma: no-cache", "Max-Forwards: x", "Max-Forwards: 3"
    ),
    *pieces("Override", "X-HTTP-Method-Override: DELETE", "Date: Wed, 01 Jan 2035 00:00:00 GMT", "Content-MD5: x"),
    *pieces("If-Range", 'Range: bytes=0-1\nIf-Range: "abc"'),
    *pieces("preflight", "Access-Control-Request-Method: PUT\nAccess-Control-Request-Headers: x, y"),
)

FILES = {"send_file"}
CONDITIONS = tuple(piece for piece in HEADERS if piece.feature in {"Range", "If-None-Match", "If-Modified-Since"})

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=edge"
FIELD = '--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nvalue\r\n'
FILE = (
    '--edge\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/x\r\n\r\ncontent\r\n'
)
END = "--edge--\r\n"


@dataclass(frozen=True)
class Sent:
    """A body with its type; the type may be empty: none is sent."""

    feature: str
    kind: str
    content: str


SENT = (
    Sent("form body", FORM, "a=1&b=2"),
    Sent("form body", FORM, "a=1&a=%C3%BC+x"),
    Sent("form body", f"{FORM}; charset=latin-1", "a=x"),
    Sent("form body", FORM, "a=" + "y" * 60),
    Sent("form body", FORM, ""),
    Sent("multipart body", MULTIPART, FIELD.replace("value", "value" * 80) + END),
    Sent("form body", FORM, "&&=x&a"),
    Sent("multipart body", MULTIPART, FIELD + FILE + END),
    Sent("multipart body", MULTIPART, FILE + FILE.replace("a.txt", "b ü.txt") + END),
    Sent("multipart body", MULTIPART, FIELD + FIELD + END),
    Sent("multipart body", MULTIPART, FILE.replace('; filename="a.txt"', '; filename=""') + END),
    Sent("multipart body", MULTIPART, "preamble\r\n" + FIELD + END + "epilogue"),
    Sent("multipart body", 'multipart/form-data; boundary="edge"', FILE.replace("a.txt", "C:\\\\x\\\\a.txt") + END),
    Sent("multipart body", MULTIPART, FILE.replace("name=", "filename*=UTF-8''%C3%BC; name=") + END),
    Sent("broken multipart", MULTIPART, "nonsense"),
    Sent("broken multipart", "multipart/form-data", FIELD + END),
    Sent("broken multipart", MULTIPART, FIELD.replace("Content-Disposition", "X") + END),
    Sent("broken multipart", MULTIPART, ""),
    Sent("json body", "application/json", '{"a": 1, "b": [null, "ü"]}'),
    Sent("json body", "application/json; charset=utf-8", "[1, 2]"),
    Sent("json body", "application/vnd.x+json", '"x"'),
    Sent("json body", "APPLICATION/JSON", "1e3"),
    Sent("json body", "application/json", "NaN"),
    Sent("broken json", "application/json", "{"),
    Sent("broken json", "application/json", ""),
    Sent("null json", "application/json", "null"),
    Sent("other body", "text/plain", "plain text"),
    Sent("other body", "", "no type"),
    Sent("other body", "application/octet-stream", "\x00\x01"),
    Sent("other body", "odd", "a=1"),
    Sent("other body", "text/plain; charset=", "z" * 30),
)
