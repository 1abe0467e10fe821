"""Run the pair's tests: the pytest plugin, its parallel runs, and the session of the command line."""
