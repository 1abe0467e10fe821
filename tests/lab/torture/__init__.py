"""Failing system calls, kills and full disks during a save and a login: `PYTHONPATH=tests python -m lab.torture`."""
