"""A result as one HTML page, which works from a file: causes, tests, and each exchange side by side."""
