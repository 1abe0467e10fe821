"""The contents of migrated files: rewritten together, renamed, and kept in form."""

import pytest

from comparison.migrate.files import migrate_files

from .file_migration import AFTER, BEFORE, RULES, results
from .sources import dedented


def test_files_of_a_directory_are_rewritten_together(project):
    project(
        shop__pages=BEFORE,
        shop__views=dedented("""
        from .pages import f
        def g():
            f()
    """),
        other=BEFORE,
    )
    assert results(project(shop__last="").parent, {"shop": "store"}) == {
        "store/__init__.py": "",
        "store/last.py": "",
        "store/pages.py": AFTER,
        "store/views.py": dedented("""
            from .pages import f
            async def g():
                await f()
        """),
    }


def test_several_paths_are_rewritten_together(project):
    paths = [
        project(pages=BEFORE),
        project(
            views=dedented("""
        from pages import f
        def g():
            f()
    """)
        ),
    ]
    texts = [file.after for file in migrate_files(paths, RULES, {})]
    assert texts == [
        AFTER,
        dedented("""
        from pages import f
        async def g():
            await f()
    """),
    ]


def test_package_is_renamed_in_rewritten_lines(project):
    path = project(
        views=dedented("""
        import clock, shop
        def f():
            clock.wait(shop)  # of the shop
    """)
    )
    after = dedented("""
        import clock, store
        async def f():
            await clock.wait(store)  # of the shop
    """)
    assert results(path, {"shop": "store"}) == {"views.py": after}


def test_each_line_has_its_reasons(project):
    path = project(
        views=dedented("""
        import clock, shop
        def f():
            clock.wait(shop)
            return f
    """)
    )
    [file] = migrate_files([path], RULES, {"shop": "store"})
    assert file.reasons() == {1: ["rename"], 2: ["FQ004"], 3: ["WAIT", "rename"]}
    assert file.is_changed


def test_file_with_nothing_to_change_has_no_reasons(project):
    [file] = migrate_files([project(views="a = 1\n")], RULES, {"shop": "store"})
    assert (file.is_changed, file.reasons(), file.manual_steps) == (False, {}, ())


def test_file_that_only_moves_is_changed(project):
    file = migrate_files([project(shop__views="a = 1\n")], RULES, {"shop": "store"})[-1]
    assert (file.before, file.after, str(file.target), file.is_changed) == (
        "a = 1\n",
        "a = 1\n",
        "store/views.py",
        True,
    )


@pytest.mark.parametrize("name", ["shop__parity__views", "shop__parity"])
def test_excluded_file_is_not_rewritten(project, name):
    directory = project(shop__views=BEFORE).parent
    project(**{name: BEFORE})
    assert results(directory, exclude=["parity"]) == {"shop/__init__.py": "", "shop/views.py": AFTER}


@pytest.mark.parametrize(
    ("counterpart", "call"),
    [
        pytest.param("async def f():\n    pass\n", "await f()", id="the function is async in the renamed file"),
        pytest.param("def f():\n    pass\n", "f()", id="the function is synchronous in the renamed file"),
        pytest.param("", "f()", id="the function is not in the renamed file"),
    ],
)
def test_renamed_file_says_which_functions_are_async(project, counterpart, call):
    project(shop__parity="def f():\n    pass\n", store__parity=counterpart)
    path = project(
        shop__views=dedented("""
        from .parity import f
        async def g():
            f()
    """)
    ).parent
    after = f"from .parity import f\nasync def g():\n    {call}\n"
    assert results(path, {"shop": "store"}, ["parity"]) == {"store/__init__.py": "", "store/views.py": after}


def test_without_a_renamed_file_the_excluded_file_says_it(project):
    project(shop__parity="async def f():\n    pass\n")
    path = project(
        shop__views=dedented("""
        from .parity import f
        async def g():
            f()
    """)
    ).parent
    after = dedented("""
        from .parity import f
        async def g():
            await f()
    """)
    assert results(path, {"shop": "store"}, ["parity"])["store/views.py"] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(BEFORE.replace("\n", "\r\n"), AFTER.replace("\n", "\r\n"), id="the line ends are CRLF"),
        pytest.param(BEFORE.replace("    ", "\t"), AFTER.replace("    ", "\t"), id="the file is indented with tabs"),
        pytest.param(BEFORE.rstrip("\n"), AFTER.rstrip("\n"), id="the last line has no end"),
        pytest.param(f"{BEFORE}\n\n\n", f"{AFTER}\n\n\n", id="empty lines end the file"),
        pytest.param(f"'ü€😀'\n{BEFORE}", f"'ü€😀'\n{AFTER}", id="the file is not ASCII"),
        pytest.param(BEFORE.replace("()\n", "()  \n"), AFTER.replace("()\n", "()  \n"), id="lines end with spaces"),
        pytest.param(
            BEFORE.replace("wait()", "wait(\\\n )"),
            AFTER.replace("wait()", "wait(\\\n )"),
            id="a backslash continues a line",
        ),
        pytest.param("", "", id="the file is empty"),
        pytest.param("# -*- coding: utf-8 -*-\n", "# -*- coding: utf-8 -*-\n", id="the file declares UTF-8"),
    ],
)
def test_formatting_of_a_file_is_kept(project, before, after):
    assert results(project(views=before)) == {"views.py": after}


def test_nothing_is_written(project):
    path = project(shop__views=BEFORE)
    migrate_files([path], RULES, {"shop": "store"})
    assert path.read_text() == BEFORE
    assert sorted(str(entry) for entry in path.parent.parent.iterdir()) == ["shop"]


def test_manual_step_has_its_line(project):
    [file] = migrate_files(
        [
            project(
                views=dedented("""
        import clock

        clock.wait()
    """)
            )
        ],
        RULES,
        {},
    )
    [(line, rule, reason)] = file.manual_steps
    assert (line, rule, reason.partition(":")[0]) == (3, "WAIT", "module-level code cannot await")
