"""Tests that the documentation names every public name, and none that does not exist."""
