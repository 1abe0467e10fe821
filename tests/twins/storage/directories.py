"""Folders of uploads: what lies in one, and a save that was killed in it."""


def files_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def part_in(folder, name, content=b"half"):
    part = folder / f"{name}.part"
    part.mkdir(parents=True)
    if content is not None:
        (part / "content").write_bytes(content)
    return part
