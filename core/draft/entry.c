/*
 * The text of a reference's entry: its URL, its DOI, its title. People write entries in every order, so the title is
 * what is left; for binding, the parts that may be the title are each tried exactly.
 */
#include "draft/draft.h"

enum { PARTS_MAX = 24, PART_MIN = 6 /* characters */, ENTRY_MAX = 4000 /* bytes that are looked into */ };

static size_t decode(tenkyo_str text, size_t at, uint32_t *code) {
  *code = 0;
  return at < text.len ? tk_utf8_decode(text, at, code) : 0;
}

/* ---- URL and DOI ------------------------------------------------------------------------------------------------- */

static bool is_url_byte(char byte) { return byte > ' ' && byte < 0x7F && strchr("<>\"[]`\\^{|}", byte) == NULL; }

static size_t count_byte(tenkyo_str text, char byte) {
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++) count += text.ptr[i] == byte;
  return count;
}

/* A bracket belongs to a URL only as in ?a[1]=2; the offset behind "]", or `at`. */
static size_t skip_index(tenkyo_str text, size_t at) {
  size_t end = at + 1;
  while (end < text.len && text.ptr[end] != ']' && is_url_byte(text.ptr[end]) && end - at < 40) end++;
  bool index = end + 1 < text.len && text.ptr[end] == ']' && (text.ptr[end + 1] == '=' || text.ptr[end + 1] == '&');
  return index ? end + 1 : at;
}

size_t tk_url_end(tenkyo_str text, size_t at) {
  tenkyo_str rest = tk_cut(text, at, text.len);
  size_t scheme = tk_starts_with(rest, TK_STR("https://")) ? 8 : tk_starts_with(rest, TK_STR("http://")) ? 7 : 0;
  if (scheme == 0) return at;
  size_t end = at + scheme;
  for (;;) {
    while (end < text.len && is_url_byte(text.ptr[end])) end++;
    if (end >= text.len || text.ptr[end] != '[') break;
    size_t next = skip_index(text, end);
    if (next == end) break;
    end = next;
  }
  size_t close = count_byte(tk_cut(text, at, end), ')'), open = count_byte(tk_cut(text, at, end), '(');
  for (; end > at + scheme; end--) {
    char last = text.ptr[end - 1];
    if (last == ')' && close > open)
      close--;
    else if (strchr(".,;:!?'*_~", last) == NULL)
      break;
  }
  return end > at + scheme ? end : at;
}

static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/* The DOI that begins at `at` ("10.1234/…"); its end, or `at`. */
static size_t doi_end(tenkyo_str text, size_t at) {
  if (!tk_starts_with(tk_cut(text, at, text.len), TK_STR("10."))) return at;
  size_t end = at + 3, digits = end;
  while (end < text.len && is_digit(text.ptr[end])) end++;
  if (end - digits < 4 || end - digits > 9 || end >= text.len || text.ptr[end] != '/') return at;
  size_t slash = end;
  while (end < text.len && is_url_byte(text.ptr[end])) end++;
  size_t close = count_byte(tk_cut(text, at, end), ')'), open = count_byte(tk_cut(text, at, end), '(');
  for (; end > slash + 1; end--) {
    char last = text.ptr[end - 1];
    if (last == ')' && close > open)
      close--;
    else if (strchr(".,;:'*", last) == NULL)
      break;
  }
  return end > slash + 1 ? end : at;
}

static tenkyo_span find_url(tenkyo_str text) {
  for (size_t at = 0; at + 8 < text.len; at++) {
    size_t end = text.ptr[at] == 'h' ? tk_url_end(text, at) : at;
    if (end > at) return (tenkyo_span){at, end};
  }
  return (tenkyo_span){text.len, text.len};
}

static tenkyo_span find_doi(tenkyo_str text) {
  for (size_t at = 0; at + 8 < text.len; at++) {
    bool begins = text.ptr[at] == '1' && (at == 0 || !(is_digit(text.ptr[at - 1]) || text.ptr[at - 1] == '.'));
    size_t end = begins ? doi_end(text, at) : at;
    if (end > at) return (tenkyo_span){at, end};
  }
  return (tenkyo_span){text.len, text.len};
}

/* ---- Title ------------------------------------------------------------------------------------------------------- */

/* Marks between the parts of an entry, and what emphasises or encloses a part. */
static bool is_trimmed(uint32_t code, bool at_end) {
  tk_class class = tk_character_class(code);
  if (class == TK_SPACE || class == TK_NEWLINE) return true;
  if (code == '*' || code == '_' || code == '`' || code == '|' || code == 0xFF5C || code == ',' || code == ':' ||
      code == ';' || code == 0x3001 || code == 0xFF0C || code == 0xFF1A || code == 0x30FB || code == '-' ||
      code == 0x2013 || code == 0x2014 || code == '<')
    return true;
  return at_end ? code == '.' || code == 0x3002 || code == '(' || code == 0xFF08 || code == '[' : code == '.';
}

