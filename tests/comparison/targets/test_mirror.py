"""The mirror: what the candidate gets of a request to the baseline, and what the browser then gets of its response."""

import asyncio

import httpx2
import pytest

from tests.comparison.targets.proxying import PAGE, Parts, Proxies, answering

LEFT, RIGHT = "0123456789abcdef" * 2, "fedcba9876543210" * 2


async def test_candidate_gets_the_same_request_under_its_own_address():
    proxies = Proxies(answering(b"left"), answering(b"right"))
    lines = [
        ("origin", "http://127.0.0.1:5011"),
        ("referer", "http://127.0.0.1:5011/form"),
        ("x-url", "127.0.0.1:5011"),
        ("cookie", "a=1; b=2"),
    ]
    answer = await proxies.ask("POST", "/save?x=1", headers=lines, parts=(b"a" * 70_000, b"b"))
    left, right = proxies.sent("baseline"), proxies.sent("candidate")
    assert (right.method, right.target, right.body) == (left.method, left.target, left.body)
    assert right.headers[:3] == [
        ("host", "127.0.0.1:5012"),
        ("origin", "http://127.0.0.1:5012"),
        ("referer", "http://127.0.0.1:5012/form"),
    ]
    assert right.headers[3:] == left.headers[3:]
    assert (answer.body, proxies.exchange("candidate").body.start) == (b"left", b"right")


async def test_large_body_is_sent_whole():
    proxies = Proxies(answering())
    await proxies.ask("POST", "/", parts=[bytes([number]) * 300_000 for number in range(6)])
    assert proxies.sent("candidate").body == proxies.sent("baseline").body
    assert len(proxies.sent("candidate").body) == 1_800_000


async def test_nothing_is_mirrored_while_it_is_off():
    proxies = Proxies(answering(), is_mirroring=False)
    await proxies.get()
    assert proxies.apps["candidate"].sent == []
    assert [request.sides for request in proxies.listener.requests] == [("baseline",)]


async def test_what_the_candidate_is_asked_is_not_mirrored():
    proxies = Proxies(answering())
    await proxies.get(side="candidate")
    assert proxies.apps["baseline"].sent == []


async def test_request_that_was_cut_off_is_not_sent():
    proxies, leaves = Proxies(answering()), asyncio.Event()
    leaves.set()
    await proxies.ask("POST", "/", parts=(b"half", None), leaves=leaves)
    assert proxies.apps["candidate"].sent == []
    assert proxies.exchange("candidate") is None


async def test_rest_of_a_body_that_the_baseline_does_not_read_reaches_the_candidate(monkeypatch):
    proxies = Proxies(answering())

    async def refuse_at_once(request):
        await anext(aiter(request.stream))
        return httpx2.Response(413, stream=Parts(b"too large"))

    monkeypatch.setattr(proxies.apps["baseline"], "handle_async_request", refuse_at_once)
    answer = await proxies.ask("POST", "/", parts=(b"one", b"two", b"three"))
    assert (answer.status, proxies.sent("candidate").body) == (413, b"onetwothree")


async def test_candidate_gets_its_own_ids_and_opaque_cookies():
    def app(id, cookie):
        return answering(f"<a href=/f/{id}>".encode(), 200, ("set-cookie", f"sid={cookie}; Path=/"))

    proxies = Proxies(app(LEFT, "left"), app(RIGHT, "right"))
    await proxies.get("/list")
    form = ("content-type", "application/x-www-form-urlencoded")
    lines = [("cookie", "sid=left; other=left"), ("referer", f"http://127.0.0.1:5011/f/{LEFT}"), form]
    await proxies.ask("POST", f"/f/{LEFT}?again={LEFT}", headers=lines, parts=(f"id={LEFT}".encode(),))
    sent = proxies.sent("candidate")
    assert (sent.target, sent.body) == (f"/f/{RIGHT}?again={RIGHT}".encode(), f"id={RIGHT}".encode())
    assert dict(sent.headers)["cookie"] == "sid=right; other=left"
    assert dict(sent.headers)["referer"] == f"http://127.0.0.1:5012/f/{RIGHT}"


async def test_candidate_itself_gets_its_own_opaque_cookie():
    proxies = Proxies(answering(b"", 200, ("set-cookie", "sid=left")), answering(b"", 200, ("set-cookie", "sid=right")))
    await proxies.get("/login")
    await proxies.get("/", "candidate", [("cookie", "sid=left; a=b")])
    assert dict(proxies.sent("candidate").headers)["cookie"] == "sid=right; a=b"


