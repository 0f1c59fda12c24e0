/*
 * Importing files and folders. Articles are kept in batches of one transaction each, so that a call that is cancelled
 * or a process that is killed leaves whole batches; what cannot be read is told and the rest is kept.
 */
#include "store/article.h"
#include "store/file.h"
#include "store/place.h"
#include "store/reader.h"

#define BATCH_ARTICLES 500
#define BATCH_BYTES ((size_t)16 << 20)

TK_LIST(failure_list, tenkyo_import_failure);

typedef struct importing {
  tenkyo_store *store;
  const tenkyo_import_options *options;
  tk_arena *kept; /* of the result */
  tenkyo_import_report report;
  tk_id_list ids;
  failure_list failures;
  tenkyo_str path; /* of the file at hand, as it is told */
  size_t batch_articles, batch_bytes;
  size_t files, files_done; /* files 0: the steps are articles */
  size_t articles_done;
} importing;

/* ---- Batches ----------------------------------------------------------------------------------------------------- */

static tenkyo_status commit(importing *import, tenkyo_status status, tenkyo_error *error) {
  import->batch_articles = import->batch_bytes = 0;
  return import->store->writing ? tk_write_end(import->store, status, error) : status;
}

static tenkyo_status go_on(importing *import, tenkyo_error *error) {
  const tenkyo_import_options *options = import->options;
  if (tenkyo_cancel_is_set(options->cancel)) return tk_cancelled(error);
  if (options->progress == NULL) return TENKYO_OK;
  size_t done = import->files > 0 ? import->files_done : import->articles_done;
  return options->progress(options->progress_context, done, import->files) ? TENKYO_OK : tk_cancelled(error);
}

/* ---- What the readers give --------------------------------------------------------------------------------------- */

static tenkyo_status add_failure(importing *import, size_t line, const char *message, tenkyo_error *error) {
  tk_buffer buffer;
  tenkyo_import_failure *failure = tk_push(import->kept, &import->failures);
  tk_buffer_init(&buffer, import->kept);
  tk_buffer_add(&buffer, import->path);
  if (line > 0) tk_buffer_format(&buffer, ":%zu", line);
  if (failure == NULL) return tk_no_memory(error);
  failure->path = tk_buffer_text(&buffer);
  failure->message = tk_arena_copy(import->kept, tk_str(message));
  return failure->path.ptr == NULL || failure->message.ptr == NULL ? tk_no_memory(error) : TENKYO_OK;
}

static tenkyo_status reject(void *context, size_t line, const char *message, tenkyo_error *error) {
  return add_failure(context, line, message, error);
}

static tenkyo_status count_kept(importing *import, int64_t id, tenkyo_put_result result, tenkyo_error *error) {
  int64_t *place = tk_push(import->kept, &import->ids);
  if (place == NULL) return tk_no_memory(error);
  *place = id;
  switch (result) {
  case TENKYO_ADDED: import->report.added++; break;
  case TENKYO_UPDATED: import->report.updated++; break;
  case TENKYO_UNCHANGED: import->report.unchanged++; break;
  }
  return TENKYO_OK;
}

static tenkyo_status refuse(importing *import, const tk_record *record, const char *message, tenkyo_error *error) {
  tenkyo_error said;
  if (record->item == 0) return add_failure(import, record->line, message, error);
  tk_fail(&said, TENKYO_INVALID, 0, "article %zu: %.200s", record->item, message);
  return add_failure(import, record->line, said.message, error);
}

/* A record that cannot be kept is told; nothing of it was written then. */
static tenkyo_status take(void *context, tk_arena *arena, const tk_record *record, tenkyo_error *error) {
  importing *import = context;
  tenkyo_error refused = {0};
  int64_t id;
  tenkyo_put_result result;
  tenkyo_status status = go_on(import, error);
  if (status == TENKYO_OK && !import->store->writing) status = tk_write_begin(import->store, error);
  if (status != TENKYO_OK) return status;
  import->articles_done++;
  status = tk_record_keep(import->store, arena, record, &id, &result, &refused);
  if (status == TENKYO_INVALID) return refuse(import, record, refused.message, error);
  if (status != TENKYO_OK) {
    if (error != NULL) *error = refused;
    return status;
  }
  for (size_t i = 0; i < record->revision_count; i++) import->batch_bytes += record->revisions[i].body.len;
  status = count_kept(import, id, result, error);
  if (status == TENKYO_OK && (++import->batch_articles >= BATCH_ARTICLES || import->batch_bytes >= BATCH_BYTES))
    status = commit(import, TENKYO_OK, error);
  return status;
}

