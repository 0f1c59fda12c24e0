/*
 * Keeping a record: which stored article it is, what of it is new, and the rows and the index that follow from that.
 *
 * Identity: the key that was given; else the URL; else the body; else, for a file that holds one article, the file
 * together with the title. The last two are only guesses, and a key or a URL that says otherwise overrules them.
 */
#include "store/article.h"
#include "store/index.h"

/* So many other articles must open with a line before it counts as a slogan of their site. */
#define REPEATED_LINE 2
#define UNTITLED_CHARACTERS 120

typedef struct keeping {
  tenkyo_store *store;
  tk_arena *arena;
  const tk_record *record;
  tenkyo_str url_form;
  tk_row row;                       /* as stored, then as it shall be */
  const tk_record_revision *newest; /* of the record; NULL: it has no body */
  tk_derived derived;               /* of the newest */
  bool derived_ready;
  tk_head head;
  tenkyo_status asked; /* of looking lines up while the head is read */
  tenkyo_error *error;
} keeping;

/* ---- Which article it is ----------------------------------------------------------------------------------------- */

static tenkyo_status find_body(keeping *keep, int64_t *id) {
  uint8_t digest[32];
  tk_sha256(keep->newest->body, digest);
  return tk_sql_integer(keep->store,
                        "SELECT a.id FROM revision AS r JOIN article AS a ON a.id = r.article"
                        " WHERE r.sha256 = ?1 AND (?2 = '' OR a.key_given = 0 OR a.key = ?2)"
                        " AND (?3 = '' OR a.url_form = '' OR a.url_form = ?3)"
                        " ORDER BY r.revision <> a.revision, a.id LIMIT 1",
                        id, NULL, keep->error, "btt", (tenkyo_str){(const char *)digest, sizeof digest},
                        keep->record->article.key, keep->url_form);
}

static tenkyo_status find_origin(keeping *keep, int64_t *id) {
  tenkyo_str title = tk_title_normalize(keep->arena, keep->row.article.title);
  if (title.ptr == NULL) return tk_no_memory(keep->error);
  if (title.len == 0) return TENKYO_OK;
  return tk_sql_integer(keep->store,
                        "SELECT id FROM article WHERE origin = ?1 AND title_form = ?2"
                        " AND (?3 = '' OR key_given = 0 OR key = ?3) AND (?4 = '' OR url_form = '' OR url_form = ?4)"
                        " ORDER BY id LIMIT 1",
                        id, NULL, keep->error, "tttt", keep->record->origin, title, keep->record->article.key,
                        keep->url_form);
}

static tenkyo_status find_article(keeping *keep, int64_t *id) {
  const tenkyo_article *article = &keep->record->article;
  tenkyo_status status = TENKYO_OK;
  *id = 0;
  if (article->key.len > 0)
    status =
        tk_sql_integer(keep->store, "SELECT id FROM article WHERE key = ?1", id, NULL, keep->error, "t", article->key);
  if (status == TENKYO_OK && *id == 0 && keep->url_form.len > 0)
    status = tk_sql_integer(keep->store, "SELECT id FROM article WHERE url_form = ?1 ORDER BY id LIMIT 1", id, NULL,
                            keep->error, "t", keep->url_form);
  if (status == TENKYO_OK && *id == 0 && keep->newest != NULL) status = find_body(keep, id);
  return status;
}

/* ---- What the body says of itself -------------------------------------------------------------------------------- */

static int64_t line_number(tenkyo_str line) { return (int64_t)(tk_hash(line) >> 1); }

static bool line_repeated(void *context, tenkyo_str line) {
  keeping *keep = context;
  int64_t count = 0;
  if (keep->asked != TENKYO_OK) return false;
  keep->asked = tk_sql_integer(keep->store,
                               "SELECT count(*) FROM (SELECT 1 FROM opening WHERE line = ?1 AND article <> ?2 LIMIT 3)",
                               &count, NULL, keep->error, "ii", line_number(line), keep->row.id);
  return count >= REPEATED_LINE;
}

static tenkyo_status read_head_of(keeping *keep, const tk_document *document) {
  tenkyo_status status = tk_head_read(keep->arena, document, line_repeated, keep, &keep->head, keep->error);
  return status == TENKYO_OK ? keep->asked : status;
}

static tenkyo_status derive_newest(keeping *keep) {
  if (keep->derived_ready) return TENKYO_OK;
  tenkyo_str lang = keep->record->article.lang.len > 0 ? keep->record->article.lang : keep->row.article.lang;
  tenkyo_status status =
      tk_derive(keep->arena, keep->newest->body, keep->newest->format, lang, &keep->derived, keep->error);
  keep->derived_ready = status == TENKYO_OK;
  return status;
}

