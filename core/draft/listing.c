/*
 * The findings that need no source: keys without a reference, references that are never cited, stand twice or are no
 * article of the store.
 */
#include "draft/draft.h"

enum {
  LIKELY_MAX = 200, /* so many references are looked up for a similar title: each costs a search */
  KEY_MAX = 64,
  KEY_DISTANCE = 2,
  TITLE_MIN = 4 /* characters: two entries 同上 are not one source */
};

typedef struct listing {
  tk_check *check;
  tk_citations *citations;
  bool *cited;               /* for each reference */
  bool *duplicate;           /* it stands above already */
  bool numbers;              /* the draft has numeric markers */
  bool number_keys, at_keys; /* the references have keys of this kind */
} listing;

static bool is_number(tenkyo_str key) { return key.len > 0 && key.ptr[0] >= '0' && key.ptr[0] <= '9'; }

/* A reference that the draft has, not one that stands for an article which a marker names itself. */
static bool is_entry(const listing *list, size_t index) {
  return list->citations->entries.items[index].label != TK_LABEL_STORE;
}

static bool open_listing(listing *list) {
  tk_citations *citations = list->citations;
  list->cited = tk_arena_array(list->check->scratch, citations->references.count, sizeof *list->cited);
  list->duplicate = tk_arena_array(list->check->scratch, citations->references.count, sizeof *list->duplicate);
  if (list->cited == NULL || list->duplicate == NULL) return false;
  for (size_t i = 0; i < citations->markers.count; i++) {
    for (size_t k = 0; k < citations->markers.items[i].key_count; k++) {
      const tenkyo_key *key = &citations->markers.items[i].keys[k];
      if (key->reference >= 0) list->cited[key->reference] = true;
      if (is_number(key->key)) list->numbers = true;
    }
  }
  for (size_t i = 0; i < citations->references.count; i++) {
    tenkyo_str key = citations->references.items[i].key;
    if (!is_entry(list, i)) continue;
    if (is_number(key) || key.len == 0) list->number_keys = true;
    if (key.len > 0 && key.ptr[0] == '@') list->at_keys = true;
  }
  return true;
}

/* ---- undefined-citation ------------------------------------------------------------------------------------------ */

/* Edit distance of two short keys, at most KEY_DISTANCE + 1 (Wagner and Fischer 1974). */
static size_t key_distance(tenkyo_str a, tenkyo_str b) {
  size_t row[KEY_MAX + 1];
  size_t apart = a.len > b.len ? a.len - b.len : b.len - a.len;
  if (apart > KEY_DISTANCE || a.len > KEY_MAX || b.len > KEY_MAX) return KEY_DISTANCE + 1;
  for (size_t i = 0; i <= b.len; i++) row[i] = i;
  for (size_t i = 1; i <= a.len; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t k = 1; k <= b.len; k++) {
      size_t above = row[k], best = diagonal + (a.ptr[i - 1] == b.ptr[k - 1] ? 0 : 1);
      if (above + 1 < best) best = above + 1;
      if (row[k - 1] + 1 < best) best = row[k - 1] + 1;
      diagonal = above;
      row[k] = best;
    }
  }
  return row[b.len];
}

/* The key that was meant: the nearest of the same kind, when there is only one. Numbers are all alike. */
static tenkyo_str likely_key(const listing *list, tenkyo_str key) {
  tenkyo_str found = {NULL, 0};
  size_t least = KEY_DISTANCE + 1;
  if (is_number(key) || key.len < 4 || list->citations->references.count > 2000) return found;
  for (size_t i = 0; i < list->citations->references.count; i++) {
    tenkyo_str other = list->citations->references.items[i].key;
    if (!is_entry(list, i) || other.len == 0 || other.ptr[0] != key.ptr[0]) continue;
    size_t distance = key_distance(key, other);
    if (distance == least) found = (tenkyo_str){NULL, 0};
    if (distance >= least) continue;
    least = distance;
    found = other;
  }
  return found;
}

static bool may_be_undefined(const listing *list, tenkyo_str key) {
  bool bibliography = list->citations->keyed_bibliography;
  if (key.ptr[0] == '@') return !list->citations->outside_bibliography && (bibliography || list->at_keys);
  if (is_number(key)) return list->number_keys;
  return list->citations->references.count > 0 || bibliography;
}

