/*
 * Findings as they are given out: message, values, the passage of the source, fixes; then their order. Everything is in
 * the arena of the result.
 */
#include "draft/draft.h"

#include <stdlib.h>

/* ---- Making one -------------------------------------------------------------------------------------------------- */

static bool hash_sentence(tk_check *check, tenkyo_span sentence, char hash[17]) {
  bool known = check->hashed.end > 0 && check->hashed.begin == sentence.begin && check->hashed.end == sentence.end;
  tenkyo_str text = tk_cut(check->draft.text, sentence.begin, sentence.end);
  if (!known && !tk_sentence_hash(check->scratch, text, check->hash)) return false;
  check->hashed = sentence;
  memcpy(hash, check->hash, sizeof check->hash);
  return true;
}

tenkyo_finding *tk_finding_add(tk_check *check, tenkyo_code code, tenkyo_severity severity, tenkyo_span span,
                               tenkyo_span sentence, tk_message message, tenkyo_str value, tenkyo_str other) {
  tenkyo_str text = tk_message_text(check->arena, check->options.messages, message, value, other);
  tenkyo_finding *finding = text.ptr == NULL ? NULL : tk_push(check->arena, &check->findings);
  if (finding == NULL) return NULL;
  finding->code = code;
  finding->severity = severity;
  finding->span = span;
  finding->sentence = sentence;
  finding->message = text;
  finding->value = value;
  return hash_sentence(check, sentence, finding->hash) ? finding : NULL;
}

static tenkyo_fix *add_fix(tk_check *check, tenkyo_finding *finding, tk_message title, tenkyo_str value,
                           tenkyo_str other) {
  tenkyo_fix *fixes = tk_arena_array(check->arena, finding->fix_count + 1, sizeof *fixes);
  if (fixes == NULL) return NULL;
  if (finding->fix_count > 0) memcpy(fixes, finding->fixes, finding->fix_count * sizeof *fixes);
  tenkyo_fix *fix = &fixes[finding->fix_count];
  fix->title = tk_message_text(check->arena, check->options.messages, title, value, other);
  if (fix->title.ptr == NULL) return NULL;
  finding->fixes = fixes;
  finding->fix_count++;
  return fix;
}

bool tk_finding_fix_edit(tk_check *check, tenkyo_finding *finding, tk_message title, tenkyo_span span,
                         tenkyo_str text) {
  tenkyo_edit *edit = tk_arena_alloc(check->arena, sizeof *edit);
  tenkyo_fix *fix = edit == NULL ? NULL : add_fix(check, finding, title, text, text);
  if (fix == NULL) return false;
  *edit = (tenkyo_edit){span, text};
  fix->edits = edit;
  fix->edit_count = 1;
  return true;
}

bool tk_finding_fix_link(tk_check *check, tenkyo_finding *finding, tenkyo_str reference, int64_t article,
                         tenkyo_str article_title) {
  tenkyo_fix *fix = add_fix(check, finding, TK_SAY_FIX_LINK, article_title, article_title);
  if (fix == NULL) return false;
  fix->link_reference = reference;
  fix->link_article = article;
  return true;
}

/* ---- Faults of claims -------------------------------------------------------------------------------------------- */

/* The source's words without its own markers and marks. */
static tenkyo_str clean_source(tk_check *check, const tk_reading *reading, tenkyo_span span) {
  tk_citations inside = {.tail = SIZE_MAX};
  tk_block block = {.kind = TK_PARAGRAPH, .span = span, .content = span};
  tk_plain plain;
  tk_map_init(&inside.keys, check->scratch);
  if (!tk_inline_read(check->scratch, reading->source.document.text, &block, &inside) ||
      !tk_plain_read(check->scratch, reading->source.document.text, span, &inside.hidden, &plain))
    return (tenkyo_str){NULL, 0};
  return tk_arena_copy(check->arena, tk_trim(plain.text));
}

static tk_message message_of(const tk_fault *fault) {
  bool date = fault->code == TENKYO_DATE_DIFFERS;
  if (fault->code == TENKYO_QUOTE_ALTERED) return TK_SAY_QUOTE;
  if (fault->code == TENKYO_NOT_SUPPORTED_CLAIM) return TK_SAY_NOT_SUPPORTED;
  if (!fault->has_source) return date ? TK_SAY_DATE_ABSENT : TK_SAY_NUMBER_ABSENT;
  if (fault->severity == TENKYO_SEVERITY_INFORMATION) return date ? TK_SAY_DATE_ELSEWHERE : TK_SAY_NUMBER_ELSEWHERE;
  return date ? TK_SAY_DATE : TK_SAY_NUMBER;
}

