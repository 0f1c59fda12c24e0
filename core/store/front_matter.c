/*
 * Front matter: the small part of YAML that articles carry at their top — `name: value` lines with plain or quoted
 * values, lists of names as [a, b] or as `- a` lines, and values folded over indented lines. Everything else in it is
 * left alone.
 */
#include "store/reader.h"

/* ---- Lines ------------------------------------------------------------------------------------------------------- */

/* The line that begins at `at`, without its break; *next is where the following one begins. */
static tenkyo_str line_at(tenkyo_str text, size_t at, size_t *next) {
  const char *feed = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
  size_t end = feed == NULL ? text.len : (size_t)(feed - text.ptr);
  *next = feed == NULL ? text.len : end + 1;
  if (end > at && text.ptr[end - 1] == '\r') end--;
  return tk_cut(text, at, end);
}

static tenkyo_str without_trailing_space(tenkyo_str line) {
  while (line.len > 0 && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t')) line.len--;
  return line;
}

size_t tk_front_matter_length(tenkyo_str text) {
  size_t at;
  tenkyo_str line = without_trailing_space(line_at(text, 0, &at));
  if (!tk_equal(line, TK_STR("---"))) return 0;
  while (at < text.len) {
    line = without_trailing_space(line_at(text, at, &at));
    if (tk_equal(line, TK_STR("---")) || tk_equal(line, TK_STR("..."))) return at;
  }
  return 0;
}

/* ---- Values ------------------------------------------------------------------------------------------------------ */

/* What a backslash and `byte` stand for between double quotation marks; 0 when it is no escape that we know. */
static char escaped(char byte) {
  switch (byte) {
  case 'n': return '\n';
  case 't': return '\t';
  case '"':
  case '\\':
  case '/': return byte;
  default: return 0;
  }
}

/* A quoted value from its opening mark on, at most up to its closing one; *end is behind that. */
static tenkyo_str quoted(tk_arena *arena, tenkyo_str text, size_t at, size_t *end) {
  char mark = text.ptr[at];
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  for (at++; at < text.len && text.ptr[at] != mark; at++) {
    char byte = text.ptr[at];
    if (mark == '"' && byte == '\\' && at + 1 < text.len && escaped(text.ptr[at + 1]) != 0)
      byte = escaped(text.ptr[++at]);
    tk_buffer_add_byte(&buffer, byte);
    /* '' is the one escape between single marks. */
    if (mark == '\'' && at + 2 < text.len && text.ptr[at + 1] == mark && text.ptr[at + 2] == mark) {
      tk_buffer_add_byte(&buffer, mark);
      at += 2;
    }
  }
  *end = at < text.len ? at + 1 : text.len;
  return tk_buffer_text(&buffer);
}

/* A plain value ends at a comment, which white space goes before. */
static tenkyo_str plain(tenkyo_str text) {
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '#' && (i == 0 || text.ptr[i - 1] == ' ' || text.ptr[i - 1] == '\t'))
      return tk_trim(tk_cut(text, 0, i));
  }
  return tk_trim(text);
}

static tenkyo_str scalar(tk_arena *arena, tenkyo_str text) {
  tenkyo_str trimmed = tk_trim(text);
  size_t end;
  if (trimmed.len > 0 && (trimmed.ptr[0] == '"' || trimmed.ptr[0] == '\'')) return quoted(arena, trimmed, 0, &end);
  tenkyo_str value = plain(trimmed);
  if (tk_equal(value, TK_STR("~")) || tk_equal(value, TK_STR("null"))) value = TK_STR("");
  return value.ptr == NULL ? TK_STR("") : value;
}

static bool add_item(tk_arena *arena, tk_buffer *joined, tenkyo_str item) {
  tenkyo_str value = scalar(arena, item);
  if (value.ptr == NULL) return false;
  /* `- name: A B` */
  if (tk_starts_with(value, TK_STR("name:"))) value = scalar(arena, tk_cut(value, 5, value.len));
  if (value.ptr == NULL) return false;
  if (value.len > 0 && joined->length > 0) tk_buffer_add(joined, TK_STR(", "));
  tk_buffer_add(joined, value);
  return true;
}

/* [a, "b, c"] as "a, b, c". */
static bool add_flow_list(tk_arena *arena, tk_buffer *joined, tenkyo_str text) {
  size_t begin = 1;
  char mark = 0;
  for (size_t at = 1; at < text.len; at++) {
    char byte = text.ptr[at];
    bool ends = mark == 0 && (byte == ',' || byte == ']');
    if (mark != 0 && byte == mark) {
      mark = 0;
    } else if (mark == 0 && (byte == '"' || byte == '\'') && tk_trim(tk_cut(text, begin, at)).len == 0) {
      mark = byte;
    }
    if (ends && !add_item(arena, joined, tk_cut(text, begin, at))) return false;
    if (ends) begin = at + 1;
    if (ends && byte == ']') break;
  }
  return true;
}

