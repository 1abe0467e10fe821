"""Hostile bodies, cookies and headers: `PYTHONPATH=tests python -m lab.fuzz --count N --seed S` sends them."""