static bool check_undefined(listing *list) {
  tk_check *check = list->check;
  for (size_t i = 0; i < list->citations->markers.count; i++) {
    const tenkyo_marker *marker = &list->citations->markers.items[i];
    for (size_t k = 0; k < marker->key_count; k++) {
      const tenkyo_key *key = &marker->keys[k];
      if (key->reference >= 0 || !may_be_undefined(list, key->key)) continue;
      tenkyo_finding *finding = tk_finding_add(check, TENKYO_UNDEFINED_CITATION, TENKYO_SEVERITY_ERROR, key->span,
                                               marker->span, TK_SAY_UNDEFINED, key->key, TK_STR(""));
      tenkyo_str likely = likely_key(list, key->key);
      if (finding == NULL) return false;
      if (likely.ptr != NULL && !tk_finding_fix_edit(check, finding, TK_SAY_FIX_KEY, key->span, likely)) return false;
    }
  }
  return true;
}

/* ---- duplicate-reference ----------------------------------------------------------------------------------------- */

/* The reference above that has the same name; this one is noted when there is none. SIZE_MAX: none, or no memory. */
static size_t seen_before(listing *list, tk_map *names, tenkyo_str name, size_t index, bool *failed) {
  bool is_new = true;
  if (name.len == 0) return SIZE_MAX;
  tk_map_entry *entry = tk_map_add(names, name, &is_new);
  if (entry == NULL)
    *failed = true;
  else if (is_new)
    entry->value = (uint32_t)index;
  (void)list;
  return entry == NULL || is_new ? SIZE_MAX : entry->value;
}

static tenkyo_str host_of(tenkyo_str url) {
  const char *slash = url.len == 0 ? NULL : memchr(url.ptr, '/', url.len);
  return slash == NULL ? url : tk_cut(url, 0, (size_t)(slash - url.ptr));
}

typedef struct names_of {
  tenkyo_str url, title, doi;
} names_of;

static bool read_names(const listing *list, size_t index, names_of *names) {
  tk_arena *scratch = list->check->scratch;
  const tenkyo_reference *reference = &list->citations->references.items[index];
  tk_view doi = {{"", 0}, NULL, 0};
  *names = (names_of){{"", 0}, {"", 0}, {"", 0}};
  if (reference->url.len > 0) names->url = tk_url_normalize(scratch, reference->url);
  if (reference->title.len > 0) names->title = tk_title_normalize(scratch, reference->title);
  if (reference->doi.len > 0 && !tk_normalize(scratch, reference->doi, &doi)) return false;
  names->doi = doi.text;
  if (tk_utf8_length(names->title) < TITLE_MIN || tk_equal(names->title, TK_STR("ibid"))) names->title.len = 0;
  return !scratch->failed;
}

/* One headline in two papers is two sources. */
static bool is_other_publisher(const names_of *names, const names_of *of, size_t above) {
  tenkyo_str mine = host_of(names->url), theirs = host_of(of[above].url);
  return mine.len > 0 && theirs.len > 0 && !tk_equal(mine, theirs);
}

static bool check_duplicates(listing *list) {
  tk_map dois, urls, titles;
  bool failed = false;
  size_t count = list->citations->references.count;
  names_of *names = tk_arena_array(list->check->scratch, count, sizeof *names);
  tk_map_init(&dois, list->check->scratch);
  tk_map_init(&urls, list->check->scratch);
  tk_map_init(&titles, list->check->scratch);
  if (names == NULL) return false;
  for (size_t i = 0; i < count && !failed; i++) {
    const tenkyo_reference *reference = &list->citations->references.items[i];
    if (!is_entry(list, i)) continue;
    if (!read_names(list, i, &names[i])) return false;
    const tk_entry *entry = &list->citations->entries.items[i];
    ptrdiff_t first = tk_citations_find(list->citations, reference->key);
    size_t above = SIZE_MAX, other;
    if (entry->shadowed && first >= 0 &&
        (entry->label != TK_LABEL_NUMBER || list->citations->entries.items[first].list == entry->list))
      above = (size_t)first;
    if ((other = seen_before(list, &dois, names[i].doi, i, &failed)) < above) above = other;
    if ((other = seen_before(list, &urls, names[i].url, i, &failed)) < above) above = other;
    other = seen_before(list, &titles, names[i].title, i, &failed);
    if (other < above && !is_other_publisher(&names[i], names, other)) above = other;
    if (failed || above == SIZE_MAX) continue;
    list->duplicate[i] = true;
    const tenkyo_reference *earlier = &list->citations->references.items[above];
    if (tk_finding_add(list->check, TENKYO_DUPLICATE_REFERENCE, TENKYO_SEVERITY_WARNING, reference->span,
                       reference->span, TK_SAY_DUPLICATE, reference->key,
                       tk_cut(list->check->draft.text, earlier->span.begin, earlier->span.end)) == NULL)
      return false;
  }
  return !failed;
}

/* ---- unused-reference -------------------------------------------------------------------------------------------- */

/* Whether it would be cited if it were: a list without labels, or with bare numbers under a text without any, is one
 * for further reading. */