/* "report.2025.md" of "/a/b/report.2025.md" without its last extension. */
static tenkyo_str file_title(tenkyo_str path) {
  size_t begin = path.len;
  while (begin > 0 && path.ptr[begin - 1] != '/') begin--;
  size_t end = path.len;
  for (size_t i = begin + 1; i < path.len; i++) {
    if (path.ptr[i] == '.') end = i;
  }
  return tk_cut(path, begin, end);
}

/* An article without any line that could be its title begins with its first words. */
static tenkyo_str first_words(const keeping *keep) {
  const tk_document *document = &keep->derived.document;
  tenkyo_str text = document->sentences.count > 0 ? tk_cut(document->text, document->sentences.items[0].span.begin,
                                                           document->sentences.items[0].span.end)
                                                  : tk_trim(document->text);
  size_t end = 0;
  for (size_t characters = 0; end < text.len && characters < UNTITLED_CHARACTERS; characters++) {
    uint32_t code;
    size_t step = tk_utf8_decode(text, end, &code);
    if (tk_character_class(code) == TK_NEWLINE) break;
    end += step;
  }
  return tk_trim(tk_cut(text, 0, end));
}

/* Fills title and date of the row where nobody gave them. */
static tenkyo_status read_head(keeping *keep) {
  tk_row *row = &keep->row;
  if (keep->newest == NULL || (row->title_given && row->article.published.len > 0)) return TENKYO_OK;
  tenkyo_status status = derive_newest(keep);
  if (status == TENKYO_OK) status = read_head_of(keep, &keep->derived.document);
  if (status != TENKYO_OK) return status;
  if (row->article.published.len == 0) row->article.published = keep->head.published;
  if (row->title_given) return TENKYO_OK;
  row->article.title = keep->head.title;
  if (row->article.title.len == 0 && keep->record->alone) row->article.title = file_title(keep->record->origin);
  if (row->article.title.len == 0) row->article.title = first_words(keep);
  return TENKYO_OK;
}

/* ---- Lines that open many articles ------------------------------------------------------------------------------- */

/* An article whose title was read from a line that has turned out to be a slogan gets its title again. */
static tenkyo_status title_again(keeping *keep, int64_t id, tenkyo_str slogan) {
  keeping other = {.store = keep->store, .arena = keep->arena, .record = keep->record, .error = keep->error};
  tk_revision_row newest;
  tenkyo_status status = tk_row_read(keep->store, keep->arena, id, &other.row, keep->error);
  if (status != TENKYO_OK || other.row.title_given || !tk_equal(other.row.article.title, slogan)) return status;
  status = tk_revision_read(keep->store, keep->arena, id, 0, &newest, keep->error);
  tk_document document;
  if (status == TENKYO_OK)
    status = tk_read_body(keep->arena, newest.body, newest.format, other.row.article.lang, &document, keep->error);
  if (status == TENKYO_OK) status = read_head_of(&other, &document);
  if (status != TENKYO_OK || other.head.title.len == 0 || tk_equal(other.head.title, slogan)) return status;
  if (!other.row.removed) status = tk_article_index(keep->store, id, -1, keep->error);
  other.row.article.title = other.head.title;
  if (status == TENKYO_OK) status = tk_row_write(keep->store, keep->arena, &other.row, keep->error);
  if (status == TENKYO_OK && !other.row.removed) status = tk_article_index(keep->store, id, 1, keep->error);
  return status;
}

static tenkyo_status note_line(keeping *keep, tenkyo_str line) {
  int64_t number = line_number(line), count = 0;
  tenkyo_status status = tk_sql_run(keep->store, "INSERT OR IGNORE INTO opening (line, article) VALUES (?1, ?2)",
                                    keep->error, "ii", number, keep->row.id);
  if (status == TENKYO_OK)
    status = tk_sql_integer(keep->store, "SELECT count(*) FROM (SELECT 1 FROM opening WHERE line = ?1 LIMIT 4)", &count,
                            NULL, keep->error, "i", number);
  if (status != TENKYO_OK || count != REPEATED_LINE + 1) return status;
  /* Only now does the line count as repeated for the few that had it before. */
  int64_t last = 0;
  for (bool found = true; status == TENKYO_OK && found;) {
    int64_t id = 0;
    status = tk_sql_integer(keep->store,
                            "SELECT article FROM opening WHERE line = ?1 AND article > ?2 ORDER BY article LIMIT 1",
                            &id, &found, keep->error, "ii", number, last);
    if (status == TENKYO_OK && found) status = tk_sql_in_order(&last, id, false, keep->error);
    if (status == TENKYO_OK && found && id != keep->row.id) status = title_again(keep, id, line);
  }
  return status;
}

