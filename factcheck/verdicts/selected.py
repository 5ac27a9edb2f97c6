"""Verdicts by selecting rows: a sentence of which every word is explained by one small table is worked out in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.claims.telling import COMPARISON, EXTREME, claims_of_words
from factcheck.comparison import Agreement, Outcome, compare
from factcheck.diagnosis import Neighbours, diagnose
from factcheck.languages.words import load_words, word_set
from factcheck.linking.items import Item, Parsed, Sort
from factcheck.linking.labels import has_ordering_word, parse
from factcheck.linking.orders import Ordered, ordered
from factcheck.linking.pairs import is_pair
from factcheck.linking.scene import FEW_TABLES, Scene
from factcheck.linking.statements import Statement, is_of_something_else, statement_of
from factcheck.linking.strangers import are_many
from factcheck.messages import consistent_message, fact_place, wrong_message
from factcheck.model import Claim, Diagnosis, Fact, Judgement, Kind, Link, Mention, Modifier, Quantity, Span, Verdict
from factcheck.precision import significant_digits, step
from factcheck.rewriting import in_place, suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.sentences import sentence_spans
from factcheck.verdicts.holding_back import is_held_back
from factcheck.verdicts.reservations import MOST_APART, OF_DIGITS
from factcheck.verdicts.trial import CAN_BE_WRONG

MOST_TABLES = 6  # tables that a draft speaks of and a sentence is worked out in
LEAST_DIGITS = 3  # of a figure that bears out a reading which leaves some words unexplained
MOST_STEPS = 3  # of a figure's last digit by which a mean may be rounded wrongly
MOST_WORDS_LEFT = 4
MANY_COMPARED = 8
MOST_LEFT = 1  # runs of words that nothing explains beside a figure that agrees all the same
AGREES = frozenset({Agreement.AGREES, Agreement.ROUNDED})
SOMETHING_ELSE = "the sentence tells of more, or of another time, than the cell that its words come nearest to"
PART_OF_NAME = "a part of the name of a column"
WORKED_OUT = frozenset({Kind.EXTREME, Kind.TOTAL, Kind.AVERAGE})  # of the rows of one column
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
    # Few sentences are of any of the tables that lie beside every draft; one called wrong may be taken back.
    digits = [significant_digits(one.mention.quantity) for one in figures if one.mention.quantity is not None]
    runs = max([MOST_LEFT + 1, *(number - LEAST_DIGITS for number in digits)])
    quick = len(scene.index.store.tables) > FEW_TABLES and all(one.verdict is not Verdict.CONTRADICTED for one in own)
    for table in [one for one in scene.index.store.tables if scene.is_topic(one.name)][:MOST_TABLES]:
        known = scene.index.words_of(table) if quick else None
        if known is not None and are_many(tokens, figures, known, MOST_WORDS_LEFT, runs):
            continue
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
    for item in parsed.of(Sort.FIGURE):
        one = None if item.claim is None else by_claim[item.claim.id]
        if one is not None and _is_of_cell(parsed, one) and is_of_something_else(parsed, item):
            yield Judgement(one.claim, Verdict.NOT_COVERED, considered=one.considered, message=SOMETHING_ELSE)
    for one in own:
        if one.verdict is Verdict.CONTRADICTED and one.diagnosis is Diagnosis.RANK and _is_of_name(parsed, one.claim):
            yield Judgement(one.claim, Verdict.NOT_COVERED, considered=one.considered, message=PART_OF_NAME)
    for claim, made in conditions:
        if _is_open(by_claim[claim.id]):
            yield Judgement(claim, Verdict.NOT_COVERED, message=f'a condition of "{made.claim.mention.surface}"')


def _is_open(judgement: Judgement) -> bool:
    """Whether a figure that is a condition has no cell of its own: what is worked out for it is met by chance."""
    if judgement.verdict is Verdict.CONSISTENT:
        return bool(judgement.links) and bool(judgement.links[0].fact.derivation)
    return judgement.verdict in (Verdict.CONTRADICTED, Verdict.NOT_COVERED)


def _is_of_cell(parsed: Parsed, judgement: Judgement) -> bool:
    """Whether a figure is called wrong by a single cell of the table, and not pinned to it."""
    quantity = judgement.claim.mention.quantity
    if quantity is not None and is_pair(quantity):
        return False  # the two cells of a pair are named in full
    called_wrong = judgement.verdict is Verdict.CONTRADICTED and judgement.pin is None
    facts = [link.fact for link in judgement.links[:1]]
    return called_wrong and any(fact.table == parsed.grid.table.name and not fact.derivation for fact in facts)


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
    if any(compare(quantity, fact).agreement.confirms for fact in statement.elsewhere):
        return None
    if not statement.exact or any(outcome.agreement is not Agreement.DIFFERS for _, outcome in tried):
        return None
    if statement.other is not None and compare(quantity, statement.other).agreement.confirms:
        return None  # the number is that of the other extreme: the word is wrong, not the number
    if statement.is_sure and not statement.left:
        return _contradicted(claim, quantity, *tried[0], statement, scene)
    slips = [one for one in tried if _is_slip(quantity, *one, statement)]
    return _contradicted(claim, quantity, *slips[0], statement, scene) if slips else None


def _is_slip(quantity: Quantity, fact: Fact, outcome: Outcome, statement: Statement) -> bool:
    """Whether a figure is a known slip away from a fact, which no accident explains: then some words may be unsure.

    The more digits, the fewer numbers there are by chance that a slip leads to, and the more words may say something
    that the table does not show.
    """
    digits = significant_digits(quantity)
    if digits < LEAST_DIGITS - (not statement.left):  # with every word explained two digits are enough
        return False
    if _named(quantity, fact, outcome, statement)[0] in OF_DIGITS:
        return _is_nearly_explained(statement.left, max(0, digits - LEAST_DIGITS))
    return _is_misrounded(quantity, fact) and _is_nearly_explained(statement.left, max(0, digits - LEAST_DIGITS))


def _named(quantity: Quantity, fact: Fact, outcome: Outcome, statement: Statement) -> tuple[Diagnosis, str]:
    """Name the mistake: by the digits, as of a number that was not worked out, else by what was worked out."""
    found = diagnose(quantity, replace(fact, derivation=""), outcome)
    if found[0] in OF_DIGITS and significant_digits(quantity) > 1:
        return found
    return diagnose(quantity, fact, outcome, _neighbours(statement))


def _is_misrounded(quantity: Quantity, fact: Fact) -> bool:
    """Whether a mean is written with a last digit that is off by some steps: 72.66 for 72.667."""
    value = quantity.best
    if value is None or fact.kind is not Kind.AVERAGE or significant_digits(quantity) < LEAST_DIGITS:
        return False
    return abs(value - fact.value) < step(quantity) * MOST_STEPS


def _consistent(claim: Claim, fact: Fact, outcome: Outcome, statement: Statement) -> Judgement | None:
    digits = significant_digits(claim.mention.quantity) if claim.mention.quantity is not None else 0
    most = max(MOST_LEFT, min(digits - LEAST_DIGITS + 1, MOST_LEFT + 1))
    if not _is_nearly_explained(statement.left, most) or (statement.left and not statement.exact):
        return None
    message = consistent_message(claim, fact, outcome)
    return Judgement(claim, Verdict.CONSISTENT, (_link(fact),), message=message, strength=0)


def _is_nearly_explained(left: Sequence[Item], most: int = MOST_LEFT) -> bool:
    """Whether few runs of words are unexplained, and these compare nothing and head no column of numbers."""
    unknown = [item for item in left if item.sort is Sort.UNKNOWN]
    runs = sum(1 for before, item in zip([None, *unknown], unknown, strict=False) if not _is_next(before, item))
    heads = [item for item in left if item.sort is Sort.HEAD and all(column.is_named for column in item.columns)]
    return runs <= most and len(unknown) + len(heads) == len(left) <= MOST_WORDS_LEFT


def _is_next(before: Item | None, item: Item) -> bool:
    return before is not None and before.last == item.first


def _contradicted(
    claim: Claim, quantity: Quantity, fact: Fact, outcome: Outcome, statement: Statement, scene: Scene
) -> Judgement | None:
    diagnosis, words = _named(quantity, fact, outcome, statement)
    tells = fact.kind is not Kind.LEVEL or significant_digits(quantity) >= LEAST_DIGITS
    is_slip = (diagnosis in OF_DIGITS and tells) or statement.in_full
    if fact.kind in (Kind.LEVEL, *WORKED_OUT) and not is_slip and not _same_size(quantity, fact):
        return None  # a number far off is likelier about something else
    if fact.kind is Kind.COUNT and not is_slip and not _near_count(quantity, fact, statement):
        return None  # "the 1,412 recorded in 2017" counts no rows
    if fact.kind is Kind.LEVEL and is_held_back(claim, fact, scene):
        return None
    if not statement.conditions and fact.kind in OF_ALL and not is_slip and not _is_misrounded(quantity, fact):
        return None  # of what is added up, or averaged, over a whole table the text may mean a part
    code = code_for(Verdict.CONTRADICTED, diagnosis, fact)
    is_one = len({one.value for one in statement.facts}) == 1  # rows and different entries may be two numbers
    fix = suggest(scene.context.document.text, claim.mention, fact, outcome, diagnosis) if is_one else None
    return Judgement(
        claim, Verdict.CONTRADICTED, (_link(fact),), diagnosis=diagnosis, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=wrong_message(claim, fact, outcome, words),
        fix=fix, strength=0,
    )  # fmt: skip


def _near_count(quantity: Quantity, fact: Fact, statement: Statement) -> bool:
    """Whether a figure may be the count of the rows and be out by some: half to twice of what is listed.

    Where the sentence says which rows it counts, it may be any number of them that the table has.
    """
    value = quantity.best
    most = max(fact.value * 2, fact.value + 2)
    if value is not None and statement.conditions and value <= statement.of_rows:
        return True
    return value is not None and fact.value / 2 <= value <= most


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
        explained = _is_nearly_explained(one.left) if one.holds else one.is_sure and _is_turned_round(parsed, one)
        if not one.exact or not explained:
            continue
        claim = _claim_of(one.item, parsed, scene)
        if claim.status in CAN_BE_WRONG:
            yield _word(claim, one)


def _is_turned_round(parsed: Parsed, one: Ordered) -> bool:
    """Whether a word is turned round beyond doubt: no other is unexplained, or one run that narrows nothing down.

    The smallest of many rows is the largest of no part of them; so a word may be unknown that stands alone, behind no
    "in" or "of" and not beside the header, where it would tell of another measure ("attendance rate").
    """
    if not one.left:
        return True
    first, last = one.left[0].first, one.left[-1].last
    beside = {place for item in parsed.of(Sort.HEAD, Sort.MOST, Sort.MORE) for place in (item.first, item.last)}
    before = [token.norm for token in parsed.tokens[max(0, first - 2) : first]]
    narrows = not word_set("selecting", "narrowing").isdisjoint(before)  # "in the cup", but not "of all the races"
    alone = not narrows and beside.isdisjoint((first, last))
    return one.among >= MANY_COMPARED and alone and _is_nearly_explained(one.left)


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
    other = opposites.get(claim.mention.surface.casefold(), "")
    other = other.capitalize() if claim.mention.surface[0].isupper() else other
    return Judgement(
        claim, Verdict.CONTRADICTED, (_link(one.fact),), diagnosis=diagnosis, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=f'"{claim.mention.surface}" but {shown}',
        fix=in_place(claim.mention, other), strength=0,
    )  # fmt: skip
