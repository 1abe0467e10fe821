"""The gate: measure a workload only if both apps succeed, and differ at most where that is expected."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import httpx2

from ..expected import ExpectedDifference
from ..settings import Settings, Target
from ..targets.app_runner import APP_HOST, TIMEOUT
from ..targets.loopback import LoopbackTransport
from ..targets.recording import RecordingClient, RecordingTransport
from ..values.difference import Difference, differences
from ..values.exchange import Exchange
from ..values.normalizers import normalize
from .plan import Plan
from .request import RequestSpec
from .servers import RecordedResponse
from .workload import Workload

# The server of both apps at the gate.
_GATE_TARGET: Target = "hypercorn"


@dataclass(frozen=True)
class GateResult:
    """The comparison of a pair before a workload is measured.

    `recorded` is the candidate's last response. `mismatch` says why the workload can't be measured; empty if it can.
    `expected` names each expected difference that the responses show, with its reason.
    """

    recorded: RecordedResponse
    mismatch: str = ""
    expected: tuple[str, ...] = ()


def compare_pair(plan: Plan, workload: Workload, baseline_port: int, candidate_port: int) -> GateResult:
    """Compare the responses of the baseline and the candidate, served on these ports, at each point of a workload.

    Each app gets the login and twice the request. The first failed login, unexpected difference or unsuccessful
    response is a mismatch.
    """
    recorded = RecordedResponse(200, (), b"", workload.kind == "calls")
    expected: dict[str, None] = {}
    for point in workload.points:
        requests = [*plan.login, *[workload.request_at(point)] * 2]
        conversations: dict[str, tuple[Exchange, ...]] = {}
        for role, port in (("baseline", baseline_port), ("candidate", candidate_port)):
            conversation, body, _ = record_conversation(port, requests)
            for exchange in conversation[: len(plan.login)]:
                if not exchange.succeeded:
                    mismatch = f"the {role} answers the login, {exchange.request}, with {exchange.answer_text}"
                    return GateResult(recorded, mismatch)
            conversations[role] = normalize(conversation, plan.settings.all_normalizers)
            recorded = RecordedResponse(conversation[-1].status, conversation[-1].headers, body, recorded.waits)
        unequal = differences(conversations["baseline"], conversations["candidate"])
        entries = [covering_entry(plan, difference) for difference in unequal]
        pairs = list(zip(unequal, entries, strict=True))
        unexpected = [difference for difference, entry in pairs if entry is None]
        if unexpected:
            return GateResult(recorded, _difference_text(unexpected, gate_targets(plan.settings)))
        expected |= {f"{difference.field} ({entry.because})": None for difference, entry in pairs if entry}
        if mismatch := _failure_text(conversations["baseline"][-1], conversations["candidate"][-1]):
            return GateResult(recorded, mismatch)
    return GateResult(recorded, "", tuple(expected))


def gate_targets(settings: Settings) -> tuple[Target, ...]:
    """Return the targets whose expected differences count: hypercorn, the server of both apps at the gate.

    A pair that is never compared on hypercorn has no expected differences there. Those of all its targets count then.
    """
    return (_GATE_TARGET,) if _GATE_TARGET in settings.targets else settings.targets


def covering_entry(plan: Plan, difference: Difference) -> ExpectedDifference | None:
    """Return the first expected difference of the plan that covers a difference; those of a single test never do."""
    for entry in plan.expected_differences:
        if any(entry.covers("", target, difference) for target in gate_targets(plan.settings)):
            return entry
    return None


def _difference_text(unexpected: Sequence[Difference], targets: Sequence[Target]) -> str:
    """Return the first unexpected difference as a text, with the fields of the others and what to do."""
    first = unexpected[0]
    rest = {(difference.route, difference.field) for difference in unexpected} - {(first.route, first.field)}
    fields = ", ".join(f"{field} of {route}" for route, field in sorted(rest))
    also = f"\n    They also differ in: {fields}." if fields else ""
    accept = f"an expected difference of the route {first.route} on {' or '.join(targets)}"
    text = first.as_text("baseline", "candidate")
    return f"the two apps differ: {text}{also}\n    Fix the candidate, or accept it: {accept}."


def _failure_text(baseline: Exchange, candidate: Exchange) -> str:
    """Return which app answers without success; an empty string if both succeed."""
    failed = [(name, last) for name, last in (("baseline", baseline), ("candidate", candidate)) if not last.succeeded]
    if not failed:
        return ""
    name, last = failed[0]
    return f"{'both apps answer' if len(failed) > 1 else f'the {name} answers'} {last.request} with {last.answer_text}"


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
