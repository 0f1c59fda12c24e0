/* Articles: which one a put is, revisions, changing, removing, restoring, purging, lists, links and keys. */
#include "store_support.h"

#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>

#define ARTICLE(...) (&(tenkyo_article){__VA_ARGS__})

static tenkyo_status put_status(tenkyo_store *store, const tenkyo_article *article) {
  tenkyo_error error = {0};
  int64_t id = 5;
  tenkyo_status status = tenkyo_put(store, article, &id, NULL, &error);
  if (status != TENKYO_OK) assert_int_equal(id, 0);
  return status;
}

static void expect_key(tenkyo_store *store, int64_t id, const char *key) {
  tenkyo_result *result;
  assert_string_equal(get(store, id, 0, &result)->article.key.ptr, key);
  tenkyo_result_free(result);
}

/* ---- Keeping ----------------------------------------------------------------------------------------------------- */

static void keeps_every_field(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  int64_t id;
  tenkyo_article given = {.title = STR("題 — title"),
                          .body = STR("本文です。\n"),
                          .url = STR("https://example.com/a"),
                          .author = STR("山田"),
                          .publisher = STR("報"),
                          .lang = STR("ja"),
                          .key = STR("鍵"),
                          .published = STR("2025-02-28")};
  assert_int_equal(put_article(store, &given, &id), TENKYO_ADDED);
  tenkyo_result *result;
  const tenkyo_stored_article *stored = get(store, id, 1, &result);
  assert_int_equal(stored->revision, 1);
  assert_int_equal(stored->revisions, 1);
  assert_false(stored->removed);
  const tenkyo_str *const a[] = {&given.title,     &given.body, &given.url, &given.author,
                                 &given.publisher, &given.lang, &given.key, &given.published};
  const tenkyo_article *s = &stored->article;
  const tenkyo_str *const b[] = {&s->title,     &s->body, &s->url, &s->author,
                                 &s->publisher, &s->lang, &s->key, &s->published};
  for (size_t i = 0; i < 8; i++) assert_true(tk_equal(*a[i], *b[i]));
  char hex[65];
  tk_sha256_hex(given.body, hex);
  assert_string_equal(stored->sha256, hex);
  tenkyo_result_free(result);
  tenkyo_close(store);
}