static tenkyo_str trim_part(tenkyo_str text) {
  uint32_t code;
  for (size_t length; (length = decode(text, 0, &code)) > 0 && is_trimmed(code, false);)
    text = tk_cut(text, length, text.len);
  while (text.len > 0) {
    size_t length = tk_utf8_decode_before(text, text.len, &code);
    if (!is_trimmed(code, true)) break;
    text.len -= length;
  }
  return text;
}

static uint32_t closing_of(uint32_t code) {
  static const uint32_t pairs[][2] = {{0x300C, 0x300D}, {0x300E, 0x300F}, {0x201C, 0x201D}, {'"', '"'},
                                      {0x300A, 0x300B}, {0xAB, 0xBB},     {0x2018, 0x2019}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (pairs[i][0] == code) return pairs[i][1];
  return 0;
}

/* The part inside the quotation marks that open at `at`, nested ones skipped; its close, or 0. */
static size_t quotation_close(tenkyo_str text, size_t at, size_t *inside) {
  uint32_t open, code;
  size_t length = decode(text, at, &open), depth = 1;
  uint32_t close = length == 0 ? 0 : closing_of(open);
  if (close == 0) return 0;
  *inside = at + length;
  for (size_t i = at + length; i < text.len; i += length) {
    length = decode(text, i, &code);
    if (code == close && --depth == 0) return i;
    if (code == open && open != close) depth++;
  }
  return 0;
}

/* Without quotation marks around the whole. */
static tenkyo_str unquote(tenkyo_str text) {
  size_t inside = 0, close = quotation_close(text, 0, &inside);
  if (close == 0) return text;
  tenkyo_str rest = trim_part(tk_cut(text, close, text.len));
  uint32_t code;
  size_t length = decode(rest, 0, &code);
  return length == rest.len ? tk_cut(text, inside, close) : text;
}

/* Notes on when a page was read: "(accessed …", 2025年8月20日閲覧, 最終閲覧日. Cut off with all behind them. */
static tenkyo_str without_access_note(tenkyo_str text) {
  static const char *const notes[] = {"(accessed",  "(Accessed", "(retrieved", "(Retrieved", "Accessed ", "Retrieved ",
                                      "（最終閲覧", "(最終閲覧", "最終閲覧",   "（閲覧日",   "(閲覧日",   "閲覧日",
                                      "（参照",     "(参照",     "（アクセス", "(アクセス"};
  for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
    size_t at = tk_search(text, tk_str(notes[i]), 0);
    if (at != SIZE_MAX && at > 0) text.len = at;
  }
  return text;
}

/* " | Publisher" at the end: no headline has that mark. */
static tenkyo_str without_publisher(tenkyo_str text) {
  size_t bar = tk_search(text, TK_STR(" | "), 0), wide = tk_search(text, TK_STR("｜"), 0);
  size_t at = bar < wide ? bar : wide;
  return at != SIZE_MAX && at > 0 ? tk_cut(text, 0, at) : text;
}

static tenkyo_str tidy(tenkyo_str text) { return unquote(trim_part(without_access_note(trim_part(text)))); }

/* The entry without its URL and DOI: the longer side of them. */
static tenkyo_str without_addresses(tenkyo_str text, tenkyo_span url, tenkyo_span doi) {
  size_t first = url.begin < doi.begin ? url.begin : doi.begin;
  size_t last = url.end > url.begin ? url.end : first;
  if (doi.end > doi.begin && doi.end > last) last = doi.end;
  tenkyo_str before = tk_cut(text, 0, first);
  static const char *const labels[] = {"doi:", "DOI:", "doi", "DOI", "URL:", "URL", "https://doi.org/", "リンク："};
  before = trim_part(before);
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
    if (tk_ends_with(before, tk_str(labels[i]))) before = trim_part(tk_cut(before, 0, before.len - strlen(labels[i])));
  if (tk_trim(before).len >= 4 || last >= text.len) return before;
  tenkyo_str after = trim_part(tk_cut(text, last, text.len));
  if (after.len > 0 && (after.ptr[0] == ')' || after.ptr[0] == '>')) after = trim_part(tk_cut(after, 1, after.len));
  return after.len > before.len ? after : before;
}

