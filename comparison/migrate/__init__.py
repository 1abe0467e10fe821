"""Rewrite Flask sources for Quart: rules name the changes, names are followed to their origins, formatting is kept."""