/* ---- One file ---------------------------------------------------------------------------------------------------- */

static tenkyo_status import_lines(importing *import, tk_arena *arena, const char *path, tenkyo_str origin,
                                  const tk_sink *sink, tenkyo_error *error) {
  tk_line_reader reader;
  tk_file_failure failure = {.failed = false};
  tenkyo_status status = tk_lines_open(&reader, path, arena->allocator, &failure, error);
  bool more = reader.file >= 0;
  while (status == TENKYO_OK && more) {
    tenkyo_str line;
    status = tk_lines_next(&reader, &line, &more, &failure, error);
    if (status == TENKYO_OK && more) status = tk_read_json_line(arena, line, reader.line, origin, sink, error);
  }
  tk_lines_close(&reader);
  if (status == TENKYO_OK && failure.failed) status = add_failure(import, 0, failure.message, error);
  return status;
}

/* What a file of an unknown extension is, by its content. */
static tk_kind kind_by_content(tenkyo_str bytes) {
  tenkyo_str text = tk_trim(tk_without_mark(bytes));
  size_t offset;
  const char *reason;
  if (text.len > 0 && (text.ptr[0] == '{' || text.ptr[0] == '[')) {
    if (tk_json_check(text, &offset, &reason)) return TK_KIND_JSON;
    const char *feed = memchr(text.ptr, '\n', text.len);
    if (feed != NULL && tk_json_check(tk_cut(text, 0, (size_t)(feed - text.ptr)), &offset, &reason))
      return TK_KIND_JSONL;
  }
  if (tk_front_matter_length(tk_without_mark(bytes)) > 0) return TK_KIND_MARKDOWN;
  return tk_utf8_valid(bytes, &offset) ? TK_KIND_TEXT : TK_KIND_UNKNOWN;
}

static tenkyo_status import_whole(importing *import, tk_arena *arena, const char *path, tenkyo_str origin, tk_kind kind,
                                  const tk_sink *sink, tenkyo_error *error) {
  tenkyo_str bytes;
  tk_file_failure failure = {.failed = false};
  tenkyo_status status = tk_file_read(arena, path, &bytes, &failure, error);
  if (status != TENKYO_OK) return status;
  if (failure.failed) return add_failure(import, 0, failure.message, error);
  const char *reason = kind == TK_KIND_JSON ? NULL : tk_no_text_reason(bytes);
  if (reason != NULL) return add_failure(import, 0, reason, error);
  if (kind == TK_KIND_UNKNOWN || kind == TK_KIND_OTHER) kind = kind_by_content(bytes);
  switch (kind) {
  case TK_KIND_TEXT: return tk_read_text(arena, bytes, origin, sink, error);
  case TK_KIND_MARKDOWN: return tk_read_markdown(arena, bytes, origin, sink, error);
  case TK_KIND_JSON: return tk_read_json(arena, bytes, origin, sink, error);
  case TK_KIND_JSONL: return import_lines(import, arena, path, origin, sink, error);
  default: return add_failure(import, 0, "the file's format is not known, and it is no UTF-8 text", error);
  }
}

static tenkyo_status import_file(importing *import, tenkyo_str path, tenkyo_error *error) {
  tk_kind kind;
  tk_sink sink = {take, reject, import};
  import->path = path;
  if (!tk_kind_of_format(import->options->format, &kind)) kind = tk_kind_of_path(path);
  if (kind == TK_KIND_LATER)
    return add_failure(import, 0, "UNSUPPORTED: this file format is not read yet; save it as text or Markdown", error);
  tk_arena arena;
  tk_arena_init(&arena, import->store->allocator);
  tenkyo_str copy = tk_arena_copy(&arena, path);
  tenkyo_str origin = copy.ptr == NULL ? copy : tk_place_real(&arena, copy.ptr);
  tenkyo_status status;
  if (copy.ptr == NULL || arena.failed) {
    status = tk_no_memory(error);
  } else if (kind == TK_KIND_JSONL) {
    status = import_lines(import, &arena, copy.ptr, origin, &sink, error);
  } else {
    status = import_whole(import, &arena, copy.ptr, origin, kind, &sink, error);
  }
  tk_arena_free(&arena);
  return status;
}

/* ---- Files and folders ------------------------------------------------------------------------------------------- */

