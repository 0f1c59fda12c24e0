/*
 * A number or date of a claim against those of its sources. A value that stands somewhere in a source is not yet right:
 * it must be said of the same thing. A value that stands nowhere is not yet wrong: it may be counted, converted or
 * resolved by the writer. So a difference is only reported where there is something that it differs from, or where a
 * writer would have needed the source for it.
 */
#include "draft/draft.h"

/* A sentence beside the best window speaks of the same when it covers nearly as much. */
static const double as_good_as_best = 0.8;
/* An article that covers much less than the best one says nothing about the value. */
static const double article_matters = 0.6;
/* A sentence that has the value, but covers so much less than the one that has another, speaks of something else. */
static const double speaks_of_other = 0.75;
/* What a sentence must cover for its only value to be the one that is meant. */
static const double speaks_of_same = 0.35;
/* One anchor in common against what makes two values alike: two ranges that share an end are versions of one. */
enum { SUMMANDS_MAX = 12 };
enum { ANCHOR_SCORE = 4, END_IN_COMMON = 16, TAKEN_MAX = 50 };
/* Of one value: a table of numbers under another table must not cost the product of both. */
enum { CANDIDATES_MAX = 100 };

/* ---- How two values stand to each other -------------------------------------------------------------------------- */

static bool is_same_magnitude(const tk_number *a, const tk_number *b) {
  return tk_decimal_compare(a->low, b->low) == 0 && tk_decimal_compare(a->high, b->high) == 0;
}

static bool is_exact(const tk_number *number) { return number->bound == TK_EXACT; }

/* One interval lies in the other. Two ranges, or two bounds of one kind, with other ends are two statements. */
static tk_agreement agreement_inside(const tk_number *claim, const tk_number *source) {
  if (claim->bound == source->bound && !is_exact(claim) && !claim->approximate && !source->approximate)
    return is_same_magnitude(claim, source) ? TK_AGREES : TK_DISAGREES;
  return is_exact(source) ? TK_AGREES : TK_LOOSE;
}

/* A value for tolerances only, where the last digit does not matter. */
static double rough(tk_decimal value) {
  double result = (double)value.significand;
  for (int32_t i = 0; i < value.exponent && i < 40; i++) result *= 10;
  for (int32_t i = 0; i > value.exponent && i > -40; i--) result /= 10;
  return result;
}

static bool is_one_of(tenkyo_str unit, const char *const *units, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (tk_equal(unit, tk_str(units[i]))) return true;
  return false;
}

/* `30,000 H20 chips` has no unit that is read, `30,000個` counts: what stands beside both can make them comparable. */
static bool is_half_counted(const tk_number *a, const tk_number *b) {
  static const char *const counters[] = {"個", "人", "台", "社", "件", "枚", "本", "店", "校", "棟", "戸", "機", "隻"};
  tenkyo_str unit = a->unit.len > 0 ? a->unit : b->unit;
  return (a->unit.len == 0) != (b->unit.len == 0) && is_exact(a) && is_exact(b) && !a->weak && !b->weak &&
         is_one_of(unit, counters, sizeof counters / sizeof *counters);
}

static bool is_money(tenkyo_str unit) {
  static const char *const units[] = {"USD", "JPY", "EUR", "GBP", "CNY", "KRW", "TWD", "HKD", "INR", "CHF"};
  return is_one_of(unit, units, sizeof units / sizeof *units);
}

/* So near that one may be the other in round figures: 12,000 people, 12,500 residents. */
static bool is_rounded(const tk_number *a, const tk_number *b) {
  double one = rough(a->low), two = rough(b->low);
  return one > 0 && two > 0 && one <= two * 1.25 && two <= one * 1.25;
}

static tk_agreement number_agreement(const tk_fact *claim, const tk_fact *source) {
  const tk_number *a = &claim->as.number, *b = &source->as.number;
  if (is_money(a->unit) && is_money(b->unit) && !tk_equal(a->unit, b->unit))
    return is_same_magnitude(a, b) ? TK_DISAGREES : TK_UNRELATED; /* 450億円, 450億ドル */
  if (a->ordinal != b->ordinal) return is_same_magnitude(a, b) ? TK_LOOSE : TK_UNRELATED;
  switch (tk_fact_compare(claim, source)) {
  case TK_SAME: return TK_AGREES;
  case TK_CONTAINED: return agreement_inside(a, b);
  case TK_DIFFERS: return TK_DISAGREES;
  case TK_CANNOT_TELL:
    if (is_same_magnitude(a, b)) return TK_AGREES;
    if (is_half_counted(a, b)) return TK_DISAGREES;
    return is_rounded(a, b) ? TK_LOOSE : TK_UNRELATED;
  case TK_OTHER_KIND: return is_same_magnitude(a, b) ? TK_LOOSE : TK_UNRELATED;
  }
  return TK_UNRELATED;
}

