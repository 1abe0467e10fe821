"""The gate: measure a workload only if both apps of the pair give equal and successful responses."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import httpx2

from ..targets.app_runner import APP_HOST, TIMEOUT
from ..targets.loopback import LoopbackTransport
from ..targets.recording import RecordingClient, RecordingTransport
from ..values.difference import differences
from ..values.exchange import Exchange
from ..values.normalizers import normalize
from .plan import Plan
from .request import RequestSpec
from .servers import RecordedResponse
from .workload import Workload


def compare_pair(
    plan: Plan, workload: Workload, baseline_port: int, candidate_port: int
) -> tuple[RecordedResponse, str]:
    """Compare the responses of the baseline and the candidate, served on these ports, at each point of a workload.

    Each app gets the login and twice the request. Returns the candidate's last response, and why the workload can't be
    measured: the first failed login, difference or unsuccessful response; an empty string if it can.
    """
    recorded = RecordedResponse(200, (), b"", workload.kind == "calls")
    for point in workload.points:
        requests = [*plan.login, *[workload.request_at(point)] * 2]
        conversations: dict[str, tuple[Exchange, ...]] = {}
        for role, port in (("baseline", baseline_port), ("candidate", candidate_port)):
            conversation, body, _ = record_conversation(port, requests)
            for exchange in conversation[: len(plan.login)]:
                if not exchange.succeeded:
                    return recorded, f"the {role} answers the login, {exchange.request}, with {exchange.answer_text}"
            conversations[role] = normalize(conversation, plan.settings.normalizers)
            recorded = RecordedResponse(conversation[-1].status, conversation[-1].headers, body, recorded.waits)
        unequal = differences(conversations["baseline"], conversations["candidate"])
        if unequal:
            return recorded, f"the two apps differ: {unequal[0].as_text('baseline', 'candidate')}"
        last = conversation[-1]
        if not last.succeeded:
            return recorded, f"both apps answer {last.request} with {last.answer_text}"
    return recorded, ""


def record_conversation(port: int, requests: Sequence[RequestSpec]) -> tuple[tuple[Exchange, ...], bytes, str]:
    """Send requests to a server in order, with one cookie jar, and stop after an incomplete response.

    Returns the exchanges, the last complete body, and the value of the Cookie header for the next request. No error of
    the transport is raised. It runs an event loop of its own, and is not for use inside one.
    """

    async def record() -> tuple[tuple[Exchange, ...], bytes, str]:
        """Return what `record_conversation` returns; an error of the transport ends the conversation."""
        transport, body = RecordingTransport(LoopbackTransport(port, None)), b""
        client = RecordingClient(transport, base_url=f"http://{APP_HOST}", timeout=TIMEOUT, trust_env=False)
        async with client:
            with suppress(httpx2.TransportError):
                for request in requests:
                    content = request.body or None
                    response = await client.request(
                        request.method, request.path, content=content, headers=request.headers
                    )
                    body = response.content
            following: httpx2.Request = client.build_request("GET", "/")
        return transport.conversation, body, following.headers.get("cookie", "")

    return asyncio.run(record())
