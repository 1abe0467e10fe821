"""`python -m lab.promises`: the table of promises."""

from . import PROMISES
from .table import command

command(PROMISES, "Print which promise is held by which app on which server.")()
