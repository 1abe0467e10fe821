"""The consoles of the commands, and their exit statuses."""

from rich.console import Console

console = Console(highlight=False, soft_wrap=False)
error_console = Console(highlight=False, soft_wrap=True, stderr=True)
EQUAL, DIFFERENT, USAGE, INTERNAL, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143
