/*
 * Results as tables. Spans become first and last, inclusive from 1, as string.sub takes them; an empty span has
 * last = first - 1. A field that is not known is absent. Every function pushes one value.
 */
#include "binding.h"

#include <limits.h>

static void push_list(lua_State *L, size_t count) { lua_createtable(L, count > INT_MAX ? INT_MAX : (int)count, 0); }

/* Pops the value at the top into the list below it, as its item `index` counted from 0. */
static void add_item(lua_State *L, size_t index) {
#if LUA_VERSION_NUM >= 503
  lua_rawseti(L, -2, (lua_Integer)index + 1);
#else
  lua_rawseti(L, -2, (int)index + 1);
#endif
}

/* The table is at the top of the stack in all of these. */
static void set_integer(lua_State *L, const char *name, int64_t integer) {
  tb_push_integer(L, integer);
  lua_setfield(L, -2, name);
}

static void set_number(lua_State *L, const char *name, double number) {
  lua_pushnumber(L, number);
  lua_setfield(L, -2, name);
}

static void set_name(lua_State *L, const char *name, const char *value) {
  lua_pushstring(L, value);
  lua_setfield(L, -2, name);
}

static void set_text(lua_State *L, const char *name, tenkyo_str text) {
  lua_pushlstring(L, text.len == 0 ? "" : text.ptr, text.len);
  lua_setfield(L, -2, name);
}

static void set_known_text(lua_State *L, const char *name, tenkyo_str text) {
  if (text.len != 0) {
    set_text(L, name, text);
  }
}

static void set_true(lua_State *L, const char *name, bool flag) {
  if (flag) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, name);
  }
}

static void set_span(lua_State *L, tenkyo_span span) {
  set_integer(L, "first", (int64_t)span.begin + 1);
  set_integer(L, "last", (int64_t)span.end);
}

static void push_span(lua_State *L, tenkyo_span span) {
  lua_createtable(L, 0, 2);
  set_span(L, span);
}

/* ---- Text -------------------------------------------------------------------------------------------------------- */

void tb_push_text(lua_State *L, const tenkyo_result *result) {
  tenkyo_str text = tenkyo_result_text(result);
  lua_pushlstring(L, text.len == 0 ? "" : text.ptr, text.len);
}

void tb_push_sentences(lua_State *L, const tenkyo_result *result) {
  size_t count;
  const tenkyo_span *sentences = tenkyo_result_sentences(result, &count);
  push_list(L, count);
  for (size_t i = 0; i < count; i++) {
    push_span(L, sentences[i]);
    add_item(L, i);
  }
}

void tb_push_words(lua_State *L, const tenkyo_result *result) {
  static const char *const kinds[] = {
      [TENKYO_WORD] = "word", [TENKYO_WORD_NUMBER] = "number", [TENKYO_WORD_SYMBOL] = "symbol"};
  size_t count;
  const tenkyo_word *words = tenkyo_result_words(result, &count);
  push_list(L, count);
  for (size_t i = 0; i < count; i++) {
    lua_createtable(L, 0, 3);
    set_span(L, words[i].span);
    set_name(L, "kind", kinds[words[i].kind]);
    add_item(L, i);
  }
}

void tb_push_facts(lua_State *L, const tenkyo_result *result) {
  static const char *const kinds[] = {[TENKYO_NUMBER] = "number", [TENKYO_DATE] = "date", [TENKYO_QUOTE] = "quote"};
  size_t count;
  const tenkyo_fact *facts = tenkyo_result_facts(result, &count);
  push_list(L, count);
  for (size_t i = 0; i < count; i++) {
    const tenkyo_fact *fact = &facts[i];
    lua_createtable(L, 0, 6);
    set_name(L, "kind", kinds[fact->kind]);
    set_span(L, fact->span);
    set_known_text(L, "value", fact->value);
    set_known_text(L, "unit", fact->unit);
    set_known_text(L, "low", fact->low);
    set_known_text(L, "high", fact->high);
    set_known_text(L, "from", fact->from);
    set_known_text(L, "to", fact->to);
    set_true(L, "approximate", fact->approximate);
    set_true(L, "relative", fact->relative);
    add_item(L, i);
  }
}

/* ---- Citations --------------------------------------------------------------------------------------------------- */

static void push_keys(lua_State *L, const tenkyo_marker *marker) {
  push_list(L, marker->key_count);
  for (size_t i = 0; i < marker->key_count; i++) {
    const tenkyo_key *key = &marker->keys[i];
    lua_createtable(L, 0, 4);
    set_text(L, "key", key->key);
    set_span(L, key->span);
    if (key->reference >= 0) {
      set_integer(L, "reference", (int64_t)key->reference + 1);
    }
    add_item(L, i);
  }
}

