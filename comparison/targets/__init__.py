"""The ways to reach an app: in process, and on servers. Sockets and child processes are opened here alone."""

from .app_runner import APP_HOST, AppRunner

__all__ = ["APP_HOST", "AppRunner"]
