/*
 * A claim against the articles that it cites: quotations first, then numbers and dates outside of them, then whether
 * anything there is close at all. What is inside a quotation that was found, altered or not, is not looked at again:
 * one fault, one finding.
 */
#include "draft/draft.h"

enum {
  VALUES_MAX = 200, /* of one claim: a table in one sentence must not cost its square */
  QUOTES_MAX = 50,
  CONTENT_MIN = 10, /* a claim with less says too little to be called unsupported */
  BODY_MIN = 50,    /* characters: an article of a line is a stub */
  WORDS_MIN = 4     /* of a quotation in a script with spaces: two or three are a name */
};

/* Coverage by the best window, from the public sets that tests/eval measures: below `far` and with less than `apart` in
 * the whole article nothing there is close; from `close` on the claim is supported. */
static const double far = 0.15;
static const double apart = 0.3;
static const double close = 0.6;

typedef struct judgement {
  tk_library *library;
  tk_arena *arena;
  const tk_judged *claim;
  tk_reading *const *readings;
  size_t count;
  tk_fact_list facts;
  bool *across;  /* for each reading */
  bool *settled; /* for each fact: inside a quotation that was found */
  bool all_across;
  bool quoted; /* a quotation was found word for word */
  bool agreed; /* a number or date of the claim stands in the articles, or may be what stands there */
  tk_verdict *verdict;
} judgement;

tenkyo_span tk_window_span(const tk_reading *reading, const tk_window *window) {
  const tk_sentence *sentences = reading->source.document.sentences.items;
  if (window->count == 0) return (tenkyo_span){0, 0};
  return (tenkyo_span){sentences[window->first].span.begin, sentences[window->first + window->count - 1].span.end};
}

/* ---- Quotations -------------------------------------------------------------------------------------------------- */

static void settle(judgement *judge, tenkyo_span span) {
  for (size_t i = 0; i < judge->facts.count; i++) {
    tenkyo_span of = judge->facts.items[i].span;
    if (of.begin >= span.begin && of.end <= span.end) judge->settled[i] = true;
  }
}

/* The sentences of the article that a span touches. */
static tenkyo_span around(const tk_reading *reading, tenkyo_span span) {
  for (size_t i = 0; i < reading->sentence_count; i++) {
    tenkyo_span sentence = reading->source.document.sentences.items[i].span;
    if (sentence.end <= span.begin) continue;
    if (sentence.begin < span.begin) span.begin = sentence.begin;
    if (sentence.begin < span.end && sentence.end > span.end) span.end = sentence.end;
    if (sentence.begin >= span.end) break;
  }
  return span;
}

/* A match leaves punctuation aside; where both go on with a stop, it belongs to what is replaced. */
static tenkyo_span with_stop(tenkyo_str quote, tenkyo_str body, tenkyo_span match) {
  uint32_t code;
  if (quote.len == 0 || match.end >= body.len) return match;
  tk_utf8_decode_before(quote, quote.len, &code);
  if (tk_character_class(code) != TK_STOP) return match;
  size_t length = tk_utf8_decode(body, match.end, &code);
  if (tk_character_class(code) == TK_STOP) match.end += length;
  return match;
}

static bool add_altered(judgement *judge, tenkyo_span span, size_t reading, const tk_quote_match *match) {
  tk_fault *fault = tk_push(judge->arena, &judge->verdict->faults);
  if (fault == NULL) return false;
  *fault = (tk_fault){.code = TENKYO_QUOTE_ALTERED,
                      .severity = TENKYO_SEVERITY_WARNING,
                      .span = span,
                      .reading = reading,
                      .has_source = true,
                      .source = with_stop(tk_cut(judge->claim->text, span.begin, span.end),
                                          judge->readings[reading]->source.document.text, match->span),
                      .altered = {span.begin + match->altered.begin, span.begin + match->altered.end},
                      .difference = match->difference,
                      .evidence = around(judge->readings[reading], match->span),
                      .replaceable = true};
  return true;
}

static bool is_title_word(tenkyo_str word) {
  tk_class class = TK_SPACE;
  uint32_t code;
  if (word.len > 0) class = (tk_utf8_decode(word, 0, &code), tk_character_class(code));
  bool small = class == TK_LATIN && code >= 'a' && code <= 'z';
  return !small || word.len <= 3;
}

