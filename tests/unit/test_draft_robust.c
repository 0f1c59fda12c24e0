/* draft: options, silence by file, cancelling, the same answer twice, bad bytes, input bombs, failing memory. */
#include "store_support.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const body =
    "青葉市は3日、川沿いの公園を10月20日に開くと発表した。工事費は12億円で、面積は4.5ヘクタールに上る。\n\n"
    "市長は「子どもたちが毎日通いたくなる場所にしたい」と話した。初年度は50,000人の来園を見込む。\n";

#define DRAFT_LIST "\n\n参考文献\n\n- [1] 川沿いの公園、十月に開園\n"

static int64_t keep(tenkyo_store *store) { return put(store, "park2025", "川沿いの公園、十月に開園", body); }

static size_t count_findings(tenkyo_store *store, const char *draft, const tenkyo_check_options *options) {
  tenkyo_result *result = NULL;
  tenkyo_error error = {0};
  size_t count;
  if (tenkyo_check(store, STR(draft), options, &result, &error) != TENKYO_OK) fail_msg("%s", error.message);
  tenkyo_result_findings(result, &count);
  tenkyo_result_free(result);
  return count;
}

/* ---- Options ----------------------------------------------------------------------------------------------------- */

static void options_are_checked(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_result *result = (tenkyo_result *)1;
  tenkyo_error error = {0};
  tenkyo_check_options options = {.size = sizeof options, .date = "yesterday"};
  assert_int_equal(tenkyo_check(store, STR("本文[1]。"), &options, &result, &error), TENKYO_INVALID);
  assert_null(result);
  assert_non_null(strstr(error.message, "yesterday"));
  options = (tenkyo_check_options){.size = sizeof options, .format = TENKYO_FORMAT_JSON};
  assert_int_equal(tenkyo_check(store, STR("本文[1]。"), &options, &result, &error), TENKYO_UNSUPPORTED);
  options = (tenkyo_check_options){0};
  assert_int_equal(tenkyo_check(store, STR("本文[1]。"), &options, &result, &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_check(NULL, STR("本文[1]。"), NULL, &result, &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_bind(store, STR("本文[1]。"), &options, &result, &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_find_evidence(store, STR(" \n"), NULL, &result, &error), TENKYO_INVALID);
  tenkyo_text_options text = {.size = sizeof text, .format = TENKYO_FORMAT_JSONL};
  assert_int_equal(tenkyo_citations(STR("本文[1]。"), &text, &result, &error), TENKYO_UNSUPPORTED);
  assert_null(result);
  assert_null(tenkyo_result_findings(NULL, NULL));
  assert_null(tenkyo_result_evidence(NULL));
  tenkyo_close(store);
}

/* In plain text four spaces are no code; in Markdown they are. */
static void the_path_tells_the_format(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  keep(store);
  const char *draft = "本文だ。\n\n    工事費は15億円だ[1]。" DRAFT_LIST;
  tenkyo_check_options options = {.size = sizeof options, .path = "draft.TXT"};
  tenkyo_result *result = NULL;
  size_t markers;
  assert_int_equal(tenkyo_bind(store, STR(draft), &options, &result, NULL), TENKYO_OK);
  tenkyo_result_markers(result, &markers);
  assert_int_equal(markers, 1);
  tenkyo_result_free(result);
  options.path = "draft.md";
  assert_int_equal(tenkyo_bind(store, STR(draft), &options, &result, NULL), TENKYO_OK);
  tenkyo_result_markers(result, &markers);
  assert_int_equal(markers, 0);
  tenkyo_result_free(result);
  tenkyo_close(store);
}

static void messages_have_a_language(void **state) {
  static const struct {
    const char *language, *part;
  } wanted[] = {{NULL, "differs from the source"},
                {"en", "12億円"},
                {"ja", "数値が出典と異なります: 15億円（出典では12億円）"},
                {"ja-JP", "出典では12億円"},
                {"xx", "differs"}};
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  keep(store);
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    tenkyo_check_options options = {.size = sizeof options, .messages = wanted[i].language};
    tenkyo_result *result = NULL;
    size_t count;
    assert_int_equal(tenkyo_check(store, STR("工事費は15億円だ[1]。" DRAFT_LIST), &options, &result, NULL), TENKYO_OK);
    const tenkyo_finding *finding = tenkyo_result_findings(result, &count);
    assert_int_equal(count, 1);
    assert_non_null(strstr(finding->message.ptr, wanted[i].part));
    assert_true(finding->fix_count == 1 && finding->fixes[0].edit_count == 1);
    assert_string_equal(finding->fixes[0].edits[0].text.ptr, "12億円");
    assert_string_equal(finding->value.ptr == NULL ? "" : "x", "x");
    tenkyo_result_free(result);
  }
  tenkyo_close(store);
}

static void names_are_told(void **state) {
  (void)state;
  for (int code = TENKYO_UNDEFINED_CITATION; code <= TENKYO_NOT_SUPPORTED_CLAIM; code++)
    assert_string_not_equal(tenkyo_code_name((tenkyo_code)code), "unknown");
  assert_string_equal(tenkyo_code_name(TENKYO_NOT_SUPPORTED_CLAIM), "not-supported");
  assert_string_equal(tenkyo_code_name((tenkyo_code)99), "unknown");
  assert_string_equal(tenkyo_severity_name(TENKYO_SEVERITY_HINT), "hint");
  assert_string_equal(tenkyo_severity_name((tenkyo_severity)0), "unknown");
  assert_string_equal(tenkyo_support_name(TENKYO_PARTLY), "partly");
  assert_string_equal(tenkyo_support_name((tenkyo_support)99), "unknown");
}

/* ---- The file of ignored sentences ------------------------------------------------------------------------------- */

static void a_file_silences_sentences(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  keep(store);
  const char *draft = "工事費は15億円だ[1]。" DRAFT_LIST;
  const char *path = write_text(in, "text/deep/draft.md", draft);
  char line[100];
  tenkyo_check_options options = {.size = sizeof options, .path = path};
  tenkyo_result *result = NULL;
  size_t count;
  assert_int_equal(tenkyo_check(store, STR(draft), &options, &result, NULL), TENKYO_OK);
  const tenkyo_finding *finding = tenkyo_result_findings(result, &count);
  assert_int_equal(count, 1);
  snprintf(line, sizeof line, "# kept\n%s %s\n", tenkyo_code_name(finding->code), finding->hash);
  tenkyo_result_free(result);
  write_text(in, ".tenkyo/ignore", line);
  assert_int_equal(count_findings(store, draft, &options), 0);
  assert_int_equal(count_findings(store, draft, NULL), 1);
  assert_int_equal(count_findings(store, "工事費は16億円だ[1]。" DRAFT_LIST, &options), 1);
  /* The nearest file is the one that counts. */
  write_text(in, "text/.tenkyo/ignore", "date-differs 0000000000000000\n");
  assert_int_equal(count_findings(store, draft, &options), 1);
  options.path = path_in(in, "not/yet/there/draft.md");
  assert_int_equal(count_findings(store, draft, &options), 0);
  tenkyo_close(store);
}

/* ---- Evidence ---------------------------------------------------------------------------------------------------- */

static tenkyo_support support_of(tenkyo_store *store, const char *claim, const int64_t *id, double *score) {
  tenkyo_search_options options = {.size = sizeof options, .articles = id, .article_count = id == NULL ? 0 : 1};
  tenkyo_result *result = NULL;
  tenkyo_error error = {0};
  if (tenkyo_find_evidence(store, STR(claim), &options, &result, &error) != TENKYO_OK) fail_msg("%s", error.message);
  const tenkyo_evidence *evidence = tenkyo_result_evidence(result);
  assert_non_null(evidence);
  *score = evidence->score;
  assert_true(evidence->score >= 0 && evidence->score <= 1);
  for (size_t i = 0; i < evidence->hit_count; i++) {
    const tenkyo_passage *hit = &evidence->hits[i];
    assert_true(i == 0 || evidence->hits[i - 1].score >= hit->score);
    assert_true(hit->span.end <= strlen(body) && memcmp(body + hit->span.begin, hit->text.ptr, hit->text.len) == 0);
  }
  tenkyo_support status = evidence->status;
  tenkyo_result_free(result);
  return status;
}

static void evidence_is_found(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  double full, part, none;
  assert_int_equal(support_of(store, "公園は十月に開く。", NULL, &none), TENKYO_NO_EVIDENCE);
  int64_t id = keep(store);
  assert_int_equal(support_of(store, "青葉市は川沿いの公園を10月20日に開くと発表した。", NULL, &full),
                   TENKYO_SUPPORTED);
  assert_int_equal(support_of(store, "「青葉市は3日、川沿いの公園を10月20日に開くと発表した」", &id, &full),
                   TENKYO_SUPPORTED);
  assert_int_equal(
      support_of(store, "青葉市は川沿いの公園を整えており、屋台を出す店を商店街が募っている。", &id, &part),
      TENKYO_PARTLY);
  assert_int_equal(support_of(store, "青葉市は川沿いの公園を11月20日に開くと発表した。", &id, &none), TENKYO_DIFFERS);
  assert_true(full > part);
  assert_int_equal(support_of(store, "庭のあじさいが見ごろを迎え、多くの観光客が写真を撮っていた。", &id, &none),
                   TENKYO_NOT_SUPPORTED);
  assert_true(part > none);
  assert_int_equal(support_of(store, "The park will open by the river in October.", &id, &none), TENKYO_NOT_COMPARABLE);
  assert_int_equal(support_of(store, "!?", NULL, &none), TENKYO_NO_EVIDENCE);
  tenkyo_result *result = NULL;
  int64_t missing = 99;
  tenkyo_search_options options = {.size = sizeof options, .articles = &missing, .article_count = 1};
  assert_int_equal(tenkyo_find_evidence(store, STR("公園"), &options, &result, NULL), TENKYO_NOTFOUND);
  assert_null(result);
  tenkyo_close(store);
}

/* ---- The draft itself -------------------------------------------------------------------------------------------- */

static void a_draft_is_no_evidence_of_itself(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  const char *draft = "工事費は15億円だ[1]。\n\n参考文献\n\n- [1] 川沿いの公園の話\n";
  put(store, "self", "川沿いの公園の話", draft);
  tenkyo_result *result = NULL;
  size_t count;
  assert_int_equal(tenkyo_check(store, STR(draft), NULL, &result, NULL), TENKYO_OK);
  const tenkyo_finding *finding = tenkyo_result_findings(result, &count);
  assert_true(count == 1 && finding->code == TENKYO_UNKNOWN_SOURCE && finding->fix_count == 0);
  assert_int_equal(tenkyo_result_bindings(result, &count)[0], 0);
  tenkyo_result_free(result);
  tenkyo_close(store);
}

/* ---- Cancelling -------------------------------------------------------------------------------------------------- */

typedef struct progress_note {
  size_t calls, stop_at, total;
} progress_note;

static bool note_progress(void *context, size_t done, size_t total) {
  progress_note *note = context;
  assert_true(done <= total);
  note->total = total;
  return ++note->calls != note->stop_at;
}

static void a_check_can_be_stopped(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  keep(store);
  const char *draft = "工事費は15億円だ[1]。来園は50,000人だ[1]。面積は広い[1]。" DRAFT_LIST;
  progress_note note = {0};
  tenkyo_check_options options = {.size = sizeof options, .progress = note_progress, .progress_context = &note};
  tenkyo_result *result = NULL;
  assert_int_equal(count_findings(store, draft, &options), 1);
  assert_true(note.calls == 4 && note.total == 3);
  for (size_t stop = 1; stop <= 4; stop++) {
    note = (progress_note){.stop_at = stop};
    assert_int_equal(tenkyo_check(store, STR(draft), &options, &result, NULL), TENKYO_CANCELLED);
    assert_null(result);
  }
  tenkyo_cancel *token;
  assert_int_equal(tenkyo_cancel_new(NULL, &token), TENKYO_OK);
  tenkyo_cancel_set(token);
  options = (tenkyo_check_options){.size = sizeof options, .cancel = token};
  assert_int_equal(tenkyo_check(store, STR(draft), &options, &result, NULL), TENKYO_CANCELLED);
  tenkyo_search_options search = {.size = sizeof search, .cancel = token};
  assert_int_equal(tenkyo_find_evidence(store, STR("公園"), &search, &result, NULL), TENKYO_CANCELLED);
  tenkyo_text_options text = {.size = sizeof text, .cancel = token};
  assert_int_equal(tenkyo_citations(STR(draft), &text, &result, NULL), TENKYO_CANCELLED);
  tenkyo_cancel_free(token);
  assert_int_equal(count_findings(store, draft, NULL), 1);
  tenkyo_close(store);
}

/* ---- Any input --------------------------------------------------------------------------------------------------- */

static void check_any(tenkyo_store *store, tenkyo_str draft) {
  for (int format = TENKYO_FORMAT_TEXT; format <= TENKYO_FORMAT_MARKDOWN; format++) {
    tenkyo_check_options options = {.size = sizeof options, .format = (tenkyo_format)format, .date = "2025-09-01"};
    tenkyo_result *first = NULL, *second = NULL;
    size_t count, again, at = 0;
    assert_int_equal(tenkyo_check(store, draft, &options, &first, NULL), TENKYO_OK);
    assert_int_equal(tenkyo_check(store, draft, &options, &second, NULL), TENKYO_OK);
    const tenkyo_finding *a = tenkyo_result_findings(first, &count), *b = tenkyo_result_findings(second, &again);
    assert_int_equal(count, again);
    for (size_t i = 0; i < count; i++) {
      assert_true(a[i].span.begin >= at && a[i].span.end >= a[i].span.begin && a[i].span.end <= draft.len);
      assert_true(a[i].sentence.end <= draft.len);
      assert_true(a[i].code == b[i].code && a[i].span.end == b[i].span.end && a[i].message.len == b[i].message.len);
      assert_memory_equal(a[i].message.ptr, b[i].message.ptr, a[i].message.len);
      at = a[i].span.begin;
    }
    tenkyo_result_free(first);
    tenkyo_result_free(second);
  }
}

static const char *const fragments[] = {"[1]",
                                        "[",
                                        "]",
                                        "(",
                                        ")",
                                        "`",
                                        "$",
                                        "<",
                                        ">",
                                        "<!-- ",
                                        " -->",
                                        "\n",
                                        "\n\n",
                                        "- ",
                                        "[^1]",
                                        "[^1]: ",
                                        "[@a]",
                                        "@a",
                                        "---\n",
                                        "# ",
                                        "「",
                                        "」",
                                        "15億円",
                                        "。",
                                        "10月21日",
                                        "公園",
                                        "\xff",
                                        "\xe3\x81",
                                        "https://a.example/",
                                        "![x]",
                                        "]: ",
                                        "参考文献\n",
                                        "¹",
                                        "［1］",
                                        "**",
                                        "tenkyo: ignore ",
                                        "\\",
                                        "|",
                                        "references:\n- id: a\n",
                                        "と述べた",
                                        "約",
                                        "50,000人"};

static void any_bytes_are_a_draft(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  keep(store);
  check_any(store, (tenkyo_str){NULL, 0});
  check_any(store, (tenkyo_str){"[1]\0[2]\0", 8});
  uint32_t seed = 12345;
  for (int round = 0; round < 600; round++) {
    char draft[2000];
    size_t length = 0;
    for (int i = 0; i < 40; i++) {
      seed = seed * 1664525u + 1013904223u;
      const char *piece = fragments[(seed >> 8) % (sizeof fragments / sizeof *fragments)];
      memcpy(draft + length, piece, strlen(piece));
      length += strlen(piece);
    }
    memcpy(draft + length, DRAFT_LIST, strlen(DRAFT_LIST));
    check_any(store, (tenkyo_str){draft, length + strlen(DRAFT_LIST)});
  }
  tenkyo_close(store);
}

/* A megabyte of what could be looked at again and again; the test's time limit is what it would break. */
static void bombs_are_linear(void **state) {
  static const char *const pieces[] = {"[",
                                       "[1]",
                                       "@",
                                       "[@",
                                       "`",
                                       "$a ",
                                       "あ$a ",
                                       "<!--",
                                       "[](",
                                       "[a](b \"",
                                       "[1-99]",
                                       "「",
                                       "10,000個[1]",
                                       "https://",
                                       "[[",
                                       "¹",
                                       "10.1234/",
                                       "[1]\n",
                                       "- [1] a\n",
                                       "(",
                                       "“",
                                       "10月20日[1]、",
                                       "「公園を開きたいと思う」と述べた[1]。"};
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  keep(store);
  size_t room = 1000000;
  char *draft = malloc(room + 1000);
  assert_non_null(draft);
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    size_t length = (size_t)sprintf(draft, "---\nbibliography: a.bib\n---\n\n");
    while (length < room) length += (size_t)sprintf(draft + length, "%s", pieces[i]);
    length += (size_t)sprintf(draft + length, "%s", DRAFT_LIST);
    tenkyo_result *result = NULL;
    assert_int_equal(tenkyo_check(store, (tenkyo_str){draft, length}, NULL, &result, NULL), TENKYO_OK);
    tenkyo_result_free(result);
  }
  free(draft);
  tenkyo_close(store);
}

/* ---- Failing memory ---------------------------------------------------------------------------------------------- */

static const char *const rich =
    "---\nreferences:\n- id: park2025\n  title: 川沿いの公園、十月に開園\n---\n\n"
    "工事費は15億円で、公園は10月21日に開く[1]。市長は「子どもたちが毎日通いたくなる公園にしたい」と話した[1]。\n"
    "別の話だ[@park2025][7]、[題](https://a.example/)。<!-- tenkyo: ignore date-differs -->\n\n"
    "参考文献\n\n- [1] 川沿いの公園、十月に開園\n- [2] 川沿いの公園、十月に開く\n";

/* With its own allocator the result and the scratch fail; the store's memory is its own. */
static void failing_memory_is_told(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  keep(store);
  size_t fails = 0;
  for (size_t fail_at = 1;; fail_at++) {
    failing memory = {0};
    tenkyo_result *result = NULL;
    failing_start(&memory, fail_at);
    tenkyo_check_options options = {.size = sizeof options, .allocator = &memory.allocator};
    tenkyo_status status = tenkyo_check(store, STR(rich), &options, &result, NULL);
    if (status == TENKYO_OK) {
      tenkyo_result_free(result);
      assert_int_equal(memory.alive, 0);
      break;
    }
    fails++;
    assert_int_equal(status, TENKYO_NOMEM);
    assert_null(result);
    assert_int_equal(memory.alive, 0);
  }
  assert_true(fails > 10);
  tenkyo_close(store);
}

/* The store's allocator is the one of a check without its own, and of evidence. */
static void the_stores_memory_may_fail(void **state) {
  const folder *in = *state;
  failing memory = {0};
  failing_start(&memory, 0);
  tenkyo_open_options open = {.size = sizeof open, .allocator = &memory.allocator};
  tenkyo_store *store = NULL;
  assert_int_equal(tenkyo_open(in->store, &open, &store, NULL), TENKYO_OK);
  keep(store);
  for (int call = 0; call < 3; call++) {
    for (size_t fail_at = 1;; fail_at++) {
      tenkyo_result *result = NULL;
      size_t alive = memory.alive;
      memory.requests = 0;
      memory.fail_at = fail_at;
      tenkyo_status status = call == 0 ? tenkyo_check(store, STR(rich), NULL, &result, NULL)
                             : call == 1
                                 ? tenkyo_bind(store, STR(rich), NULL, &result, NULL)
                                 : tenkyo_find_evidence(store, STR("公園は10月20日に開く。"), NULL, &result, NULL);
      memory.fail_at = 0;
      tenkyo_result_free(result);
      assert_int_equal(memory.alive, alive);
      if (status == TENKYO_OK) break;
      assert_int_equal(status, TENKYO_NOMEM);
    }
  }
  tenkyo_close(store);
  assert_int_equal(memory.alive, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(options_are_checked, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(the_path_tells_the_format, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(messages_have_a_language, make_folder, remove_folder),
      cmocka_unit_test(names_are_told),
      cmocka_unit_test_setup_teardown(a_file_silences_sentences, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(evidence_is_found, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(a_draft_is_no_evidence_of_itself, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(a_check_can_be_stopped, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(any_bytes_are_a_draft, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(bombs_are_linear, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(failing_memory_is_told, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(the_stores_memory_may_fail, make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
