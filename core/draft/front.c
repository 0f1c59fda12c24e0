/*
 * The front matter of a draft, as far as citations go: `references:` with items of id, title, URL and DOI, and
 * `bibliography:`. This is the part of YAML that such files use: block style, a field a line, nested lists left aside.
 */
#include "draft/draft.h"

typedef struct front_reader {
  tk_arena *arena;
  tenkyo_str text;
  tk_citations *citations;
  bool inside;  /* below references: */
  size_t dash;  /* indentation of its items, SIZE_MAX before the first */
  size_t field; /* indentation of an item's fields */
  tenkyo_reference *reference;
} front_reader;

static tenkyo_str without_quotes(tenkyo_str value) {
  value = tk_trim(value);
  bool quoted =
      value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'') && value.ptr[value.len - 1] == value.ptr[0];
  return quoted ? tk_cut(value, 1, value.len - 1) : value;
}

/* The value of `name:` in a line, compared without case; false when the line has another field. */
static bool read_field(tenkyo_str line, const char *name, tenkyo_str *value) {
  size_t length = strlen(name);
  if (line.len <= length || line.ptr[length] != ':') return false;
  for (size_t i = 0; i < length; i++)
    if ((line.ptr[i] | 0x20) != name[i]) return false;
  *value = without_quotes(tk_cut(line, length + 1, line.len));
  return true;
}

static void take_field(front_reader *reader, tenkyo_str line) {
  tenkyo_str value;
  tenkyo_reference *reference = reader->reference;
  if (read_field(line, "id", &value)) {
    tk_buffer key;
    tk_buffer_init(&key, reader->arena);
    tk_buffer_add_byte(&key, '@');
    tk_buffer_add(&key, value);
    reference->key = tk_buffer_text(&key);
  } else if (read_field(line, "title", &value)) {
    reference->title = reference->text = value;
  } else if (read_field(line, "url", &value)) {
    reference->url = value;
  } else if (read_field(line, "doi", &value)) {
    reference->doi = value;
  }
}

static bool read_item_line(front_reader *reader, tenkyo_str line, size_t indent, tenkyo_span span) {
  bool dash = line.ptr[0] == '-' && (line.len == 1 || line.ptr[1] == ' ');
  if (dash && (reader->dash == SIZE_MAX || indent == reader->dash)) {
    reader->dash = indent;
    reader->reference =
        tk_reference_add(reader->arena, reader->citations, span, (tenkyo_str){"", 0}, TK_LABEL_YAML, UINT32_MAX);
    if (reader->reference == NULL) return false;
    tenkyo_str rest = tk_trim(tk_cut(line, 1, line.len));
    reader->field = SIZE_MAX;
    if (rest.len == 0) return true;
    reader->field = indent + (size_t)(rest.ptr - line.ptr);
    take_field(reader, rest);
    return reader->reference->key.ptr != NULL;
  }
  if (reader->reference == NULL) return true;
  reader->reference->span.end = span.end;
  if (reader->field == SIZE_MAX) reader->field = indent;
  if (indent == reader->field && !dash) take_field(reader, line);
  return reader->reference->key.ptr != NULL;
}

static bool read_line(front_reader *reader, size_t begin, size_t end) {
  tenkyo_str line = tk_trim(tk_cut(reader->text, begin, end)), value;
  if (line.len == 0 || line.ptr[0] == '#') return true;
  size_t indent = (size_t)(line.ptr - reader->text.ptr) - begin;
  if (reader->inside && (indent > 0 || line.ptr[0] == '-'))
    return read_item_line(reader, line, indent, (tenkyo_span){begin + indent, begin + indent + line.len});
  if (indent > 0) return true;
  reader->inside = read_field(line, "references", &value);
  reader->dash = SIZE_MAX;
  reader->reference = NULL;
  if (reader->inside) reader->citations->keyed_bibliography = true;
  if (read_field(line, "bibliography", &value))
    reader->citations->keyed_bibliography = reader->citations->outside_bibliography = true;
  return true;
}

bool tk_front_references(tk_arena *arena, tenkyo_str text, tenkyo_span part, tk_citations *citations) {
  front_reader reader = {.arena = arena, .text = text, .citations = citations, .dash = SIZE_MAX};
  for (size_t at = part.begin; at < part.end;) {
    const char *newline = memchr(text.ptr + at, '\n', part.end - at);
    size_t end = newline == NULL ? part.end : (size_t)(newline - text.ptr);
    tenkyo_str line = tk_cut(text, at, end);
    bool fence = tk_equal(tk_trim(line), TK_STR("---")) || tk_equal(tk_trim(line), TK_STR("..."));
    if (!fence && !read_line(&reader, at, end)) return false;
    at = end + 1;
  }
  return true;
}