/* "The 100 Greatest Novels", "Antechinus swainsonii": in a script with spaces a few words, or words that all begin with
 * a capital, are a title or a name. */
static bool is_title(tenkyo_str quote) {
  size_t words = 0;
  bool capitals = true;
  for (size_t at = 0; at < quote.len;) {
    size_t end = at;
    for (; end < quote.len && quote.ptr[end] != ' ' && quote.ptr[end] != '\n'; end++)
      if ((unsigned char)quote.ptr[end] >= 0xE3 && (unsigned char)quote.ptr[end] <= 0xED) return false; /* CJK */
    if (end > at) {
      words++;
      capitals = capitals && is_title_word(tk_cut(quote, at, end));
    }
    at = end + 1;
  }
  return words < WORDS_MIN || capitals;
}

static bool judge_quotation(judgement *judge, tenkyo_span span) {
  tenkyo_str quote = tk_cut(judge->claim->text, span.begin, span.end);
  tk_quote_match near = {0};
  size_t near_reading = 0;
  for (size_t r = 0; r < judge->count; r++) {
    tk_quote_match match = {0}, title = {0};
    const tk_source *source = &judge->readings[r]->source;
    if (judge->across[r]) continue;
    if (!tk_quote_find(judge->arena, quote, source->document.text, &match) ||
        !tk_quote_find(judge->arena, quote, source->article.title, &title))
      return false;
    if (match.match == TK_VERBATIM || title.match == TK_VERBATIM) {
      judge->quoted = true;
      settle(judge, span);
      return true;
    }
    if (match.match != TK_NEAR || near.match == TK_NEAR) continue;
    near = match;
    near_reading = r;
  }
  if (near.match != TK_NEAR) return true;
  settle(judge, span);
  return add_altered(judge, span, near_reading, &near);
}

static bool judge_quotations(judgement *judge) {
  if (judge->all_across) return true;
  if (judge->claim->block == TK_QUOTATION) {
    tenkyo_str quote = tk_trim(judge->claim->text);
    size_t begin = (size_t)(quote.ptr - judge->claim->text.ptr);
    return judge_quotation(judge, (tenkyo_span){begin, begin + quote.len});
  }
  for (size_t i = 0, sought = 0; i < judge->facts.count && sought < QUOTES_MAX; i++) {
    const tk_fact *fact = &judge->facts.items[i];
    if (fact->kind != TENKYO_QUOTE || !fact->as.quote.speech || judge->settled[i]) continue;
    if (is_title(tk_cut(judge->claim->text, fact->span.begin, fact->span.end))) continue;
    sought++;
    if (!judge_quotation(judge, fact->span)) return false;
  }
  return true;
}

/* ---- Values ------------------------------------------------------------------------------------------------------ */

static bool judge_values(judgement *judge) {
  tk_comparer comparer = {judge->library, judge->arena, judge->claim,  &judge->verdict->scoring,
                          &judge->facts,  NULL,         judge->across, false};
  size_t compared = 0;
  comparer.anchors = tk_arena_array(judge->arena, judge->facts.count, sizeof *comparer.anchors);
  if (comparer.anchors == NULL) return false;
  if (!tk_anchors_read(judge->arena, judge->claim->text, 0, judge->claim->language, judge->facts.items,
                       judge->facts.count, comparer.anchors))
    return false;
  for (size_t r = 0; r < judge->count; r++)
    if (!tk_library_facts(judge->library, judge->readings[r])) return false;
  for (size_t i = 0; i < judge->facts.count && compared < VALUES_MAX; i++) {
    if (judge->facts.items[i].kind == TENKYO_QUOTE || judge->settled[i]) continue;
    compared++;
    if (!tk_compare_value(&comparer, i, &judge->verdict->faults)) return false;
  }
  judge->agreed = comparer.agreed;
  return true;
}

/* ---- Support ----------------------------------------------------------------------------------------------------- */

static const tk_window *best_window(const tk_scoring *scoring) {
  const tk_window *best = NULL;
  for (size_t r = 0; r < scoring->reading_count; r++)
    if (best == NULL || scoring->best[r].coverage > best->coverage) best = &scoring->best[r];
  return best;
}

static bool is_stub(const tk_reading *reading) {
  tenkyo_str text = reading->source.document.text;
  return text.len < BODY_MIN * 4 && tk_utf8_length(text) < BODY_MIN;
}

