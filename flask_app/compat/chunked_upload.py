"""Hold a multipart body without a Content-Length to MAX_CONTENT_LENGTH: Quart does not count it (FD101).

Do nothing: Werkzeug counts what is read.
"""
