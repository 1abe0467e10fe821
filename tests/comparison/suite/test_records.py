"""What the process of a side writes about its tests, read while it writes."""

from comparison.suite.records import RecordFile, RecordWriter, TestRecord
from comparison.values.exchange import Body, Chunk, Exchange, Request
from comparison.values.trace import Event

EXCHANGE = Exchange(
    Request("POST", "/x?a=\u00e9", (("host", "shop.test"),), Body.of(b"\xff\0body")),
    201,
    (("content-type", "text/plain"),),
    Body.of(b"answer"),
    (Chunk(0.5, 6),),
    1.5,
    complete=False,
    broken=True,
    trace=(Event("view", "index", "1"),),
    log="logged",
)


def test_a_record_is_read_as_it_was_written(tmp_path):
    record = TestRecord("tests/test_x.py::test_a[\u00e9]", "failed", "text\n", 0.5, (EXCHANGE, EXCHANGE))
    writer, file = RecordWriter(tmp_path / "records"), RecordFile(tmp_path / "records")
    assert file.refresh() == []
    writer.collected([record.test, "b"])
    writer.start(record.test)
    file.refresh()
    assert (file.collected, file.unfinished, file.record(record.test)) == ([record.test, "b"], [record.test], None)
    writer.add(record)
    assert file.refresh() == [record.test]
    assert file.refresh() == []
    assert file.record(record.test) == record
    assert (file.unfinished, file.outcomes) == ([], {record.test: "failed"})


def test_a_line_that_is_not_complete_is_read_later(tmp_path):
    path = tmp_path / "records"
    RecordWriter(path).start("a")
    content = path.read_bytes()
    path.write_bytes(content[:-5])
    file = RecordFile(path)
    file.refresh()
    assert file.unfinished == []
    path.write_bytes(content)
    file.refresh()
    assert file.unfinished == ["a"]


def test_files_that_can_not_be_imported_are_told(tmp_path):
    RecordWriter(tmp_path / "records").failed_to_collect("tests/test_x.py", "text", "reason")
    file = RecordFile(tmp_path / "records")
    file.refresh()
    assert file.broken == {"tests/test_x.py": ("text", "reason")}
