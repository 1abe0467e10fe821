"""The workloads for Locust, to load a server from several machines.

    locust -f comparison/benchmark/locustfile.py --headless --master --expect-workers 2 --users 100 --run-time 1m \
        --host http://the-server:8000 --tags page
    locust -f comparison/benchmark/locustfile.py --worker --master-host the-master

Reads [tool.comparison.benchmark] of pyproject.toml in the working directory. Each workload is a tag.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from locust import FastHttpUser, constant, tag, task

from comparison.benchmark.plan import all_workloads, login_requests
from comparison.benchmark.workload import Workload
from comparison.settings import read_settings

_REQUEST_OPTIONS: Any = {"catch_response": True, "allow_redirects": False}


def make_task(workload: Workload, point: int) -> Callable[[FastHttpUser], None]:
    """Return a task that sends a workload's request once, with the workload's name as its tag.

    An error status counts as a failure. Redirects are not followed.
    """
    request = workload.request_at(point)
    name = f"{workload.name} {point}" if workload.grows else workload.name

    def send(user: FastHttpUser) -> None:
        """Send the request as a user; a status other than 2xx and 3xx counts as a failure."""
        with user.client.request(
            request.method,
            request.path,
            name=name,
            data=request.body.decode(),
            headers=request.headers,
            **_REQUEST_OPTIONS,
        ) as response:
            if not 200 <= response.status_code < 400:
                response.failure(f"status {response.status_code}")

    send.__name__ = name.replace(" ", "_")
    return tag(workload.name)(task(send))


settings = read_settings(Path.cwd())
section = settings.benchmark if settings else {}
# Locust sets the number of clients itself, and can't send a body in parts.
points = [
    (workload, point)
    for workload in all_workloads(section).values()
    if workload.drips == 1
    for point in (workload.points if workload.grows != "clients" else (0,))
]


class Visitor(FastHttpUser):
    """A client that logs in once, and then sends each request as soon as it has the response to the last."""

    wait_time = constant(0)
    tasks = [make_task(workload, point) for workload, point in points]  # noqa: RUF012 - Locust's own interface

    def on_start(self) -> None:
        for request in login_requests(section):
            body = request.body.decode()
            self.client.request(request.method, request.path, data=body, headers=request.headers, name="login")
