/*
 * The articles of a check, each read once: its sentences as lists of term numbers, so that a claim is compared with all
 * of them by looking into an array, and its facts when a claim has any. Lives as long as the check.
 */
#include "draft/draft.h"

tenkyo_status tk_library_open(tk_library *library, tenkyo_store *store, tk_arena *arena, tenkyo_error *error) {
  *library = (tk_library){.store = store, .arena = arena};
  tk_map_init(&library->terms, arena);
  tk_map_init(&library->ids, arena);
  if (!tk_store_frequency(store, (tenkyo_str){"", 0}, &library->total)) return tk_no_memory(error);
  return TENKYO_OK;
}

/* ---- Terms ------------------------------------------------------------------------------------------------------- */

static bool reserve_terms(tk_library *library, size_t count) {
  if (count <= library->term_room) return true;
  size_t room = library->term_room == 0 ? 4096 : library->term_room * 2;
  while (room < count) room *= 2;
  size_t before = library->term_room;
  double *documents =
      tk_arena_resize(library->arena, library->documents, before * sizeof *documents, room * sizeof *documents);
  if (documents == NULL) return false;
  library->documents = documents;
  uint32_t *marks = tk_arena_resize(library->arena, library->marks, before * sizeof *marks, room * sizeof *marks);
  if (marks == NULL) return false;
  library->marks = marks;
  for (size_t i = before; i < room; i++) documents[i] = -1;
  library->term_room = room;
  return true;
}

/* The number of a term; the text is copied when it is new. SIZE_MAX when memory is out. */
static size_t term_number(tk_library *library, tenkyo_str text) {
  const tk_map_entry *known = tk_map_find(&library->terms, text);
  if (known != NULL) return known->value;
  size_t number = library->terms.count;
  tenkyo_str copy = tk_arena_copy(library->arena, text);
  if (copy.ptr == NULL || !reserve_terms(library, number + 1)) return SIZE_MAX;
  tk_map_entry *entry = tk_map_add(&library->terms, copy, NULL);
  if (entry == NULL) return SIZE_MAX;
  entry->value = (uint32_t)number;
  return number;
}

TK_LIST(number_list, uint32_t);

/* Appends the distinct terms of a sentence. `marks` serve as a note of what was seen, and are 0 again at the end. */
static bool add_sentence(tk_library *library, tk_arena *scratch, tenkyo_str text, number_list *numbers) {
  tk_term_list terms = {0};
  size_t from = numbers->count;
  bool added = tk_terms(scratch, text, &terms);
  for (size_t i = 0; i < terms.count && added; i++) {
    size_t number = term_number(library, terms.items[i].text);
    added = number != SIZE_MAX;
    if (!added || library->marks[number] != 0) continue;
    uint32_t *place = tk_push(library->arena, numbers);
    added = place != NULL;
    if (!added) continue;
    *place = (uint32_t)number;
    library->marks[number] = 1;
  }
  if (numbers->items == NULL) return added; /* nothing was marked */
  for (size_t i = from; i < numbers->count; i++) library->marks[numbers->items[i]] = 0;
  return added;
}

tenkyo_str tk_reading_text(const tk_reading *reading, size_t sentence) {
  if (sentence >= reading->sentence_count) return reading->source.article.title;
  tenkyo_span span = reading->source.document.sentences.items[sentence].span;
  return tk_cut(reading->source.document.text, span.begin, span.end);
}

static bool read_terms(tk_library *library, tk_reading *reading) {
  tk_arena scratch;
  number_list numbers = {0};
  size_t *begin = tk_arena_array(library->arena, reading->sentence_count + 1, sizeof *begin);
  bool read = begin != NULL;
  for (size_t i = 0; i < reading->sentence_count && read; i++) {
    begin[i] = numbers.count;
    tk_arena_init(&scratch, library->arena->allocator);
    read = add_sentence(library, &scratch, tk_reading_text(reading, i), &numbers);
    tk_arena_free(&scratch);
  }
  if (!read) return false;
  begin[reading->sentence_count] = numbers.count;
  reading->terms = numbers.items;
  reading->term_begin = begin;
  return true;
}

/* ---- Articles ---------------------------------------------------------------------------------------------------- */

