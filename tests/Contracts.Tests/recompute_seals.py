#!/usr/bin/env python3
"""Checks a battery's history without any of the registry's own code: python3 recompute_seals.py history.json (or - for stdin).

Written from shared/Contracts/README.md alone. Exit code 0: every entry is right. 1: the first wrong entry is named. 2: nothing to check.
"""

import hashlib
import json
import sys

SIGNIFICANT_DIGITS_MAX = 15
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


class Flaw(Exception):
    def __init__(self, sequence, code, detail):
        super().__init__(f"entry {sequence}: {code}: {detail}")


class Unreadable(Exception):
    pass


def members(pairs):
    read = dict(pairs)
    if len(read) != len(pairs):
        raise Unreadable("a member is given twice")
    return read


def number(text):
    digits = text.lower().split("e")[0].replace(".", "").lstrip("-").strip("0")
    if len(digits) > SIGNIFICANT_DIGITS_MAX:
        raise Unreadable(f"{text} has more than {SIGNIFICANT_DIGITS_MAX} significant digits")
    return float(text)


def constant(text):
    raise Unreadable(f"{text} is no JSON number")


def canonical_number(value):
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, power = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    leading_zeros = len(whole + fraction) - len(digits)
    point = len(whole) + int(power or 0) - leading_zeros  # 0.digits * 10^point
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    exponent = point - 1
    return sign + digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + "e" + ("-" if exponent < 0 else "+") + str(abs(exponent))


def canonical_string(text):
    return '"' + "".join(ESCAPES.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in text) + '"'


def utf16(text):
    return text.encode("utf-16-be")


def canonical(value):
    if isinstance(value, dict):
        return "{" + ",".join(canonical_string(name) + ":" + canonical(value[name]) for name in sorted(value, key=utf16)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, str):
        return canonical_string(value)
    if isinstance(value, float):
        return canonical_number(value)
    return {True: "true", False: "false", None: "null"}[value]


def seal_of(entry):
    unsealed = {name: value for name, value in entry.items() if name != "seal"}
    return hashlib.sha256(canonical(unsealed).encode("utf-8")).hexdigest()


def verify(entries):
    battery = previous = None
    for expected, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str) for name in ("battery", "seal")):
            raise Flaw(expected, "entry-unreadable", "an object with battery, sequence and seal is expected")
        sequence = entry.get("sequence")
        if not isinstance(sequence, float) or sequence != int(sequence):
            raise Flaw(expected, "entry-unreadable", "sequence is no whole number")
        battery = battery or entry["battery"]
        if entry["battery"] != battery:
            raise Flaw(expected, "entry-of-other-battery", f"it is an entry of {entry['battery']}")
        if sequence < expected:
            raise Flaw(int(sequence), "number-repeated", f"a second entry has number {int(sequence)}")
        if sequence > expected:
            raise Flaw(expected, "number-missing", f"{int(sequence)} comes next")
        try:
            holds = seal_of(entry) == entry["seal"]
        except UnicodeEncodeError:
            holds = False  # Half a surrogate pair has no canonical form.
        if not holds:
            raise Flaw(expected, "seal-broken", "the seal does not belong to this entry: it was changed after it was sealed")
        if entry.get("previous") != previous or ("previous" in entry) != (previous is not None):
            raise Flaw(expected, "chain-broken", "it was not sealed to the entry before it")
        previous = entry["seal"]
    return len(entries), previous


def main(arguments):
    if len(arguments) != 1:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        with sys.stdin.buffer if arguments[0] == "-" else open(arguments[0], "rb") as file:
            text = file.read().decode("utf-8")
        history = json.loads(text, object_pairs_hook=members, parse_float=number, parse_int=number, parse_constant=constant)
        entries = history.get("entries") if isinstance(history, dict) else history
        if not isinstance(entries, list) or not entries:
            raise Unreadable("an array of entries, or an object with the member entries, is expected")
    except (OSError, ValueError, RecursionError, Unreadable) as unreadable:
        print(f"cannot be read: {unreadable}", file=sys.stderr)
        return 2
    try:
        count, seal = verify(entries)
    except Flaw as flaw:
        print(flaw, file=sys.stderr)
        return 1
    print(f"{count} entries are right; the last seal is {seal}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
