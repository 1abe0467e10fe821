"""Results for people and programs: on the terminal, as JSON, as files."""
