"""Tests of the tests, the documents and the packaging."""
