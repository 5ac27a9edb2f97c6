"""Lists that are told side by side: "£31 million and £28 million in 2019 and 2018, respectively"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from factcheck.claims.context import Sentence
from factcheck.claims.marks import Mark
from factcheck.languages.words import word_set
from factcheck.model import Mention

MOST_LISTED = 12


def respective_times(sentence: Sentence, marks: Sequence[Mark]) -> dict[int, Mark]:
    """Give the time of each figure of such a list, by where the figure starts; empty where nothing is told so.

    The times are a list of their own ("2019 and 2018"), and so are the figures, of the same length.
    """
    found: dict[int, Mark] = {}
    start = sentence.span.start
    for word, at in zip(sentence.words, sentence.starts, strict=True):
        if word.lower in word_set("periods", "respectively"):
            times = _times(sentence, [mark for mark in marks if start <= mark.span.start < at])
            figures = _figures(sentence, marks, start, at)
            for group in _runs(sentence.text, [(one.start, one.end) for one in figures]):
                if times and len(group) == len(times):
                    found.update({figures[at].start: time for at, time in zip(group, times, strict=True)})
            start = at
    return found


def _times(sentence: Sentence, marks: Sequence[Mark]) -> list[Mark]:
    """The only list of times; none where there are several, or a time of which no year is certain."""
    runs = _runs(sentence.text, [(mark.span.start, mark.span.end) for mark in marks])
    lists = [[marks[at] for at in run] for run in runs if 1 < len(run) <= MOST_LISTED]
    return lists[0] if len(lists) == 1 and all(mark.period for mark in lists[0]) else []


def _figures(sentence: Sentence, marks: Sequence[Mark], start: int, end: int) -> list[Mention]:
    """The figures between two places that are no times themselves."""
    starts, ends = [mark.span.start for mark in marks], [0, *(mark.span.end for mark in marks)]
    inside = [one for _, one in sentence.mentions if start <= one.start < end]
    return [one for one in inside if ends[bisect_left(starts, one.end)] <= one.start]


def _runs(text: str, spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The positions of spans in groups, a group being what only "and" and commas part."""
    runs: list[list[int]] = []
    for at, (start, _) in enumerate(spans):
        between = text[spans[at - 1][1] : start] if at else "-"
        words = between.replace(",", " ").split() if len(between) < MOST_LISTED else [between]
        if at and all(word in word_set("periods", "listing") for word in words):
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs
