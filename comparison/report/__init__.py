"""Show results: on the terminal, as JSON, as files."""
