"""Test a seeded sample of the torture, different for each Python version; `pytest -m torture` runs all."""

import os
import random
import sys

import pytest

from ..promises.place import TWINS
from .calls import KILL, SCENES, UPLOAD_SCENES, WAIVED, Bench, Fault, is_waived
from .full import CHECKS
from .kills import SERVED, Ledger, Tally, in_process, of_servers
from .logins import over_workers
from .matrix import verdicts

PACKAGES = [f"{app}_app" for app in TWINS]
SEED = f"torture {sys.version_info[:2]}"
ERRORS = ("EIO", "ENOSPC", KILL)
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root: it mounts small disks")


@pytest.fixture(scope="module", params=PACKAGES)
def bench(request):
    with Bench(request.param) as bench:
        yield bench


@pytest.mark.torture(sampled=True)
@pytest.mark.needs("strace")
def test_one_failing_call_of_a_save_and_one_of_a_login(bench):
    choice = random.Random(f"{SEED} {bench.package}")
    for scene in choice.sample(UPLOAD_SCENES, 1) + choice.sample(SCENES[len(UPLOAD_SCENES) :], 1):
        clean = bench.judge(scene)
        call = choice.choice(sorted(clean.calls))
        fault = Fault(call, choice.choice(ERRORS), str(choice.randint(1, clean.calls[call])))
        verdict = bench.judge(scene, fault)
        assert (clean.wrong, verdict.wrong, verdict.hit) == ((), (), True), verdict


@pytest.mark.torture(sampled=True)
@pytest.mark.needs("strace")
def test_judge_sees_what_a_fault_does(bench):
    assert bench.judge("upload").status == "200"
    assert bench.judge("login").status == "302"
    assert bench.judge("upload", Fault("rename", "EIO", "1")).status == "500"
    assert bench.judge("upload", Fault("write", "ENOSPC", "1")).status == "507"
    assert bench.judge("login", Fault("write", KILL, "1")).status == "killed"
    assert bench.judge("login", Fault("close", "EIO", "1")).waived


@pytest.mark.torture(sampled=True)
@pytest.mark.parametrize(("package", "kills"), list(zip(PACKAGES, (2, 3), strict=True)))
def test_few_kills_lose_nothing(package, kills):
    tally = in_process(package, kills, SEED)
    assert (tally.kills, tally.wrong) == (kills, 0), tally


@pytest.mark.torture(whole=True)
@pytest.mark.needs("strace")
@pytest.mark.parametrize("scene", SCENES)
def test_every_call_may_fail(bench, scene):
    results = list(verdicts(bench, scene))
    assert [verdict for verdict in results if verdict.wrong] == []
    assert sum(verdict.hit for verdict in results) > 50
    assert any(verdict.waived for verdict in results) == (scene.split(",")[0].split()[0] in {key[0] for key in WAIVED})


@pytest.mark.torture(whole=True)
@pytest.mark.parametrize("package", PACKAGES)
def test_kills_lose_nothing(package):
    tally = in_process(package, 100, SEED)
    assert (tally.kills, tally.wrong) == (100, 0), tally
    assert tally.saving > 0


@pytest.mark.torture(whole=True)
@pytest.mark.parametrize("target", SERVED)
@pytest.mark.parametrize("app", TWINS, ids=str)
async def test_killed_server_loses_nothing(app, target):
    tally = await of_servers(app, target, 4, SEED)
    assert (tally.kills, tally.wrong) == (4, 0), tally


@pytest.mark.torture(whole=True)
@pytest.mark.parametrize("app", TWINS, ids=str)
async def test_each_login_has_one_record_though_a_worker_is_killed(app):
    tally = await over_workers(app, 10_000)
    assert (tally.kills, tally.wrong) == (1, 0), tally


@pytest.mark.torture(whole=True)
@needs_root
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("app", TWINS, ids=str)
async def test_nothing_is_left_where_there_is_no_room(app, check):
    await check(app)


def test_waiver_has_a_reason_and_holds_for_its_call_alone():
    for (scene, call, wrong), reason in WAIVED.items():
        assert reason
        assert is_waived(scene, (Fault(call, "EIO", "1"),), wrong)
        assert not is_waived(scene, (Fault("fsync", "EIO", "1"),), wrong)


def test_ledger_counts_what_is_lost_partial_or_left(tmp_path):
    tally, directory = Tally("an app", "by hand"), tmp_path / "uploads"
    ledger = Ledger(directory, tmp_path / "log", tally)
    (directory / ("b" * 32)).mkdir(parents=True)
    (directory / ("b" * 32) / "content").write_bytes(b"cut")
    (directory / "uploaders" / "session" / f"1-{'c' * 32}").mkdir(parents=True)
    ledger.log.write_text('{"ip": "1"}\n{"ip": "2"}\n{"ip": "2"}\n{"ip": "4"')
    ledger.enter([{"upload": "a" * 32, "sha256": "0"}, *({"login": ip} for ip in "1234"), {"refused": 500}])
    ledger.look()
    ledger.compare({"a" * 32: None}, parts=1)
    # The upload, and the logins 2 (twice), 3 (never) and 4 (torn).
    assert (tally.lost, tally.partial, tally.parts, tally.odd, tally.writing) == (4, 1, 2, 1, 1)
