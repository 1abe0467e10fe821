"""Rules are applied to a project until no rule requests another change."""

import libcst as cst

from comparison.migrate.change import AsyncFunction, Awaited, ManualChange, ReplacedText

from .rewriting import SPREADING, WAIT, Rule, migrated, migration_of, rewritten
from .sources import dedented


def test_excluded_module_stays():
    texts = {
        "views": dedented("""
        import clock
        def f():
            clock.wait()
    """)
    }
    assert migrated(texts, exclude=["views"]) == texts


def test_calls_of_coroutine_functions_of_an_excluded_module_are_awaited():
    texts = {
        "excluded": dedented("""
            async def one():
                pass
            def two():
                pass
        """),
        "views": dedented("""
            from excluded import one, two
            def f():
                one()
            def g():
                two()
        """),
    }
    after = dedented("""
        from excluded import one, two
        async def f():
            await one()
        def g():
            two()
    """)
    assert migrated(texts, exclude=["excluded"]) == texts | {"views": after}


def test_function_of_an_excluded_module_stays_synchronous():
    texts = {
        "excluded": "def one():\n    pass\n",
        "views": dedented("""
        import excluded
        def f():
            excluded.one()
    """),
    }
    make_async = Rule(
        "R1", lambda source: [AsyncFunction(function.node) for function in source.project.functions.values()]
    )
    after = dedented("""
        import excluded
        async def f():
            excluded.one()
    """)
    assert migrated(texts, [make_async, *SPREADING], ["excluded"]) == texts | {"views": after}


def test_rule_may_change_a_function_of_another_module():
    texts = {"one": "def f():\n    pass\n", "two": "import one\none.f()\n"}
    make_async = Rule(
        "R1",
        lambda source: [AsyncFunction(function.node) for call in source.calls() for function in callees(source, call)],
    )
    assert migrated(texts, [make_async]) == {"one": "async def f():\n    pass\n", "two": "import one\none.f()\n"}


def callees(source, call):
    return source.functions_named(call.func)


def test_rules_see_the_changes_of_other_rules():
    seen = []
    looking = Rule("R1", lambda source: seen.append(len(source.async_nodes)) or [])
    rewritten(
        dedented("""
        import clock
        def f():
            g()
        def g():
            clock.wait()
    """),
        [looking, *SPREADING],
    )
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0, 2)


def test_change_belongs_to_the_rule_that_requested_it_first():
    rules = [Rule(id, WAIT.rewrite) for id in ("R1", "R2")]
    migration = migration_of(
        {
            "here": dedented("""
        import clock
        async def f():
            clock.wait()
    """)
        },
        rules,
    )
    result = migration.rewritten_module(migration.project.modules["here"]).source
    assert result.text == b"import clock\nasync def f():\n    await clock.wait()\n"
    assert result.rules_after == {3: {"R1"}}


def test_each_line_has_the_rules_that_changed_it():
    migration = migration_of(
        {
            "here": dedented("""
        import clock
        def f():
            clock.wait()
        def g():
            f()
    """)
        }
    )
    result = migration.rewritten_module(migration.project.modules["here"]).source
    assert result.rules_before == result.rules_after == {2: {"FQ004"}, 3: {"WAIT"}, 4: {"FQ004"}, 5: {"FQ005"}}


def test_rule_that_changes_a_rewritten_part_changes_it_once():
    def replaced(source):
        return [ReplacedText(call, "done") for call in source.calls("clock.wait")]

    rules = [Rule("R1", replaced), *SPREADING]
    assert rewritten(
        dedented("""
        import clock
        async def f():
            clock.wait()
    """),
        rules,
    ).endswith("    await done\n")


def test_function_is_made_a_coroutine_function_once():
    def make_all_async(source):
        return [AsyncFunction(function.node) for _, function in source.functions()]

    assert (
        rewritten("def f():\n    pass\n", [Rule("R1", make_all_async), Rule("R2", make_all_async)])
        == "async def f():\n    pass\n"
    )


def test_manual_step_of_several_rules_is_reported_once():
    def refused(name, reason):
        return lambda source: [
            ManualChange(name_node, reason) for name_node in source.module.nodes(cst.Name) if name_node.value == name
        ]

    rules = [Rule("R2", refused("a", "no")), Rule("R1", refused("b", "no")), Rule("R3", refused("b", "never"))]
    migration = migration_of({"here": "a, b, a\na\n"}, rules)
    expected = ((1, "R1", "no"), (1, "R3", "never"), (2, "R2", "no"))
    assert migration.rewritten_module(migration.project.modules["here"]).manual_steps == expected


def test_no_rules_change_nothing():
    assert rewritten("import clock\nclock.wait()\n", []) == "import clock\nclock.wait()\n"


def test_form_of_the_source_survives():
    text = "import clock\r\n\r\n\r\ndef  f( a,b ) :  # why\r\n\tif  a :\r\n\t\tclock . wait( a ) ;  b\r\n"
    after = text.replace("def  f", "async def  f").replace("clock . wait", "await clock . wait")
    assert rewritten(text) == after


def test_rule_may_look_at_its_own_change():
    def twice(source):
        return [Awaited(call) for call in source.calls("clock.wait") if not source.async_nodes]

    assert rewritten(
        dedented("""
        import clock
        def f():
            clock.wait()
    """),
        [Rule("R1", twice)],
    ) == (
        dedented("""
            import clock
            def f():
                await clock.wait()
        """)
    )
