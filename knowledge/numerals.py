"""Chinese numerals: 三, 十四, 一百二十, 两万五 to numbers."""

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
POWERS = {"十": 10, "百": 100, "千": 1000}
MYRIAD = "万"


def number_of(numeral: str) -> int | None:
    """Return a numeral below 100 million as a number, or None for what is none.

    >>> [number_of(n) for n in ("三", "十四", "一百零五", "两万五", "二〇", "十百")]
    [3, 14, 105, 25000, 20, None]
    """
    if numeral and all(c in DIGITS for c in numeral):
        return int("".join(str(DIGITS[c]) for c in numeral))
    if MYRIAD not in numeral:
        return _below_myriad(numeral)
    high, _, low = numeral.partition(MYRIAD)
    thousands = _below_myriad(high)
    rest = _below_myriad(low) if low else 0
    if not thousands or rest is None:
        return None
    # Said short: 两万五 is 25,000.
    return thousands * 10000 + (rest * 1000 if len(low) == 1 else rest)


def _below_myriad(numeral: str) -> int | None:
    """Return a numeral of digits and descending powers of ten, or None."""
    total, digit, power, linked = 0, None, 10000, True
    for at, character in enumerate(numeral):
        if character in POWERS:
            bare = digit is None and not (character == "十" and at == 0)  # 十四, but not 百四
            if POWERS[character] >= power or bare or digit == 0:
                return None
            power, linked = POWERS[character], False
            total += (1 if digit is None else digit) * power
            digit = None
        elif character not in DIGITS or digit:
            return None
        else:
            linked = linked or DIGITS[character] == 0
            digit = DIGITS[character]
    if digit is None:
        return total or None
    # Said short: 一百二 is 120; 一百零二 is 102.
    return total + digit * (1 if linked else power // 10)