static bool is_range_of_days(const tk_date *date) {
  return date->grain == TK_DAY &&
         (date->from.year != date->to.year || date->from.month != date->to.month || date->from.day != date->to.day);
}

/* A year of the first millennium is rather a time of the day that was taken for one. */
static bool is_odd_year(tk_day day) { return day.year != 0 && day.year < 1000; }

/* 昨年 or last week: the writer reckoned it, from a date that may not be the one that is known here. */
static bool is_reckoned_date(const tk_date *date) { return date->relative && !date->year_assumed; }

static tk_agreement date_agreement(const tk_fact *claim, const tk_fact *source) {
  const tk_date *a = &claim->as.date, *b = &source->as.date;
  if (is_odd_year(a->from) || is_odd_year(b->from)) return TK_LOOSE;
  switch (tk_fact_compare(claim, source)) {
  case TK_SAME: return TK_AGREES;
  case TK_CONTAINED:
    if (a->grain > b->grain) return TK_AGREES;
    return is_range_of_days(a) && is_range_of_days(b) ? TK_DISAGREES : TK_LOOSE;
  case TK_DIFFERS: return is_reckoned_date(a) || is_reckoned_date(b) ? TK_LOOSE : TK_DISAGREES;
  case TK_CANNOT_TELL: return TK_LOOSE;
  case TK_OTHER_KIND: return TK_UNRELATED;
  }
  return TK_UNRELATED;
}

tk_agreement tk_agreement_of(const tk_fact *claim, const tk_fact *source) {
  if (claim->kind != source->kind || claim->kind == TENKYO_QUOTE) return TK_UNRELATED;
  return claim->kind == TENKYO_NUMBER ? number_agreement(claim, source) : date_agreement(claim, source);
}

/* ---- What the sources have --------------------------------------------------------------------------------------- */

/* A value of a source. */
typedef struct candidate {
  size_t reading, fact, sentence;
  bool near;     /* in the best evidence */
  size_t shared; /* anchors that it has in common with the claim's value */
  size_t like;   /* how alike the two values are; see likeness */
} candidate;

TK_LIST(candidate_list, candidate);

typedef struct value_pool {
  candidate_list agreeing, other;
  bool loose;      /* one may be the same */
  bool loose_near; /* … in the best evidence */
  bool same_grain; /* … and as exact a date as the claim's */
  bool any_other;  /* one of the same kind stands anywhere */
} value_pool;

static const tk_fact *fact_of(const tk_comparer *comparer, const candidate *of) {
  return &comparer->scoring->readings[of->reading]->facts.items[of->fact];
}

static bool is_near(const tk_comparer *comparer, size_t reading, size_t sentence) {
  const tk_window *best = &comparer->scoring->best[reading];
  if (comparer->across[reading]) return true;
  if (sentence >= comparer->scoring->readings[reading]->sentence_count) return false;
  if (sentence >= best->first && sentence < best->first + best->count) return true;
  double coverage = comparer->scoring->coverage[reading][sentence];
  return coverage > 0 && coverage >= as_good_as_best * best->coverage;
}

static bool reading_matters(const tk_comparer *comparer, size_t reading) {
  double most = 0;
  for (size_t r = 0; r < comparer->scoring->reading_count; r++)
    if (comparer->scoring->best[r].coverage > most) most = comparer->scoring->best[r].coverage;
  return comparer->scoring->best[reading].coverage >= article_matters * most;
}

static bool add_candidate(tk_comparer *comparer, candidate_list *list, size_t fact, size_t reading, size_t other) {
  tk_reading *of = comparer->scoring->readings[reading];
  if (list->count >= CANDIDATES_MAX) return true;
  candidate *added = tk_push(comparer->arena, list);
  const tk_anchors *anchors = added == NULL ? NULL : tk_library_anchors(comparer->library, of, other);
  if (anchors == NULL) return false;
  size_t sentence = tk_reading_sentence(of, other);
  *added = (candidate){.reading = reading, .fact = other, .sentence = sentence};
  added->near = is_near(comparer, reading, sentence);
  added->shared = tk_anchors_shared(&comparer->anchors[fact], anchors, comparer->across[reading]);
  return true;
}

