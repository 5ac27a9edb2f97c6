"""When: a stretch of days, and the way it was written."""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from enum import StrEnum

from factcheck.frozen import ordered_record


class Grain(StrEnum):
    """How long a period is, by the way it is written."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    SPAN = "span"


@ordered_record
class Period:
    """A stretch of days, both ends included, and how it was written ("the third quarter")."""

    start: dt.date
    end: dt.date
    grain: Grain = Grain.DAY
    text: str = field(default="", compare=False)

    def contains(self, other: Period) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    @property
    def label(self) -> str:
        """The shortest way to write it: 2022, 2022-11, 2022-Q3, 2022-11-10, 2024/25 or two dates with a slash."""
        start, end = self.start, self.end
        if self.grain is Grain.FISCAL_YEAR and end.year == start.year + 1:
            return f"{start.year}/{end.year % 100:02d}"
        if start == end:
            return start.isoformat()
        first, last = start.day == 1, (end + dt.timedelta(days=1)).day == 1
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        if first and last and start.month == 1 and months == 12:
            return f"{start.year}"
        if first and last and months == 1:
            return f"{start.year}-{start.month:02d}"
        if first and last and months == 3 and start.month % 3 == 1:
            return f"{start.year}-Q{start.month // 3 + 1}"
        return f"{start.isoformat()}/{end.isoformat()}"
