"""The questions about a number that the signs around it may settle, as bits (see `settled`)."""

SIGN, CURRENCY, HEDGE, SCALE, PERCENT, UNIT, TIMES, JOINED, HEDGE_BEHIND, RATE = (1 << n for n in range(10))
