/*
 * The citations of a draft: its references, its markers, and which reference each key names. References are read first,
 * because some markers are only markers when the draft defines them.
 */
#include "draft/draft.h"

ptrdiff_t tk_citations_find(const tk_citations *citations, tenkyo_str key) {
  const tk_map_entry *entry = tk_map_find(&citations->keys, key);
  return entry == NULL ? -1 : (ptrdiff_t)entry->value;
}

/* ---- Keys -------------------------------------------------------------------------------------------------------- */

static bool index_keys(tk_arena *arena, tk_citations *citations) {
  tk_map_init(&citations->keys, arena);
  for (size_t i = 0; i < citations->references.count; i++) {
    bool is_new = true;
    if (citations->references.items[i].key.len == 0) continue;
    tk_map_entry *entry = tk_map_add(&citations->keys, citations->references.items[i].key, &is_new);
    if (entry == NULL) return false;
    if (is_new) entry->value = (uint32_t)i;
    citations->entries.items[i].shadowed = !is_new;
  }
  return true;
}

static bool is_number(tenkyo_str key) { return key.len > 0 && key.ptr[0] >= '0' && key.ptr[0] <= '9'; }

static bool has_numeric_marker(const tk_citations *citations) {
  for (size_t i = 0; i < citations->markers.count; i++)
    if (is_number(citations->markers.items[i].keys[0].key)) return true;
  return false;
}

/* A list in which no entry has a label, under a text with numbers: the first entry is 1. */
static bool number_by_position(tk_arena *arena, tk_citations *citations) {
  unsigned place = 0;
  for (size_t i = 0; i < citations->entries.count; i++) {
    tk_label label = citations->entries.items[i].label;
    if (label == TK_LABEL_BRACKET || label == TK_LABEL_NUMBER) return true;
    if (label == TK_LABEL_DEFINITION && is_number(citations->references.items[i].key)) return true;
  }
  if (!has_numeric_marker(citations)) return true;
  for (size_t i = 0; i < citations->entries.count; i++) {
    tk_buffer key;
    if (citations->entries.items[i].label != TK_LABEL_NONE) continue;
    tk_buffer_init(&key, arena);
    tk_buffer_format(&key, "%u", ++place);
    citations->references.items[i].key = tk_buffer_text(&key);
    citations->entries.items[i].label = TK_LABEL_POSITION;
    if (key.failed) return false;
  }
  return index_keys(arena, citations);
}

/* A superscript number may name a footnote of Markdown. */
static ptrdiff_t find_reference(tk_arena *arena, const tk_citations *citations, const tenkyo_key *key, tenkyo_str text,
                                bool *failed) {
  ptrdiff_t found = tk_citations_find(citations, key->key);
  if (found >= 0 || !is_number(key->key) || (unsigned char)text.ptr[key->span.begin] < 0x80) return found;
  tk_buffer footnote;
  tk_buffer_init(&footnote, arena);
  tk_buffer_add_byte(&footnote, '^');
  tk_buffer_add(&footnote, key->key);
  *failed = *failed || footnote.failed;
  return footnote.failed ? -1 : tk_citations_find(citations, tk_buffer_text(&footnote));
}

static bool resolve_keys(tk_arena *arena, tk_citations *citations, tenkyo_str text) {
  bool failed = false;
  for (size_t i = 0; i < citations->markers.count && !failed; i++) {
    const tenkyo_marker *marker = &citations->markers.items[i];
    tenkyo_key *keys = tk_arena_array(arena, marker->key_count, sizeof *keys);
    if (keys == NULL) return false;
    for (size_t k = 0; k < marker->key_count; k++) {
      keys[k] = marker->keys[k];
      keys[k].reference = find_reference(arena, citations, &keys[k], text, &failed);
    }
    citations->markers.items[i].keys = keys;
  }
  return !failed;
}

/* ---- Markers ----------------------------------------------------------------------------------------------------- */

static bool holds_markers(tk_block_kind kind) {
  return kind == TK_PARAGRAPH || kind == TK_HEADING || kind == TK_LIST_ITEM || kind == TK_QUOTATION || kind == TK_TABLE;
}

