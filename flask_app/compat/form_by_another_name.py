"""Read no form from `application/x-url-encoded`: Quart takes it for a form's media type (FD163).

Do nothing: Werkzeug 3 does not know that media type.
"""
