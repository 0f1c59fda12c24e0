/*
 * Any bytes as a draft: citations, bindings and a check against a store of two articles, one of them cited by a list
 * that is put behind the draft. What must hold: the calls succeed, spans are in order and in the draft, keys in their
 * markers, and a second check says the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tenkyo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

static const char list[] = "\n\n参考文献\n\n- [1] 川沿いの公園、十月に開園\n- [2] Riverside park opens in October\n";

static void put(tenkyo_store *store, const char *key, const char *title, const char *body) {
  tenkyo_article article = {.title = {title, strlen(title)}, .body = {body, strlen(body)}, .key = {key, strlen(key)}};
  int64_t id;
  require(tenkyo_put(store, &article, &id, NULL, NULL) == TENKYO_OK);
}

/* Kept for all inputs: a check writes nothing. Its folder goes when the target ends. */
static char folder[1024];

static void remove_folder(void) {
  static const char *const names[] = {"/store.db", "/store.db-wal", "/store.db-shm"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char path[1100];
    snprintf(path, sizeof path, "%s%s", folder, names[i]);
    remove(path);
  }
  rmdir(folder);
}

static tenkyo_store *open_store(void) {
  tenkyo_store *store = NULL;
  char path[1100];
  const char *temporary = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/draft-XXXXXX", temporary == NULL ? "/tmp" : temporary);
  require(mkdtemp(folder) != NULL && atexit(remove_folder) == 0);
  snprintf(path, sizeof path, "%s/store.db", folder);
  require(tenkyo_open(path, NULL, &store, NULL) == TENKYO_OK);
  put(store, "park2025", "川沿いの公園、十月に開園",
      "青葉市は3日、川沿いの公園を10月20日に開くと発表した。工事費は12億円で、面積は4.5ヘクタールに上る。\n\n"
      "市長は「子どもたちが毎日通いたくなる場所にしたい」と話した。初年度は50,000人の来園を見込む。\n");
  put(store, "reuters2025", "Riverside park opens in October",
      "The city of Aoba will open a park by the river on October 20. It cost 1.2 billion yen. The mayor said: "
      "\"Children "
      "shall want to come here every single day.\" Some 50,000 visitors are expected.\n");
  return store;
}

static void check_citations(tenkyo_str draft, tenkyo_format format) {
  tenkyo_text_options options = {.size = sizeof options, .format = format};
  tenkyo_result *result;
  size_t count, at = 0;
  require(tenkyo_citations(draft, &options, &result, NULL) == TENKYO_OK);
  const tenkyo_marker *markers = tenkyo_result_markers(result, &count);
  for (size_t i = 0; i < count; i++) {
    tenkyo_span span = markers[i].span;
    require(span.begin >= at && span.begin < span.end && span.end <= draft.len && markers[i].key_count > 0);
    at = span.end;
    for (size_t k = 0; k < markers[i].key_count; k++) {
      tenkyo_span key = markers[i].keys[k].span;
      require(key.begin >= span.begin && key.begin <= key.end && key.end <= span.end);
    }
  }
  const tenkyo_reference *references = tenkyo_result_references(result, &count);
  for (size_t i = 0; i < count; i++)
    require(references[i].span.begin < references[i].span.end && references[i].span.end <= draft.len);
  tenkyo_result_free(result);
}

static void check_draft(tenkyo_store *store, tenkyo_str draft, tenkyo_format format) {
  tenkyo_check_options options = {.size = sizeof options, .format = format, .date = "2025-10-25"};
  tenkyo_result *first, *second;
  size_t count, again, at = 0;
  require(tenkyo_check(store, draft, &options, &first, NULL) == TENKYO_OK);
  require(tenkyo_check(store, draft, &options, &second, NULL) == TENKYO_OK);
  const tenkyo_finding *a = tenkyo_result_findings(first, &count), *b = tenkyo_result_findings(second, &again);
  require(count == again);
  for (size_t i = 0; i < count; i++) {
    require(a[i].span.begin >= at && a[i].span.begin <= a[i].span.end && a[i].span.end <= draft.len);
    require(a[i].sentence.begin <= a[i].sentence.end && a[i].sentence.end <= draft.len);
    require(a[i].code == b[i].code && a[i].span.begin == b[i].span.begin && a[i].message.len == b[i].message.len);
    at = a[i].span.begin;
    for (size_t k = 0; k < a[i].fix_count; k++)
      for (size_t e = 0; e < a[i].fixes[k].edit_count; e++) require(a[i].fixes[k].edits[e].span.end <= draft.len);
  }
  tenkyo_result_free(first);
  tenkyo_result_free(second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static tenkyo_store *store;
  if (store == NULL) store = open_store();
  char *bytes = malloc(size + sizeof list);
  require(bytes != NULL);
  if (size > 0) memcpy(bytes, data, size);
  memcpy(bytes + size, list, sizeof list - 1);
  tenkyo_str drafts[] = {{bytes, size}, {bytes, size + sizeof list - 1}};
  for (size_t i = 0; i < 2; i++) {
    check_citations(drafts[i], TENKYO_FORMAT_MARKDOWN);
    check_citations(drafts[i], TENKYO_FORMAT_TEXT);
    check_draft(store, drafts[i], i == 0 ? TENKYO_FORMAT_TEXT : TENKYO_FORMAT_MARKDOWN);
  }
  free(bytes);
  return 0;
}