/* 4割 says no more than about 40 %. */
static bool is_within_tenth(const tk_comparer *comparer, const tk_fact *claim, const tk_fact *source) {
  if (claim->kind != TENKYO_NUMBER) return false;
  tenkyo_str text = tk_cut(comparer->claim->text, claim->span.begin, claim->span.end);
  double apart = rough(claim->as.number.low) - rough(source->as.number.low);
  return tk_ends_with(text, TK_STR("割")) && apart <= 5 && apart >= -5;
}

/* A date that names no day, month or year but hangs on another: 昨年, last week. 8月15日 hangs on the year only. */
static bool is_hazy(tenkyo_str text, const tk_fact *fact) {
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (fact->kind != TENKYO_DATE || !fact->as.date.relative) return false;
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    at += tk_utf8_decode(text, at, &code);
    if (tk_character_class(code) == TK_DIGIT || code == 0x6708 || code == 0x65E5) return false;
  }
  for (size_t i = 0; i < sizeof months / sizeof *months; i++)
    if (tk_search(text, tk_str(months[i]), 0) != SIZE_MAX) return false;
  return true;
}

static tenkyo_str claim_value(const tk_comparer *comparer, const tk_fact *fact) {
  return tk_cut(comparer->claim->text, fact->span.begin, fact->span.end);
}

static tenkyo_str source_value(const tk_reading *reading, size_t fact) {
  bool title = tk_reading_sentence(reading, fact) >= reading->sentence_count;
  tenkyo_span span = reading->facts.items[fact].span;
  return tk_cut(title ? reading->source.article.title : reading->source.document.text, span.begin, span.end);
}

/* A difference that is none on second sight. */
static bool is_no_difference(const tk_comparer *comparer, const tk_fact *claim, const tk_reading *reading,
                             size_t other) {
  const tk_fact *source = &reading->facts.items[other];
  return is_within_tenth(comparer, claim, source) || is_hazy(claim_value(comparer, claim), claim) ||
         is_hazy(source_value(reading, other), source);
}

static bool is_same_grain(const tk_fact *claim, const tk_fact *source) {
  return claim->kind != TENKYO_DATE || claim->as.date.grain == source->as.date.grain;
}

/* A year that a source names somewhere says nothing about a day. */
static bool excuses(const tk_fact *claim, const tk_fact *source) {
  return claim->kind != TENKYO_DATE || claim->as.date.grain >= TK_QUARTER || source->as.date.grain < TK_YEAR;
}

static bool fill_pool(tk_comparer *comparer, size_t fact, value_pool *pool) {
  const tk_fact *claim = &comparer->facts->items[fact];
  for (size_t r = 0; r < comparer->scoring->reading_count; r++) {
    tk_reading *reading = comparer->scoring->readings[r];
    bool matters = reading_matters(comparer, r);
    for (size_t i = 0; i < reading->facts.count; i++) {
      tk_agreement agreement = tk_agreement_of(claim, &reading->facts.items[i]);
      if (agreement == TK_DISAGREES && is_no_difference(comparer, claim, reading, i)) agreement = TK_LOOSE;
      if (agreement == TK_LOOSE && excuses(claim, &reading->facts.items[i])) {
        bool near = is_near(comparer, r, tk_reading_sentence(reading, i));
        pool->loose = true;
        pool->loose_near = pool->loose_near || near;
        pool->same_grain = pool->same_grain || (near && is_same_grain(claim, &reading->facts.items[i]));
      }
      if (agreement == TK_AGREES && !add_candidate(comparer, &pool->agreeing, fact, r, i)) return false;
      if (agreement != TK_DISAGREES) continue;
      pool->any_other = true;
      bool near = matters && is_near(comparer, r, tk_reading_sentence(reading, i));
      if (near && !add_candidate(comparer, &pool->other, fact, r, i)) return false;
    }
  }
  return true;
}

/* ---- What must not be taken for a difference lightly --------------------------------------------------------------
 */

/* A count that a writer makes, not one that a source must have: one to ten things. */
static bool is_small_count(const tk_number *number) {
  static const char *const exact[] = {"%", "point", "times", "倍", "age", "歳"};
  tk_decimal ten = {1, 1}, zero = {0, 0};
  if (number->low.exponent < 0 || tk_decimal_compare(number->low, zero) < 0) return false;
  if (tk_decimal_compare(number->high, ten) > 0) return false;
  return !is_money(number->unit) && !is_one_of(number->unit, exact, sizeof exact / sizeof *exact);
}

