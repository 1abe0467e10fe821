"""Random values, which agree in parts by chance, are masked as wholes."""

import base64
import hashlib
import random

import pytest
from itsdangerous import TimestampSigner

from comparison.values.difference import differences
from comparison.values.exchange import Body, Exchange, Request
from comparison.values.masking import masked


def pages(*texts):
    """Return a conversation in which pages have these texts."""
    return tuple(Exchange(Request("GET", "/"), 200, body=Body.of(text.encode())) for text in texts)


def count_differences(baseline, candidate, runs):
    result = masked(baseline, candidate, runs)
    return len(differences(result.baseline, result.candidate))


def signed(value, *moments):
    """Return a value as it is signed at each of these moments, in seconds."""
    signer = TimestampSigner("a key", digest_method=hashlib.sha1)
    times = iter(moments)
    vars(signer)["get_timestamp"] = lambda: next(times)
    return [signer.sign(value).decode() for _ in moments]


@pytest.mark.parametrize(("later", "count"), [(1, 0), (3600, 1)], ids=["a second", "an hour"])
def test_signed_token_that_was_made_in_the_same_second_by_chance_is_noise(later, count):
    def signed_pages(token, *seconds):
        return pages(*signed(f"token-{token}-of-a-run", *(1_795_000_000 + second for second in seconds)))

    runs = [signed_pages(number, 10 * number, 10 * number + 1) for number in range(4)]
    assert count_differences(signed_pages(8, 100, 100), signed_pages(9, 110, 110 + later), runs) == count


@pytest.mark.parametrize(("candidate", "count"), [("ann", 0), ("bob", 1)])
def test_hyphens_of_the_time_of_a_signed_value_are_no_difference(candidate, count):
    # In Base64, the times end in "9w", "-A" and "-Q": a hyphen separates tokens elsewhere.
    times = [1_796_000_503, 1_796_000_504, 1_796_000_505]
    values = signed("ann", *times)
    assert ["-" in value.split(".")[1] for value in values] == [False, True, True]
    before, *runs = (pages(f"<p class=a-b>{value}</p>") for value in values)
    assert count_differences(before, pages(f"<p class=a-b>{signed(candidate, times[1])[0]}</p>"), runs) == count


@pytest.mark.parametrize(
    ("second", "count"), [("7561749a-1300-4647-9a20-5e4bd3a3aabc", 1), ("e468e643-3127-4882-b173-e895743721b4", 0)]
)
def test_groups_of_ids_that_agree_by_chance_hide_no_wrong_id(second, count):
    # The first run's 42b6 is in the second id of the second run, too.
    runs = [
        pages("f09606ed-97d3-42b6-84bf-cabf49b73a91 1b88e680-0f82-49ea-81d6-e7b410403be3"),
        pages("7e758b32-da56-4fa4-98e9-081dec8ef3ce 02045146-2809-42b6-a021-079a9ed0b84a"),
        pages("3a06af6b-d100-4e0a-b5fe-67fdc0d435b0 5bd13133-f50d-4696-9889-5502ff6fbccc"),
    ]
    before = pages("22d752ab-bb5a-4697-958d-15221748c643 a9de1b35-ce87-4546-9d71-d4fa745ea5f7")
    assert count_differences(before, pages(f"7561749a-1300-4647-9a20-5e4bd3a3aabc {second}"), runs) == count


def test_two_random_tokens_in_a_line_are_noise():
    choose = random.Random(1)

    def tokens():
        return pages(" ".join(base64.urlsafe_b64encode(choose.randbytes(24)).decode() for _ in range(2)))

    counts = [count_differences(tokens(), tokens(), [tokens() for _ in range(3)]) for _ in range(50)]
    assert counts == [0] * 50
