"""Migration notes that run: rules rewrite, divergences prove themselves."""
