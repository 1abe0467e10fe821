"""Running the pair's tests: the pytest plugin, its parallel runs, and the session under the command line."""