static bool is_citable(const listing *list, size_t index) {
  switch (list->citations->entries.items[index].label) {
  case TK_LABEL_NONE:
  case TK_LABEL_STORE: return false;
  case TK_LABEL_NUMBER:
  case TK_LABEL_POSITION: return list->numbers;
  case TK_LABEL_BRACKET:
  case TK_LABEL_DEFINITION:
  case TK_LABEL_FOOTNOTE:
  case TK_LABEL_YAML: break;
  }
  return list->citations->references.items[index].key.len > 0;
}

/* The entry with its line break. */
static tenkyo_span whole_lines(tenkyo_str text, tenkyo_span span) {
  while (span.begin > 0 && (text.ptr[span.begin - 1] == ' ' || text.ptr[span.begin - 1] == '\t')) span.begin--;
  if (span.end < text.len && text.ptr[span.end] == '\r') span.end++;
  if (span.end < text.len && text.ptr[span.end] == '\n') span.end++;
  return span;
}

static bool check_unused(listing *list) {
  for (size_t i = 0; i < list->citations->references.count; i++) {
    const tenkyo_reference *reference = &list->citations->references.items[i];
    if (list->cited[i] || list->duplicate[i] || list->citations->entries.items[i].mentioned) continue;
    if (!is_citable(list, i)) continue;
    tenkyo_finding *finding =
        tk_finding_add(list->check, TENKYO_UNUSED_REFERENCE, TENKYO_SEVERITY_WARNING, reference->span, reference->span,
                       TK_SAY_UNUSED, reference->key, TK_STR(""));
    if (finding == NULL) return false;
    tenkyo_span lines = whole_lines(list->check->draft.text, reference->span);
    if (!tk_finding_fix_edit(list->check, finding, TK_SAY_FIX_REMOVE, lines, TK_STR(""))) return false;
  }
  return true;
}

/* ---- unknown-source ---------------------------------------------------------------------------------------------- */

/* A note is a source when it has an address; else it may be a remark. */
static bool is_remark(const listing *list, size_t index) {
  const tenkyo_reference *reference = &list->citations->references.items[index];
  return list->citations->entries.items[index].label == TK_LABEL_FOOTNOTE && reference->url.len == 0 &&
         reference->doi.len == 0;
}

static tenkyo_status check_unknown_one(listing *list, size_t index, bool look, tenkyo_error *error) {
  tk_check *check = list->check;
  const tenkyo_reference *reference = &list->citations->references.items[index];
  int64_t like = 0;
  bool is_draft = false;
  tenkyo_str title = TK_STR("");
  tenkyo_status status = TENKYO_OK;
  if (look && reference->title.len > 0)
    status = tk_store_find_similar_title(check->draft.store, reference->title, &like, &title, check->arena, error);
  if (status == TENKYO_OK && like != 0)
    status = tk_store_is_draft(check->draft.store, like, check->draft.text, check->draft.path, &is_draft, error);
  if (status != TENKYO_OK) return status;
  if (is_draft) like = 0;
  if (like == 0 && is_remark(list, index)) return TENKYO_OK;
  tenkyo_finding *finding =
      tk_finding_add(check, TENKYO_UNKNOWN_SOURCE, TENKYO_SEVERITY_INFORMATION, reference->span, reference->span,
                     like == 0 ? TK_SAY_UNKNOWN : TK_SAY_UNKNOWN_LIKE, reference->key, title);
  if (finding == NULL) return tk_no_memory(error);
  tenkyo_str name = reference->url.len > 0 ? reference->url : reference->text;
  bool fixed = like == 0 || name.len == 0 || tk_finding_fix_link(check, finding, name, like, title);
  return fixed ? TENKYO_OK : tk_no_memory(error);
}

static tenkyo_status check_unknown(listing *list, tenkyo_error *error) {
  size_t looked = 0;
  tenkyo_status status = TENKYO_OK;
  for (size_t i = 0; i < list->citations->references.count && status == TENKYO_OK; i++) {
    const tenkyo_reference *reference = &list->citations->references.items[i];
    if (!is_entry(list, i) || list->check->draft.articles[i] != 0 || list->duplicate[i]) continue;
    if (reference->text.len == 0 && reference->url.len == 0 && reference->doi.len == 0) continue;
    if (tenkyo_cancel_is_set(list->check->options.cancel)) return tk_cancelled(error);
    status = check_unknown_one(list, i, looked++ < LIKELY_MAX, error);
  }
  return status;
}

tenkyo_status tk_check_references(tk_check *check) {
  listing list = {.check = check, .citations = &check->draft.citations};
  if (!open_listing(&list) || !check_undefined(&list) || !check_duplicates(&list) || !check_unused(&list))
    return tk_no_memory(check->error);
  return check_unknown(&list, check->error);
}