static tenkyo_status note_lines(keeping *keep) {
  tenkyo_status status = TENKYO_OK;
  for (size_t i = 0; i < keep->head.line_count && status == TENKYO_OK; i++)
    status = note_line(keep, keep->head.lines[i]);
  return status;
}

/* ---- Revisions --------------------------------------------------------------------------------------------------- */

static tenkyo_status add_revision(keeping *keep, const tk_record_revision *revision) {
  tk_derived derived;
  tenkyo_status status = TENKYO_OK;
  if (revision == keep->newest) {
    status = derive_newest(keep);
    derived = keep->derived;
  } else {
    status = tk_derive(keep->arena, revision->body, revision->format, keep->row.article.lang, &derived, keep->error);
  }
  if (status != TENKYO_OK) return status;
  status = tk_revision_insert(keep->store, keep->row.id, keep->row.revision + 1, revision, &derived, keep->error);
  if (status == TENKYO_OK) keep->row.revision++;
  return status;
}

/* Those before the newest that the article does not have, then the newest itself. */
static tenkyo_status add_revisions(keeping *keep) {
  tenkyo_status status = TENKYO_OK;
  for (size_t i = 0; i < keep->record->revision_count && status == TENKYO_OK; i++) {
    const tk_record_revision *revision = &keep->record->revisions[i];
    bool has = false;
    if (revision != keep->newest) {
      uint8_t digest[32];
      int64_t id;
      tk_sha256(revision->body, digest);
      status = tk_sql_integer(keep->store, "SELECT id FROM revision WHERE article = ?1 AND sha256 = ?2 LIMIT 1", &id,
                              &has, keep->error, "ib", keep->row.id, (tenkyo_str){(const char *)digest, sizeof digest});
    }
    if (status == TENKYO_OK && !has) status = add_revision(keep, revision);
  }
  return status;
}

/* ---- Adding and bringing up to date ------------------------------------------------------------------------------ */

static tenkyo_status add(keeping *keep) {
  tk_row *row = &keep->row;
  if (keep->newest == NULL) return tk_fail(keep->error, TENKYO_INVALID, 0, "a new article needs a body");
  tenkyo_status status = TENKYO_OK;
  row->key_given = row->article.key.len > 0;
  if (!row->key_given)
    status = tk_key_make(keep->store, keep->arena, &row->article, keep->newest->body, &row->article.key, keep->error);
  row->removed = keep->record->removed;
  row->origin = keep->record->origin;
  /* As many revisions as the record has, unless two of them are one. */
  int64_t expected = (int64_t)keep->record->revision_count;
  row->revision = expected;
  if (status == TENKYO_OK) status = tk_row_insert(keep->store, keep->arena, row, keep->error);
  row->revision = 0;
  if (status == TENKYO_OK) status = add_revisions(keep);
  if (status == TENKYO_OK && row->revision != expected)
    status = tk_row_write(keep->store, keep->arena, row, keep->error);
  if (status == TENKYO_OK && !row->removed) {
    tk_indexed indexed = {row->id, row->article.title, keep->newest->body, keep->derived.sentences};
    status = tk_index_add(keep->store, &indexed, keep->error);
  }
  return status;
}

/* Takes what the record gives over what the row has. True when that changes anything. */
static bool merge_fields(tk_row *row, const tk_record *record) {
  const tenkyo_article *from = &record->article;
  tenkyo_article *into = &row->article;
  const tenkyo_str *const given[] = {&from->title,     &from->url,  &from->author, &from->publisher,
                                     &from->published, &from->lang, &from->key};
  tenkyo_str *const stored[] = {&into->title,     &into->url,  &into->author, &into->publisher,
                                &into->published, &into->lang, &into->key};
  bool changed = false;
  for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
    if (given[i]->len == 0 || tk_equal(*given[i], *stored[i])) continue;
    *stored[i] = *given[i];
    changed = true;
  }
  if (from->title.len > 0) row->title_given = true;
  if (from->key.len > 0) row->key_given = true;
  if (record->origin.len > 0 && record->alone && !tk_equal(row->origin, record->origin)) row->origin = record->origin;
  return changed;
}

static tenkyo_status body_differs(keeping *keep, bool *differs) {
  *differs = false;
  if (keep->newest == NULL) return TENKYO_OK;
  uint8_t digest[32];
  int64_t id;
  bool same = false;
  tk_sha256(keep->newest->body, digest);
  tenkyo_status status = tk_sql_integer(
      keep->store, "SELECT id FROM revision WHERE article = ?1 AND revision = ?2 AND sha256 = ?3", &id, &same,
      keep->error, "iib", keep->row.id, keep->row.revision, (tenkyo_str){(const char *)digest, sizeof digest});
  *differs = !same;
  return status;
}

