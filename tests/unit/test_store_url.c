/* URLs and titles in the form in which they are compared. */
#include "store_support.h"

#include "store/store.h"

static void expect_form(const char *url, const char *form) {
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  tenkyo_str got = tk_url_normalize(&arena, STR(url));
  assert_string_equal(got.ptr, form);
  assert_true(tk_equal(tk_url_normalize(&arena, got), got) || strchr(form, '/') == NULL);
  tk_arena_free(&arena);
}

static void urls_that_are_one(void **state) {
  (void)state;
  static const char *const same[] = {
      "https://example.com/a/b",
      "http://example.com/a/b",
      "HTTPS://WWW.Example.COM/a/b/",
      "https://m.example.com/a/b#part",
      "https://amp.example.com/a/b//",
      "//example.com/a/b",
      "https://user:pw@example.com/a/b",
      "https://example.com:443/a/b",
      "http://example.com:80/a/b?",
      "https://example.com/a/b?utm_source=x&utm_medium=y",
      "https://example.com/%61/b?fbclid=123",
      "  https://example.com/a/b\n",
      "https://example.com./a/b",
      "www.example.com/a/b",
      "example.com/a/b",
      "https://example.com/a/b?gclid=1#x",
      "https://example.com/a/b?&&",
  };
  for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) expect_form(same[i], "example.com/a/b");
}

static void urls_that_are_not(void **state) {
  (void)state;
  expect_form("https://example.com/A/b", "example.com/A/b");
  expect_form("https://example.com/a?id=1&utm_id=2&page=3", "example.com/a?id=1&page=3");
  expect_form("https://example.com/a?id=2", "example.com/a?id=2");
  expect_form("https://example.com:8080/a", "example.com:8080/a");
  expect_form("https://news.example.com/a", "news.example.com/a");
  expect_form("https://example.com", "example.com");
  expect_form("https://m.co/a", "m.co/a");
  expect_form("https://www.com/a", "www.com/a");
  expect_form("https://example.com/%e5%b1%b1?q=%2f", "example.com/%E5%B1%B1?q=%2F");
  expect_form("https://example.com/山", "example.com/%E5%B1%B1");
  expect_form("https://example.com/100%", "example.com/100%25");
  expect_form("https://[2001:db8::1]/a", "[2001:db8::1]/a");
  expect_form("https://example.com/a?utmost=1", "example.com/a?utmost=1");
}

static void texts_that_are_no_urls(void **state) {
  (void)state;
  static const char *const texts[] = {"",
                                      "3.5",
                                      "a.b",
                                      "Node.js",
                                      "doi:10.1000/182",
                                      "mailto:a@b.example",
                                      "a@b.example/c",
                                      "ftp://example.com/a",
                                      "and/or",
                                      "http://",
                                      "https:///x",
                                      "see https://example.com/a",
                                      "1/2",
                                      "v1.2/3",
                                      "https://exa mple.com/a",
                                      "https://(x).example/a",
                                      "://x",
                                      "etc./etc"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    assert_false(tk_url_is(STR(texts[i])));
    expect_form(texts[i], texts[i]);
  }
  assert_true(tk_url_is(STR("https://example.com")));
  assert_true(tk_url_is(STR("www.example.com")));
  static const char bytes[] = "https://e\0x.com/\0a?\0=&\xFF#\x80";
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  assert_non_null(tk_url_normalize(&arena, (tenkyo_str){bytes, sizeof bytes - 1}).ptr);
  assert_non_null(tk_url_normalize(&arena, (tenkyo_str){NULL, 0}).ptr);
  tk_arena_free(&arena);
}

static void titles_that_are_one(void **state) {
  (void)state;
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  static const char *const same[] = {"The “Big” Bridge: opened!", "the big bridge opened",
                                     "ＴＨＥ ＢＩＧ　Bridge (opened)…", " The\n  big - bridge, opened."};
  tenkyo_str first = tk_title_normalize(&arena, STR(same[0]));
  assert_string_equal(first.ptr, "thebigbridgeopened");
  for (size_t i = 1; i < 4; i++) assert_true(tk_equal(first, tk_title_normalize(&arena, STR(same[i]))));
  assert_string_equal(tk_title_normalize(&arena, STR("「橋」が、開通！")).ptr, "橋が開通");
  assert_int_equal(tk_title_normalize(&arena, STR("…!?")).len, 0);
  tk_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(urls_that_are_one),
      cmocka_unit_test(urls_that_are_not),
      cmocka_unit_test(texts_that_are_no_urls),
      cmocka_unit_test(titles_that_are_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
