/*
 * Articles from JSON: the one file that knows cJSON. A file is an article, an array of them, or an export of a store.
 * The names are those of tenkyo_article; a name with _base64 behind it holds bytes that are no UTF-8.
 */
#include "store/reader.h"

#include <cJSON.h>
#include <math.h>

/* Above this a double no longer tells one integer from the next (2^53). */
#define INTEGER_MAX 9007199254740992.0

/* What is read from one object. `problem` is the first thing that was wrong with it. */
typedef struct reading {
  tk_arena *arena;
  const char *problem;
  bool no_memory;
} reading;

static tenkyo_str lost(reading *read) {
  read->no_memory = true;
  return TK_STR("");
}

static tenkyo_str refused(reading *read, const char *problem) {
  if (read->problem == NULL) read->problem = problem;
  return TK_STR("");
}

/* ---- Values ------------------------------------------------------------------------------------------------------ */

static tenkyo_str number_text(reading *read, double value) {
  if (!(fabs(value) < INTEGER_MAX) || value != floor(value))
    return refused(read, "a number stands where a text was expected, and it is no exact integer: write it as a string");
  tk_buffer buffer;
  tk_buffer_init(&buffer, read->arena);
  tk_buffer_format(&buffer, "%lld", (long long)value);
  tenkyo_str text = tk_buffer_text(&buffer);
  return text.ptr == NULL ? lost(read) : text;
}

static tenkyo_str base64_text(reading *read, const cJSON *item) {
  tenkyo_str bytes;
  if (!cJSON_IsString(item)) return refused(read, "a base64 member is no string");
  if (!tk_base64_decode(read->arena, tk_str(item->valuestring), &bytes))
    return refused(read, "a base64 member is none");
  return bytes.ptr == NULL ? lost(read) : bytes;
}

static tenkyo_str single_text(reading *read, const cJSON *item) {
  if (item == NULL || cJSON_IsNull(item)) return TK_STR("");
  if (cJSON_IsString(item)) {
    tenkyo_str copy = tk_arena_copy(read->arena, tk_str(item->valuestring));
    return copy.ptr == NULL ? lost(read) : copy;
  }
  if (cJSON_IsNumber(item)) return number_text(read, item->valuedouble);
  return refused(read, "a member that should be a text is none");
}

/* Names in an array, or objects with a name, joined. */
static tenkyo_str joined_text(reading *read, const cJSON *item) {
  if (!cJSON_IsArray(item)) {
    return single_text(read, cJSON_IsObject(item) ? cJSON_GetObjectItemCaseSensitive(item, "name") : item);
  }
  tk_buffer buffer;
  tk_buffer_init(&buffer, read->arena);
  for (const cJSON *part = item->child; part != NULL; part = part->next) {
    tenkyo_str text = single_text(read, cJSON_IsObject(part) ? cJSON_GetObjectItemCaseSensitive(part, "name") : part);
    if (text.len > 0 && buffer.length > 0) tk_buffer_add(&buffer, TK_STR(", "));
    tk_buffer_add(&buffer, text);
  }
  tenkyo_str text = tk_buffer_text(&buffer);
  return text.ptr == NULL ? lost(read) : text;
}

/* ---- Members ----------------------------------------------------------------------------------------------------- */

typedef struct member_name {
  const char *name, *base64, *other; /* other: a second name that files use; or NULL */
  size_t offset;                     /* in tenkyo_article */
  bool joined;
} member_name;

static const member_name members[] = {
    {"title", "title_base64", NULL, offsetof(tenkyo_article, title), false},
    {"body", "body_base64", "text", offsetof(tenkyo_article, body), false},
    {"url", "url_base64", "link", offsetof(tenkyo_article, url), false},
    {"author", "author_base64", "authors", offsetof(tenkyo_article, author), true},
    {"publisher", "publisher_base64", "site", offsetof(tenkyo_article, publisher), true},
    {"published", "published_base64", "date", offsetof(tenkyo_article, published), false},
    {"lang", "lang_base64", "language", offsetof(tenkyo_article, lang), false},
    {"key", "key_base64", NULL, offsetof(tenkyo_article, key), false},
};

