"""Torture of what is to be durable, an upload and a record of the login log: `PYTHONPATH=tests python -m torture`."""