static bool is_vague(const tk_number *number) {
  return number->approximate && tk_decimal_compare(number->low, number->high) != 0;
}

/* 1865 may be a year. */
static bool is_year_like(const tk_number *number) {
  tk_decimal first = {1, 3}, last = {21, 2};
  return number->unit.len == 0 && is_exact(number) && number->low.exponent >= 0 &&
         tk_decimal_compare(number->low, first) >= 0 && tk_decimal_compare(number->high, last) <= 0;
}

/* How long something took is what a writer reckons from dates. */
static bool is_duration(const tk_number *number) {
  static const char *const units[] = {"年間", "カ月", "週間", "日間", "時間", "周年"};
  return is_one_of(number->unit, units, sizeof units / sizeof *units);
}

/* Numbers that speak of so many things that only what stands beside them tells of which. */
static bool is_soft(const tk_fact *fact) {
  if (fact->kind == TENKYO_DATE) return false;
  const tk_number *number = &fact->as.number;
  if (number->unit.len == 0) return true;
  return number->weak || number->ordinal || is_vague(number) || is_small_count(number) || is_year_like(number) ||
         is_duration(number);
}

/* Small counts stand everywhere: one that agrees near by is not doubted. */
static bool is_common(const tk_fact *fact) { return fact->kind == TENKYO_NUMBER && is_small_count(&fact->as.number); }

/* Large numbers without a unit can be missed, though they cannot be compared lightly. */
static bool is_weighty(const tk_fact *fact) {
  tk_decimal hundred = {1, 2};
  const tk_number *number = &fact->as.number;
  return number->unit.len == 0 && !number->weak && !number->ordinal && !is_vague(number) && !is_year_like(number) &&
         tk_decimal_compare(number->low, hundred) >= 0;
}

/* Whether a date of another language can be the one that is meant: as exact, or more so than the claim's month or year.
 */
static bool is_of_shape(const tk_date *claim, const tk_date *source) {
  if (claim->grain == TK_DAY && source->grain == TK_DAY) return is_range_of_days(claim) == is_range_of_days(source);
  return claim->grain >= source->grain;
}

/* Whether a source's value can be the one that the claim's should be: the more things it could be said of, the more
 * must stand beside both. */
static bool is_comparable(const tk_comparer *comparer, size_t fact, const candidate *other) {
  const tk_fact *claim = &comparer->facts->items[fact], *source = fact_of(comparer, other);
  size_t anchors = comparer->anchors[fact].terms.count;
  if (source->kind == TENKYO_NUMBER && source->as.number.weak && !claim->as.number.weak) return false;
  bool across = comparer->across[other->reading];
  bool counted = claim->kind == TENKYO_DATE || (claim->as.number.unit.len == 0) == (source->as.number.unit.len == 0);
  if (!counted && across) return other->shared > 0;
  if (across && claim->kind == TENKYO_DATE && !is_of_shape(&claim->as.date, &source->as.date)) return false;
  if (is_soft(claim) || !counted)
    return other->shared > 0 && (across || 2 * other->shared >= anchors) && !comparer->anchors[fact].borrowed;
  if (other->shared > 0) return true;
  if (claim->kind == TENKYO_DATE && claim->as.date.grain != source->as.date.grain) return false;
  if (across) return true; /* there is_certain_across decides */
  bool title = other->sentence >= comparer->scoring->readings[other->reading]->sentence_count;
  return !title && comparer->scoring->coverage[other->reading][other->sentence] >= speaks_of_same;
}

/* ---- The value that the source has instead ----------------------------------------------------------------------- */

static bool is_same_day(tk_day a, tk_day b) { return a.month == b.month && a.day == b.day && a.month != 0; }

/* Two dates with one end in common, or two ranges, are rather two versions of one date than two dates. */
static size_t likeness(const tk_fact *a, const tk_fact *b) {
  if (a->kind == TENKYO_NUMBER)
    return (a->as.number.bound == b->as.number.bound ? 1u : 0) + (a->as.number.weak == b->as.number.weak ? 1u : 0);
  const tk_date *x = &a->as.date, *y = &b->as.date;
  bool range = is_range_of_days(x) && is_range_of_days(y);
  bool end = range && (is_same_day(x->from, y->from) || is_same_day(x->to, y->to));
  bool part = x->from.month != 0 && y->from.month != 0 &&
              (x->from.month == y->from.month || (x->grain == TK_DAY && x->from.day == y->from.day));
  return (end ? (size_t)END_IN_COMMON : 0) + (part ? 3u : 0) + (range ? 2u : 0) +
         (x->grain == y->grain && is_range_of_days(x) == is_range_of_days(y) ? 1u : 0);
}

