"""Pauses of coroutine functions, and of what runs elsewhere."""

import pytest

NO_OPS = {
    "a plain function pauses": """
        import time

        def rest():
            time.sleep(1)
    """,
    "a function for a thread pauses": """
        import time
        from threading import Thread

        def rest():
            time.sleep(1)

        async def view():
            Thread(target=rest).start()
    """,
    "module-level code pauses": """
        import time

        time.sleep(1)

        async def view(): ...
    """,
    "the function is passed, not called": """
        import asyncio
        import time

        async def view():
            await asyncio.to_thread(time.sleep, 1)
    """,
    "a parameter has the name": """
        import time

        async def view(time):
            time.sleep(1)
    """,
    "the name is imported from elsewhere": """
        from gevent import sleep

        async def view():
            sleep(1)
    """,
    "another object has a method of the name": """
        import time

        async def view(person):
            person.sleep(time.time())
    """,
    "another function of the module is called": """
        import time

        async def view():
            return time.monotonic()
    """,
    "asyncio's is called already": """
        import asyncio

        async def view():
            await asyncio.sleep(1)
    """,
    "the name is in a text and a comment": """
        import time

        async def view():
            return 'time.sleep(1)', time  # time.sleep(1)
    """,
}
CHANGES = {
    "module-level code pauses": (
        """
        import time

        async def view():
            time.sleep(1)  # kept
        """,
        """
        import asyncio

        async def view():
            await asyncio.sleep(1)  # kept
        """,
    ),
    "the module is used for other names too": (
        """
        import time

        async def view():
            time.sleep(1)
            return time.time()
        """,
        """
        import asyncio
        import time

        async def view():
            await asyncio.sleep(1)
            return time.time()
        """,
    ),
    "the function is imported": (
        """
        from time import sleep

        async def view():
            sleep(1)
        """,
        """
        from asyncio import sleep

        async def view():
            await sleep(1)
        """,
    ),
    "the import has another name": (
        """
        from time import sleep as rest

        async def view():
            rest(1)
        """,
        """
        from asyncio import sleep as rest

        async def view():
            await rest(1)
        """,
    ),
    "the import has other names": (
        """
        from time import sleep, time

        async def view():
            sleep(time())
        """,
        """
        from asyncio import sleep
        from time import time

        async def view():
            await sleep(time())
        """,
    ),
    "the module is imported under another name": (
        """
        import time as t

        async def view():
            t.sleep(
                1,  # kept
            )
        """,
        """
        import asyncio

        async def view():
            await asyncio.sleep(
                1,  # kept
            )
        """,
    ),
    "a view calls the function that pauses": (
        """
        import asyncio
        import time

        def rest():
            [time.sleep(x) for x in (1,)]

        async def view():
            rest()
        """,
        """
        import asyncio

        async def rest():
            [await asyncio.sleep(x) for x in (1,)]

        async def view():
            await rest()
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_pause_elsewhere_stays(check_unchanged, text):
    check_unchanged(text, "FQ010", "FQ004", "FQ005")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_pause_on_the_event_loop_is_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ010", "FQ004", "FQ005")