/* The indented or dashed lines after a name that has no value on its own line. */
static bool add_block(tk_arena *arena, tk_buffer *joined, tenkyo_str front, size_t *next) {
  while (*next < front.len) {
    size_t after;
    tenkyo_str line = line_at(front, *next, &after);
    tenkyo_str trimmed = tk_trim(line);
    bool dashed = tk_starts_with(trimmed, TK_STR("- "));
    bool indented = line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
    if (trimmed.len > 0 && !dashed && !indented) break;
    if (dashed) {
      if (!add_item(arena, joined, tk_cut(trimmed, 2, trimmed.len))) return false;
    } else if (trimmed.len > 0) {
      if (joined->length > 0) tk_buffer_add_byte(joined, ' ');
      tk_buffer_add(joined, trimmed);
    }
    *next = after;
  }
  return true;
}

/* ---- Fields ------------------------------------------------------------------------------------------------------ */

typedef struct field_name {
  const char *name;
  size_t offset; /* in tenkyo_article */
} field_name;

static const field_name names[] = {
    {"title", offsetof(tenkyo_article, title)},       {"url", offsetof(tenkyo_article, url)},
    {"link", offsetof(tenkyo_article, url)},          {"source", offsetof(tenkyo_article, url)},
    {"canonical_url", offsetof(tenkyo_article, url)}, {"author", offsetof(tenkyo_article, author)},
    {"authors", offsetof(tenkyo_article, author)},    {"publisher", offsetof(tenkyo_article, publisher)},
    {"site", offsetof(tenkyo_article, publisher)},    {"published", offsetof(tenkyo_article, published)},
    {"date", offsetof(tenkyo_article, published)},    {"lang", offsetof(tenkyo_article, lang)},
    {"language", offsetof(tenkyo_article, lang)},     {"key", offsetof(tenkyo_article, key)},
};

static tenkyo_str *field_of(tenkyo_article *article, tenkyo_str name) {
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (tk_equal(name, tk_str(names[i].name))) return (tenkyo_str *)(void *)((char *)article + names[i].offset);
  }
  return NULL;
}

/* The value after the colon of a line, with the lines that belong to it. */
static tenkyo_str value_of(tk_arena *arena, tenkyo_str rest, tenkyo_str front, size_t *next) {
  tenkyo_str trimmed = tk_trim(rest);
  bool block = trimmed.len == 0 || trimmed.ptr[0] == '>' || trimmed.ptr[0] == '|' || trimmed.ptr[0] == '#';
  bool flow = trimmed.len > 0 && trimmed.ptr[0] == '[';
  if (!block && !flow) return scalar(arena, trimmed);
  tk_buffer joined;
  tk_buffer_init(&joined, arena);
  if (flow ? !add_flow_list(arena, &joined, trimmed) : !add_block(arena, &joined, front, next))
    return (tenkyo_str){NULL, 0};
  return tk_buffer_text(&joined);
}

/* `link` and `source` may name a publisher as well as an address. */
static tenkyo_str *place_for(tenkyo_article *article, tenkyo_str *field, tenkyo_str name, tenkyo_str value) {
  if (field != &article->url || tk_equal(name, TK_STR("url")) || tk_url_is(value)) return field;
  return article->publisher.len == 0 ? &article->publisher : NULL;
}

bool tk_front_matter_read(tk_arena *arena, tenkyo_str front, tenkyo_article *article) {
  size_t next;
  line_at(front, 0, &next);
  while (next < front.len) {
    tenkyo_str line = line_at(front, next, &next);
    const char *colon = line.len == 0 ? NULL : memchr(line.ptr, ':', line.len);
    if (colon == NULL) continue;
    size_t at = (size_t)(colon - line.ptr);
    tenkyo_str name = without_trailing_space(tk_cut(line, 0, at));
    tenkyo_str *field = field_of(article, name);
    bool spaced = at + 1 == line.len || line.ptr[at + 1] == ' ' || line.ptr[at + 1] == '\t';
    if (field == NULL || !spaced || field->len > 0) continue;
    tenkyo_str value = value_of(arena, tk_cut(line, at + 1, line.len), front, &next);
    if (value.ptr == NULL) return false;
    field = place_for(article, field, name, value);
    if (field != NULL) *field = value;
  }
  if (article->published.len == 0) return true;
  article->published = tk_published_from(arena, article->published);
  return article->published.ptr != NULL;
}
