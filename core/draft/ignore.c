/*
 * What the writer does not want to hear: `<!-- tenkyo: ignore CODE -->` on a line or the one before, `ignore-file` for
 * the whole draft, and `.tenkyo/ignore` beside the draft or in a folder above it, a code and a sentence's hash per
 * line.
 */
#include "draft/draft.h"

#include <stdio.h>
#include <sys/stat.h>

enum {
  CODE_COUNT = TENKYO_NOT_SUPPORTED_CLAIM + 1,
  FOLDERS_MAX = 64,
  SENTENCE_LINES_MAX = 200, /* a longer sentence is looked at only where it begins and where the finding is */
  FILE_MAX = 1 << 20
};

static const uint16_t every_code = (1u << CODE_COUNT) - 1;

/* ---- Comments ---------------------------------------------------------------------------------------------------- */

static size_t line_of(const tk_silence *silence, size_t at) {
  size_t low = 0, high = silence->line_count - 1;
  while (low < high) {
    size_t middle = low + (high - low + 1) / 2;
    if (silence->line_begin[middle] <= at)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

static bool index_lines(tk_arena *arena, tenkyo_str text, tk_silence *silence) {
  size_t count = 1;
  for (size_t i = 0; i < text.len; i++) count += text.ptr[i] == '\n';
  uint32_t *begin = tk_arena_array(arena, count, sizeof *begin);
  silence->lines = tk_arena_array(arena, count, sizeof *silence->lines);
  if (begin == NULL || silence->lines == NULL) return false;
  for (size_t i = 0, line = 1; i < text.len; i++)
    if (text.ptr[i] == '\n') begin[line++] = (uint32_t)(i + 1);
  silence->line_begin = begin;
  silence->line_count = count;
  return true;
}

/* The codes that a comment names; all when it names none. A name that is none of ours silences nothing. */
static uint16_t read_codes(tenkyo_str names) {
  unsigned codes = 0;
  bool named = false;
  for (size_t at = 0; at < names.len;) {
    size_t end = at;
    while (end < names.len && strchr(" ,\t\r\n", names.ptr[end]) == NULL) end++;
    tenkyo_str name = tk_cut(names, at, end);
    if (name.len > 0) named = true;
    for (int code = 0; code < CODE_COUNT; code++)
      if (tk_equal(name, tk_str(tenkyo_code_name((tenkyo_code)code)))) codes |= 1u << code;
    at = end + 1;
  }
  return named ? (uint16_t)codes : every_code;
}

static bool is_in_code(const tk_document *draft, size_t at) {
  size_t low = 0, high = draft->blocks.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (draft->blocks.items[middle].span.end <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low < draft->blocks.count && draft->blocks.items[low].kind == TK_CODE &&
         draft->blocks.items[low].span.begin <= at;
}

static bool is_blank(tenkyo_str text) {
  text = tk_trim(text);
  return text.len == 0;
}

static tenkyo_str line_text(const tk_silence *silence, tenkyo_str draft, size_t line) {
  size_t end = line + 1 < silence->line_count ? silence->line_begin[line + 1] : draft.len;
  return tk_cut(draft, silence->line_begin[line], end);
}

/* A comment that has its line to itself speaks of the next line with text; any other of its line and the next. */
static void silence_lines(tk_silence *silence, tenkyo_str draft, tenkyo_span comment, uint16_t codes) {
  size_t first = line_of(silence, comment.begin), last = line_of(silence, comment.end - 1);
  for (size_t line = first; line <= last; line++) silence->lines[line] |= codes;
  size_t next = last + 1;
  bool own = is_blank(tk_cut(draft, silence->line_begin[first], comment.begin));
  while (own && next < silence->line_count && is_blank(line_text(silence, draft, next))) next++;
  if (next < silence->line_count) silence->lines[next] |= codes;
}

static void read_comment(const tk_document *draft, tk_silence *silence, tenkyo_span comment) {
  tenkyo_str inside = tk_trim(tk_cut(draft->text, comment.begin + 4, comment.end - 3));
  if (!tk_starts_with(inside, TK_STR("tenkyo:"))) return;
  inside = tk_trim(tk_cut(inside, 7, inside.len));
  bool file = tk_starts_with(inside, TK_STR("ignore-file"));
  size_t length = file ? 11 : 6;
  if (!tk_starts_with(inside, TK_STR("ignore"))) return;
  if (inside.len > length && strchr(" ,\t\r\n", inside.ptr[length]) == NULL) return;
  uint16_t codes = read_codes(tk_cut(inside, length, inside.len));
  if (is_in_code(draft, comment.begin)) return;
  if (file)
    silence->file |= codes;
  else
    silence_lines(silence, draft->text, comment, codes);
}

static void read_comments(const tk_document *draft, tk_silence *silence) {
  size_t at = 0;
  for (;;) {
    size_t begin = tk_search(draft->text, TK_STR("<!--"), at);
    if (begin == SIZE_MAX) return;
    size_t end = tk_search(draft->text, TK_STR("-->"), begin + 4);
    if (end == SIZE_MAX) return;
    read_comment(draft, silence, (tenkyo_span){begin, end + 3});
    at = end + 3;
  }
}

/* ---- The file ---------------------------------------------------------------------------------------------------- */

static tenkyo_str read_file(tk_arena *arena, FILE *file) {
  tk_buffer bytes;
  char part[4096];
  size_t count;
  tk_buffer_init(&bytes, arena);
  while (bytes.length < FILE_MAX && (count = fread(part, 1, sizeof part, file)) > 0)
    tk_buffer_add(&bytes, (tenkyo_str){part, count});
  return tk_buffer_text(&bytes);
}

static bool read_ignored(tk_arena *arena, tenkyo_str text, tk_silence *silence) {
  for (size_t at = 0; at < text.len;) {
    const char *newline = memchr(text.ptr + at, '\n', text.len - at);
    size_t end = newline == NULL ? text.len : (size_t)(newline - text.ptr);
    tenkyo_str line = tk_trim(tk_cut(text, at, end));
    at = end + 1;
    const char *space = line.len == 0 ? NULL : memchr(line.ptr, ' ', line.len);
    if (space == NULL || line.ptr[0] == '#') continue;
    tenkyo_str hash = tk_trim(tk_cut(line, (size_t)(space - line.ptr), line.len));
    tk_buffer entry;
    tk_buffer_init(&entry, arena);
    tk_buffer_add(&entry, tk_cut(line, 0, (size_t)(space - line.ptr)));
    tk_buffer_add_byte(&entry, ' ');
    tk_buffer_add(&entry, tk_cut(hash, 0, hash.len < 16 ? hash.len : 16));
    if (entry.failed || tk_map_add(&silence->ignored, tk_buffer_text(&entry), NULL) == NULL) return false;
  }
  return true;
}

/* The folder of a path, without its last name; "." when it has none. */
static tenkyo_str folder_of(tenkyo_str path) {
  size_t end = path.len;
  while (end > 0 && path.ptr[end - 1] != '/') end--;
  if (end == 0) return TK_STR(".");
  return tk_cut(path, 0, end > 1 ? end - 1 : 1);
}

static bool is_same_folder(const char *a, const char *b) {
  struct stat first, second;
  return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

static tenkyo_str joined(tk_arena *arena, tenkyo_str folder, const char *name) {
  tk_buffer path;
  tk_buffer_init(&path, arena);
  tk_buffer_add(&path, folder);
  tk_buffer_add(&path, tk_str(name));
  return tk_buffer_text(&path);
}

/* The nearest file upwards; a folder that is its own parent is the root. A draft in a folder that does not exist yet
 * belongs to the folder above. */
static bool find_ignored(tk_arena *arena, const char *path, tk_silence *silence) {
  tenkyo_str folder = folder_of(tk_str(path));
  for (int i = 0; i < FOLDERS_MAX; i++) {
    tenkyo_str name = joined(arena, folder, "/.tenkyo/ignore"), parent = joined(arena, folder, "/..");
    tenkyo_str here = joined(arena, folder, "");
    struct stat status;
    if (name.ptr == NULL || parent.ptr == NULL || here.ptr == NULL) return false;
    if (stat(here.ptr, &status) != 0) {
      tenkyo_str above = folder_of(folder);
      if (above.len >= folder.len) return true;
      folder = above;
      continue;
    }
    FILE *file = stat(name.ptr, &status) == 0 && S_ISREG(status.st_mode) ? fopen(name.ptr, "rb") : NULL;
    if (file != NULL) {
      tenkyo_str text = read_file(arena, file);
      fclose(file);
      return text.ptr != NULL && read_ignored(arena, text, silence);
    }
    if (is_same_folder(here.ptr, parent.ptr)) return true;
    folder = parent;
  }
  return true;
}

/* ---- Asking ------------------------------------------------------------------------------------------------------ */

bool tk_silence_read(tk_arena *arena, const tk_document *draft, const char *path, tk_silence *silence) {
  *silence = (tk_silence){0};
  tk_map_init(&silence->ignored, arena);
  if (!index_lines(arena, draft->text, silence)) return false;
  read_comments(draft, silence);
  return path == NULL || path[0] == '\0' || find_ignored(arena, path, silence);
}

static unsigned codes_between(const tk_silence *silence, size_t begin, size_t end) {
  size_t first = line_of(silence, begin), last = line_of(silence, end);
  unsigned codes = 0;
  if (last - first > SENTENCE_LINES_MAX) last = first + SENTENCE_LINES_MAX;
  for (size_t line = first; line <= last; line++) codes |= silence->lines[line];
  return codes;
}

bool tk_is_silenced(const tk_silence *silence, const tenkyo_finding *finding) {
  unsigned bit = 1u << finding->code, codes = silence->file;
  codes |= codes_between(silence, finding->sentence.begin, finding->sentence.end);
  codes |= codes_between(silence, finding->span.begin, finding->span.end);
  if ((codes & bit) != 0) return true;
  char entry[64];
  int length = snprintf(entry, sizeof entry, "%s %s", tenkyo_code_name(finding->code), finding->hash);
  return length > 0 && tk_map_find(&silence->ignored, (tenkyo_str){entry, (size_t)length}) != NULL;
}

bool tk_sentence_hash(tk_arena *scratch, tenkyo_str sentence, char hash[17]) {
  tk_view view;
  char hex[65];
  if (!tk_normalize(scratch, sentence, &view)) return false;
  tk_sha256_hex(view.text, hex);
  memcpy(hash, hex, 16);
  hash[16] = '\0';
  return true;
}
