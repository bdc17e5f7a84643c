"""Every way bytes become text, and those that do not."""

from pathlib import Path

import pytest

from handout_builder.errors import SourceError
from handout_builder.readers import read
from handout_builder.readers.decoding import decode

TEXT = "Café “naïve” — it’s\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("windows-1252"),
        TEXT.replace("\n", "\r\n").encode("utf-8"),
        TEXT.replace("\n", "\r").encode("utf-8"),
        TEXT.replace("Café", "Ca\u200bf\u00adé\ufeff").encode("utf-8"),
    ],
)
def test_text_is_read_whatever_its_encoding(data: bytes) -> None:
    assert decode(data) == TEXT


def test_no_break_spaces_stay() -> None:
    assert decode("10\u00a0mg\u202fa day".encode()) == "10\u00a0mg\u202fa day"


def test_zero_width_spaces_stay_where_they_part_words() -> None:
    assert decode("ไทย\u200bไทย".encode()) == "ไทย\u200bไทย"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "Word or zip"),
        (b"\xd0\xcf\x11\xe0....", "old Word"),
        (b"\x89PNG\r\n", "a picture"),
        (b"{\\rtf1 Hello}", "RTF"),
        (b"\x00\x01\x02\x03" * 50, "not text"),
        (bytes(range(1, 9)) * 20, "not text"),
        (b"abc\x81\x8d\x8f", "not text"),
        ("Café au lait, déjà vu ".encode() + b"It\x92s", "damaged character"),
        (b"a" * (5 * 1024 * 1024), "too long"),
    ],
)
def test_what_is_not_text_is_refused_with_its_kind(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        decode(data)


RUSSIAN = "Как спать спокойно\n\nЛожитесь спать в одно и то же время, и не смотрите на часы ночью.\n"
UKRAINIAN = "Як спати спокійно\n\nЛягайте спати в той самий час і не дивіться на годинник уночі.\n"
FRENCH = "Bien dormir\n\nÉteignez l’écran — c’est prouvé : « la nuit » est faite pour ça… À bientôt.\n"
ENGLISH = "Sleeping well\n\nDon’t look at the “clock” at night – it doesn’t help.\n"
GERMAN = "Gut schlafen\n\nÜber Nacht hört das Grübeln auf. Schließen Sie die Türen.\n"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (RUSSIAN, "windows-1251", "Windows-1251"),
        (UKRAINIAN, "windows-1251", "Windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (ENGLISH, "mac_roman", "Mac Roman"),
        (GERMAN, "mac_roman", "Mac Roman"),
        (FRENCH.replace("« ", "").replace(" »", ""), "mac_roman", "Mac Roman"),
        (ENGLISH, "windows-1252", ""),
        (GERMAN, "windows-1252", ""),
        (FRENCH, "windows-1252", ""),
        (RUSSIAN, "utf-8", ""),
    ],
)
def test_a_text_in_an_older_encoding_is_read_and_told_of(tmp_path: Path, text: str, encoding: str, named: str) -> None:
    assert decode(text.encode(encoding)) == text
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    (article,) = read(path, tmp_path)
    said = [finding.message for finding in article.findings if finding.code == "X108"]
    assert [named in message for message in said] == ([True] if named else [])
