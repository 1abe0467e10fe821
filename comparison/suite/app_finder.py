"""Import the app of a side from its own directory, and by the name that the tests know it by."""

import importlib
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any


def install_finders(place: Path, aliases: Mapping[str, str], root: Path, tests: Sequence[Path]) -> None:
    """Find modules in `place` before all else, and those of `tests` in `root`; `aliases` are names of packages."""
    sys.meta_path[:0] = [_AliasFinder(aliases), _PlaceFinder(place, root, tests)]


class _PlaceFinder(MetaPathFinder):
    """Finds the modules of the side's directory: pytest puts the directories of the tests before it.

    A side's directory may have a version of the tests too, which is not the one that runs.
    """

    def __init__(self, place: Path, root: Path, tests: Sequence[Path]) -> None:
        self.place = place
        self.root = root
        self.tests = tests

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if path is None and self._is_beside_tests(name):
            return None
        spec = PathFinder.find_spec(name, [str(self.place)] if path is None else path)
        if spec is None or spec.origin is None or not Path(spec.origin).is_relative_to(self.place):
            return None
        file = self.root / Path(spec.origin).relative_to(self.place)
        if not self._is_test(file):
            return spec if path is None else None
        # The package of the tests that run; its modules are then found there.
        is_package = spec.submodule_search_locations is not None and file.is_file()
        locations = [str(file.parent)] if is_package else None
        return spec_from_file_location(name, file, submodule_search_locations=locations) if is_package else None

    def _is_test(self, file: Path) -> bool:
        return file.name == "conftest.py" or any(file.is_relative_to(tests) for tests in self.tests)

    def _is_beside_tests(self, name: str) -> bool:
        """Return whether a module is in a directory of tests that can be imported from."""
        directories = [path for path in sys.path if path and self._is_test(Path(path))]
        return PathFinder.find_spec(name, directories) is not None


class _AliasFinder(MetaPathFinder, Loader):
    """Finds the modules of a package under the name of another one."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self.aliases = aliases
        self.specs: dict[str, Any] = {}

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        package, _, rest = name.partition(".")
        if package not in self.aliases:
            return None
        own = f"{self.aliases[package]}.{rest}" if rest else self.aliases[package]
        try:
            module = importlib.import_module(own)
        except ModuleNotFoundError as error:
            if error.name == own:
                return None
            raise
        self.specs[name] = module.__spec__
        return ModuleSpec(name, self, is_package=hasattr(module, "__path__"))

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        package, _, rest = spec.name.partition(".")
        return sys.modules[f"{self.aliases[package]}.{rest}" if rest else self.aliases[package]]

    def exec_module(self, module: ModuleType) -> None:
        # The import system has replaced what relative imports need.
        spec = module.__spec__
        if spec is not None and spec.name in self.specs:
            module.__spec__ = self.specs[spec.name]
