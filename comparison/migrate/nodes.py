"""Read nodes of the syntax tree: dotted names, texts, and the items of a tuple."""

import libcst as cst


def root_of(node: cst.CSTNode) -> cst.CSTNode:
    """Return the node before all dots: the name `a` of `a.b.c`, or the call of `f().b`."""
    while isinstance(node, cst.Attribute):
        node = node.value
    return node


def dotted_name(node: cst.CSTNode | None) -> str:
    """Return a dotted name as text; "" for any other expression."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute) and (before := dotted_name(node.value)):
        return f"{before}.{node.attr.value}"
    return ""


def string_value(node: cst.CSTNode | None) -> str:
    """Return the value of a string literal; "" for any other expression, and for bytes."""
    value = node.evaluated_value if isinstance(node, cst.SimpleString) else ""
    return value if isinstance(value, str) else ""


def items_of(classes: cst.BaseExpression) -> list[cst.BaseExpression]:
    """Return the items of a tuple, or an expression itself."""
    return [element.value for element in classes.elements] if isinstance(classes, cst.Tuple) else [classes]


def commas(node: cst.Subscript) -> list[cst.Comma]:
    """Return the commas between the parts of a subscript."""
    return [part.comma for part in node.slice[:-1] if isinstance(part.comma, cst.Comma)]


def is_none(node: cst.CSTNode) -> bool:
    """Return whether an expression is `None`."""
    return isinstance(node, cst.Name) and node.value == "None"
