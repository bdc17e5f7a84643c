"""What is written in figures, signs and letters, as it is said: 12 is "twelve", 2.5 mg "two point five milligrams"."""

import re

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_LARGE = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_DIALLED = frozenset("211 311 411 511 611 711 811 911 988".split())
"""Numbers that are called, and said digit by digit."""

ABBREVIATIONS = {
    "mg": "milligrams",
    "mcg": "micrograms",
    "g": "grams",
    "kg": "kilograms",
    "ml": "milliliters",
    "cm": "centimeters",
    "mm": "millimeters",
    "km": "kilometers",
    "lb": "pounds",
    "lbs": "pounds",
    "oz": "ounces",
    "min": "minutes",
    "hr": "hours",
    "hrs": "hours",
    "vs": "versus",
    "etc": "et cetera",
    "e.g": "for example",
    "i.e": "that is",
    "approx": "approximately",
    "dr": "doctor",
    "mr": "mister",
    "mrs": "missus",
    "ms": "miz",
    "st": "saint",
    "prof": "professor",
    "no": "no",
}
_SIGNS = {
    "%": "percent",
    "°": "degrees",
    "$": "dollars",
    "£": "pounds",
    "€": "euros",
    "#": "number",
    "&": "and",
    "+": "plus",
}
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+")


def spoken_number(digits: str) -> str:
    """Say a number as it is written: 1,000 or 2.5 or 1995; one too long to be an amount is said digit by digit."""
    whole, _, fraction = digits.replace(",", "").partition(".")
    if len(whole) > 7 or whole in _DIALLED or (len(whole) > 1 and whole[0] == "0"):
        said = _digit_by_digit(whole)
    elif len(digits) == 4 and re.fullmatch(r"1[1-9]\d\d|20[1-9]\d", digits):
        said = f"{_amount(int(whole[:2]))} {_amount(int(whole[2:])) if whole[2:] != '00' else 'hundred'}"
    else:
        said = _amount(int(whole))
    return f"{said} point {_digit_by_digit(fraction)}" if fraction else said


def _digit_by_digit(digits: str) -> str:
    return " ".join(_SMALL[int(digit)] for digit in digits)


def _amount(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _TENS[number // 10] + (f" {_SMALL[number % 10]}" if number % 10 else "")
    size, name = next((size, name) for size, name in _LARGE if number >= size)
    rest = f" {_amount(number % size)}" if number % size else ""
    return f"{_amount(number // size)} {name}{rest}"


def spoken(word: str) -> str:
    """Give a word with figures and signs as words with spaces between them; letters stay as they are."""
    ascii_word = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in word)
    said = _NUMBER.sub(lambda number: f" {spoken_number(number[0])} ", ascii_word)
    for sign, name in _SIGNS.items():
        said = said.replace(sign, f" {name} ")
    return re.sub(r"(?<= )(?:st|nd|rd|th)\b", "", said) if any(map(str.isdecimal, word)) else said
