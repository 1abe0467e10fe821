"""Faults of a port that show in a header or a cookie."""

from .faulty_pair import KEY, Fault, app_of, pair

HEADERS = "return 'page', 200, {{{}}}"
SEND = "return await send_from_directory(directory, 'a.txt')"
FILE = (
    "from pathlib import Path\ndirectory = Path(__file__).with_name('files')\n"
    "directory.mkdir(exist_ok=True)\n(directory / 'a.txt').write_text('0123456789')\n"
)

HEADER_FAULTS: dict[str, Fault] = {
    "the port's view adds Vary": Fault("header vary", pair(HEADERS.format(""), HEADERS.format("'Vary': 'Cookie'"))),
    "the port's view drops Vary": Fault("header vary", pair(HEADERS.format("'Vary': 'Cookie'"), HEADERS.format(""))),
    "the port's view forgets Accept in Vary, with sessions": Fault(
        "header vary",
        pair(HEADERS.format("'Vary': 'Accept'"), HEADERS.format(""), setup=KEY),
    ),
    "only the port has a secret key": Fault(
        "header vary",
        pair("return 'page'", "session['a'] = 1\nreturn 'page'", candidate_setup=KEY),
    ),
    "the port redirects to another path": Fault(
        "header location", pair("return redirect('/a')", "return redirect('/b')")
    ),
    "the port redirects to another letter, not encoded": Fault(
        "header location", pair("return redirect('/\xf6')", "return redirect('/\xe4')")
    ),
    "the port redirects to another path with a backslash": Fault(
        "header location", pair(r"return redirect('/\\one')", r"return redirect('/\\two')")
    ),
    "the port drops the host of a redirect": Fault(
        "header location", pair("return redirect('http://app.example.test/there')", "return redirect('/there')")
    ),
    "the session cookie lacks a flag, and its keys are in another order": Fault(
        "cookie session",
        pair(
            "session['b'] = session['a'] = 1\nreturn ''",
            "session['b'] = session['a'] = 1\nreturn ''",
            setup=KEY,
            candidate_setup=f"{KEY}\napp.config['SESSION_COOKIE_HTTPONLY'] = False",
        ),
    ),
    "the session has another value, and its keys are in another order": Fault(
        "cookie session",
        pair("session['b'] = session['a'] = 1\nreturn ''", "session['b'] = session['a'] = 2\nreturn ''", setup=KEY),
    ),
    "the port lacks a method": Fault(
        "header allow",
        pair("return ''", "return ''", route="route('/', methods=['GET', 'POST'])")
        | {"quart": app_of("return ''", route="route('/', methods=['GET'])")},
        method="OPTIONS",
    ),
    "the port sends a file with a wrong type": Fault(
        "header content-type", pair(SEND, SEND.replace("'a.txt')", "'a.txt', mimetype='text/css')"), setup=FILE)
    ),
    "the port caches a file for an hour": Fault(
        "header cache-control", pair(SEND, SEND.replace("'a.txt')", "'a.txt', cache_timeout=3600)"), setup=FILE)
    ),
    "the port forgets its own Accept-Ranges": Fault(
        "header accept-ranges", pair(HEADERS.format("'Accept-Ranges': 'bytes'"), HEADERS.format(""))
    ),
    "the port forgets its own Content-Disposition": Fault(
        "header content-disposition",
        pair(HEADERS.format("'Content-Disposition': 'inline; filename=a.txt'"), HEADERS.format("")),
    ),
    "the port forgets its own X-Sendfile": Fault(
        "header x-sendfile", pair("return '', 200, {'X-Sendfile': '/srv/a'}", "return 'page'")
    ),
    "the port forgets Content-Encoding": Fault(
        "header content-encoding", pair(HEADERS.format("'Content-Encoding': 'identity'"), HEADERS.format(""))
    ),
    "the port takes a random ETag": Fault(
        "header etag", pair(HEADERS.format(f"'ETag': '\"{'a' * 40}\"'"), HEADERS.format(f"'ETag': '\"{'b' * 32}\"'"))
    ),
    "the port adds a language to 304": Fault(
        "header content-language", pair("return '', 304", "return '', 304, {'Content-Language': 'de'}")
    ),
    "the port answers 200 in place of 204": Fault("header content-length", pair("return '', 204", "return ''")),
    "the port names a download otherwise": Fault(
        "header content-disposition",
        pair(
            HEADERS.format("'Content-Disposition': \"attachment; filename=e.txt; filename*=UTF-8''%C3%A9.txt\""),
            HEADERS.format("'Content-Disposition': 'attachment; filename=\"\xe4.txt\"'"),
        ),
    ),
    "the port sends another name, in UTF-8": Fault(
        "header x-name", pair(HEADERS.format("'X-Name': 'J\xf6rg'"), HEADERS.format("'X-Name': 'J\xe4rg'"))
    ),
}
