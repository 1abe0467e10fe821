"""The table of promises: what a user of either app may rely on, on every server."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .place import TWINS, App, Place, served

TARGETS = ("run", "hypercorn", "hypercorn-h2", "hypercorn-2")
Check = Callable[[Place], Awaitable[None]]


@dataclass(frozen=True)
class Promise:
    """A sentence, and the check that raises AssertionError (or loses its connection) where it is broken.

    `naive` says whether the naive ports have the feature at all; `waived` gives, for a framework and a target,
    the reason why nobody can keep it there; `settings` are those that the app is made with; `targets` are where it
    can be asked for at all.
    """

    text: str
    check: Check
    naive: bool
    waived: Mapping[tuple[str, str], str]
    settings: Mapping[str, str]
    seconds: float
    targets: tuple[str, ...] = TARGETS

    def __str__(self) -> str:
        return self.check.__name__

    def cases(self) -> list[tuple["Promise", App, str]]:
        """Return where it is to be kept: by both twins, on every target where it is not waived."""
        places = [(app, target) for app in TWINS for target in self.targets]
        return [(self, app, target) for app, target in places if (app.framework, target) not in self.waived]

    async def keep(self, app: App, target: str) -> None:
        with served(app, target, self.settings) as place:
            await self.check(place)


@dataclass
class Register:
    """A list of promises, in the order of their definition; `kind` is the class that they are of."""

    kind: Callable[..., Promise] = Promise
    promises: list[Promise] = field(default_factory=list)

    def promise(
        self,
        text: str,
        *,
        naive: bool = True,
        waived: Mapping[tuple[str, str], str] | None = None,
        settings: Mapping[str, str] | None = None,
        seconds: float = 5.0,
        targets: tuple[str, ...] = TARGETS,
        **more: Any,
    ) -> Callable[[Check], Check]:
        def register(check: Check) -> Check:
            self.promises.append(self.kind(text, check, naive, waived or {}, settings or {}, seconds, targets, **more))
            return check

        return register


REGISTER = Register()
promise = REGISTER.promise