/* The store itself may lie in the folder that is imported, with its log beside it. */
static bool is_store_file(const importing *import, tk_arena *arena, tenkyo_str path) {
  const char *name = sqlite3_db_filename(import->store->database, "main");
  if (name == NULL || name[0] == '\0') return false;
  tenkyo_str own = tk_place_real(arena, name), other = tk_place_real(arena, path.ptr);
  if (own.ptr == NULL || other.ptr == NULL || !tk_starts_with(other, own)) return false;
  tenkyo_str rest = tk_cut(other, own.len, other.len);
  return rest.len == 0 || tk_equal(rest, TK_STR("-wal")) || tk_equal(rest, TK_STR("-shm"));
}

/* A folder may hold more than articles: a file of another kind is taken only when it is named itself. */
static tenkyo_status import_found(importing *import, tenkyo_str path, tenkyo_error *error) {
  tk_kind kind;
  if (!tk_kind_of_format(import->options->format, &kind) && tk_kind_of_path(path) == TK_KIND_OTHER)
    return add_failure(import, 0, "not taken from the folder: its extension is none of a text; name the file itself",
                       error);
  return import_file(import, path, error);
}

static tenkyo_status import_folder(importing *import, tk_arena *arena, tenkyo_str folder, tenkyo_error *error) {
  tk_found_list files = {0};
  tenkyo_status status = tk_files_below(arena, folder, import->options->cancel, &files, error);
  import->files = files.count;
  for (size_t i = 0; i < files.count && status == TENKYO_OK; i++) {
    const tk_found_file *file = &files.items[i];
    status = go_on(import, error);
    if (status != TENKYO_OK) break;
    import->path = file->path;
    if (file->failure != NULL) {
      status = add_failure(import, 0, file->failure, error);
    } else if (!is_store_file(import, arena, file->path)) {
      status = arena->failed ? tk_no_memory(error) : import_found(import, file->path, error);
    }
    import->files_done++;
  }
  return status;
}

static tenkyo_status import_path(importing *import, tk_arena *arena, const char *path, tenkyo_error *error) {
  tk_place place;
  tenkyo_status status = tk_place_look(path, &place, error);
  if (status == TENKYO_OK && place == TK_PLACE_NOTHING)
    status = tk_fail(error, TENKYO_NOTFOUND, 0, "%.200s: not found", path);
  if (status == TENKYO_OK && import->store->readonly)
    status = tk_fail(error, TENKYO_IO, 0, "the store is open for reading only");
  if (status != TENKYO_OK) return status;
  status = place == TK_PLACE_FOLDER ? import_folder(import, arena, tk_str(path), error)
                                    : import_file(import, tk_str(path), error);
  status = commit(import, status, error);
  /* The last word of progress; all is kept already, so there is nothing left to stop. */
  if (status == TENKYO_OK) go_on(import, NULL);
  return status;
}

static tenkyo_status import_into(tenkyo_store *store, tenkyo_result *result, const char *path,
                                 const tenkyo_import_options *options, tenkyo_error *error) {
  if (result == NULL) return tk_no_memory(error);
  tenkyo_import_report *report = tk_arena_alloc(&result->arena, sizeof *report);
  if (report == NULL) return tk_no_memory(error);
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  importing import = {.store = store, .options = options, .kept = &result->arena};
  tenkyo_status status = import_path(&import, &arena, path, error);
  tk_arena_free(&arena);
  *report = import.report;
  report->ids = import.ids.items;
  report->id_count = import.ids.count;
  report->failed = import.failures.items;
  report->failed_count = import.failures.count;
  result->import = report;
  return status;
}

tenkyo_status tenkyo_import(tenkyo_store *store, const char *path, const tenkyo_import_options *options,
                            tenkyo_result **out, tenkyo_error *error) {
  *out = NULL;
  tenkyo_import_options read;
  tenkyo_status status = tk_options_read(&read, sizeof read, options, error);
  if (status != TENKYO_OK) return status;
  if (path == NULL || path[0] == '\0') return tk_fail(error, TENKYO_INVALID, 0, "an import needs a path");
  status = tk_enter(store, read.cancel, error);
  if (status != TENKYO_OK) return status;
  tenkyo_result *result = tk_store_result(store);
  status = tk_deliver(result, import_into(store, result, path, &read, error), out, error);
  tk_leave(store);
  return status;
}

const tenkyo_import_report *tenkyo_result_import(const tenkyo_result *result) {
  return result == NULL ? NULL : result->import;
}
