"""Fail, or kill at, the Nth system call of a save or a login, and judge the state that the next process reads."""

import re
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .case import NEW_IP, NEWER, NEXT_IP, OLD_IP, OLDER, Case, size_in
from .inside import LOG, UPLOADS, moment
from .nursery import Ended, Nursery

TORN = b'{"user": "adm'
UPLOAD_SCENES = ("upload", "upload, the first", "upload, large")
SCENES = (*UPLOAD_SCENES, "login", "login, the first", "login after a torn line", "login with a full log")
# What may be nevertheless, and why: scene's first word, call, what is wrong.
WAIVED = {
    ("login", "close", "refused, and yet a record"): "the record is on disk by then, and closing can't undo it; "
    "nobody is logged in, and no login is without a record",
}
KILL = "KILL"
ERRORS = {
    "openat": ("ENOSPC", "EIO", "EDQUOT", "EINTR", "EMFILE"),
    "write": ("ENOSPC", "EIO", "EDQUOT", "EINTR"),
    "read": ("EIO", "EINTR"),
    "fsync": ("ENOSPC", "EIO", "EDQUOT", "EINTR"),
    "close": ("ENOSPC", "EIO", "EDQUOT", "EINTR"),
    "mkdir": ("ENOSPC", "EIO", "EDQUOT"),
    "rename": ("ENOSPC", "EIO", "EDQUOT"),
    "flock": ("EIO", "ENOLCK", "EINTR"),
}
OTHERS = ("EIO",)
# What undoes a save or a login after another call has failed.
UNDOING = ("unlinkat", "rmdir", "rename", "ftruncate")


@dataclass(frozen=True)
class Fault:
    """The `when`th call of this name fails with `error`, or the process is killed there; `3+`: all from the third."""

    call: str
    error: str
    when: str

    def __str__(self) -> str:
        return f"{self.call} {self.when} {self.error}"

    @property
    def option(self) -> str:
        how = f"signal={KILL}" if self.error == KILL else f"error={self.error}"
        return f"inject={self.call}:{how}:when={self.when}"


@dataclass(frozen=True)
class Verdict:
    """The result of a case: `wrong` lists the broken promises, `hit` says whether every fault occurred."""

    package: str
    scene: str
    faults: tuple[Fault, ...]
    status: str
    wrong: tuple[str, ...]
    waived: bool
    hit: bool
    calls: Counter[str] = field(compare=False)

    def __str__(self) -> str:
        return " and ".join(map(str, self.faults))

    @property
    def call(self) -> str:
        return " and ".join(fault.call for fault in self.faults) or "none fails"

    @property
    def as_record(self) -> dict[str, Any]:
        return {
            "app": self.package,
            "scene": self.scene,
            "faults": [str(fault) for fault in self.faults],
            "status": self.status,
            "wrong": list(self.wrong),
        }


class Bench:
    """An app, its nursery, and a prepared directory that is copied for each case."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.tmp = Path(tempfile.mkdtemp(prefix="torture-"))
        self.nursery = Nursery(package, self.tmp / "log")
        try:
            self.prepared = self.nursery.said("prepare", directory=str(self.tmp / "prepared"), id=OLDER, ip=OLD_IP)
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> "Bench":
        return self

    def __exit__(self, *error: object) -> None:
        self.nursery.__exit__(*error)
        shutil.rmtree(self.tmp)

    def judge(self, scene: str, *faults: Fault) -> Verdict:
        """Fail these calls in a save or a login; return the verdict."""
        directory, cookie = self.tmp / "case", None
        if "the first" in scene:
            directory.mkdir()
        else:
            shutil.copytree(self.tmp / "prepared", directory)
            cookie = self.prepared["cookie"]
        if "torn" in scene:
            with (directory / LOG).open("ab") as log:
                log.write(TORN)
        before = tree(directory)
        ended = self.tortured(scene, directory, cookie, faults)
        after = tree(directory)
        seen = self.nursery.said("look", directory=str(directory), ids=[NEWER], cookie=cookie, ip=NEXT_IP)
        twice = len(faults) > 1 or any(fault.when.endswith("+") for fault in faults)
        older = cookie and self.prepared["sha256"]
        case = Case(scene, ended, seen, after - before, tree(directory) - before, older, twice)
        broken = case.wrong()
        wrong = [promise for promise in broken if not is_waived(scene, faults, promise)]
        shutil.rmtree(directory)
        killed = ended.killed == any(fault.error == KILL for fault in faults)
        tampered = all(f" {fault.call}(" in injected(ended.trace) for fault in faults if fault.error != KILL)
        calls = Counter(re.findall(r"^\d+ +(\w+)\(", ended.trace, re.MULTILINE))
        hit = killed and tampered
        return Verdict(self.package, scene, faults, case.status, tuple(wrong), broken != wrong, hit, calls)

    def tortured(self, scene: str, directory: Path, cookie: str | None, faults: tuple[Fault, ...]) -> Ended:
        options = [f"--trace-path={path}" for path in paths(directory, OLDER if cookie else NEWER)]
        options += [f"--inject={fault.option.removeprefix('inject=')}" for fault in faults]
        if "upload" in scene:
            upload: dict[str, Any] = {"id": NEWER, "seed": NEWER, "size": size_in(scene), "cookie": cookie}
            return self.nursery.run("save", strace=tuple(options), directory=str(directory), **upload)
        more = {"LOGIN_LOG_SIZE": 1} if "full" in scene else {}
        return self.nursery.run("login", strace=tuple(options), directory=str(directory), ip=NEW_IP, more=more)


def paths(directory: Path, uploader: str) -> list[Path]:
    """Return the paths that a save or a login touches: only calls on these are counted and fail."""
    uploads, log, part = directory / UPLOADS, directory / LOG, f"{NEWER}.part"
    files = [
        f"{place}{name}" for place in (part, NEWER) for name in ("", "/content", "/content.linked", "/record.json")
    ]
    lists = ("uploaders", f"uploaders/{uploader}", f"uploaders/{uploader}/{moment(NEWER):020}-{NEWER}")
    return [uploads, *(uploads / name for name in (*files, *lists)), log.parent, log, log.with_name(f"{log.name}.1")]


def tree(directory: Path) -> set[str]:
    return {str(path.relative_to(directory)) for path in directory.rglob("*")}


def injected(trace: str) -> str:
    return "\n".join(line for line in trace.splitlines() if line.endswith("(INJECTED)"))


def is_waived(scene: str, faults: tuple[Fault, ...], wrong: str) -> bool:
    return any((re.split(r"\W", scene)[0], fault.call, wrong) in WAIVED for fault in faults)
