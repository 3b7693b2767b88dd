"""What forms were read from and would make of it: kept within a bound of memory, and what was read from apart."""

import tracemalloc

from hiring.studio.drafts import Drafts


def test_a_content_is_found_by_its_digest() -> None:
    drafts = Drafts()
    draft = drafts.draft("desk-1", b"before", b"after", was_saved=True)
    assert (drafts.get(draft.revision), drafts.get(draft.digest)) == (b"before", b"after")
    assert not draft.is_saved
    assert drafts.draft("desk-1", b"same", b"same").is_saved
    assert not drafts.draft("new", b"same", b"same", is_new=True).is_saved
    assert drafts.get("0" * 64) is None


def test_a_page_without_files_keeps_what_it_was_read_from_alone() -> None:
    drafts = Drafts()
    draft = drafts.unkept("role", b"before", b"after")
    assert (drafts.get(draft.revision), draft.digest, draft.is_saved) == (b"before", "", False)
    assert drafts.get(drafts.draft("role", b"before", b"after").digest) == b"after"


def test_however_much_is_typed_what_a_form_was_read_from_stays() -> None:
    drafts = Drafts(max_written=10_000)
    revision = drafts.keep_read(b"the file")
    first = drafts.keep_written(b"typed")
    for number in range(100):
        drafts.draft("desk-1", b"another file", b"typed %d" % number)
    assert drafts.get(revision) == b"the file"
    assert drafts.get(first) is None


def test_what_is_asked_for_again_stays_longest() -> None:
    drafts = Drafts(max_written=1_500)
    kept, *others = (drafts.keep_written(content) for content in (b"1", b"2", b"3"))
    drafts.get(kept)
    for content in (b"4", b"5"):
        drafts.keep_written(content)
    assert drafts.get(kept) == b"1"
    assert drafts.get(others[0]) is None


def test_one_that_is_larger_than_all_may_be_is_kept_alone() -> None:
    drafts = Drafts(max_written=100)
    small, large = drafts.keep_written(b"1"), drafts.keep_written(b"2" * 1_000)
    assert drafts.get(small) is None
    assert drafts.get(large) == b"2" * 1_000


def test_many_short_drafts_take_no_more_memory_than_they_may() -> None:
    drafts, most = Drafts(max_written=1_000_000), 1_000_000
    tracemalloc.start()
    for number in range(10_000):
        drafts.keep_written(b"schedule: week %d" % number)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < most
