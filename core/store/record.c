/*
 * What may be kept at all, and the one form of a date of publication.
 */
#include "store/article.h"

#define FIELD_BYTES_MAX ((size_t)65536)
#define KEY_BYTES_MAX ((size_t)512)

/* ---- Dates ------------------------------------------------------------------------------------------------------- */

static bool read_digits(tenkyo_str text, size_t at, size_t count, int *value) {
  if (at + count > text.len) return false;
  *value = 0;
  for (size_t i = at; i < at + count; i++) {
    if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
    *value = *value * 10 + (text.ptr[i] - '0');
  }
  return true;
}

static int days_of_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

bool tk_is_published(tenkyo_str text) {
  int year, month, day;
  if (!read_digits(text, 0, 4, &year) || year == 0) return false;
  if (text.len == 4) return true;
  if (text.ptr[4] != '-' || !read_digits(text, 5, 2, &month) || month < 1 || month > 12) return false;
  if (text.len == 7) return true;
  return text.len == 10 && text.ptr[7] == '-' && read_digits(text, 8, 2, &day) && day >= 1 &&
         day <= days_of_month(year, month);
}

tenkyo_str tk_published_from(tk_arena *arena, tenkyo_str text) {
  tenkyo_str trimmed = tk_trim(text);
  if (tk_is_published(trimmed)) return tk_arena_copy(arena, trimmed);
  /* A time after the day says nothing that is kept. */
  if (trimmed.len > 10 && (trimmed.ptr[10] == 'T' || trimmed.ptr[10] == ' ') && tk_is_published(tk_cut(trimmed, 0, 10)))
    return tk_arena_copy(arena, tk_cut(trimmed, 0, 10));
  tk_fact_list facts = {0};
  tk_fact_options options = {0};
  if (!tk_facts(arena, trimmed, &options, &facts)) return (tenkyo_str){NULL, 0};
  for (size_t i = 0; i < facts.count; i++) {
    const tk_fact *fact = &facts.items[i];
    if (fact->kind != TENKYO_DATE || fact->as.date.grain != TK_DAY || fact->as.date.relative) continue;
    if (fact->as.date.from.year <= 0 || fact->as.date.from.month <= 0) continue;
    tenkyo_str day = tk_day_text(arena, fact->as.date.from);
    if (day.ptr == NULL) return day;
    if (tk_is_published(day)) return day;
  }
  return (tenkyo_str){"", 0};
}

/* ---- Checking ---------------------------------------------------------------------------------------------------- */

static tenkyo_status check_key(tenkyo_str key, tenkyo_error *error) {
  if (key.len > KEY_BYTES_MAX)
    return tk_fail(error, TENKYO_INVALID, 0, "the key has %zu bytes, at most %zu are kept", key.len, KEY_BYTES_MAX);
  for (size_t i = 0; i < key.len; i++) {
    if ((unsigned char)key.ptr[i] < 0x20 || key.ptr[i] == 0x7F)
      return tk_fail(error, TENKYO_INVALID, i, "the key has a control character");
  }
  if (key.len > 0 && tk_trim(key).len == 0) return tk_fail(error, TENKYO_INVALID, 0, "the key is only white space");
  return TENKYO_OK;
}

static tenkyo_status check_fields(const tenkyo_article *article, tenkyo_error *error) {
  const struct {
    const char *name;
    tenkyo_str value;
  } fields[] = {{"title", article->title},         {"url", article->url},
                {"author", article->author},       {"publisher", article->publisher},
                {"published", article->published}, {"lang", article->lang}};
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
    if (fields[i].value.len > FIELD_BYTES_MAX)
      return tk_fail(error, TENKYO_INVALID, 0, "%s has %zu bytes, at most %zu are kept", fields[i].name,
                     fields[i].value.len, FIELD_BYTES_MAX);
  }
  if (article->published.len > 0 && !tk_is_published(article->published))
    return tk_fail(error, TENKYO_INVALID, 0, "published is not YYYY-MM-DD, YYYY-MM or YYYY: %.*s",
                   article->published.len > 40 ? 40 : (int)article->published.len, article->published.ptr);
  return check_key(article->key, error);
}

tenkyo_status tk_record_check(const tk_record *record, tenkyo_error *error) {
  for (size_t i = 0; i < record->revision_count; i++) {
    tenkyo_str body = record->revisions[i].body;
    if (body.len > TENKYO_TEXT_MAX)
      return tk_fail(error, TENKYO_INVALID, 0, "the body has %zu bytes, at most %zu are kept", body.len,
                     TENKYO_TEXT_MAX);
    if (tk_trim(body).len == 0) return tk_fail(error, TENKYO_INVALID, 0, "the body is empty");
  }
  return check_fields(&record->article, error);
}
