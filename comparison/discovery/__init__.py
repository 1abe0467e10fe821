"""What `comparison init` finds in a project, and the texts that it writes. Nothing here changes a file."""
