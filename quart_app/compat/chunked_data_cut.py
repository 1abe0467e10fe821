"""Answer 413 to a long body without a Content-Length: `request.get_data` of Flask returns its beginning (FD105).

Do nothing: Quart counts what it collects for `get_data`.
"""
