"""Log entries: one escaped line each, read back newest first without incomplete lines."""

import json

ODD = (
    "a\nb",
    "a\rb",
    "a\x85b",
    "a\u2028b\u2029c",
    "a\x1b[31mb",
    "a\0b",
    "a\u202eb\u2066c",
    'a"b\\c',
    "中文",
    "\ud800",
    "x" * 20_000,
)
MOST = 1_000_000


def test_missing_log_has_no_entries(disk, log):
    assert disk.tail(log, 5) == []


def test_empty_log_has_no_entries(disk, log):
    log.parent.mkdir()
    log.touch()
    assert disk.tail(log, 5) == []


def test_tail_returns_at_most_count_entries_newest_first(disk, log):
    for number in range(5):
        disk.append(log, json.dumps({"n": number}))
    assert [entry["n"] for entry in disk.tail(log, 3)] == [4, 3, 2]
    assert [entry["n"] for entry in disk.tail(log, 50)] == [4, 3, 2, 1, 0]


def test_torn_last_line_is_ended_first_and_left_out(disk, log):
    disk.append(log, '{"n": 1}')
    with log.open("ab") as file:
        file.write(b'{"n": 2, "us')
    assert disk.tail(log, 5) == [{"n": 1}]
    disk.append(log, '{"n": 3}')
    assert log.read_bytes() == b'{"n": 1}\n{"n": 2, "us\n{"n": 3}\n'
    assert disk.tail(log, 5) == [{"n": 3}, {"n": 1}]


def test_undecodable_line_is_left_out(disk, log):
    log.parent.mkdir()
    log.write_bytes(b'{"n": 1}\n\xff\xfe\n\n{"n": 2}\n')
    assert disk.tail(log, 5) == [{"n": 2}, {"n": 1}]


def test_end_of_a_long_log_holds_only_whole_lines(disk, log):
    log.parent.mkdir()
    lines = [json.dumps({"n": number, "text": "x" * 1000}) for number in range(200)]
    log.write_text("\n".join(lines) + "\n")
    numbers = [entry["n"] for entry in disk.tail(log, 1000)]
    assert numbers == list(range(199, 199 - len(numbers), -1))
    assert disk.TAIL // 1100 <= len(numbers) < 200


def test_unterminated_line_is_left_out_even_if_it_parses(disk, log):
    log.parent.mkdir()
    log.write_bytes(b'{"n": 1}\n{"n": 2}')
    assert disk.tail(log, 5) == [{"n": 1}]


def test_line_cut_at_the_start_of_the_tail_is_left_out_even_if_it_parses(disk, log):
    log.parent.mkdir()
    line = "1" * 1000
    log.write_text(f"{line}\n" * 200)
    assert set(disk.tail(log, 1000)) == {int(line)}


async def test_entry_of_any_text_is_one_line(twin, disk, log):
    login_log = twin.module("storage.login_log")
    for text in ODD:
        await twin.result(login_log.append_entry(log, {"user": text}, MOST))
    assert [entry["user"] for entry in disk.tail(log, 50)] == list(ODD)[::-1]
    assert len(log.read_bytes().split(b"\n")) == len(ODD) + 1
    assert log.read_bytes().replace(b"\n", b"").isascii()
    assert not any(byte < 0x20 or byte == 0x7F for byte in log.read_bytes().replace(b"\n", b""))


async def test_last_entries_are_those_of_the_log(twin, disk, log):
    login_log = twin.module("storage.login_log")
    assert await twin.result(login_log.last_entries(log, 2)) == []
    entries = [{"user": str(number), "outcome": "refused", "time": "2026-01-31", "ip": ""} for number in range(3)]
    for entry in entries:
        await twin.result(login_log.append_entry(log, entry, MOST))
    assert await twin.result(login_log.last_entries(log, 2)) == [entries[2], entries[1]]
