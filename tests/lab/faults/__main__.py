"""`python -m lab.faults`: the matrix of faults."""

from ..promises.table import command
from . import FAULTS

command(FAULTS, "Print what each app on each server makes of each fault.")()