static tenkyo_str member_text(reading *read, const cJSON *object, const member_name *member) {
  const cJSON *encoded = cJSON_GetObjectItemCaseSensitive(object, member->base64);
  if (encoded != NULL) return base64_text(read, encoded);
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, member->name);
  if ((item == NULL || cJSON_IsNull(item)) && member->other != NULL)
    item = cJSON_GetObjectItemCaseSensitive(object, member->other);
  return member->joined ? joined_text(read, item) : single_text(read, item);
}

static tenkyo_format body_format(reading *read, const cJSON *object, tenkyo_str body) {
  const cJSON *format = cJSON_GetObjectItemCaseSensitive(object, "format");
  if (format == NULL || cJSON_IsNull(format)) return tk_body_format(body);
  if (cJSON_IsString(format) && strcmp(format->valuestring, "markdown") == 0) return TENKYO_FORMAT_MARKDOWN;
  if (cJSON_IsString(format) && strcmp(format->valuestring, "text") == 0) return TENKYO_FORMAT_TEXT;
  refused(read, "format is neither \"text\" nor \"markdown\"");
  return TENKYO_FORMAT_TEXT;
}

TK_LIST(revision_list, tk_record_revision);
TK_LIST(link_list, tenkyo_str);

static void read_revisions(reading *read, const cJSON *array, revision_list *list) {
  if (!cJSON_IsArray(array)) refused(read, "revisions is no array");
  for (const cJSON *item = cJSON_IsArray(array) ? array->child : NULL; item != NULL; item = item->next) {
    if (!cJSON_IsObject(item)) refused(read, "a revision is no object");
    tk_record_revision *revision = tk_push(read->arena, list);
    if (revision == NULL) {
      read->no_memory = true;
      return;
    }
    revision->body = member_text(read, item, &members[1]);
    revision->format = body_format(read, item, revision->body);
  }
}

static void read_links(reading *read, const cJSON *array, link_list *list) {
  if (array == NULL || cJSON_IsNull(array)) return;
  if (!cJSON_IsArray(array)) refused(read, "links is no array");
  for (const cJSON *item = cJSON_IsArray(array) ? array->child : NULL; item != NULL; item = item->next) {
    tenkyo_str *link = tk_push(read->arena, list);
    if (link == NULL) {
      read->no_memory = true;
      return;
    }
    *link = cJSON_IsObject(item) ? base64_text(read, cJSON_GetObjectItemCaseSensitive(item, "base64"))
                                 : single_text(read, item);
  }
}

static void read_record(reading *read, const cJSON *object, tk_record *record, revision_list *revisions,
                        link_list *links) {
  tenkyo_article *article = &record->article;
  for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
    *(tenkyo_str *)(void *)((char *)article + members[i].offset) = member_text(read, object, &members[i]);
  const cJSON *array = cJSON_GetObjectItemCaseSensitive(object, "revisions");
  if (array != NULL) {
    read_revisions(read, array, revisions);
  } else if (article->body.len > 0) {
    tk_record_revision *revision = tk_push(read->arena, revisions);
    if (revision == NULL) {
      read->no_memory = true;
      return;
    }
    *revision = (tk_record_revision){article->body, body_format(read, object, article->body)};
  }
  read_links(read, cJSON_GetObjectItemCaseSensitive(object, "links"), links);
  record->removed = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "removed"));
  record->revisions = revisions->items;
  record->revision_count = revisions->count;
  record->links = links->items;
  record->link_count = links->count;
  if (revisions->count == 0) refused(read, "the article has no body");
  article->body = (tenkyo_str){NULL, 0};
  if (article->published.len == 0) return;
  article->published = tk_published_from(read->arena, article->published);
  if (article->published.ptr == NULL) lost(read);
}

