"""Read a directory of uploads, and put the leftovers of a killed save into it."""


def files_in(directory):
    """Return the paths of all files in a directory, relative to it and sorted."""
    return sorted(str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file())


def part_in(directory, name, content=b"half"):
    """Make the directory that a save works in, with its content unless that is None; return its path."""
    part = directory / f"{name}.part"
    part.mkdir(parents=True)
    if content is not None:
        (part / "content").write_bytes(content)
    return part