static tenkyo_status read_article(tk_library *library, int64_t id, tk_reading *reading, tenkyo_error *error) {
  tenkyo_status status = tk_store_source(library->store, library->arena, id, &reading->source, error);
  if (status != TENKYO_OK) return status;
  reading->sentence_count = reading->source.document.sentences.count;
  reading->published = tk_day_parse(reading->source.article.published);
  return read_terms(library, reading) ? TENKYO_OK : tk_no_memory(error);
}

tenkyo_status tk_library_read(tk_library *library, int64_t id, tk_reading **out, tenkyo_error *error) {
  const tk_map_entry *known = tk_map_find(&library->ids, (tenkyo_str){(const char *)&id, sizeof id});
  *out = NULL;
  if (known != NULL) {
    *out = library->readings[known->value];
    return TENKYO_OK;
  }
  tk_reading *reading = tk_arena_alloc(library->arena, sizeof *reading);
  if (reading == NULL) return tk_no_memory(error);
  tenkyo_status status = read_article(library, id, reading, error);
  if (status != TENKYO_OK) return status;
  if (!tk_list_grow(library->arena, &library->readings, library->reading_count, &library->reading_capacity,
                    sizeof *library->readings))
    return tk_no_memory(error);
  tk_map_entry *entry =
      tk_map_add(&library->ids, (tenkyo_str){(const char *)&reading->source.id, sizeof reading->source.id}, NULL);
  if (entry == NULL) return tk_no_memory(error);
  entry->value = (uint32_t)library->reading_count;
  library->readings[library->reading_count++] = reading;
  *out = reading;
  return TENKYO_OK;
}

/* ---- Facts ------------------------------------------------------------------------------------------------------- */

static bool add_facts(tk_library *library, tk_reading *reading, size_t sentence) {
  const tk_document *document = &reading->source.document;
  bool title = sentence >= reading->sentence_count;
  size_t offset = title ? 0 : document->sentences.items[sentence].span.begin, from = reading->facts.count;
  tk_language language = title ? document->language : document->sentences.items[sentence].language;
  tk_fact_options options = {language, reading->published};
  if (!tk_facts(library->arena, tk_reading_text(reading, sentence), &options, &reading->facts)) return false;
  for (size_t i = from; i < reading->facts.count; i++) {
    reading->facts.items[i].span.begin += offset;
    reading->facts.items[i].span.end += offset;
  }
  return true;
}

bool tk_library_facts(tk_library *library, tk_reading *reading) {
  if (reading->fact_begin != NULL) return true;
  size_t *begin = tk_arena_array(library->arena, reading->sentence_count + 2, sizeof *begin);
  if (begin == NULL) return false;
  for (size_t i = 0; i <= reading->sentence_count; i++) {
    begin[i] = reading->facts.count;
    if (!add_facts(library, reading, i)) return false;
  }
  begin[reading->sentence_count + 1] = reading->facts.count;
  reading->anchors = tk_arena_array(library->arena, reading->facts.count, sizeof *reading->anchors);
  if (reading->anchors == NULL) return false;
  reading->fact_begin = begin;
  return true;
}

size_t tk_reading_sentence(const tk_reading *reading, size_t fact) {
  size_t low = 0, high = reading->sentence_count;
  while (low < high) {
    size_t middle = low + (high - low + 1) / 2;
    if (reading->fact_begin[middle] <= fact)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

const tk_anchors *tk_library_anchors(tk_library *library, tk_reading *reading, size_t fact) {
  if (reading->anchors[fact].read) return &reading->anchors[fact];
  const tk_document *document = &reading->source.document;
  size_t sentence = tk_reading_sentence(reading, fact), begin = reading->fact_begin[sentence];
  bool title = sentence >= reading->sentence_count;
  size_t offset = title ? 0 : document->sentences.items[sentence].span.begin;
  tk_language language = title ? document->language : document->sentences.items[sentence].language;
  if (!tk_anchors_read(library->arena, tk_reading_text(reading, sentence), offset, language,
                       reading->facts.items + begin, reading->fact_begin[sentence + 1] - begin,
                       reading->anchors + begin))
    return NULL;
  return &reading->anchors[fact];
}