/* [Title](url) anywhere in the entry. */
static bool read_linked_title(tenkyo_str text, tenkyo_reference *reference) {
  size_t middle = tk_search(text, TK_STR("]("), 0);
  if (middle == SIZE_MAX) return false;
  size_t open = middle, depth = 1;
  while (open > 0 && depth > 0) {
    open--;
    if (text.ptr[open] == ']') depth++;
    if (text.ptr[open] == '[') depth--;
  }
  size_t begin = middle + 2;
  if (begin < text.len && text.ptr[begin] == '<') begin++;
  size_t end = tk_url_end(text, begin);
  if (depth > 0 || end == begin) return false;
  reference->url = tk_cut(text, begin, end);
  reference->title = without_publisher(tidy(tk_cut(text, open + 1, middle)));
  return true;
}

void tk_entry_read(tenkyo_str text, tenkyo_reference *reference) {
  if (text.len > ENTRY_MAX) text.len = ENTRY_MAX;
  tenkyo_span url = find_url(text), doi = find_doi(text);
  if (reference->doi.len == 0) reference->doi = tk_cut(text, doi.begin, doi.end);
  if (reference->title.len == 0 && read_linked_title(text, reference) && reference->title.len > 0 &&
      tk_url_end(reference->title, 0) == 0)
    return;
  if (reference->url.len == 0) reference->url = tk_cut(text, url.begin, url.end);
  if (reference->title.len == 0 || tk_url_end(reference->title, 0) > 0)
    reference->title = without_publisher(tidy(without_addresses(text, url, doi)));
}

/* ---- Parts that may be the title --------------------------------------------------------------------------------- */

typedef struct part_reader {
  tk_arena *arena;
  tk_text_list *parts;
  bool failed;
} part_reader;

static void add_part(part_reader *reader, tenkyo_str part) {
  part = tidy(part);
  if (tk_utf8_length(part) < PART_MIN || reader->parts->count >= PARTS_MAX) return;
  for (size_t i = 0; i < reader->parts->count; i++)
    if (tk_equal(reader->parts->items[i], part)) return;
  tenkyo_str *added = tk_push(reader->arena, reader->parts);
  if (added == NULL)
    reader->failed = true;
  else
    *added = part;
}

static void add_quoted(part_reader *reader, tenkyo_str text) {
  for (size_t at = 0, length; at < text.len; at += length) {
    uint32_t code;
    size_t inside = 0;
    length = decode(text, at, &code);
    if (closing_of(code) == 0) continue;
    size_t close = quotation_close(text, at, &inside);
    if (close == 0) return; /* looking again behind each opening mark would be quadratic */
    add_part(reader, tk_cut(text, inside, close));
    length = close - at;
  }
}

/* "Title - Publisher", "Publisher: Title", "Author, Title, date": both sides of each mark, and what lies between two.
 */
static void add_sides(part_reader *reader, tenkyo_str text, tenkyo_str mark) {
  size_t from = 0;
  for (size_t at = tk_search(text, mark, 0); at != SIZE_MAX; at = tk_search(text, mark, at + mark.len)) {
    add_part(reader, tk_cut(text, 0, at));
    add_part(reader, tk_cut(text, at + mark.len, text.len));
    add_part(reader, tk_cut(text, from, at));
    from = at + mark.len;
    if (reader->parts->count >= PARTS_MAX) return;
  }
}

/* Without brackets at the end: （ロイター、8月15日）, (Reuters, 2025). */
static tenkyo_str without_last_brackets(tenkyo_str text) {
  text = trim_part(text);
  bool wide = tk_ends_with(text, TK_STR("）"));
  if (!wide && !tk_ends_with(text, TK_STR(")"))) return text;
  for (size_t at = text.len; at > 0; at--) {
    tenkyo_str rest = tk_cut(text, at - 1, text.len);
    if (tk_starts_with(rest, wide ? TK_STR("（") : TK_STR("("))) return trim_part(tk_cut(text, 0, at - 1));
  }
  return text;
}

bool tk_title_parts(tk_arena *arena, const tenkyo_reference *reference, tk_text_list *parts) {
  static const char *const marks[] = {" | ", "｜", " - ", " – ", " — ", "―",  "). ", "）",
                                      ". ",  "。", "、",  ", ",  ": ",  "：", " / ", "／"};
  part_reader reader = {arena, parts, false};
  tenkyo_str text = reference->text;
  if (text.len > ENTRY_MAX) text.len = ENTRY_MAX;
  tenkyo_str plain = tidy(without_addresses(text, find_url(text), find_doi(text)));
  add_part(&reader, reference->title);
  add_part(&reader, plain);
  add_part(&reader, without_last_brackets(plain));
  add_quoted(&reader, plain);
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) add_sides(&reader, plain, tk_str(marks[i]));
  return !reader.failed;
}