static bool is_same_value(const tk_comparer *comparer, const candidate *a, const candidate *b) {
  return tk_fact_compare(fact_of(comparer, a), fact_of(comparer, b)) == TK_SAME;
}

/* Whether another value of the claim has this one of the source. */
static bool is_taken(const tk_comparer *comparer, size_t fact, const candidate *other) {
  for (size_t i = 0; i < comparer->facts->count && i < TAKEN_MAX; i++)
    if (i != fact && tk_agreement_of(&comparer->facts->items[i], fact_of(comparer, other)) == TK_AGREES) return true;
  return false;
}

/* The one candidate that is nearest, or NULL when two different values are as near. `least` anchors must be shared. */
static const candidate *choose_other(const tk_comparer *comparer, size_t fact, const value_pool *pool, size_t least) {
  const candidate_list *list = &pool->other;
  const candidate *best = NULL;
  bool tied = false;
  for (size_t i = 0; i < list->count; i++) {
    candidate *other = &list->items[i];
    if (other->shared < least || !is_comparable(comparer, fact, other) || is_taken(comparer, fact, other)) continue;
    /* 7日 may be the claim's 8月7日: then no month or quarter is what it should be. */
    if (pool->same_grain && !is_same_grain(&comparer->facts->items[fact], fact_of(comparer, other))) continue;
    other->like = likeness(&comparer->facts->items[fact], fact_of(comparer, other));
    size_t score = ANCHOR_SCORE * other->shared + other->like;
    size_t most = best == NULL ? 0 : ANCHOR_SCORE * best->shared + best->like;
    if (best == NULL || score > most) {
      best = other;
      tied = false;
    } else if (score == most && !is_same_value(comparer, best, other)) {
      tied = true;
    }
  }
  return tied ? NULL : best;
}

/* An anchor of the claim's value that stands at `other` and at no source value that agrees; and none that stands only
 * at those. Then the claim gives one thing's value to another. */
static bool contradicts(const tk_comparer *comparer, size_t fact, const value_pool *pool, const candidate *other) {
  const tk_anchors *mine = &comparer->anchors[fact];
  const tk_anchors *theirs = &comparer->scoring->readings[other->reading]->anchors[other->fact];
  bool names = comparer->across[other->reading], points = false;
  if (mine->borrowed) return false;
  for (size_t i = 0; i < mine->terms.count; i++) {
    tenkyo_str term = mine->terms.items[i];
    bool there = tk_anchors_have(theirs, term), elsewhere = false;
    if (names && !tk_is_name(term)) continue;
    for (size_t k = 0; k < pool->agreeing.count && !elsewhere; k++) {
      const candidate *same = &pool->agreeing.items[k];
      elsewhere = tk_anchors_have(&comparer->scoring->readings[same->reading]->anchors[same->fact], term);
    }
    if (elsewhere && !there) return false;
    if (there && !elsewhere) points = true;
  }
  return points;
}

/* Of the values near by the only one that contradicts. */
static const candidate *find_contradiction(const tk_comparer *comparer, size_t fact, const value_pool *pool) {
  const candidate *found = NULL;
  for (size_t k = 0; k < pool->agreeing.count; k++) {
    const candidate *same = &pool->agreeing.items[k];
    if (comparer->scoring->readings[same->reading]->anchors[same->fact].terms.count == 0) return NULL;
  }
  for (size_t i = 0; i < pool->other.count; i++) {
    const candidate *other = &pool->other.items[i];
    if (other->shared == 0 || !is_comparable(comparer, fact, other) || !contradicts(comparer, fact, pool, other))
      continue;
    if (found != NULL && !is_same_value(comparer, found, other)) return NULL;
    if (found == NULL) found = other;
  }
  return found;
}

