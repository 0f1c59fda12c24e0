/*
 * base: what every room stands on. Memory comes from arenas: a call opens one for its scratch and one for its result
 * and frees each as a whole, so no code below ever frees a single block. Growing containers live in an arena too and
 * remember a failed allocation, so that a caller checks once at the end.
 */
#ifndef TENKYO_BASE_H
#define TENKYO_BASE_H

#include "tenkyo.h"

#include <string.h>

/* ---- Strings ---------------------------------------------------------------------------------------------------- */

static inline tenkyo_str tk_str(const char *text) { return (tenkyo_str){text, text == NULL ? 0 : strlen(text)}; }
#define TK_STR(literal) ((tenkyo_str){(literal), sizeof(literal) - 1})

static inline bool tk_equal(tenkyo_str a, tenkyo_str b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline tenkyo_str tk_cut(tenkyo_str text, size_t begin, size_t end) {
#ifdef __clang_analyzer__ /* it would take the test for NULL as a sign that NULL may come with a length */
  return (tenkyo_str){text.ptr + begin, end - begin};
#else
  return (tenkyo_str){text.ptr == NULL ? NULL : text.ptr + begin, end - begin};
#endif
}

static inline bool tk_starts_with(tenkyo_str text, tenkyo_str prefix) {
  return text.len >= prefix.len && (prefix.len == 0 || memcmp(text.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool tk_ends_with(tenkyo_str text, tenkyo_str suffix) {
  return text.len >= suffix.len &&
         (suffix.len == 0 || memcmp(text.ptr + text.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

/* Byte order; a shorter string comes before its continuations. */
int tk_compare(tenkyo_str a, tenkyo_str b);

/* The same but for the case of ASCII letters; `word` is in lower case. */
bool tk_equal_folded(tenkyo_str text, const char *word);

/* Whether a table that is sorted as tk_compare orders has this word. */
bool tk_is_among(const char *const *sorted, size_t count, tenkyo_str word);

/* The offset of `needle` in `text` at or after `from`, or SIZE_MAX. Linear. */
size_t tk_search(tenkyo_str text, tenkyo_str needle, size_t from);

/* Without the ASCII and ideographic white space (U+3000) at both ends. */
tenkyo_str tk_trim(tenkyo_str text);

/* ---- Arenas ----------------------------------------------------------------------------------------------------- */

typedef struct tk_chunk tk_chunk;

typedef struct tk_arena {
  const tenkyo_allocator *allocator; /* NULL: malloc */
  tk_chunk *chunks;                  /* newest first */
  bool failed;                       /* an allocation failed; stays set */
} tk_arena;

/* Allocates nothing yet. The allocator must outlive the arena. */
void tk_arena_init(tk_arena *arena, const tenkyo_allocator *allocator);
void tk_arena_free(tk_arena *arena);

/* Zeroed, aligned for any type; NULL when memory is out (and arena->failed is set). Size 0 gives a valid pointer. */
void *tk_arena_alloc(tk_arena *arena, size_t size);
/* `count` zeroed items; checks the product. */
void *tk_arena_array(tk_arena *arena, size_t count, size_t item_size);
/* Moves or extends a block of this arena in place when it is its last one; the new part is zeroed. */
void *tk_arena_resize(tk_arena *arena, void *block, size_t old_size, size_t new_size);
/* A NUL-terminated copy; {NULL, 0} when memory is out. An empty text gives a non-NULL pointer. */
tenkyo_str tk_arena_copy(tk_arena *arena, tenkyo_str text);

/* Allocation outside an arena, for handles that live long. */
void *tk_allocate(const tenkyo_allocator *allocator, size_t size); /* zeroed */
void tk_release(const tenkyo_allocator *allocator, void *block, size_t size);

/* ---- Growing arrays --------------------------------------------------------------------------------------------- */

/*
 * Any struct with `type *items; size_t count, capacity;`. Declare it by name in a header (TK_LIST(tk_fact_list,
 * tk_fact)); push into it with `tk_fact *fact = tk_push(arena, &list);`, which gives a zeroed new item or NULL.
 */
#define TK_LIST(name, type)                                                                                            \
  typedef struct name {                                                                                                \
    type *items;                                                                                                       \
    size_t count, capacity;                                                                                            \
  } name

#define tk_push(arena, list)                                                                                           \
  (tk_list_grow((arena), &(list)->items, (list)->count, &(list)->capacity, sizeof *(list)->items)                      \
       ? &(list)->items[(list)->count++]                                                                               \
       : NULL)

/* Makes room for one more item, zeroed. `items` is the address of the list's pointer, whatever it points to: it is read
 * and written as bytes, so that no type is accessed as another. */
bool tk_list_grow(tk_arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

/* ---- Buffers ---------------------------------------------------------------------------------------------------- */

/* Bytes that are appended to. After a failure nothing more is added and `failed` stays set. */
typedef struct tk_buffer {
  tk_arena *arena;
  char *bytes;
  size_t length, capacity;
  bool failed;
} tk_buffer;

void tk_buffer_init(tk_buffer *buffer, tk_arena *arena);
void tk_buffer_add(tk_buffer *buffer, tenkyo_str text);
void tk_buffer_add_byte(tk_buffer *buffer, char byte);
void tk_buffer_format(tk_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What was collected, NUL-terminated beyond its length; {NULL, 0} after a failure. */
tenkyo_str tk_buffer_text(tk_buffer *buffer);

/* ---- Hashing ---------------------------------------------------------------------------------------------------- */

/* 64 bits, the same on every machine and run (not for adversaries who can pick the keys of a stored table). */
uint64_t tk_hash(tenkyo_str bytes);

/* SHA-256 (FIPS 180-4). */
void tk_sha256(tenkyo_str bytes, uint8_t digest[32]);
/* The same as 64 lower-case hexadecimal digits and a NUL. */
void tk_sha256_hex(tenkyo_str bytes, char hex[65]);

/* Strings to small numbers. Keys are borrowed: they must live as long as the map. Zero-initialise with the arena. */
typedef struct tk_map_entry {
  tenkyo_str key;
  uint64_t hash;
  uint32_t value;
} tk_map_entry;

typedef struct tk_map {
  tk_arena *arena;
  tk_map_entry *entries; /* in order of insertion: iterate over these */
  size_t count, capacity;
  uint32_t *slots; /* index of entry + 1, or 0 */
  size_t slot_count;
} tk_map;

void tk_map_init(tk_map *map, tk_arena *arena);
/* The entry of `key`, or NULL. */
tk_map_entry *tk_map_find(const tk_map *map, tenkyo_str key);
/* The entry of `key`, made with value 0 when it is new; NULL when memory is out. Entries move when others are made. */
tk_map_entry *tk_map_add(tk_map *map, tenkyo_str key, bool *is_new);

/* ---- Errors ----------------------------------------------------------------------------------------------------- */

/* Fills `error` when it is not NULL and returns `status`. */
tenkyo_status tk_fail(tenkyo_error *error, tenkyo_status status, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
tenkyo_status tk_no_memory(tenkyo_error *error);
tenkyo_status tk_cancelled(tenkyo_error *error);

/* Copies an options struct of any known size over zeroed defaults: `size` is its first member. INVALID when the
 * caller's size is 0 or larger than ours. */
tenkyo_status tk_options_read(void *into, size_t our_size, const void *options, tenkyo_error *error);

/* ---- Results ---------------------------------------------------------------------------------------------------- */

/* What the public accessors look into. A room that makes a result fills its own fields. */
struct tenkyo_result {
  tk_arena arena;
  tenkyo_allocator allocator; /* a copy, so that the caller's struct need not live on; unused when arena has none */
  tenkyo_str text;
  const tenkyo_span *sentences;
  size_t sentence_count;
  const tenkyo_word *words;
  size_t word_count;
  const tenkyo_fact *facts;
  size_t fact_count;
  const tenkyo_marker *markers;
  size_t marker_count;
  const tenkyo_reference *references;
  size_t reference_count;
  const int64_t *bindings;
  size_t binding_count;
  const tenkyo_summary_sentence *summary;
  size_t summary_count;
  const tenkyo_stored_article *articles;
  size_t article_count;
  const tenkyo_passage *passages;
  size_t passage_count;
  const tenkyo_finding *findings;
  size_t finding_count;
  const tenkyo_import_report *import;
  const tenkyo_verify_report *verify;
  const tenkyo_evidence *evidence;
};

/* A result with its arena open; NULL when memory is out. */
tenkyo_result *tk_result_new(const tenkyo_allocator *allocator);

#endif
