"""Bound the headers of a part of a multipart form: Quart lets them be as long as the whole body (FD165).

Do nothing: Werkzeug gives its parser MAX_FORM_MEMORY_SIZE.
"""