/* Whether the claim can be called unsupported at all: a sentence of its own, with something to say and no value that
 * speaks for the articles, every article in its language and more than a stub. */
static bool is_supportable(const judgement *judge) {
  bool prose = judge->claim->block == TK_PARAGRAPH || judge->claim->block == TK_LIST_ITEM;
  if (!prose || judge->quoted || judge->agreed || judge->verdict->scoring.content < CONTENT_MIN) return false;
  if (judge->claim->language == TK_UNKNOWN) return false;
  for (size_t r = 0; r < judge->count; r++)
    if (judge->across[r] || is_stub(judge->readings[r])) return false;
  return true;
}

static bool judge_support(judgement *judge) {
  tk_verdict *verdict = judge->verdict;
  const tk_window *best = best_window(&verdict->scoring);
  double coverage = best == NULL ? 0 : best->coverage;
  verdict->score = judge->quoted ? 1 : coverage;
  if (verdict->faults.count > 0) {
    verdict->status = TENKYO_DIFFERS;
    verdict->score /= 2;
  } else if (judge->all_across) {
    verdict->status = judge->count > 0 ? TENKYO_NOT_COMPARABLE : TENKYO_NO_EVIDENCE;
  } else if (judge->quoted || coverage >= close) {
    verdict->status = TENKYO_SUPPORTED;
  } else if (best == NULL || coverage >= far || verdict->scoring.whole >= apart || !is_supportable(judge)) {
    verdict->status = coverage > 0 ? TENKYO_PARTLY : TENKYO_NO_EVIDENCE;
  } else {
    verdict->status = TENKYO_NOT_SUPPORTED;
    tk_fault *fault = tk_push(judge->arena, &verdict->faults);
    if (fault == NULL) return false;
    *fault = (tk_fault){.code = TENKYO_NOT_SUPPORTED_CLAIM,
                        .severity = TENKYO_SEVERITY_WARNING,
                        .span = {0, judge->claim->text.len},
                        .reading = best->reading,
                        .evidence = tk_window_span(judge->readings[best->reading], best)};
  }
  return true;
}

/* ---- All of it --------------------------------------------------------------------------------------------------- */

static bool is_across(tk_language a, tk_language b) { return a != TK_UNKNOWN && b != TK_UNKNOWN && a != b; }

static bool open_judge(judgement *judge) {
  tk_fact_options options = {judge->claim->language, judge->claim->date};
  judge->across = tk_arena_array(judge->arena, judge->count, sizeof *judge->across);
  if (judge->across == NULL || !tk_facts(judge->arena, judge->claim->text, &options, &judge->facts)) return false;
  judge->settled = tk_arena_array(judge->arena, judge->facts.count, sizeof *judge->settled);
  judge->all_across = true;
  for (size_t r = 0; r < judge->count; r++) {
    judge->across[r] = is_across(judge->claim->language, judge->readings[r]->source.document.language);
    if (!judge->across[r]) judge->all_across = false;
  }
  return judge->settled != NULL;
}

static void sort_faults(tk_fault_list *faults) {
  for (size_t i = 1; i < faults->count; i++) {
    tk_fault fault = faults->items[i];
    size_t place = i;
    for (; place > 0 && faults->items[place - 1].span.begin > fault.span.begin; place--)
      faults->items[place] = faults->items[place - 1];
    faults->items[place] = fault;
  }
}

bool tk_judge(tk_library *library, tk_arena *arena, const tk_judged *claim, tk_reading *const *readings, size_t count,
              tk_verdict *verdict) {
  judgement judge = {.library = library, .arena = arena, .claim = claim, .readings = readings, .count = count};
  *verdict = (tk_verdict){.status = TENKYO_NO_EVIDENCE};
  judge.verdict = verdict;
  if (!open_judge(&judge)) return false;
  verdict->across = judge.all_across;
  if (!tk_score_claim(library, arena, claim->text, readings, count, &verdict->scoring)) return false;
  if (!judge_quotations(&judge)) return false;
  bool quotation = claim->block == TK_QUOTATION && verdict->faults.count > 0;
  if (!quotation && !judge_values(&judge)) return false;
  if (!judge_support(&judge)) return false;
  sort_faults(&verdict->faults);
  return true;
}
