"""What all tests share: pytest's own tool to run pytest."""

pytest_plugins = ["pytester"]
