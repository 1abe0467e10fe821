"""Resolve the attributes of the project's own objects: to methods, and to the values that are assigned to them."""

from collections.abc import Iterable, Iterator

import libcst as cst

from .definitions import Definitions, Origins, Value
from .function import bound_to_names
from .module import EACH, Module, UnpackingPath

# Objects of the framework that apps give attributes: the app, the request, and `g`.
_OF_FRAMEWORK = {"flask.Flask", "flask.Request", "flask.g"}
_PROPERTIES = {"builtins.property", "functools.cached_property", "werkzeug.utils.cached_property"}


class AttributeOrigins(Definitions):
    """The origins of attributes of objects whose classes the project defines."""

    def attribute_origins(self, class_path: str, name: str, path: UnpackingPath) -> Iterator[str]:
        """Yield the origins of the values of an attribute, or of the part at `path` of them.

        The values are assigned in the class, in its base classes or, if there are none, in its subclasses.
        """
        bases = self.bases(class_path) if class_path in self.classes else []
        values = [value for owner in (class_path, *bases) for value in self._values_of(owner, name)]
        if not values:
            values = [value for owner in self.subclasses(class_path) for value in self._values_of(owner, name)]
        for module, node, inner_path in values:
            if isinstance(node, cst.Annotation):
                yield from self.instances(module, node)
            else:
                yield from self.origins(module, node, (*inner_path, *path))

    def keeps_attributes(self, path: str) -> bool:
        """Return whether the values of attributes are recorded: those of a project class, and of some of Flask's."""
        return path in self.classes or path in _OF_FRAMEWORK

    def method_paths(self, class_path: str, name: str) -> list[str]:
        """Return the path of a method of a class, or of the base class that it inherits the method from."""
        owners = [class_path, *self.bases(class_path)]
        return [path for path in (f"{owner}.{name}" for owner in owners) if path in self.functions][:1]

    def callables(self, origins: Origins) -> set[str]:
        """Return the paths of the functions that these origins are; of an object of the project, its `__call__`."""
        objects = {origin.removesuffix("()") for origin in origins if origin.endswith("()")} & self.classes.keys()
        calls = [self.method_paths(class_path, "__call__") for class_path in objects]
        return {*(origins & self.functions.keys()), *(path for paths in calls for path in paths)}

    def base_instances(self, module: Module, node: cst.CSTNode) -> Iterator[str]:
        """Yield what `super()` is at a node: an instance of each base of the enclosing class."""
        class_node = next((outer for outer in module.ancestors(node) if isinstance(outer, cst.ClassDef)), None)
        if class_node is not None:
            yield from (f"{base}()" for base in self.bases(module.path_of(class_node)))

    def is_property(self, path: str) -> bool:
        """Return whether the function at `path` is read as an attribute."""
        function = self.functions[path]
        decorators = [decorator.decorator for decorator in function.node.decorators]
        return any(self.origins(function.module, decorator) & _PROPERTIES for decorator in decorators)

    def index_attributes(self) -> None:
        """Record the values of all attributes: assigned in class bodies, to `self.NAME`, or by a constructor call."""
        self.attributes.clear()
        for class_path, (module, node) in self.classes.items():
            for statement in _statements_of(node):
                for name, value in _class_values(module, statement):
                    self._add(class_path, name, value)
        for module in self.modules.values():
            assignments: list[cst.Assign | cst.AnnAssign] = [*module.nodes(cst.Assign), *module.nodes(cst.AnnAssign)]
            for assignment in assignments:
                self._index_assignment(module, assignment)
            for item in module.nodes(cst.WithItem):
                if item.asname is not None and isinstance(item.asname.name, cst.Attribute):
                    self._add_to_owners(module, item.asname.name, (module, item.item, ()))
            for call in module.nodes(cst.Call):
                for class_path in self.origins(module, call.func) & self.classes.keys():
                    self._index_fields(module, class_path, call)

    def _index_assignment(self, module: Module, assignment: cst.Assign | cst.AnnAssign) -> None:
        """Record what an assignment stores in attributes of the project's objects; tuples are unpacked."""
        for target in _targets_of(assignment):
            for attribute, path in _attributes_in(target):
                if isinstance(assignment, cst.AnnAssign):
                    self._add_to_owners(module, attribute, (module, assignment.annotation, ()))
                if assignment.value is not None:
                    self._add_to_owners(module, attribute, (module, assignment.value, path))

    def _index_fields(self, module: Module, class_path: str, call: cst.Call) -> None:
        """Record the arguments of a constructor that the class does not define, as one of a dataclass."""
        if not self.method_paths(class_path, "__init__"):
            for name, value in bound_to_names(_field_names(self.classes[class_path][1]), call):
                self._add(class_path, name, (module, value, ()))

    def _add_to_owners(self, module: Module, attribute: cst.Attribute, value: Value) -> None:
        for origin in self.origins(module, attribute.value):
            if self.keeps_attributes(origin.removesuffix("()")):
                self._add(origin.removesuffix("()"), attribute.attr.value, value)

    def _add(self, class_path: str, name: str, value: Value) -> None:
        self.attributes.setdefault((class_path, name), []).append(value)

    def _values_of(self, class_path: str, name: str) -> Iterable[Value]:
        return self.attributes.get((class_path, name), ())


def _statements_of(node: cst.ClassDef) -> list[cst.BaseSmallStatement]:
    """Return the simple statements of a class body."""
    lines = [line for line in node.body.body if isinstance(line, cst.SimpleStatementLine)]
    return [statement for line in lines for statement in line.body]


def _class_values(module: Module, statement: cst.BaseSmallStatement) -> Iterator[tuple[str, Value]]:
    """Yield the name and the value or annotation of each attribute that a statement of a class body sets."""
    if isinstance(statement, cst.AnnAssign) and isinstance(statement.target, cst.Name):
        yield statement.target.value, (module, statement.annotation, ())
        if statement.value is not None:
            yield statement.target.value, (module, statement.value, ())
    for target in statement.targets if isinstance(statement, cst.Assign) else ():
        if isinstance(target.target, cst.Name):
            # Only an `Assign` has targets.
            yield target.target.value, (module, statement.value, ())  # type: ignore[attr-defined]


def _field_names(node: cst.ClassDef) -> list[str]:
    """Return the annotated names of a class body, in order: the fields of a dataclass or a named tuple."""
    annotated = [statement for statement in _statements_of(node) if isinstance(statement, cst.AnnAssign)]
    return [statement.target.value for statement in annotated if isinstance(statement.target, cst.Name)]


def _attributes_in(target: cst.CSTNode, path: UnpackingPath = ()) -> Iterator[tuple[cst.Attribute, UnpackingPath]]:
    """Yield the attributes among the targets of an assignment, each with its path in the value."""
    if isinstance(target, cst.Attribute):
        yield target, path
    for index, element in enumerate(target.elements if isinstance(target, cst.Tuple | cst.List) else ()):
        yield from _attributes_in(element.value, (*path, EACH if isinstance(element, cst.StarredElement) else index))


def _targets_of(assignment: cst.Assign | cst.AnnAssign) -> list[cst.BaseExpression]:
    if isinstance(assignment, cst.AnnAssign):
        return [assignment.target]
    return [target.target for target in assignment.targets]