static size_t context_of(const tk_comparer *comparer, size_t fact, const candidate *other, bool *whole) {
  const tk_reading *reading = comparer->scoring->readings[other->reading];
  tenkyo_span span = fact_of(comparer, other)->span;
  *whole = false;
  if (other->sentence >= reading->sentence_count) return 0;
  size_t begin = reading->source.document.sentences.items[other->sentence].span.begin;
  tenkyo_span inside = {span.begin - begin, span.end - begin};
  return tk_context_shared(comparer->claim->text, comparer->facts->items[fact].span,
                           tk_reading_text(reading, other->sentence), inside, whole);
}

/* The value that stands near by in the same words. Where the claim's own value is in the sources as well, the words
 * must be the same on both sides as far as is looked: a pattern of speech is not enough. */
static const candidate *find_in_same_words(const tk_comparer *comparer, size_t fact, const value_pool *pool) {
  const candidate *found = NULL;
  size_t most = 0;
  bool tied = false, whole;
  for (size_t i = 0; i < pool->other.count; i++) {
    const candidate *other = &pool->other.items[i];
    size_t context = context_of(comparer, fact, other, &whole);
    if (context == 0 || context < most || (pool->agreeing.count > 0 && !whole)) continue;
    tied = context == most && found != NULL && !is_same_value(comparer, found, other);
    found = other;
    most = context;
  }
  for (size_t i = 0; i < pool->agreeing.count && found != NULL; i++)
    if (context_of(comparer, fact, &pool->agreeing.items[i], &whole) >= most) found = NULL;
  return tied ? NULL : found;
}

/* ---- Faults ------------------------------------------------------------------------------------------------------ */

static tenkyo_span sentence_span(const tk_reading *reading, size_t sentence) {
  return reading->source.document.sentences.items[sentence].span;
}

/* The best window when the sentence is in it, else the sentence. */
static tenkyo_span evidence_span(const tk_comparer *comparer, size_t reading, size_t sentence) {
  const tk_reading *of = comparer->scoring->readings[reading];
  const tk_window *best = &comparer->scoring->best[reading];
  bool inside = sentence >= best->first && sentence < best->first + best->count;
  return inside || sentence >= of->sentence_count ? tk_window_span(of, best) : sentence_span(of, sentence);
}

static bool add_fault(tk_comparer *comparer, size_t fact, const candidate *other, tenkyo_severity severity,
                      tk_fault_list *faults) {
  const tk_fact *claim = &comparer->facts->items[fact];
  tk_fault *fault = tk_push(comparer->arena, faults);
  if (fault == NULL) return false;
  fault->code = claim->kind == TENKYO_DATE ? TENKYO_DATE_DIFFERS : TENKYO_NUMBER_DIFFERS;
  fault->severity = severity;
  fault->span = claim->span;
  if (other == NULL) {
    for (size_t r = 1; r < comparer->scoring->reading_count; r++)
      if (comparer->scoring->best[r].coverage > comparer->scoring->best[fault->reading].coverage) fault->reading = r;
    const tk_window *best = &comparer->scoring->best[fault->reading];
    fault->evidence = tk_window_span(comparer->scoring->readings[fault->reading], best);
    return true;
  }
  fault->reading = other->reading;
  fault->has_source = true;
  fault->in_title = other->sentence >= comparer->scoring->readings[other->reading]->sentence_count;
  fault->source = fact_of(comparer, other)->span;
  fault->evidence = evidence_span(comparer, other->reading, other->sentence);
  fault->replaceable = !comparer->across[other->reading];
  return true;
}

/* ---- Decisions --------------------------------------------------------------------------------------------------- */

/* The value stands in the sources. */
static bool judge_present(tk_comparer *comparer, size_t fact, const value_pool *pool, tk_fault_list *faults) {
  for (size_t i = 0; i < pool->agreeing.count; i++)
    if (pool->agreeing.items[i].near && is_common(&comparer->facts->items[fact])) return true;
  const candidate *wrong = find_contradiction(comparer, fact, pool);
  if (wrong != NULL) return add_fault(comparer, fact, wrong, TENKYO_SEVERITY_WARNING, faults);
  const candidate *other = choose_other(comparer, fact, pool, (comparer->anchors[fact].terms.count + 1) / 2);
  if (other == NULL || other->shared == 0 || comparer->across[other->reading]) return true;
  if (comparer->anchors[fact].borrowed) return true;
  double covered = comparer->scoring->coverage[other->reading][other->sentence];
  for (size_t i = 0; i < pool->agreeing.count; i++) {
    const candidate *same = &pool->agreeing.items[i];
    bool title = same->sentence >= comparer->scoring->readings[same->reading]->sentence_count;
    if (same->near || title || same->shared > other->shared) return true;
    if (comparer->scoring->coverage[same->reading][same->sentence] >= speaks_of_other * covered) return true;
  }
  return add_fault(comparer, fact, other, TENKYO_SEVERITY_INFORMATION, faults);
}

