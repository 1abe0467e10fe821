"""The same workloads for Locust, to be run from several machines against one that serves.

    locust -f comparison/benchmark/locustfile.py --headless --master --expect-workers 2 --users 100 --run-time 1m \
        --host http://the-server:8000 --tags page
    locust -f comparison/benchmark/locustfile.py --worker --master-host the-master

It reads [tool.comparison.benchmark] of the pyproject.toml in the folder where it is started; each workload is a tag.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from locust import FastHttpUser, constant, tag, task

from comparison.benchmark.plan import login_of
from comparison.benchmark.workload import Workload, workload_of
from comparison.settings import read_settings

AS_IT_COMES: Any = {"catch_response": True, "allow_redirects": False}


def task_of(workload: Workload, point: int) -> Callable[[FastHttpUser], None]:
    """Return a task that asks once; an answer that is an error counts as a failure."""
    sent = workload.request_at(point)
    name = f"{workload.name} {point}" if workload.grows else workload.name

    def ask(user: FastHttpUser) -> None:
        with user.client.request(
            sent.method,
            sent.path,
            name=name,
            data=sent.body.decode(),
            headers=sent.headers,
            **AS_IT_COMES,
        ) as response:
            if not 200 <= response.status_code < 400:
                response.failure(f"status {response.status_code}")

    ask.__name__ = name.replace(" ", "_")
    return tag(workload.name)(task(ask))


settings = read_settings(Path.cwd())
section = settings.benchmark if settings else {}
before = login_of(section)
workloads = [workload_of(name, table) for name, table in section.get("workloads", {"page": {"path": "/"}}).items()]
# A wait in the view grows with the users, and parts of a body that come slowly are not Locust's to send.
asked = [
    (one, point) for one in workloads if one.drips == 1 for point in (one.points if one.grows != "clients" else [0])
]


class Visitor(FastHttpUser):
    """Logs in once, and asks again as soon as it is answered."""

    wait_time = constant(0)
    tasks = [task_of(workload, point) for workload, point in asked]  # noqa: RUF012 - as Locust has it

    def on_start(self) -> None:
        for sent in before:
            self.client.request(sent.method, sent.path, data=sent.body.decode(), headers=sent.headers, name="login")