/* ---- Objects ----------------------------------------------------------------------------------------------------- */

static tenkyo_status reject_item(const tk_sink *sink, const tk_record *record, const char *problem,
                                 tenkyo_error *error) {
  tenkyo_error message;
  if (record->item == 0) return sink->reject(sink->context, record->line, problem, error);
  tk_fail(&message, TENKYO_INVALID, 0, "article %zu: %s", record->item, problem);
  return sink->reject(sink->context, record->line, message.message, error);
}

/* `record` says where the object stands. */
static tenkyo_status take_object(tk_arena *parent, const cJSON *object, tk_record record, const tk_sink *sink,
                                 tenkyo_error *error) {
  tk_arena arena;
  tk_arena_init(&arena, parent->allocator);
  reading read = {.arena = &arena};
  revision_list revisions = {0};
  link_list links = {0};
  tenkyo_status status;
  if (cJSON_IsObject(object)) {
    read_record(&read, object, &record, &revisions, &links);
  } else {
    refused(&read, "no object of JSON");
  }
  if (read.no_memory || arena.failed) {
    status = tk_no_memory(error);
  } else if (read.problem != NULL) {
    status = reject_item(sink, &record, read.problem, error);
  } else {
    status = sink->take(sink->context, &arena, &record, error);
  }
  tk_arena_free(&arena);
  return status;
}

static size_t line_of(tenkyo_str bytes, size_t offset) {
  size_t line = 1;
  for (size_t i = 0; i < offset && i < bytes.len; i++) line += bytes.ptr[i] == '\n';
  return line;
}

/* The parsed value in *root; NULL with TENKYO_OK when the bytes were rejected. */
static tenkyo_status parse(tenkyo_str bytes, size_t line, const tk_sink *sink, cJSON **root, tenkyo_error *error) {
  size_t offset = 0;
  const char *reason = NULL;
  *root = NULL;
  if (!tk_json_check(bytes, &offset, &reason)) {
    tenkyo_error message;
    if (line > 0) {
      tk_fail(&message, TENKYO_INVALID, offset, "%s (byte %zu)", reason, offset + 1);
    } else {
      tk_fail(&message, TENKYO_INVALID, offset, "line %zu: %s", line_of(bytes, offset), reason);
    }
    return sink->reject(sink->context, line, message.message, error);
  }
  *root = cJSON_ParseWithLength(bytes.ptr, bytes.len);
  return *root == NULL ? tk_no_memory(error) : TENKYO_OK;
}

tenkyo_status tk_read_json(tk_arena *arena, tenkyo_str bytes, tenkyo_str path, const tk_sink *sink,
                           tenkyo_error *error) {
  cJSON *root;
  tenkyo_status status = parse(tk_without_mark(bytes), 0, sink, &root, error);
  if (root == NULL) return status;
  const cJSON *array = cJSON_IsArray(root) ? root : cJSON_GetObjectItemCaseSensitive(root, "articles");
  tk_record record = {.origin = path, .alone = !cJSON_IsArray(array)};
  if (record.alone) {
    status = take_object(arena, root, record, sink, error);
  } else {
    for (const cJSON *item = array->child; item != NULL && status == TENKYO_OK; item = item->next) {
      record.item++;
      status = take_object(arena, item, record, sink, error);
    }
  }
  cJSON_Delete(root);
  return status;
}

tenkyo_status tk_read_json_line(tk_arena *arena, tenkyo_str bytes, size_t line, tenkyo_str path, const tk_sink *sink,
                                tenkyo_error *error) {
  tenkyo_str text = tk_trim(line == 1 ? tk_without_mark(bytes) : bytes);
  cJSON *root;
  if (text.len == 0) return TENKYO_OK;
  tenkyo_status status = parse(text, line, sink, &root, error);
  if (root == NULL) return status;
  status = take_object(arena, root, (tk_record){.origin = path, .line = line}, sink, error);
  cJSON_Delete(root);
  return status;
}
