"""Run the command `comparison` as `python -m comparison`."""

from .cli import main

if __name__ == "__main__":
    main()
