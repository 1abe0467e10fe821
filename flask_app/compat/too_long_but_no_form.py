"""Answer 413 to a body over the limit, whatever its media type: Quart looks at forms alone (FD164).

Do nothing: Flask raises 413 when the body's stream is opened.
"""
