"""Signals that a coroutine function sends, and other things that are sent."""

import pytest

VIEW = "import blinker\n\nstored = blinker.signal('stored')\n\n\nasync def view(name):\n    "
NO_OPS = {
    "plain function": "import blinker\n\nstored = blinker.signal('stored')\n\n\ndef tell():\n    stored.send('a')\n",
    "module": "import blinker\n\nblinker.signal('stored').send('a')\n",
    "other object": VIEW + "name.send('a')\n    name.stored.send('a')\n",
    "parameter": "import blinker\n\nstored = blinker.signal('a')\n\n\nasync def view(stored):\n    stored.send('a')\n",
    "generator": VIEW + "rows = (one for one in name)\n    rows.send(None)\n",
    "not called": VIEW + "return name(stored.send)\n",
    "other method": VIEW + "return stored.receivers_for(name)\n",
    "sent already": VIEW + "await stored.send_async('a')\n",
    "text and comment": VIEW + "return 'stored.send(name)'  # stored.send(name)\n",
}
FORMS = {
    "statement": ("stored.send(name, a=1)  # kept\n", "await stored.send_async(name, a=1)  # kept\n"),
    "answers": ("return stored.send(name)[0][1]\n", "return (await stored.send_async(name))[0][1]\n"),
    "loop": ("for one, two in stored.send(name): ...\n", "for one, two in await stored.send_async(name): ...\n"),
    "list": ("return [stored.send(one) for one in name]\n", "return [await stored.send_async(one) for one in name]\n"),
    "sent while it is sent": (
        "stored.send(stored.send(name))\n",
        "await stored.send_async(await stored.send_async(name))\n",
    ),
    "signal without a name": ("blinker.signal('a').send(name)\n", "await blinker.signal('a').send_async(name)\n"),
    "several lines": (
        "(\n        stored  # kept\n        .send(name)\n    )\n",
        "(\n        await stored  # kept\n        .send_async(name)\n    )\n",
    ),
}
CHANGES = {
    "signal of the framework": (
        "from flask import message_flashed as told\n\n\nasync def view():\n    told.send('a')\n",
        "from flask import message_flashed as told\n\n\nasync def view():\n    await told.send_async('a')\n",
    ),
    "called by a view": (
        VIEW + "tell()\n\n\ndef tell():\n    stored.send('a')\n",
        VIEW + "await tell()\n\n\nasync def tell():\n    await stored.send_async('a')\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_send_stays(rewrite, text):
    assert rewrite(text, "FQ302", "FQ004", "FQ005") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_signal_is_sent_with_send_async(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ302", "FQ004", "FQ005") == VIEW + after
    assert rewrite(VIEW + after, "FQ302", "FQ004", "FQ005") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_signal_is_sent_with_send_async_wherever_it_comes_from(rewrite, before, after):
    assert rewrite(before, "FQ302", "FQ004", "FQ005") == after
    assert rewrite(after, "FQ302", "FQ004", "FQ005") == after