/* The text of a footnote may cite by @key; a number in brackets there is no marker. */
static bool read_footnote(tk_arena *arena, tenkyo_str text, const tenkyo_reference *note, tk_citations *citations) {
  size_t begin = (size_t)(note->text.ptr - text.ptr), kept = citations->markers.count;
  tk_block part = {.kind = TK_PARAGRAPH, .span = {begin, note->span.end}, .content = {begin, note->span.end}};
  if (note->text.len == 0) return true;
  if (!tk_inline_read(arena, text, &part, citations)) return false;
  for (size_t i = kept; i < citations->markers.count; i++) {
    const tenkyo_marker *marker = &citations->markers.items[i];
    if (marker->keys[0].key.ptr[0] == '@') citations->markers.items[kept++] = *marker;
  }
  citations->markers.count = kept;
  return true;
}

static bool read_markers(tk_arena *arena, const tk_document *draft, tk_citations *citations) {
  size_t next = 0; /* the first reference that does not begin before the block */
  for (size_t i = 0; i < draft->blocks.count; i++) {
    const tk_block *block = &draft->blocks.items[i];
    bool read = true;
    while (next < citations->references.count && citations->references.items[next].span.begin < block->span.begin)
      next++;
    if (block->span.begin >= citations->tail) break;
    if (holds_markers(block->kind)) read = tk_inline_read(arena, draft->text, block, citations);
    bool note = block->kind == TK_REFERENCE && next < citations->references.count &&
                citations->references.items[next].span.begin < block->span.end &&
                citations->entries.items[next].label == TK_LABEL_FOOTNOTE;
    if (note) read = read_footnote(arena, draft->text, &citations->references.items[next], citations);
    if (!read) return false;
  }
  return true;
}

bool tk_citations_read(tk_arena *arena, const tk_document *draft, tk_citations *citations) {
  *citations = (tk_citations){.tail = SIZE_MAX};
  return tk_references_read(arena, draft, citations) && index_keys(arena, citations) &&
         read_markers(arena, draft, citations) && number_by_position(arena, citations) &&
         resolve_keys(arena, citations, draft->text);
}

/* ---- The public call --------------------------------------------------------------------------------------------- */

static tenkyo_status check_text(tenkyo_str text, tenkyo_format format, tenkyo_error *error) {
  if (text.len > TENKYO_TEXT_MAX) return tk_fail(error, TENKYO_INVALID, 0, "the text is longer than 2 GiB");
  if (format != TENKYO_FORMAT_AUTO && format != TENKYO_FORMAT_TEXT && format != TENKYO_FORMAT_MARKDOWN)
    return tk_fail(error, TENKYO_UNSUPPORTED, 0, "citations are read in text and markdown only");
  return TENKYO_OK;
}

static bool fill_citations(tenkyo_result *result, tenkyo_str text, const tenkyo_text_options *options) {
  tk_arena scratch;
  tk_document document = {0};
  tk_citations citations;
  tk_arena_init(&scratch, result->arena.allocator);
  tenkyo_str copy = tk_arena_copy(&result->arena, text);
  bool read = copy.ptr != NULL &&
              tk_document_read(&scratch, copy, options->format, tk_language_from_tag(options->lang), &document) &&
              tk_citations_read(&result->arena, &document, &citations);
  if (read) {
    result->markers = citations.markers.items;
    result->marker_count = citations.markers.count;
    result->references = citations.references.items;
    result->reference_count = citations.references.count;
  }
  tk_arena_free(&scratch);
  return read;
}

tenkyo_status tenkyo_citations(tenkyo_str text, const tenkyo_text_options *options, tenkyo_result **out,
                               tenkyo_error *error) {
  tenkyo_text_options known;
  *out = NULL;
  tenkyo_status status = tk_options_read(&known, sizeof known, options, error);
  if (status == TENKYO_OK) status = check_text(text, known.format, error);
  if (status != TENKYO_OK) return status;
  if (tenkyo_cancel_is_set(known.cancel)) return tk_cancelled(error);
  tenkyo_result *result = tk_result_new(known.allocator);
  if (result == NULL) return tk_no_memory(error);
  if (!fill_citations(result, text, &known)) {
    tenkyo_result_free(result);
    return tk_no_memory(error);
  }
  *out = result;
  return TENKYO_OK;
}

const tenkyo_marker *tenkyo_result_markers(const tenkyo_result *result, size_t *count) {
  if (count != NULL) *count = result == NULL ? 0 : result->marker_count;
  return result == NULL ? NULL : result->markers;
}

const tenkyo_reference *tenkyo_result_references(const tenkyo_result *result, size_t *count) {
  if (count != NULL) *count = result == NULL ? 0 : result->reference_count;
  return result == NULL ? NULL : result->references;
}
