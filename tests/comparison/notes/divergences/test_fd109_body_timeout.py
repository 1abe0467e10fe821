"""The remedy of FD109 answers 408 to a client that stops in the middle of its body."""


async def test_remedy_answers_a_client_that_stops(open_app):
    async with open_app("FD109", target="run", replace=[("600", "0.1")]) as app:
        with app.wire() as wire:
            wire.socket.settimeout(10)
            wire.head("POST", "/", {"Content-Length": "10"}, end=False)
            wire.data(b"first")
            assert wire.status() == 408
