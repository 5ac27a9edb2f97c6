"""Verdicts by selecting rows: a sentence of which every word is explained by one small table is worked out in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.claims.telling import COMPARISON, EXTREME, claims_of_words
from factcheck.comparison import Agreement, Outcome, compare
from factcheck.diagnosis import Neighbours, diagnose
from factcheck.languages.words import load_words
from factcheck.linking.labels import Item, Parsed, Sort, has_ordering_word, parse
from factcheck.linking.orders import Ordered, ordered
from factcheck.linking.scene import Scene
from factcheck.linking.statements import Statement, statement_of
from factcheck.messages import consistent_message, fact_place, wrong_message
from factcheck.model import Claim, Diagnosis, Fact, Judgement, Kind, Link, Mention, Modifier, Quantity, Span, Verdict
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.sentences import sentence_spans
from factcheck.verdicts.holding_back import is_held_back
from factcheck.verdicts.reservations import MOST_APART, OF_DIGITS
from factcheck.verdicts.trial import CAN_BE_WRONG

MOST_TABLES = 6  # tables that a draft speaks of and a sentence is worked out in
MOST_LEFT = 1  # words that nothing explains beside a figure that agrees all the same
AGREES = frozenset({Agreement.AGREES, Agreement.ROUNDED})
PART_OF_NAME = "a part of the name of a column"
OF_ALL = frozenset({Kind.TOTAL, Kind.AVERAGE})
OPEN = frozenset({Verdict.NOT_COVERED})
JUDGED = frozenset({Verdict.NOT_COVERED, Verdict.CONSISTENT, Verdict.CONTRADICTED})


def judged_by_rows(judgements: Sequence[Judgement], scene: Scene) -> list[Judgement]:
    """The judgements of a draft, with those of the figures and words that selected rows decide, in order."""
    by_sentence: dict[Span, list[Judgement]] = {}
    for one in judgements:
        by_sentence.setdefault(one.claim.sentence, []).append(one)
    decided: dict[str, Judgement] = {}
    words: list[Judgement] = []
    for sentence in sentence_spans(scene.context.document):
        own = by_sentence.get(sentence, [])
        for parsed in _parsed(sentence, own, scene):
            decided.update((one.claim.id, one) for one in _figures(parsed, own, scene))
            words += _words(parsed, scene)
    found = [decided.get(one.claim.id, one) for one in judgements]
    return sorted([*found, *words], key=lambda one: one.claim.mention.start) if words else found


def _parsed(sentence: Span, own: Sequence[Judgement], scene: Scene) -> list[Parsed]:
    """The sentence before every small table that the draft speaks of and some of its words are of."""
    tokens = scene.context.tokens_in(sentence, Span(0, 0))
    figures = [one.claim for one in own]
    if not (any(figure.is_claim for figure in figures) or has_ordering_word(tokens)):
        return []
    found = []
    for table in [one for one in scene.index.store.tables if scene.is_topic(one.name)][:MOST_TABLES]:
        grid = scene.index.grid(table)
        parsed = parse(tokens, figures, grid) if grid is not None else None
        if parsed is not None:
            found.append(parsed)
    return found


def _figures(parsed: Parsed, own: Sequence[Judgement], scene: Scene) -> Iterator[Judgement]:
    """The judgements of the figures that nothing else covered, and of those that are their conditions."""
    by_claim = {one.claim.id: one for one in own}
    conditions: list[tuple[Claim, Judgement]] = []
    for item in parsed.of(Sort.FIGURE):
        if item.claim is None or by_claim[item.claim.id].verdict not in JUDGED:
            continue
        statement = statement_of(parsed, item)
        if statement is None or not _may_judge(by_claim[item.claim.id], statement):
            continue
        made = _figure(item.claim, statement, scene)
        if made is not None:
            yield replace(made, considered=by_claim[item.claim.id].considered)
            conditions += [(one.item.claim, made) for one in statement.conditions if one.item.claim is not None]
    for one in own:
        if one.verdict is Verdict.CONTRADICTED and one.diagnosis is Diagnosis.RANK and _is_of_name(parsed, one.claim):
            yield Judgement(one.claim, Verdict.NOT_COVERED, considered=one.considered, message=PART_OF_NAME)
    for claim, made in conditions:
        if by_claim[claim.id].verdict is Verdict.CONTRADICTED:
            yield Judgement(claim, Verdict.NOT_COVERED, message=f'a condition of "{made.claim.mention.surface}"')


def _is_of_name(parsed: Parsed, claim: Claim) -> bool:
    """Whether a figure is one of several words that head a column: the 1st of a column "1st place"."""
    heads = [item for item in parsed.of(Sort.HEAD) if item.last - item.first > 1]
    spans = [Span(parsed.tokens[item.first].start, parsed.tokens[item.last - 1].end) for item in heads]
    return any(span.contains(claim.mention.span) for span in spans)


def _may_judge(judgement: Judgement, statement: Statement) -> bool:
    """Whether selected rows have a say: where nothing covered a figure, or every word is explained in one way.

    What is worked out of rows then tells more than that a cell of that number is near, or than another ranking.
    """
    if judgement.pin is not None:
        return False
    if judgement.verdict in OPEN:
        return True
    worked_out = all(fact.kind is not Kind.LEVEL for fact in statement.facts)
    ranked = judgement.verdict is Verdict.CONTRADICTED and judgement.diagnosis is Diagnosis.RANK
    single = not any(link.fact.derivation for link in judgement.links[:1])
    told = single or any(fact.kind in (Kind.AVERAGE, Kind.EXTREME) for fact in statement.facts)
    agreed = judgement.verdict is Verdict.CONSISTENT and told and worked_out
    return statement.exact and not statement.left and (ranked or agreed)


def _figure(claim: Claim, statement: Statement, scene: Scene) -> Judgement | None:
    quantity = claim.mention.quantity
    if quantity is None or claim.status not in CAN_BE_WRONG:
        return None
    tried = [(fact, compare(quantity, fact, statement.direction)) for fact in statement.facts]
    agreeing = [(fact, outcome) for fact, outcome in tried if outcome.agreement in AGREES]
    if agreeing:
        return _consistent(claim, *agreeing[0], statement)
    if quantity.modifier is not Modifier.EXACT:
        return None  # what is said roughly is no number that another could correct
    if statement.left or not statement.exact or any(outcome.agreement is not Agreement.DIFFERS for _, outcome in tried):
        return None
    if statement.other is not None and compare(quantity, statement.other).agreement.confirms:
        return None  # the number is that of the other extreme: the word is wrong, not the number
    return _contradicted(claim, quantity, *tried[0], statement, scene)


def _consistent(claim: Claim, fact: Fact, outcome: Outcome, statement: Statement) -> Judgement | None:
    if not _is_nearly_explained(statement.left) or (statement.left and not statement.exact):
        return None
    message = consistent_message(claim, fact, outcome)
    return Judgement(claim, Verdict.CONSISTENT, (_link(fact),), message=message, strength=0)


def _is_nearly_explained(left: Sequence[Item]) -> bool:
    """Whether no more than a word is unexplained, and that word compares nothing and heads no column."""
    return len(left) <= MOST_LEFT and all(item.sort is Sort.UNKNOWN for item in left)


def _contradicted(
    claim: Claim, quantity: Quantity, fact: Fact, outcome: Outcome, statement: Statement, scene: Scene
) -> Judgement | None:
    diagnosis, words = diagnose(quantity, fact, outcome, _neighbours(statement))
    if fact.kind is Kind.LEVEL and not _same_size(quantity, fact):
        return None  # of a single row a number far off is likelier about something else
    if fact.kind is Kind.LEVEL and is_held_back(claim, fact, scene):
        return None
    if not statement.conditions and fact.kind in OF_ALL and diagnosis not in OF_DIGITS:
        return None  # of what is added up, or averaged, over a whole table the text may mean a part
    code = code_for(Verdict.CONTRADICTED, diagnosis, fact)
    text = suggest(scene.context.document.text, claim.mention, fact, outcome, diagnosis)
    return Judgement(
        claim, Verdict.CONTRADICTED, (_link(fact),), diagnosis=diagnosis, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=wrong_message(claim, fact, outcome, words),
        suggestion=text, strength=0,
    )  # fmt: skip


def _same_size(quantity: Quantity, fact: Fact) -> bool:
    """Whether a figure is near enough to a cell to be meant for it."""
    value = abs(quantity.best) if quantity.best is not None else Fraction(0)
    return abs(fact.value) / MOST_APART <= value <= abs(fact.value) * MOST_APART


def _neighbours(statement: Statement) -> Neighbours:
    """The cells beside a single one that a writer may have taken."""
    return Neighbours(rows=statement.rows_beside, measures=statement.columns_beside)


def _link(fact: Fact) -> Link:
    return Link(fact, 1.0, ("worked out from the rows that the sentence selects",))


def _words(parsed: Parsed, scene: Scene) -> Iterator[Judgement]:
    """The judgements of the words that order rows."""
    for one in ordered(parsed):
        if not one.exact or not (_is_nearly_explained(one.left) if one.holds else not one.left):
            continue
        claim = _claim_of(one.item, parsed, scene)
        if claim.status in CAN_BE_WRONG:
            yield _word(claim, one)


def _claim_of(item: Item, parsed: Parsed, scene: Scene) -> Claim:
    document = scene.context.document
    start, end = parsed.tokens[item.first].start, parsed.tokens[item.last - 1].end
    kind, rule = (Kind.EXTREME, EXTREME) if item.sort is Sort.MOST else (Kind.DIFFERENCE, COMPARISON)
    mention = Mention(start, end, document.text[start:end], rule, kind, None, rule)
    claim = claims_of_words(document, (mention,), scene.as_of)[0]
    return replace(claim, id=f"{claim.id}-{start}", is_claim=True, reason="")


def _word(claim: Claim, one: Ordered) -> Judgement:
    shown = f"{fact_place(one.fact)}: {one.fact.derivation}"
    if one.holds:
        return Judgement(claim, Verdict.CONSISTENT, (_link(one.fact),), message=shown, strength=0)
    diagnosis = Diagnosis.RANK if claim.kind is Kind.EXTREME else Diagnosis.DIRECTION
    code = code_for(Verdict.CONTRADICTED, diagnosis, one.fact)
    opposites: dict[str, str] = load_words("selecting")["opposites"]
    return Judgement(
        claim, Verdict.CONTRADICTED, (_link(one.fact),), diagnosis=diagnosis, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=f'"{claim.mention.surface}" but {shown}',
        suggestion=opposites.get(claim.mention.surface.casefold(), ""), strength=0,
    )  # fmt: skip
