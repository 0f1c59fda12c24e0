/*
 * What kind of file an import has before it.
 */
#include "store/reader.h"

typedef struct extension {
  const char *name; /* lower-case */
  tk_kind kind;
} extension;

static const extension extensions[] = {
    {"txt", TK_KIND_TEXT},     {"text", TK_KIND_TEXT},      {"md", TK_KIND_MARKDOWN},  {"markdown", TK_KIND_MARKDOWN},
    {"mkd", TK_KIND_MARKDOWN}, {"mdown", TK_KIND_MARKDOWN}, {"qmd", TK_KIND_MARKDOWN}, {"json", TK_KIND_JSON},
    {"jsonl", TK_KIND_JSONL},  {"ndjson", TK_KIND_JSONL},   {"html", TK_KIND_LATER},   {"htm", TK_KIND_LATER},
    {"xhtml", TK_KIND_LATER},  {"pdf", TK_KIND_LATER},      {"docx", TK_KIND_LATER},   {"doc", TK_KIND_LATER},
    {"odt", TK_KIND_LATER},    {"epub", TK_KIND_LATER},     {"rtf", TK_KIND_LATER},
};

tk_kind tk_kind_of_path(tenkyo_str path) {
  size_t dot = path.len;
  while (dot > 0 && path.ptr[dot - 1] != '.' && path.ptr[dot - 1] != '/') dot--;
  if (dot == 0 || path.ptr[dot - 1] != '.') return TK_KIND_UNKNOWN;
  tenkyo_str name = tk_cut(path, dot, path.len);
  for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++) {
    if (tk_equal_folded(name, extensions[i].name)) return extensions[i].kind;
  }
  return TK_KIND_OTHER;
}

bool tk_kind_of_format(tenkyo_format format, tk_kind *kind) {
  switch (format) {
  case TENKYO_FORMAT_TEXT: *kind = TK_KIND_TEXT; return true;
  case TENKYO_FORMAT_MARKDOWN: *kind = TK_KIND_MARKDOWN; return true;
  case TENKYO_FORMAT_JSON: *kind = TK_KIND_JSON; return true;
  case TENKYO_FORMAT_JSONL: *kind = TK_KIND_JSONL; return true;
  default: return false;
  }
}

const char *tk_no_text_reason(tenkyo_str bytes) {
  if (tk_starts_with(bytes, TK_STR("\xFF\xFE")) || tk_starts_with(bytes, TK_STR("\xFE\xFF")))
    return "the text is in UTF-16: save it as UTF-8";
  if (tk_starts_with(bytes, TK_STR("%PDF-")) || tk_starts_with(bytes, TK_STR("PK\x03\x04")))
    return "this file format is not read yet";
  if (bytes.len > 0 && memchr(bytes.ptr, '\0', bytes.len) != NULL) return "the file has NUL bytes: it is no text";
  return NULL;
}

tenkyo_str tk_without_mark(tenkyo_str bytes) {
  return tk_starts_with(bytes, TK_STR("\xEF\xBB\xBF")) ? tk_cut(bytes, 3, bytes.len) : bytes;
}