static bool add_evidence(tk_check *check, tenkyo_finding *finding, const tk_reading *reading, tenkyo_span span,
                         double score) {
  if (span.end <= span.begin) return true;
  tenkyo_passage *passage = tk_arena_alloc(check->arena, sizeof *passage);
  if (passage == NULL) return false;
  *passage = (tenkyo_passage){reading->source.id, reading->source.revision, span, {NULL, 0}, score};
  passage->text = tk_arena_copy(check->arena, tk_cut(reading->source.document.text, span.begin, span.end));
  finding->evidence = passage;
  finding->evidence_count = 1;
  return passage->text.ptr != NULL;
}

/* What the message shows: of a quotation only what differs, when that is a part of it. */
static void shown_values(const tk_fault *fault, const tk_reading *reading, tenkyo_str claim, tenkyo_str *value,
                         tenkyo_str *other) {
  if (fault->code != TENKYO_QUOTE_ALTERED) return;
  tenkyo_span altered = fault->altered, difference = fault->difference;
  if (altered.end > altered.begin || difference.end > difference.begin) {
    *value = tk_cut(claim, altered.begin, altered.end);
    *other = tk_cut(reading->source.document.text, difference.begin, difference.end);
  }
}

bool tk_finding_of_fault(tk_check *check, const tk_claim *claim, const tk_plain *plain, const tk_verdict *verdict,
                         const tk_fault *fault) {
  const tk_reading *reading = verdict->scoring.readings[fault->reading];
  bool support = fault->code == TENKYO_NOT_SUPPORTED_CLAIM;
  tenkyo_span span = support ? claim->span : tk_plain_origin(plain, fault->span);
  tenkyo_str value = support ? TK_STR("") : tk_cut(check->draft.text, span.begin, span.end), other = TK_STR("");
  if (fault->has_source) {
    tenkyo_str title = reading->source.article.title;
    other = fault->in_title ? tk_arena_copy(check->arena, tk_cut(title, fault->source.begin, fault->source.end))
                            : clean_source(check, reading, fault->source);
    if (other.ptr == NULL) return false;
  }
  tenkyo_str shown = value, shown_other = other;
  shown_values(fault, reading, plain->text, &shown, &shown_other);
  tenkyo_finding *finding =
      tk_finding_add(check, fault->code, fault->severity, span, claim->span, message_of(fault), shown, shown_other);
  if (finding == NULL) return false;
  finding->value = value;
  finding->source_value = other;
  if (!add_evidence(check, finding, reading, fault->evidence, verdict->scoring.best[fault->reading].coverage))
    return false;
  bool one_line = value.len > 0 && memchr(value.ptr, '\n', value.len) == NULL && other.len > 0 &&
                  memchr(other.ptr, '\n', other.len) == NULL;
  return !fault->replaceable || !one_line || tk_finding_fix_edit(check, finding, TK_SAY_FIX_REPLACE, span, other);
}

/* ---- All of them ------------------------------------------------------------------------------------------------- */

static int compare_findings(const void *left, const void *right) {
  const tenkyo_finding *a = left, *b = right;
  if (a->span.begin != b->span.begin) return a->span.begin < b->span.begin ? -1 : 1;
  if (a->span.end != b->span.end) return a->span.end < b->span.end ? -1 : 1;
  if (a->code != b->code) return a->code < b->code ? -1 : 1;
  if (a->severity != b->severity) return a->severity < b->severity ? -1 : 1;
  return tk_compare(a->message, b->message);
}

bool tk_findings_finish(tk_check *check) {
  tk_silence silence;
  tk_finding_list *findings = &check->findings;
  size_t kept = 0;
  if (!tk_silence_read(check->scratch, &check->document, check->options.path, &silence)) return false;
  if (findings->count > 1) qsort(findings->items, findings->count, sizeof *findings->items, compare_findings);
  for (size_t i = 0; i < findings->count; i++) {
    const tenkyo_finding *finding = &findings->items[i], *before = kept > 0 ? &findings->items[kept - 1] : NULL;
    bool again = before != NULL && before->code == finding->code && before->span.begin == finding->span.begin &&
                 before->span.end == finding->span.end;
    if (!again && !tk_is_silenced(&silence, finding)) findings->items[kept++] = *finding;
  }
  findings->count = kept;
  return true;
}