static void push_markers(lua_State *L, const tenkyo_result *result) {
  size_t count;
  const tenkyo_marker *markers = tenkyo_result_markers(result, &count);
  push_list(L, count);
  for (size_t i = 0; i < count; i++) {
    lua_createtable(L, 0, 3);
    set_span(L, markers[i].span);
    push_keys(L, &markers[i]);
    lua_setfield(L, -2, "keys");
    add_item(L, i);
  }
}

/* `bindings` holds `bound` ids, one for each of the first references. */
static void push_references(lua_State *L, const tenkyo_result *result, const int64_t *bindings, size_t bound) {
  size_t count;
  const tenkyo_reference *references = tenkyo_result_references(result, &count);
  push_list(L, count);
  for (size_t i = 0; i < count; i++) {
    const tenkyo_reference *reference = &references[i];
    lua_createtable(L, 0, 7);
    set_span(L, reference->span);
    set_text(L, "key", reference->key);
    set_text(L, "text", reference->text);
    set_known_text(L, "title", reference->title);
    set_known_text(L, "url", reference->url);
    set_known_text(L, "doi", reference->doi);
    if (i < bound && bindings[i] != 0) {
      set_integer(L, "article", bindings[i]);
    }
    add_item(L, i);
  }
}

static void push_citations(lua_State *L, const tenkyo_result *result, const int64_t *bindings, size_t bound) {
  lua_createtable(L, 0, 2);
  push_markers(L, result);
  lua_setfield(L, -2, "markers");
  push_references(L, result, bindings, bound);
  lua_setfield(L, -2, "references");
}

void tb_push_citations(lua_State *L, const tenkyo_result *result) { push_citations(L, result, NULL, 0); }

void tb_push_bindings(lua_State *L, const tenkyo_result *result) {
  size_t count;
  const int64_t *bindings = tenkyo_result_bindings(result, &count);
  push_citations(L, result, bindings, count);
}

/* ---- Passages ---------------------------------------------------------------------------------------------------- */

/* A passage of a text that is in no store has no article. */
static void push_passage(lua_State *L, const tenkyo_passage *passage) {
  lua_createtable(L, 0, 7);
  if (passage->article != 0) {
    set_integer(L, "article", passage->article);
    set_integer(L, "revision", passage->revision);
  }
  set_span(L, passage->span);
  set_text(L, "text", passage->text);
  set_number(L, "score", passage->score);
}

static void push_passages(lua_State *L, const tenkyo_passage *passages, size_t count) {
  push_list(L, count);
  for (size_t i = 0; i < count; i++) {
    push_passage(L, &passages[i]);
    add_item(L, i);
  }
}

void tb_push_passages(lua_State *L, const tenkyo_result *result) {
  size_t count;
  const tenkyo_passage *passages = tenkyo_result_passages(result, &count);
  push_passages(L, passages, count);
}

static void push_summary(lua_State *L, const tenkyo_result *result, bool of_store) {
  size_t count;
  const tenkyo_summary_sentence *sentences = tenkyo_result_summary(result, &count);
  push_list(L, count);
  for (size_t i = 0; i < count; i++) {
    push_passage(L, &sentences[i].passage);
    if (of_store) {
      push_passages(L, sentences[i].also, sentences[i].also_count);
      lua_setfield(L, -2, "also");
    }
    add_item(L, i);
  }
}

void tb_push_text_summary(lua_State *L, const tenkyo_result *result) { push_summary(L, result, false); }
void tb_push_store_summary(lua_State *L, const tenkyo_result *result) { push_summary(L, result, true); }

static void push_evidence(lua_State *L, const tenkyo_evidence *evidence) {
  lua_createtable(L, 0, 3);
  set_name(L, "status", tenkyo_support_name(evidence->status));
  set_number(L, "score", evidence->score);
  push_passages(L, evidence->hits, evidence->hit_count);
  for (size_t i = 0; i < evidence->hit_count; i++) {
    lua_rawgeti(L, -1, (int)i + 1);
    lua_createtable(L, 0, 1);
    set_number(L, "coverage", evidence->hits[i].score);
    lua_setfield(L, -2, "signals");
    lua_pop(L, 1);
  }
  lua_setfield(L, -2, "hits");
}

void tb_push_evidence(lua_State *L, const tenkyo_result *result) { push_evidence(L, tenkyo_result_evidence(result)); }

void tb_push_no_evidence(lua_State *L) {
  tenkyo_evidence none = {.status = TENKYO_NO_EVIDENCE};
  push_evidence(L, &none);
}

/* ---- Findings ---------------------------------------------------------------------------------------------------- */

static void push_edits(lua_State *L, const tenkyo_fix *fix) {
  push_list(L, fix->edit_count);
  for (size_t i = 0; i < fix->edit_count; i++) {
    lua_createtable(L, 0, 3);
    set_span(L, fix->edits[i].span);
    set_text(L, "text", fix->edits[i].text);
    add_item(L, i);
  }
}

