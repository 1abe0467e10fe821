"""Measure a migration on apps that are not ours: their web tests before and after `comparison migrate`."""
