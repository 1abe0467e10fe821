"""Both apps of a pair side by side in a browser, with what differs after each click."""
