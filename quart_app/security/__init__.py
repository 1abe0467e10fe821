"""Hardening: cross-site posts, hosts, headers, the throttle of logins."""
