"""Apps whose teardowns note the exceptions that they get."""


class Teardowns(list):
    """The calls of an app's teardowns, in order: the name of each function, and the exception that it got."""

    def register(self, framework, app):
        """Register two functions of each kind, and two views; return the app."""
        for number in (1, 2):
            for register in (app.teardown_request, app.teardown_appcontext):
                name = f"{register.__name__} {number}"
                register(framework.native(lambda exc, name=name: self.append((name, exc))))
        framework.route(app, "/", lambda: "a page")
        framework.route(app, "/fail", fail)
        return app

    def names(self, kind):
        return [name for name, _ in self if name.startswith(kind)]

    def exceptions(self):
        return {repr(exc) for _, exc in self}


def fail():
    raise RuntimeError("asked to fail")
