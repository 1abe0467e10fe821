"""Keep the bytes of form fields that are not UTF-8: Quart replaces them (FD158).

Do nothing: Werkzeug leaves them percent-encoded.
"""