/* The article as stored leaves the index before anything changes, and comes back when all is written. */
static tenkyo_status rewrite(keeping *keep, const tk_row *before, bool new_body) {
  tk_row *row = &keep->row;
  bool same_terms = !new_body && tk_equal(before->article.title, row->article.title);
  tenkyo_status status = TENKYO_OK;
  if (!before->removed && !(same_terms && !row->removed))
    status = tk_article_index(keep->store, row->id, -1, keep->error);
  if (status == TENKYO_OK && new_body) status = add_revisions(keep);
  if (status == TENKYO_OK) status = tk_row_write(keep->store, keep->arena, row, keep->error);
  if (status == TENKYO_OK && !row->removed && (before->removed || !same_terms))
    status = tk_article_index(keep->store, row->id, 1, keep->error);
  return status;
}

static tenkyo_status bring(keeping *keep, int64_t id, tenkyo_put_result *result) {
  tk_row *row = &keep->row;
  bool new_body;
  tenkyo_status status = tk_row_read(keep->store, keep->arena, id, row, keep->error);
  if (status == TENKYO_OK) status = body_differs(keep, &new_body);
  if (status != TENKYO_OK) return status;
  tk_row before = *row;
  bool changed = merge_fields(row, keep->record) || new_body;
  if (!keep->record->removed) row->removed = false;
  changed = changed || row->removed != before.removed;
  if (new_body) status = read_head(keep);
  bool quiet = row->title_given != before.title_given || row->key_given != before.key_given ||
               !tk_equal(row->origin, before.origin);
  if (status == TENKYO_OK && (changed || quiet)) status = rewrite(keep, &before, new_body);
  *result = changed ? TENKYO_UPDATED : TENKYO_UNCHANGED;
  return status;
}

static tenkyo_status keep_links(keeping *keep) {
  tenkyo_status status = TENKYO_OK;
  for (size_t i = 0; i < keep->record->link_count && status == TENKYO_OK; i++) {
    status = tk_link_keep(keep->store, keep->arena, keep->record->links[i], keep->row.id, keep->error);
    if (status == TENKYO_INVALID) status = TENKYO_OK; /* a reference without a letter binds nothing */
  }
  return status;
}

/* SQLite's own limit is less than ours, and the terms of a body may take more room than itself: refused before anything
 * is written, an article cannot be kept by half. */
static tenkyo_status check_size(const keeping *keep) {
  size_t most = (size_t)sqlite3_limit(keep->store->database, SQLITE_LIMIT_LENGTH, -1) / 4;
  for (size_t i = 0; i < keep->record->revision_count; i++) {
    size_t length = keep->record->revisions[i].body.len;
    if (length > most)
      return tk_fail(keep->error, TENKYO_INVALID, 0, "the body has %zu bytes, this SQLite keeps at most %zu", length,
                     most);
  }
  return TENKYO_OK;
}

tenkyo_status tk_record_keep(tenkyo_store *store, tk_arena *arena, const tk_record *record, int64_t *id,
                             tenkyo_put_result *result, tenkyo_error *error) {
  keeping keep = {.store = store, .arena = arena, .record = record, .error = error};
  keep.row.article = record->article;
  keep.row.title_given = record->article.title.len > 0;
  keep.newest = record->revision_count > 0 ? &record->revisions[record->revision_count - 1] : NULL;
  tenkyo_status status = tk_record_check(record, error);
  if (status == TENKYO_OK) status = check_size(&keep);
  if (status != TENKYO_OK) return status;
  keep.url_form = record->article.url.len == 0 ? TK_STR("") : tk_url_normalize(arena, record->article.url);
  if (keep.url_form.ptr == NULL) return tk_no_memory(error);
  int64_t found = 0;
  status = find_article(&keep, &found);
  if (status == TENKYO_OK && found == 0) status = read_head(&keep);
  if (status == TENKYO_OK && found == 0 && keep.newest != NULL && record->alone && record->origin.len > 0)
    status = find_origin(&keep, &found);
  if (status != TENKYO_OK) return status;
  *result = TENKYO_ADDED;
  status = found == 0 ? add(&keep) : bring(&keep, found, result);
  if (status == TENKYO_OK && (found == 0 || *result == TENKYO_UPDATED)) status = note_lines(&keep);
  if (status == TENKYO_OK) status = keep_links(&keep);
  *id = keep.row.id;
  return status;
}
