"""Pauses of coroutine functions, and of what runs elsewhere."""

import pytest

NO_OPS = {
    "plain function": "import time\n\n\ndef rest():\n    time.sleep(1)\n",
    "function for a thread": (
        "import time\nfrom threading import Thread\n\n\ndef rest():\n    time.sleep(1)\n\n\n"
        "async def view():\n    Thread(target=rest).start()\n"
    ),
    "module": "import time\n\ntime.sleep(1)\n\n\nasync def view(): ...\n",
    "not called": "import asyncio\nimport time\n\n\nasync def view():\n    await asyncio.to_thread(time.sleep, 1)\n",
    "parameter": "import time\n\n\nasync def view(time):\n    time.sleep(1)\n",
    "import from elsewhere": "from gevent import sleep\n\n\nasync def view():\n    sleep(1)\n",
    "method": "import time\n\n\nasync def view(person):\n    person.sleep(time.time())\n",
    "other function": "import time\n\n\nasync def view():\n    return time.monotonic()\n",
    "asyncio": "import asyncio\n\n\nasync def view():\n    await asyncio.sleep(1)\n",
    "text and comment": "import time\n\n\nasync def view():\n    return 'time.sleep(1)', time  # time.sleep(1)\n",
}
CHANGES = {
    "module": (
        "import time\n\n\nasync def view():\n    time.sleep(1)  # kept\n",
        "import asyncio\n\n\nasync def view():\n    await asyncio.sleep(1)  # kept\n",
    ),
    "module that is needed otherwise": (
        "import time\n\n\nasync def view():\n    time.sleep(1)\n    return time.time()\n",
        "import asyncio\nimport time\n\n\nasync def view():\n    await asyncio.sleep(1)\n    return time.time()\n",
    ),
    "name": (
        "from time import sleep\n\n\nasync def view():\n    sleep(1)\n",
        "from asyncio import sleep\n\n\nasync def view():\n    await sleep(1)\n",
    ),
    "other name": (
        "from time import sleep as rest\n\n\nasync def view():\n    rest(1)\n",
        "from asyncio import sleep as rest\n\n\nasync def view():\n    await rest(1)\n",
    ),
    "among others": (
        "from time import sleep, time\n\n\nasync def view():\n    sleep(time())\n",
        "from asyncio import sleep\nfrom time import time\n\n\nasync def view():\n    await sleep(time())\n",
    ),
    "module under another name": (
        "import time as t\n\n\nasync def view():\n    t.sleep(\n        1,  # kept\n    )\n",
        "import asyncio\n\n\nasync def view():\n    await asyncio.sleep(\n        1,  # kept\n    )\n",
    ),
    "what a view calls": (
        "import asyncio\nimport time\n\n\ndef rest():\n    [time.sleep(x) for x in (1,)]\n\n\n"
        "async def view():\n    rest()\n",
        "import asyncio\n\n\nasync def rest():\n    [await asyncio.sleep(x) for x in (1,)]\n\n\n"
        "async def view():\n    await rest()\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_pause_elsewhere_stays(rewrite, text):
    assert rewrite(text, "FQ010", "FQ004", "FQ005") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_pause_on_the_event_loop_is_awaited(rewrite, before, after):
    assert rewrite(before, "FQ010", "FQ004", "FQ005") == after
    assert rewrite(after, "FQ010", "FQ004", "FQ005") == after
