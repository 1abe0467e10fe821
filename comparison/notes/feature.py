"""The features of an app that notes are about."""

from typing import Literal

Feature = Literal[
    "app",
    "context",
    "request",
    "response",
    "json",
    "errors",
    "templates",
    "upload",
    "files",
    "cookies",
    "session",
    "signals",
    "hooks",
    "messages",
    "streaming",
    "config",
    "cli",
    "tests",
    "proxy",
    "server",
    "extensions",
]
