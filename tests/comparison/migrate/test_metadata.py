"""The scopes and the parents of nodes are those of LibCST's own providers."""

from pathlib import Path

import libcst as cst
import pytest
from libcst import matchers
from libcst.metadata import MetadataWrapper, ParentNodeProvider, ScopeProvider

from comparison.migrate.metadata import QuickScopeProvider, parents_of

ROOT = Path(__file__).parents[3]
FILES = ("flask_app/__init__.py", "quart_app/login.py", "comparison/migrate/module.py")


@pytest.fixture(params=FILES)
def wrapper(request):
    return MetadataWrapper(cst.parse_module((ROOT / request.param).read_bytes()), unsafe_skip_copy=True)


def test_parents_are_those_of_libcst(wrapper):
    assert parents_of(wrapper.module) == wrapper.resolve(ParentNodeProvider)


def test_nodes_are_in_source_order(wrapper):
    names = [node.value for node in parents_of(wrapper.module) if isinstance(node, cst.Name)]
    expected = matchers.findall(wrapper.module, matchers.Name())
    assert names == [cst.ensure_type(node, cst.Name).value for node in expected]


@pytest.mark.torture
def test_scopes_are_those_of_libcst(wrapper):
    scopes, expected = wrapper.resolve(QuickScopeProvider), wrapper.resolve(ScopeProvider)
    tree = parents_of(wrapper.module).keys()
    assert scopes.keys() & tree == expected.keys() & tree
    for node in scopes.keys() & tree:
        scope, libcst_scope = scopes[node], expected[node]
        assert type(scope) is type(libcst_scope)
        if scope is not None:
            assert {a.name for a in scope.assignments} == {a.name for a in libcst_scope.assignments}
            assert {access.node for access in scope.accesses} == {access.node for access in libcst_scope.accesses}
