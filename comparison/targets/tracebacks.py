"""Tracebacks with the frames of the app: those of the frameworks, the servers and this harness are left out."""

import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

# Directories of installed packages, which are not the project's own files.
_INSTALLED = {"site-packages", "dist-packages"}
_HARNESS = Path(__file__).parents[1]
# How many frames are shown, the innermost last.
_SHOWN = 8
# Characters of a text that are kept, the last ones: an app may log megabytes.
MAX_CHARACTERS = 8000


def is_project_file(name: str, root: Path) -> bool:
    """Return whether a file is below `root`, and neither an installed package's nor this harness's."""
    path = Path(name)
    return path.is_relative_to(root) and not _INSTALLED & set(path.parts) and not path.is_relative_to(_HARNESS)


def traceback_text(error: BaseException, root: Path | None) -> str:
    """Return an exception with its causes as Python prints them, shortened, with frames of files below `root` alone.

    The innermost frame stays too, wherever it is. An exception without a frame of the project keeps all but those of
    this harness.
    """
    formatted = traceback.TracebackException.from_exception(error)
    for part in _with_causes(formatted):
        part.stack[:] = _shown_frames(part.stack, root)
    return shortened("".join(formatted.format()).rstrip("\n"))


def places_text(error: BaseException, root: Path) -> str:
    """Return where an exception passed through files of the project, a line each, the innermost last; "" if nowhere."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if is_project_file(frame.filename, root)]
    return "\n".join(
        f"  {Path(frame.filename).relative_to(root)}:{frame.lineno} in {frame.name}: {frame.line}"
        for frame in frames[-_SHOWN:]
    )


def shortened(text: str) -> str:
    """Return a text with at most MAX_CHARACTERS; the beginning of a longer one is left out."""
    if len(text) <= MAX_CHARACTERS:
        return text
    mark = "[…]\n"
    return mark + text[len(mark) - MAX_CHARACTERS :]


def described(texts: Iterable[str], subject: str, request: str) -> list[str]:
    """Return each error with a first line: who failed, and the last request of the test."""
    when = f"The test's last request was {request}." if request else "The test had sent no request."
    return [f"{subject}. {when}\n{text}" for text in texts]


def _shown_frames(stack: traceback.StackSummary, root: Path | None) -> list[traceback.FrameSummary]:
    """Return the frames of a stack that are shown."""
    frames = [frame for frame in stack if not Path(frame.filename).is_relative_to(_HARNESS)]
    if root is not None and any(is_project_file(frame.filename, root) for frame in frames):
        frames = [frame for frame in frames if is_project_file(frame.filename, root) or frame is frames[-1]]
    return frames[-_SHOWN:]


def _with_causes(formatted: traceback.TracebackException) -> Iterator[traceback.TracebackException]:
    """Yield a formatted exception, its causes, and the members of an exception group."""
    yield formatted
    for part in (formatted.__cause__, formatted.__context__, *(formatted.exceptions or ())):
        if part is not None:
            yield from _with_causes(part)
