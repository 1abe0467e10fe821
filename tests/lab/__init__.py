"""Programs that measure both apps on every server; a sample of each runs as a test."""
