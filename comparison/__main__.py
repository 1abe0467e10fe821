"""`python -m comparison` is the command `comparison`."""

from .cli import main

if __name__ == "__main__":
    main()