static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/* Whether these digits stand in the text as a number of their own. */
static bool has_digits(tenkyo_str text, tenkyo_str digits) {
  for (size_t at = tk_search(text, digits, 0); at != SIZE_MAX; at = tk_search(text, digits, at + 1)) {
    size_t end = at + digits.len;
    bool before = at > 0 && (is_digit(text.ptr[at - 1]) || text.ptr[at - 1] == '.' || text.ptr[at - 1] == ',');
    bool behind = end < text.len && is_digit(text.ptr[end]);
    if (!before && !behind) return true;
  }
  return false;
}

/* The digits of the value stand in a source, even if they are not read as the same number there. */
static bool stands_literally(const tk_comparer *comparer, tenkyo_span span) {
  tenkyo_str value = tk_cut(comparer->claim->text, span.begin, span.end);
  bool any = false;
  for (size_t r = 0; r < comparer->scoring->reading_count; r++) {
    bool all = true;
    for (size_t at = 0; at < value.len && all;) {
      size_t end = at;
      while (end < value.len && (is_digit(value.ptr[end]) || (end > at && strchr(".,", value.ptr[end]) != NULL))) end++;
      while (end > at && !is_digit(value.ptr[end - 1])) end--;
      any = any || end > at;
      if (end > at) all = has_digits(comparer->scoring->readings[r]->source.document.text, tk_cut(value, at, end));
      at = end > at ? end : at + 1;
    }
    if (any && all) return true;
  }
  return false;
}

/* Sums and differences of two values that the source has are the writer's own. */
static bool is_sum(const tk_fact *claim, const tk_fact *one, const tk_fact *two) {
  tk_decimal value = claim->as.number.low, a = one->as.number.low, b = two->as.number.low, sum;
  if (tk_decimal_add(a, b, &sum) && tk_decimal_compare(sum, value) == 0) return true;
  return tk_decimal_add(b, value, &sum) && tk_decimal_compare(sum, a) == 0;
}

static bool has_summands(const tk_comparer *comparer, size_t fact, const value_pool *pool) {
  const tk_fact *claim = &comparer->facts->items[fact];
  if (claim->kind == TENKYO_DATE || is_soft(claim)) return false;
  size_t count = pool->other.count < SUMMANDS_MAX ? pool->other.count : SUMMANDS_MAX;
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < count; k++)
      if (i != k && is_sum(claim, fact_of(comparer, &pool->other.items[i]), fact_of(comparer, &pool->other.items[k])))
        return true;
  return false;
}

/* An article that says Thursday or 同日 has days that are not read as dates. */
static bool names_days_otherwise(const tk_comparer *comparer) {
  static const char *const words[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
                                      "today",  "曜",      "同日",      "翌日",     "前日",   "この日"};
  for (size_t r = 0; r < comparer->scoring->reading_count; r++) {
    tenkyo_str text = comparer->scoring->readings[r]->source.document.text;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
      if (tk_search(text, tk_str(words[i]), 0) != SIZE_MAX) return true;
  }
  return false;
}

/* The value stands in no source, and none has another for the same. */
static bool is_missed(const tk_comparer *comparer, size_t fact, const value_pool *pool) {
  const tk_fact *claim = &comparer->facts->items[fact];
  bool known = true;
  for (size_t r = 0; r < comparer->scoring->reading_count; r++)
    known = known && comparer->scoring->readings[r]->published.year != 0;
  if (pool->loose) return false;
  if (claim->kind == TENKYO_DATE)
    return known && pool->any_other && !names_days_otherwise(comparer) && !is_reckoned_date(&claim->as.date) &&
           claim->as.date.grain <= TK_MONTH;
  return !stands_literally(comparer, claim->span);
}

static bool all_across(const tk_comparer *comparer) {
  for (size_t r = 0; r < comparer->scoring->reading_count; r++)
    if (!comparer->across[r]) return false;
  return true;
}

/* 12.25 trillion for 12兆2533億: who translates rounds, and does not say so. */
static bool is_cut(const tk_fact *claim, const tk_fact *source) {
  double one = rough(claim->as.number.low), two = rough(source->as.number.low);
  return one <= two * 1.005 && two <= one * 1.005;
}

