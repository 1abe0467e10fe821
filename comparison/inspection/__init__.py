"""Read an app and find what concerns it: the triggers of divergences, and what the app is made of."""
