"""The rewriting engine: rules say what changes, names are followed to where they come from, the text keeps its form."""
