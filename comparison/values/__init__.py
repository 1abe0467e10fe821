"""Exchanges, traces, differences and normalizers: frozen values and pure functions."""
