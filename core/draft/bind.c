/*
 * Which article each reference is: by the writer's own link, by key, DOI, URL, or a title that is the same in the
 * normalised form. Nothing here guesses: a similar title is only offered, in a finding.
 */
#include "draft/draft.h"

static const size_t no_reference = SIZE_MAX;

/* ---- One reference ----------------------------------------------------------------------------------------------- */

typedef tenkyo_status (*finder)(tenkyo_store *, tenkyo_str, int64_t *, tenkyo_error *);

/* Asks once more unless it is already found; an article that is the draft itself is not found. */
static tenkyo_status ask(const tk_draft *draft, finder find, tenkyo_str name, int64_t *id, tenkyo_error *error) {
  if (*id != 0 || name.len == 0) return TENKYO_OK;
  bool is_draft = false;
  tenkyo_status status = find(draft->store, name, id, error);
  if (status == TENKYO_OK && *id != 0)
    status = tk_store_is_draft(draft->store, *id, draft->text, draft->path, &is_draft, error);
  if (status != TENKYO_OK || is_draft) *id = 0;
  return status;
}

static bool is_store_key(const tenkyo_reference *reference, tk_label label, tenkyo_str *key) {
  *key = reference->key;
  if (key->len == 0 || label == TK_LABEL_FOOTNOTE || label == TK_LABEL_NUMBER || label == TK_LABEL_POSITION)
    return false;
  if (key->ptr[0] == '@')
    *key = tk_cut(*key, 1, key->len);
  else if (key->ptr[0] >= '0' && key->ptr[0] <= '9')
    return false;
  return key->len > 0;
}

static tenkyo_status ask_doi(const tk_draft *draft, tenkyo_str doi, int64_t *id, tk_arena *scratch,
                             tenkyo_error *error) {
  tk_buffer url;
  if (doi.len == 0) return TENKYO_OK;
  tk_buffer_init(&url, scratch);
  tk_buffer_add(&url, TK_STR("https://doi.org/"));
  tk_buffer_add(&url, doi);
  return url.failed ? tk_no_memory(error) : ask(draft, tk_store_find_url, tk_buffer_text(&url), id, error);
}

static tenkyo_status bind_reference(const tk_draft *draft, size_t index, int64_t *id, tk_arena *scratch,
                                    tenkyo_error *error) {
  const tenkyo_reference *reference = &draft->citations.references.items[index];
  tenkyo_str key;
  tk_text_list titles = {0};
  tenkyo_status status = ask(draft, tk_store_find_link, reference->url, id, error);
  if (status == TENKYO_OK) status = ask(draft, tk_store_find_link, reference->text, id, error);
  if (status == TENKYO_OK) status = ask(draft, tk_store_find_link, reference->title, id, error);
  if (status == TENKYO_OK && is_store_key(reference, draft->citations.entries.items[index].label, &key))
    status = ask(draft, tk_store_find_key, key, id, error);
  if (status == TENKYO_OK) status = ask_doi(draft, reference->doi, id, scratch, error);
  if (status == TENKYO_OK) status = ask(draft, tk_store_find_url, reference->url, id, error);
  if (status == TENKYO_OK) status = ask(draft, tk_store_find_title, reference->title, id, error);
  if (status != TENKYO_OK || *id != 0) return status;
  if (!tk_title_parts(scratch, reference, &titles)) return tk_no_memory(error);
  for (size_t i = 0; i < titles.count && status == TENKYO_OK; i++)
    status = ask(draft, tk_store_find_title, titles.items[i], id, error);
  return status;
}

/* ---- Markers that name an article themselves --------------------------------------------------------------------- */

/* Points a key to a reference; the marker's keys may be shared, so they are copied. */
static bool point_key(tk_arena *arena, tenkyo_marker *marker, size_t key, size_t reference) {
  tenkyo_key *keys = tk_arena_array(arena, marker->key_count, sizeof *keys);
  if (keys == NULL) return false;
  memcpy(keys, marker->keys, marker->key_count * sizeof *keys);
  keys[key].reference = (ptrdiff_t)reference;
  marker->keys = keys;
  return true;
}

TK_LIST(id_list, int64_t);

typedef struct store_reader {
  tk_draft *draft;
  id_list ids;  /* for each reference */
  tk_map names; /* keys and URLs that were asked for: the reference, or no_answer */
} store_reader;

static const uint32_t no_answer = UINT32_MAX;

static bool add_store_reference(store_reader *reader, const tenkyo_key *key, int64_t id, size_t *index) {
  tk_draft *draft = reader->draft;
  tenkyo_reference *reference =
      tk_reference_add(draft->arena, &draft->citations, key->span, key->key, TK_LABEL_STORE, UINT32_MAX);
  int64_t *place = reference == NULL ? NULL : tk_push(draft->arena, &reader->ids);
  if (place == NULL) return false;
  *place = id;
  reference->text = key->key;
  if (key->key.ptr[0] != '@') reference->url = key->key;
  *index = reader->ids.count - 1;
  return true;
}

