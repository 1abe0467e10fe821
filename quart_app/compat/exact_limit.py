"""Accept a body of exactly MAX_CONTENT_LENGTH bytes: Flask refuses it where the server ends the body (FD160).

Do nothing: Quart accepts it.
"""