/* Counters hardly translate, and a day may be a weekday there, so only money and shares are missed across languages,
 * where the article speaks of others. */
static bool is_missed_across(const tk_comparer *comparer, size_t fact, const value_pool *pool) {
  const tk_fact *claim = &comparer->facts->items[fact];
  if (claim->kind == TENKYO_DATE || !pool->any_other) return false;
  for (size_t i = 0; i < pool->other.count; i++)
    if (is_cut(claim, fact_of(comparer, &pool->other.items[i]))) return false;
  return is_money(claim->as.number.unit) || tk_equal(claim->as.number.unit, TK_STR("%"));
}

/* Across languages a difference needs a name that both share, or that there is nothing else it could be. */
static bool is_certain_across(const tk_comparer *comparer, size_t fact, const value_pool *pool,
                              const candidate *other) {
  const tk_fact *claim = &comparer->facts->items[fact];
  if (!comparer->across[other->reading]) return true;
  if (other->shared > 0 || (claim->kind == TENKYO_DATE && other->like >= END_IN_COMMON)) return true;
  if (pool->loose) return false;
  if (comparer->scoring->best[other->reading].coverage <= 0) return false;
  for (size_t i = 0; i < pool->other.count; i++)
    if (!is_same_value(comparer, other, &pool->other.items[i])) return false;
  if (claim->kind == TENKYO_DATE)
    return is_range_of_days(&claim->as.date) && is_range_of_days(&fact_of(comparer, other)->as.date);
  return claim->as.number.unit.len > 0 && !is_small_count(&claim->as.number);
}

/* A range that shares an end with the claim's is meant, whatever else may be the same. */
static const candidate *with_common_end(const tk_comparer *comparer, size_t fact, const value_pool *pool) {
  const candidate *found = choose_other(comparer, fact, pool, 0);
  return found != NULL && found->like >= END_IN_COMMON ? found : NULL;
}

static bool judge_absent(tk_comparer *comparer, size_t fact, value_pool *pool, tk_fault_list *faults) {
  const tk_fact *claim = &comparer->facts->items[fact];
  bool date = claim->kind == TENKYO_DATE;
  bool own = tk_is_restated(comparer->claim->text, comparer->facts, fact) || tk_is_reckoned(comparer->claim->text);
  if (!date && (own || pool->loose_near)) return true;
  const candidate *other = choose_other(comparer, fact, pool, pool->loose_near ? 1 : 0);
  if (other == NULL && pool->loose_near) other = with_common_end(comparer, fact, pool);
  bool alike = other != NULL && 2 * other->shared > comparer->anchors[fact].terms.count;
  if (!alike && has_summands(comparer, fact, pool)) return true;
  if (other != NULL && is_certain_across(comparer, fact, pool, other))
    return add_fault(comparer, fact, other, TENKYO_SEVERITY_WARNING, faults);
  if ((is_soft(claim) && !is_weighty(claim)) || !is_missed(comparer, fact, pool)) return true;
  bool across = all_across(comparer);
  if (across && !is_missed_across(comparer, fact, pool)) return true;
  return add_fault(comparer, fact, NULL, across ? TENKYO_SEVERITY_INFORMATION : TENKYO_SEVERITY_WARNING, faults);
}

/* Two articles rarely have such a value in common by chance. */
static bool is_telling(const tk_fact *fact) {
  return fact->kind == TENKYO_DATE ? fact->as.date.grain == TK_DAY : !is_soft(fact);
}

bool tk_compare_value(tk_comparer *comparer, size_t fact, tk_fault_list *faults) {
  value_pool pool = {0};
  const tk_fact *claim = &comparer->facts->items[fact];
  if (claim->kind == TENKYO_QUOTE) return true;
  if (!fill_pool(comparer, fact, &pool)) return false;
  bool found = pool.agreeing.count > 0 || (claim->kind == TENKYO_NUMBER && pool.loose_near);
  comparer->agreed = comparer->agreed || (found && is_telling(claim));
  if (claim->kind == TENKYO_DATE && is_reckoned_date(&claim->as.date) && pool.agreeing.count == 0) return true;
  const candidate *other = find_in_same_words(comparer, fact, &pool);
  if (other != NULL) return add_fault(comparer, fact, other, TENKYO_SEVERITY_WARNING, faults);
  return pool.agreeing.count > 0 ? judge_present(comparer, fact, &pool, faults)
                                 : judge_absent(comparer, fact, &pool, faults);
}