static void push_fixes(lua_State *L, const tenkyo_finding *finding) {
  push_list(L, finding->fix_count);
  for (size_t i = 0; i < finding->fix_count; i++) {
    const tenkyo_fix *fix = &finding->fixes[i];
    lua_createtable(L, 0, 2);
    set_text(L, "title", fix->title);
    if (fix->link_reference.len != 0) {
      lua_createtable(L, 0, 2);
      set_text(L, "reference", fix->link_reference);
      set_integer(L, "article", fix->link_article);
      lua_setfield(L, -2, "link");
    } else {
      push_edits(L, fix);
      lua_setfield(L, -2, "edits");
    }
    add_item(L, i);
  }
}

static void push_finding(lua_State *L, const tenkyo_finding *finding) {
  lua_createtable(L, 0, 12);
  set_name(L, "code", tenkyo_code_name(finding->code));
  set_name(L, "severity", tenkyo_severity_name(finding->severity));
  set_span(L, finding->span);
  push_span(L, finding->sentence);
  lua_setfield(L, -2, "sentence");
  set_name(L, "hash", finding->hash);
  set_text(L, "message", finding->message);
  set_known_text(L, "value", finding->value);
  set_known_text(L, "source_value", finding->source_value);
  push_passages(L, finding->evidence, finding->evidence_count);
  lua_setfield(L, -2, "evidence");
  push_fixes(L, finding);
  lua_setfield(L, -2, "fixes");
}

void tb_push_findings(lua_State *L, const tenkyo_result *result) {
  size_t count;
  const tenkyo_finding *findings = tenkyo_result_findings(result, &count);
  push_list(L, count);
  for (size_t i = 0; i < count; i++) {
    push_finding(L, &findings[i]);
    add_item(L, i);
  }
}

/* ---- Articles and reports ---------------------------------------------------------------------------------------- */

static void push_article(lua_State *L, const tenkyo_stored_article *stored) {
  const tenkyo_article *article = &stored->article;
  lua_createtable(L, 0, 13);
  set_integer(L, "id", stored->id);
  set_integer(L, "revision", stored->revision);
  set_integer(L, "revisions", stored->revisions);
  lua_pushboolean(L, stored->removed);
  lua_setfield(L, -2, "removed");
  set_text(L, "key", article->key);
  set_text(L, "title", article->title);
  set_known_text(L, "url", article->url);
  set_known_text(L, "author", article->author);
  set_known_text(L, "publisher", article->publisher);
  set_known_text(L, "published", article->published);
  set_known_text(L, "lang", article->lang);
  set_name(L, "sha256", stored->sha256);
}

void tb_push_article(lua_State *L, const tenkyo_result *result) {
  size_t count;
  const tenkyo_stored_article *articles = tenkyo_result_articles(result, &count);
  push_article(L, &articles[0]);
  set_text(L, "body", articles[0].article.body);
}

void tb_push_articles(lua_State *L, const tenkyo_result *result) {
  size_t count;
  const tenkyo_stored_article *articles = tenkyo_result_articles(result, &count);
  push_list(L, count);
  for (size_t i = 0; i < count; i++) {
    push_article(L, &articles[i]);
    add_item(L, i);
  }
}

static void push_failures(lua_State *L, const tenkyo_import_report *report) {
  push_list(L, report->failed_count);
  for (size_t i = 0; i < report->failed_count; i++) {
    lua_createtable(L, 0, 2);
    set_text(L, "path", report->failed[i].path);
    set_text(L, "message", report->failed[i].message);
    add_item(L, i);
  }
}

void tb_push_import(lua_State *L, const tenkyo_result *result) {
  const tenkyo_import_report *report = tenkyo_result_import(result);
  lua_createtable(L, 0, 5);
  set_integer(L, "added", (int64_t)report->added);
  set_integer(L, "updated", (int64_t)report->updated);
  set_integer(L, "unchanged", (int64_t)report->unchanged);
  push_list(L, report->id_count);
  for (size_t i = 0; i < report->id_count; i++) {
    tb_push_integer(L, report->ids[i]);
    add_item(L, i);
  }
  lua_setfield(L, -2, "ids");
  push_failures(L, report);
  lua_setfield(L, -2, "failed");
}

void tb_push_verify(lua_State *L, const tenkyo_result *result) {
  const tenkyo_verify_report *report = tenkyo_result_verify(result);
  lua_createtable(L, 0, 4);
  set_integer(L, "articles", (int64_t)report->articles);
  set_integer(L, "revisions", (int64_t)report->revisions);
  set_integer(L, "sentences", (int64_t)report->sentences);
  push_list(L, report->problem_count);
  for (size_t i = 0; i < report->problem_count; i++) {
    lua_pushlstring(L, report->problems[i].len == 0 ? "" : report->problems[i].ptr, report->problems[i].len);
    add_item(L, i);
  }
  lua_setfield(L, -2, "problems");
}
