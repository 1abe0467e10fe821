"""Bodies, cookies and headers that nobody sends in good faith: `PYTHONPATH=tests python -m fuzz --count N --seed S`."""