static void keeps_bytes_as_they_are(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  static const char bytes[] = "\0a NUL\0 and \xFF\xC3 bad bytes\r\n\xE3\x81 end\0";
  int64_t id;
  tenkyo_article given = {.title = STR("t"), .body = {bytes, sizeof bytes - 1}};
  put_article(store, &given, &id);
  tenkyo_result *result;
  assert_true(tk_equal(get(store, id, 0, &result)->article.body, given.body));
  tenkyo_result_free(result);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

static void refuses_what_cannot_be_kept(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  static char letters[70000];
  memset(letters, 'a', sizeof letters);
  tenkyo_str long_text = {letters, sizeof letters};
  assert_int_equal(put_status(store, NULL), TENKYO_INVALID);
  assert_int_equal(put_status(store, ARTICLE(.title = STR("t"))), TENKYO_INVALID);
  assert_int_equal(put_status(store, ARTICLE(.body = STR(" \n　\t"))), TENKYO_INVALID);
  assert_int_equal(put_status(store, ARTICLE(.body = STR("b"), .key = STR("a\nb"))), TENKYO_INVALID);
  assert_int_equal(put_status(store, ARTICLE(.body = STR("b"), .key = STR("  "))), TENKYO_INVALID);
  assert_int_equal(put_status(store, ARTICLE(.body = STR("b"), .key = long_text)), TENKYO_INVALID);
  assert_int_equal(put_status(store, ARTICLE(.body = STR("b"), .title = long_text)), TENKYO_INVALID);
  assert_int_equal(put_status(store, ARTICLE(.body = {"x", TENKYO_TEXT_MAX + 1})), TENKYO_INVALID);
  static const char *const dates[] = {"2025-2-3", "2025-13", "2025-02-29", "25", "yesterday", "2025-01-01T10", "0000"};
  for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
    assert_int_equal(put_status(store, ARTICLE(.body = STR("b"), .published = STR(dates[i]))), TENKYO_INVALID);
  static const char *const good[] = {"2024-02-29", "2025", "2025-12", "1999-12-31"};
  for (size_t i = 0; i < 4; i++)
    assert_int_equal(put_status(store, ARTICLE(.body = STR(good[i]), .published = STR(good[i]))), TENKYO_OK);
  assert_int_equal(count_articles(store), 4);
  tenkyo_close(store);
}

/* ---- Which article it is ----------------------------------------------------------------------------------------- */

static void is_the_same_by_key_then_url_then_body(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  int64_t first, id;
  assert_int_equal(put_article(store,
                               ARTICLE(.key = STR("k"), .url = STR("https://www.example.com/x/?utm_source=a"),
                                       .title = STR("T"), .body = STR("Body one.")),
                               &first),
                   TENKYO_ADDED);
  assert_int_equal(put_article(store, ARTICLE(.key = STR("k"), .body = STR("Body two.")), &id), TENKYO_UPDATED);
  assert_int_equal(id, first);
  assert_int_equal(put_article(store, ARTICLE(.url = STR("http://example.com/x#top"), .body = STR("Body three.")), &id),
                   TENKYO_UPDATED);
  assert_int_equal(id, first);
  assert_int_equal(put_article(store, ARTICLE(.body = STR("Body three.")), &id), TENKYO_UNCHANGED);
  assert_int_equal(id, first);
  tenkyo_result *result;
  const tenkyo_stored_article *stored = get(store, first, 0, &result);
  assert_int_equal(stored->revision, 3);
  assert_int_equal(stored->revisions, 3);
  assert_string_equal(stored->article.title.ptr, "T");
  tenkyo_result_free(result);
  assert_string_equal(get(store, first, 2, &result)->article.body.ptr, "Body two.");
  tenkyo_result_free(result);
  assert_int_equal(search(store, "two", NULL), 0);
  assert_int_equal(search(store, "three", "three"), 1);
  assert_int_equal(count_articles(store), 1);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

/* The same text under another key or at another address is another article. */
static void a_key_or_url_overrules_the_body(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  int64_t a, b, c, d, e;
  put_article(store, ARTICLE(.key = STR("a"), .body = STR("Agency text.")), &a);
  put_article(store, ARTICLE(.key = STR("b"), .body = STR("Agency text.")), &b);
  assert_true(a != b);
  put_article(store, ARTICLE(.url = STR("https://one.example/x"), .body = STR("Another text.")), &c);
  put_article(store, ARTICLE(.url = STR("https://two.example/x"), .body = STR("Another text.")), &d);
  assert_true(c != d);
  /* A key that was only made here gives way. */
  put_article(store, ARTICLE(.body = STR("A third text.")), &e);
  int64_t same;
  assert_int_equal(put_article(store, ARTICLE(.key = STR("mine"), .body = STR("A third text.")), &same),
                   TENKYO_UPDATED);
  assert_int_equal(same, e);
  expect_key(store, e, "mine");
  tenkyo_close(store);
}

static void empty_fields_leave_stored_ones(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  int64_t id;
  put_article(store, ARTICLE(.key = STR("k"), .title = STR("T"), .author = STR("A"), .body = STR("Body.")), &id);
  assert_int_equal(put_article(store, ARTICLE(.key = STR("k")), &id), TENKYO_UNCHANGED);
  assert_int_equal(put_article(store, ARTICLE(.key = STR("k"), .publisher = STR("P")), &id), TENKYO_UPDATED);
  tenkyo_result *result;
  const tenkyo_stored_article *stored = get(store, id, 0, &result);
  assert_string_equal(stored->article.title.ptr, "T");
  assert_string_equal(stored->article.author.ptr, "A");
  assert_string_equal(stored->article.publisher.ptr, "P");
  assert_int_equal(stored->revision, 1);
  tenkyo_result_free(result);
  tenkyo_close(store);
}

/* ---- Keys -------------------------------------------------------------------------------------------------------- */

static void makes_keys_that_say_something(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  const struct {
    tenkyo_article article;
    const char *key;
  } cases[] = {
      {{.title = STR("The Launch of a New Model, Delayed"),
        .publisher = STR("Daily Herald"),
        .published = STR("2025-08-14"),
        .body = STR("1")},
       "daily-herald-2025-launch-new-model-delayed"},
      {{.title = STR("新しい橋の開通式"), .author = STR("佐藤花子"), .published = STR("2024"), .body = STR("2")},
       "佐藤花子-2024-開通式"},
      {{.title = STR("!!!"), .body = STR("3")}, "article"},
      {{.title = STR("???"), .body = STR("4")}, "article-2"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    int64_t id;
    put_article(store, &cases[i].article, &id);
    expect_key(store, id, cases[i].key);
  }
  tenkyo_close(store);
}

static void made_keys_stay_unique(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  for (int i = 0; i < 60; i++) {
    char body[32];
    snprintf(body, sizeof body, "Body %d.", i);
    put(store, NULL, "One title for all", body);
  }
  assert_int_equal(count_articles(store), 60);
  tenkyo_close(store);
}

/* ---- Changing ---------------------------------------------------------------------------------------------------- */

static void changes_fields_but_no_body(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  tenkyo_error error = {0};
  int64_t id = put(store, "k", "Old title", "Body text.");
  put(store, "other", "Other", "Other body.");
  assert_int_equal(tenkyo_update(store, id, ARTICLE(.title = STR("Fresh headline"), .author = STR("A")), &error),
                   TENKYO_OK);
  assert_int_equal(tenkyo_update(store, id, ARTICLE(.key = STR("other")), &error), TENKYO_EXISTS);
  assert_int_equal(tenkyo_update(store, id, ARTICLE(.key = STR("new")), &error), TENKYO_OK);
  assert_int_equal(tenkyo_update(store, id, ARTICLE(.author = STR("")), &error), TENKYO_OK);
  assert_int_equal(tenkyo_update(store, id, ARTICLE(.published = STR("soon")), &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_update(store, id, ARTICLE(.body = STR("x")), &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_update(store, id, NULL, &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_update(store, 99, ARTICLE(.title = STR("x")), &error), TENKYO_NOTFOUND);
  tenkyo_result *result;
  const tenkyo_stored_article *stored = get(store, id, 0, &result);
  assert_string_equal(stored->article.title.ptr, "Fresh headline");
  assert_string_equal(stored->article.key.ptr, "new");
  assert_int_equal(stored->article.author.len, 0);
  assert_int_equal(stored->revision, 1);
  tenkyo_result_free(result);
  assert_int_equal(problems(store), 0); /* the index follows the title */
  /* A cleared title or key is made again. */
  assert_int_equal(tenkyo_update(store, id, ARTICLE(.title = STR(""), .key = STR("")), &error), TENKYO_OK);
  stored = get(store, id, 0, &result);
  assert_string_equal(stored->article.title.ptr, "Body text.");
  assert_string_equal(stored->article.key.ptr, "body-text");
  tenkyo_result_free(result);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

/* ---- Removing ---------------------------------------------------------------------------------------------------- */

static void removes_and_restores(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  tenkyo_error error = {0};
  int64_t id = put(store, "k", "T", "The river runs."), found;
  put(store, "other", "T2", "The hill stands.");
  assert_int_equal(tenkyo_remove(store, id, &error), TENKYO_OK);
  assert_int_equal(tenkyo_remove(store, id, &error), TENKYO_OK);
  assert_int_equal(search(store, "river", NULL), 0);
  assert_int_equal(tenkyo_find(store, STR("k"), &found, &error), TENKYO_NOTFOUND);
  assert_int_equal(count_articles(store), 1);
  tenkyo_result *result;
  size_t count;
  tenkyo_list_options removed = {.size = sizeof removed, .removed = true};
  assert_int_equal(tenkyo_list(store, &removed, &result, &error), TENKYO_OK);
  assert_true(tenkyo_result_articles(result, &count)->removed);
  assert_int_equal(count, 1);
  tenkyo_result_free(result);
  assert_true(get(store, id, 0, &result)->removed);
  tenkyo_result_free(result);
  assert_int_equal(problems(store), 0);
  assert_int_equal(tenkyo_restore(store, id, &error), TENKYO_OK);
  assert_int_equal(search(store, "river", "river"), 1);
  assert_int_equal(tenkyo_find(store, STR("k"), &found, &error), TENKYO_OK);
  assert_int_equal(found, id);
  assert_int_equal(tenkyo_remove(store, 77, &error), TENKYO_NOTFOUND);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

static void a_removed_article_put_again_is_back(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  tenkyo_error error = {0};
  int64_t id = put(store, "k", "T", "The river runs."), again;
  tenkyo_remove(store, id, &error);
  assert_int_equal(put_article(store, ARTICLE(.body = STR("The river runs.")), &again), TENKYO_UPDATED);
  assert_int_equal(again, id);
  assert_int_equal(search(store, "river", "river"), 1);
  tenkyo_remove(store, id, &error);
  assert_int_equal(put_article(store, ARTICLE(.key = STR("k"), .body = STR("The brook runs.")), &again),
                   TENKYO_UPDATED);
  assert_int_equal(search(store, "brook", "brook"), 1);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

static void purges_what_was_removed(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  tenkyo_error error = {0};
  size_t purged = 9;
  int64_t a = put(store, "a", "A", "One."), b = put(store, "b", "B", "Two.");
  put(store, "a", "A", "One changed.");
  put(store, "a", "A", "One changed again.");
  tenkyo_link(store, STR("a reference"), b, &error);
  assert_int_equal(tenkyo_purge(store, NULL, &purged, &error), TENKYO_OK);
  assert_int_equal(purged, 0);
  tenkyo_remove(store, b, &error);
  assert_int_equal(
      tenkyo_purge(store, &(tenkyo_purge_options){.size = sizeof(tenkyo_purge_options), .article = a}, &purged, &error),
      TENKYO_OK);
  assert_int_equal(purged, 0);
  assert_int_equal(tenkyo_purge(store, &(tenkyo_purge_options){.size = sizeof(tenkyo_purge_options), .article = 44},
                                &purged, &error),
                   TENKYO_NOTFOUND);
  assert_int_equal(tenkyo_purge(store, NULL, &purged, &error), TENKYO_OK);
  assert_int_equal(purged, 2); /* the article and its revision */
  tenkyo_result *result;
  assert_int_equal(tenkyo_get(store, b, 0, &result, &error), TENKYO_NOTFOUND);
  assert_null(result);
  tenkyo_purge_options revisions = {.size = sizeof revisions, .article = a, .revisions = true};
  assert_int_equal(tenkyo_purge(store, &revisions, &purged, &error), TENKYO_OK);
  assert_int_equal(purged, 2);
  const tenkyo_stored_article *stored = get(store, a, 0, &result);
  assert_int_equal(stored->revision, 3);
  assert_int_equal(stored->revisions, 1);
  tenkyo_result_free(result);
  assert_int_equal(tenkyo_get(store, a, 1, &result, &error), TENKYO_NOTFOUND);
  assert_int_equal(problems(store), 0);
  /* A purged id never names another article. */
  assert_true(put(store, "c", "C", "Three.") > b);
  tenkyo_close(store);
}

/* ---- Lists ------------------------------------------------------------------------------------------------------- */

static size_t listed(tenkyo_store *store, const char *query, size_t limit, size_t offset, int64_t *first) {
  tenkyo_error error = {0};
  tenkyo_list_options options = {.size = sizeof options, .query = STR(query), .limit = limit, .offset = offset};
  tenkyo_result *result;
  size_t count;
  assert_int_equal(tenkyo_list(store, &options, &result, &error), TENKYO_OK);
  const tenkyo_stored_article *articles = tenkyo_result_articles(result, &count);
  for (size_t i = 0; i < count; i++) {
    assert_null(articles[i].article.body.ptr);
    assert_int_equal(strlen(articles[i].sha256), 64);
    if (i > 0) assert_true(articles[i].id < articles[i - 1].id);
  }
  if (first != NULL) *first = count > 0 ? articles[0].id : 0;
  tenkyo_result_free(result);
  return count;
}

static void lists_by_what_is_said_of_articles(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  int64_t id, first;
  put_article(store, ARTICLE(.title = STR("ＡＩの新モデル"), .publisher = STR("Daily Herald"), .body = STR("1 x")),
              &id);
  put_article(store, ARTICLE(.title = STR("Another 100% title_"), .author = STR("Jane Roe"), .body = STR("2 x")), &id);
  put_article(store, ARTICLE(.title = STR("third"), .url = STR("https://example.org/path"), .body = STR("3 x")), &id);
  assert_int_equal(listed(store, "", 0, 0, &first), 3);
  assert_int_equal(first, id);
  assert_int_equal(listed(store, "ai 新モデル", 0, 0, NULL), 1);
  assert_int_equal(listed(store, "HERALD", 0, 0, NULL), 1);
  assert_int_equal(listed(store, "jane another", 0, 0, NULL), 1);
  assert_int_equal(listed(store, "jane third", 0, 0, NULL), 0);
  assert_int_equal(listed(store, "100%", 0, 0, NULL), 1);
  assert_int_equal(listed(store, "%", 0, 0, NULL), 1);
  assert_int_equal(listed(store, "example.org", 0, 0, NULL), 1);
  assert_int_equal(listed(store, "", 2, 0, NULL), 2);
  assert_int_equal(listed(store, "", 2, 2, &first), 1);
  assert_int_equal(first, 1);
  assert_int_equal(listed(store, "", 2, 9, NULL), 0);
  tenkyo_close(store);
}

/* ---- Finding ----------------------------------------------------------------------------------------------------- */

static void finds_by_key_url_title_and_link(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  tenkyo_error error = {0};
  int64_t a, b, id;
  put_article(store,
              ARTICLE(.key = STR("a"), .title = STR("The “big” bridge: opened!"), .body = STR("1 x"),
                      .url = STR("https://m.example.com/bridge/?fbclid=1&id=7")),
              &a);
  put_article(store, ARTICLE(.key = STR("b"), .title = STR("Twice"), .body = STR("2 x")), &b);
  put_article(store, ARTICLE(.key = STR("c"), .title = STR("TWICE!"), .body = STR("3 x")), &id);
#define FINDS(call, expected)                                                                                          \
  do {                                                                                                                 \
    assert_int_equal(call, TENKYO_OK);                                                                                 \
    assert_int_equal(id, expected);                                                                                    \
  } while (0)
  FINDS(tk_store_find_key(store, STR("a"), &id, &error), a);
  FINDS(tk_store_find_key(store, STR("A"), &id, &error), 0);
  FINDS(tk_store_find_url(store, STR("http://www.example.com/bridge?id=7"), &id, &error), a);
  FINDS(tk_store_find_url(store, STR("http://www.example.com/bridge?id=8"), &id, &error), 0);
  FINDS(tk_store_find_url(store, STR(""), &id, &error), 0);
  FINDS(tk_store_find_title(store, STR("The big bridge opened"), &id, &error), a);
  FINDS(tk_store_find_title(store, STR("Twice"), &id, &error), 0);
  FINDS(tk_store_find_title(store, STR("。"), &id, &error), 0);
  assert_int_equal(tenkyo_link(store, STR(" Herald,  The Bridge (2025) "), b, &error), TENKYO_OK);
  assert_int_equal(tenkyo_link(store, STR("https://example.net/other?utm_medium=x"), b, &error), TENKYO_OK);
  assert_int_equal(tenkyo_link(store, STR("..."), b, &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_link(store, STR("x"), 99, &error), TENKYO_NOTFOUND);
  FINDS(tk_store_find_link(store, STR("herald the bridge 2025"), &id, &error), b);
  FINDS(tk_store_find_link(store, STR("http://www.example.net/other/"), &id, &error), b);
  FINDS(tk_store_find_link(store, STR("example.net other"), &id, &error), 0);
  assert_int_equal(tenkyo_link(store, STR("Herald, The Bridge (2025)"), a, &error), TENKYO_OK);
  FINDS(tk_store_find_link(store, STR("herald the bridge 2025"), &id, &error), a);
  tenkyo_remove(store, a, &error);
  FINDS(tk_store_find_link(store, STR("herald the bridge 2025"), &id, &error), 0);
  FINDS(tk_store_find_key(store, STR("a"), &id, &error), 0);
  FINDS(tk_store_find_url(store, STR("example.com/bridge?id=7"), &id, &error), 0);
  assert_int_equal(tenkyo_link(store, STR("y"), a, &error), TENKYO_NOTFOUND);
  tenkyo_close(store);
}

static void asks_for_the_title_that_is_most_like(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  tenkyo_error error = {0};
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  int64_t a = put(store, "a", "Launch of the new bridge delayed by months", "Body of one."), id;
  put(store, "b", "Harvest begins early", "The launch of the bridge is also told here, with months of delay.");
  tenkyo_str found;
  assert_int_equal(tk_store_find_similar_title(store, STR("New bridge launch is delayed, by several months"), &id,
                                               &found, &arena, &error),
                   TENKYO_OK);
  assert_int_equal(id, a);
  assert_string_equal(found.ptr, "Launch of the new bridge delayed by months");
  assert_int_equal(tk_store_find_similar_title(store, STR("Quite another matter"), &id, &found, &arena, &error),
                   TENKYO_OK);
  assert_int_equal(id, 0);
  assert_int_equal(found.len, 0);
  tk_arena_free(&arena);
  tenkyo_close(store);
}

static void knows_the_draft_itself(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_error error = {0};
  tenkyo_result *result;
  bool is_draft;
  static const char draft[] = "---\ntitle: Mine\n---\nA draft that cites [1].\n";
  const char *path = write_text(in, "draft.md", draft);
  int64_t id = import(store, path, &result)->ids[0], other = put(store, "o", "O", "Other text.");
  tenkyo_result_free(result);
#define DRAFT(article, text, where, expected)                                                                          \
  do {                                                                                                                 \
    assert_int_equal(tk_store_is_draft(store, article, STR(text), where, &is_draft, &error), TENKYO_OK);               \
    assert_true(is_draft == (expected));                                                                               \
  } while (0)
  DRAFT(id, draft, NULL, true);
  DRAFT(id, "A draft that cites [1].\n", NULL, true);
  DRAFT(id, "Changed since.\n", NULL, false);
  DRAFT(id, "Changed since.\n", path, true);
  DRAFT(id, "Changed since.\n", path_in(in, "./draft.md"), true);
  DRAFT(id, "Changed since.\n", path_in(in, "none.md"), false);
  DRAFT(other, draft, path, false);
  tenkyo_close(store);
}

static void gives_the_source_read(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  tenkyo_error error = {0};
  tk_arena arena;
  tk_source source;
  tk_arena_init(&arena, NULL);
  int64_t id = put(store, "a", "A", "最初の文です。次の文です。\n");
  assert_int_equal(tk_store_source(store, &arena, id, &source, &error), TENKYO_OK);
  assert_int_equal(source.id, id);
  assert_int_equal(source.revision, 1);
  assert_int_equal(source.document.sentences.count, 2);
  assert_int_equal(source.document.sentences.items[0].language, TK_JAPANESE);
  assert_string_equal(source.article.lang.ptr, "ja");
  tenkyo_remove(store, id, &error);
  assert_int_equal(tk_store_source(store, &arena, id, &source, &error), TENKYO_NOTFOUND);
  tk_arena_free(&arena);
  tenkyo_close(store);
}

/* ---- Misuse ------------------------------------------------------------------------------------------------------ */

static bool call_again(void *context, size_t done, size_t total) {
  (void)done;
  (void)total;
  tenkyo_error error = {0};
  tenkyo_result *result;
  assert_int_equal(tenkyo_list(context, NULL, &result, &error), TENKYO_INVALID);
  assert_int_equal(put_status(context, ARTICLE(.body = STR("x"))), TENKYO_INVALID);
  return true;
}

static void refuses_calls_from_its_own_callbacks(void **state) {
  tenkyo_store *store = open_store(((folder *)*state)->store);
  tenkyo_error error = {0};
  tenkyo_result *result;
  put(store, "a", "A", "One sentence of some length stands here.");
  tenkyo_summary_options options = {.size = sizeof options, .progress = call_again, .progress_context = store};
  assert_int_equal(tenkyo_summarize_store(store, &options, &result, &error), TENKYO_OK);
  tenkyo_result_free(result);
  assert_int_equal(tenkyo_list(NULL, NULL, &result, &error), TENKYO_INVALID);
  assert_int_equal(tk_store_begin_read(store, &error), TENKYO_OK);
  assert_int_equal(put_status(store, ARTICLE(.body = STR("x"))), TENKYO_INVALID);
  tk_store_end_read(store);
  assert_int_equal(put_status(store, ARTICLE(.body = STR("x"))), TENKYO_OK);
  tenkyo_close(NULL);
  assert_false(tenkyo_is_readonly(NULL));
  tenkyo_close(store);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_FOLDER(keeps_every_field),
      IN_FOLDER(keeps_bytes_as_they_are),
      IN_FOLDER(refuses_what_cannot_be_kept),
      IN_FOLDER(is_the_same_by_key_then_url_then_body),
      IN_FOLDER(a_key_or_url_overrules_the_body),
      IN_FOLDER(empty_fields_leave_stored_ones),
      IN_FOLDER(makes_keys_that_say_something),
      IN_FOLDER(made_keys_stay_unique),
      IN_FOLDER(changes_fields_but_no_body),
      IN_FOLDER(removes_and_restores),
      IN_FOLDER(a_removed_article_put_again_is_back),
      IN_FOLDER(purges_what_was_removed),
      IN_FOLDER(lists_by_what_is_said_of_articles),
      IN_FOLDER(finds_by_key_url_title_and_link),
      IN_FOLDER(asks_for_the_title_that_is_most_like),
      IN_FOLDER(knows_the_draft_itself),
      IN_FOLDER(gives_the_source_read),
      IN_FOLDER(refuses_calls_from_its_own_callbacks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