/* The reference for a key that names a stored article: one that is bound to it already, else a new one. */
static tenkyo_status find_named(store_reader *reader, const tenkyo_key *key, finder find, size_t *index,
                                tenkyo_error *error) {
  bool is_new, at_key = key->key.len > 0 && key->key.ptr[0] == '@';
  int64_t id = 0;
  *index = no_reference;
  tk_map_entry *entry = tk_map_add(&reader->names, key->key, &is_new);
  if (entry == NULL) return tk_no_memory(error);
  if (!is_new) {
    if (entry->value != no_answer) *index = entry->value;
    return TENKYO_OK;
  }
  entry->value = no_answer;
  tenkyo_status status = ask(reader->draft, find, tk_cut(key->key, at_key ? 1 : 0, key->key.len), &id, error);
  if (status != TENKYO_OK || id == 0) return status;
  for (size_t i = 0; i < reader->ids.count && *index == no_reference; i++)
    if (reader->ids.items[i] == id) *index = i;
  if (*index == no_reference && !add_store_reference(reader, key, id, index)) return tk_no_memory(error);
  entry->value = (uint32_t)*index;
  return TENKYO_OK;
}

static tenkyo_status bind_keys(store_reader *reader, tenkyo_error *error) {
  tk_draft *draft = reader->draft;
  tk_marker_list *markers = &draft->citations.markers;
  for (size_t i = 0; i < markers->count; i++) {
    for (size_t k = 0; k < markers->items[i].key_count; k++) {
      const tenkyo_key *key = &markers->items[i].keys[k];
      size_t index;
      if (key->reference >= 0 || key->key.ptr[0] != '@') continue;
      tenkyo_status status = find_named(reader, key, tk_store_find_key, &index, error);
      if (status != TENKYO_OK) return status;
      if (index != no_reference && !point_key(draft->arena, &markers->items[i], k, index)) return tk_no_memory(error);
    }
  }
  return TENKYO_OK;
}

/* A link to the URL of an entry cites it, whether it is in the store or not. */
static bool mention_urls(tk_draft *draft) {
  tk_map urls;
  tk_map_init(&urls, draft->arena);
  if (draft->citations.links.count == 0) return true;
  for (size_t i = 0; i < draft->citations.references.count; i++) {
    if (draft->citations.references.items[i].url.len == 0) continue;
    tenkyo_str url = tk_url_normalize(draft->arena, draft->citations.references.items[i].url);
    tk_map_entry *entry = url.ptr == NULL ? NULL : tk_map_add(&urls, url, NULL);
    if (entry == NULL) return false;
    entry->value = (uint32_t)i;
  }
  for (size_t i = 0; i < draft->citations.links.count && urls.count > 0; i++) {
    tenkyo_str url = tk_url_normalize(draft->arena, draft->citations.links.items[i].keys[0].key);
    if (url.ptr == NULL) return false;
    tk_map_entry *entry = tk_map_find(&urls, url);
    if (entry != NULL) draft->citations.entries.items[entry->value].mentioned = true;
  }
  return true;
}

/* Links that name an article join the markers, in the order of the text. */
static tenkyo_status bind_links(store_reader *reader, tenkyo_error *error) {
  tk_draft *draft = reader->draft;
  tk_citations *citations = &draft->citations;
  tk_marker_list merged = {0};
  size_t next = 0;
  if (citations->links.count == 0) return TENKYO_OK;
  for (size_t i = 0; i < citations->links.count; i++) {
    tenkyo_marker link = citations->links.items[i];
    size_t index;
    tenkyo_status status = find_named(reader, &link.keys[0], tk_store_find_url, &index, error);
    if (status != TENKYO_OK) return status;
    if (index == no_reference) continue;
    for (; next < citations->markers.count && citations->markers.items[next].span.begin < link.span.begin; next++) {
      tenkyo_marker *kept = tk_push(draft->arena, &merged);
      if (kept == NULL) return tk_no_memory(error);
      *kept = citations->markers.items[next];
    }
    tenkyo_marker *added = tk_push(draft->arena, &merged);
    if (added == NULL || !point_key(draft->arena, &link, 0, index)) return tk_no_memory(error);
    *added = link;
  }
  for (; next < citations->markers.count; next++) {
    tenkyo_marker *kept = tk_push(draft->arena, &merged);
    if (kept == NULL) return tk_no_memory(error);
    *kept = citations->markers.items[next];
  }
  citations->markers = merged;
  return TENKYO_OK;
}

tenkyo_status tk_bind(tk_draft *draft, tenkyo_error *error) {
  store_reader reader = {.draft = draft};
  tk_arena scratch;
  tenkyo_status status = TENKYO_OK;
  tk_arena_init(&scratch, draft->arena->allocator);
  tk_map_init(&reader.names, &scratch);
  size_t count = draft->citations.references.count;
  for (size_t i = 0; i < count && status == TENKYO_OK; i++) {
    int64_t *id = tk_push(draft->arena, &reader.ids);
    status = id == NULL ? tk_no_memory(error) : bind_reference(draft, i, id, &scratch, error);
  }
  if (status == TENKYO_OK && !mention_urls(draft)) status = tk_no_memory(error);
  if (status == TENKYO_OK) status = bind_keys(&reader, error);
  if (status == TENKYO_OK) status = bind_links(&reader, error);
  draft->articles = reader.ids.items;
  tk_arena_free(&scratch);
  return status;
}