async def test_ids_in_a_file_stay():
    proxies = Proxies(answering(LEFT.encode()), answering(RIGHT.encode()))
    await proxies.get("/")
    await proxies.ask(
        "POST", "/", headers=[("content-type", "multipart/form-data; boundary=b")], parts=(LEFT.encode(),)
    )
    assert proxies.sent("candidate").body == LEFT.encode()


async def test_browser_gets_the_response_of_the_candidate_once():
    cookies = [("set-cookie", "session=r; Path=/"), ("set-cookie", "right=1")]
    policy = ("content-security-policy", "frame-ancestors 'none'")
    proxies = Proxies(answering(b"", 200, ("set-cookie", "session=l")), answering(b"stored", 201, policy, *cookies))
    await proxies.ask("POST", "/save", headers=PAGE)
    proxies.mirror.offer(1)
    answer = await proxies.get("/save", "candidate", PAGE)
    assert (answer.status, answer.body) == (201, b"stored")
    # The browser keeps the baseline's cookie where both set one.
    assert answer.headers == [
        ("content-security-policy", "frame-ancestors http://127.0.0.1:5010"),
        ("set-cookie", "right=1"),
    ]
    assert len(proxies.apps["candidate"].sent) == 1
    await proxies.get("/save", "candidate", PAGE)
    assert len(proxies.apps["candidate"].sent) == 2


@pytest.mark.parametrize(("target", "headers"), [("/", []), ("/?a", PAGE), ("/", [("sec-fetch-dest", "empty")])])
async def test_response_is_for_the_page_alone(target, headers):
    proxies = Proxies(answering())
    await proxies.get("/", headers=PAGE)
    proxies.mirror.offer(1)
    await proxies.get(target, "candidate", headers)
    assert len(proxies.apps["candidate"].sent) == 2


async def test_response_that_is_not_offered_is_not_shown():
    proxies = Proxies(answering())
    await proxies.get("/", headers=PAGE)
    proxies.mirror.offer(2)
    await proxies.get("/", "candidate", PAGE)
    assert len(proxies.apps["candidate"].sent) == 2


async def test_large_response_is_compared_but_not_shown():
    proxies = Proxies(answering(b"x" * 1_100_000))
    await proxies.get("/", headers=PAGE)
    proxies.mirror.offer(1)
    assert b"larger than 1 MiB" in (await proxies.get("/", "candidate", PAGE)).body
    assert proxies.exchange("candidate").body == proxies.exchange("baseline").body


async def test_requests_reach_the_candidate_in_their_order():
    first_may_end, order = asyncio.Event(), []

    def candidate(sent):
        order.append(sent.target)
        return httpx2.Response(200, stream=Parts(*([first_may_end] if sent.target == b"/1" else [b"two"])))

    proxies = Proxies(answering(), candidate)
    tasks = [asyncio.create_task(proxies.get(f"/{number}")) for number in (1, 2)]
    while not order:
        await asyncio.sleep(0)
    for _ in range(20):
        await asyncio.sleep(0)
    assert order == [b"/1"]
    first_may_end.set()
    await asyncio.gather(*tasks)
    assert order == [b"/1", b"/2"]


async def test_stream_of_the_candidate_ends_soon_after_the_browser_leaves(monkeypatch):
    monkeypatch.setattr("comparison.targets.mirror._PATIENCE_IF_CUT", 0.01)
    leaves, never = asyncio.Event(), asyncio.Event()
    proxies = Proxies(lambda sent: httpx2.Response(200, stream=Parts(b"event", never)))
    task = asyncio.create_task(proxies.get(leaves=leaves))
    while not proxies.apps["candidate"].sent:
        await asyncio.sleep(0)
    leaves.set()
    await task
    exchanges = [proxies.exchange(side) for side in ("baseline", "candidate")]
    assert [(exchange.complete, exchange.broken) for exchange in exchanges] == [(False, False)] * 2


async def test_candidate_that_does_not_answer_leaves_the_baseline_alone():
    def refuse(sent):
        raise httpx2.ConnectError("nobody listens")

    proxies = Proxies(answering(b"left"), refuse)
    assert (await proxies.get(headers=PAGE)).body == b"left"
    assert proxies.exchange("candidate").broken
