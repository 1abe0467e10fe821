"""The documentation names everything that a user can name, and nothing that does not exist."""
