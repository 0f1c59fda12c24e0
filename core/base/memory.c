/* Arenas and the containers that grow in them. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* A chunk's payload follows its header, aligned for any type. */
struct tk_chunk {
  tk_chunk *next;
  size_t size; /* of the whole block, header included */
  size_t used; /* of the whole block, header included */
};

enum { ALIGNMENT = 16, FIRST_CHUNK = 4096, LARGEST_CHUNK = 1 << 20 };
#define HEADER ((sizeof(tk_chunk) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

static void *resize(const tenkyo_allocator *allocator, void *block, size_t old_size, size_t new_size) {
  if (allocator != NULL) return allocator->resize(allocator->context, block, old_size, new_size);
  if (new_size == 0) {
    free(block);
    return NULL;
  }
  return realloc(block, new_size);
}

void *tk_allocate(const tenkyo_allocator *allocator, size_t size) {
  void *block = resize(allocator, NULL, 0, size == 0 ? 1 : size);
  if (block != NULL) memset(block, 0, size == 0 ? 1 : size);
  return block;
}

void tk_release(const tenkyo_allocator *allocator, void *block, size_t size) {
  if (block != NULL) resize(allocator, block, size == 0 ? 1 : size, 0);
}

void tk_arena_init(tk_arena *arena, const tenkyo_allocator *allocator) {
  arena->allocator = allocator;
  arena->chunks = NULL;
  arena->failed = false;
}

void tk_arena_free(tk_arena *arena) {
  tk_chunk *chunk = arena->chunks;
  while (chunk != NULL) {
    tk_chunk *next = chunk->next;
    resize(arena->allocator, chunk, chunk->size, 0);
    chunk = next;
  }
  arena->chunks = NULL;
}

/* A block that would not fit a common chunk gets one of its own, behind the current one, whose room stays in use. */
static void *chunk_add(tk_arena *arena, size_t need) {
  size_t size = arena->chunks == NULL ? FIRST_CHUNK : arena->chunks->size * 2;
  if (size > LARGEST_CHUNK) size = LARGEST_CHUNK;
  bool own = need > size - HEADER;
  if (own) size = HEADER + need;
  tk_chunk *chunk = resize(arena->allocator, NULL, 0, size);
  if (chunk == NULL) {
    arena->failed = true;
    return NULL;
  }
  chunk->size = size;
  chunk->used = HEADER + need;
  if (own && arena->chunks != NULL) {
    chunk->next = arena->chunks->next;
    arena->chunks->next = chunk;
  } else {
    chunk->next = arena->chunks;
    arena->chunks = chunk;
  }
  return (char *)chunk + HEADER;
}

/* 0 when the rounded size would overflow. */
static size_t rounded(size_t size) {
  if (size > SIZE_MAX - HEADER - ALIGNMENT) return 0;
  return size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static void *allocate_dirty(tk_arena *arena, size_t need) {
  if (need == 0) {
    arena->failed = true;
    return NULL;
  }
  tk_chunk *chunk = arena->chunks;
  if (chunk != NULL && chunk->size - chunk->used >= need) {
    void *block = (char *)chunk + chunk->used;
    chunk->used += need;
    return block;
  }
  return chunk_add(arena, need);
}

void *tk_arena_alloc(tk_arena *arena, size_t size) {
  void *block = allocate_dirty(arena, rounded(size));
  if (block != NULL) memset(block, 0, size == 0 ? 1 : size);
  return block;
}

void *tk_arena_array(tk_arena *arena, size_t count, size_t item_size) {
  if (item_size != 0 && count > SIZE_MAX / item_size) {
    arena->failed = true;
    return NULL;
  }
  return tk_arena_alloc(arena, count * item_size);
}

/* The chunk that holds nothing but this block, found at the two places where chunk_add puts one; else NULL. */
static tk_chunk **chunk_of_its_own(tk_arena *arena, const void *block, size_t had) {
  if (arena->chunks == NULL) return NULL;
  tk_chunk **places[2] = {&arena->chunks, &arena->chunks->next};
  for (int i = 0; i < 2; i++) {
    tk_chunk *chunk = *places[i];
    if (chunk != NULL && (const char *)chunk + HEADER == (const char *)block && HEADER + had == chunk->size)
      return places[i];
  }
  return NULL;
}

/* Large arrays double often: moving their chunk with the allocator's own resize keeps one copy in memory, not two. */
static void *chunk_grow(tk_arena *arena, tk_chunk **place, size_t need) {
  tk_chunk *moved = resize(arena->allocator, *place, (*place)->size, HEADER + need);
  if (moved == NULL) {
    arena->failed = true;
    return NULL;
  }
  moved->size = moved->used = HEADER + need;
  *place = moved;
  return (char *)moved + HEADER;
}

static void *resize_dirty(tk_arena *arena, void *block, size_t old_size, size_t new_size) {
  size_t had = rounded(old_size), need = rounded(new_size);
  if (need == 0) {
    arena->failed = true;
    return NULL;
  }
  if (need <= had) return block;
  tk_chunk *chunk = arena->chunks;
  bool last = chunk != NULL && (char *)block + had == (char *)chunk + chunk->used;
  if (last && chunk->size - chunk->used >= need - had) {
    chunk->used += need - had;
    return block;
  }
  tk_chunk **own = chunk_of_its_own(arena, block, had);
  if (own != NULL && had > LARGEST_CHUNK / 2) return chunk_grow(arena, own, need);
  void *copy = allocate_dirty(arena, need);
  if (copy != NULL) memcpy(copy, block, old_size);
  return copy;
}

void *tk_arena_resize(tk_arena *arena, void *block, size_t old_size, size_t new_size) {
  if (block == NULL) return tk_arena_alloc(arena, new_size);
  void *moved = resize_dirty(arena, block, old_size, new_size);
  if (moved != NULL && new_size > old_size) memset((char *)moved + old_size, 0, new_size - old_size);
  return moved;
}

tenkyo_str tk_arena_copy(tk_arena *arena, tenkyo_str text) {
  char *copy = text.len == SIZE_MAX ? NULL : allocate_dirty(arena, rounded(text.len + 1));
  if (copy == NULL) return (tenkyo_str){NULL, 0};
  if (text.len > 0) memcpy(copy, text.ptr, text.len);
  copy[text.len] = '\0';
  return (tenkyo_str){copy, text.len};
}

bool tk_list_grow(tk_arena *arena, void *items, size_t count, size_t *capacity, size_t item_size) {
  char *block;
  memcpy(&block, items, sizeof block);
  if (count >= *capacity) {
    size_t larger = *capacity == 0 ? 8 : *capacity * 2;
    if (larger > SIZE_MAX / item_size) {
      arena->failed = true;
      return false;
    }
    block = block == NULL ? allocate_dirty(arena, rounded(larger * item_size))
                          : resize_dirty(arena, block, *capacity * item_size, larger * item_size);
    if (block == NULL) return false;
    memcpy(items, &block, sizeof block);
    *capacity = larger;
  }
  memset(block + count * item_size, 0, item_size);
  return true;
}

/* ---- Buffers ---------------------------------------------------------------------------------------------------- */

void tk_buffer_init(tk_buffer *buffer, tk_arena *arena) { *buffer = (tk_buffer){.arena = arena}; }

/* Room for `more` bytes and a NUL. */
static bool buffer_reserve(tk_buffer *buffer, size_t more) {
  if (buffer->failed || more > SIZE_MAX / 4 - buffer->length) {
    buffer->failed = true;
    return false;
  }
  size_t need = buffer->length + more + 1;
  if (need <= buffer->capacity) return true;
  size_t larger = buffer->capacity < 64 ? 64 : buffer->capacity * 2;
  if (larger < need) larger = need;
  char *bytes = buffer->bytes == NULL ? allocate_dirty(buffer->arena, rounded(larger))
                                      : resize_dirty(buffer->arena, buffer->bytes, buffer->capacity, larger);
  if (bytes == NULL) {
    buffer->failed = true;
    return false;
  }
  buffer->bytes = bytes;
  buffer->capacity = larger;
  return true;
}

void tk_buffer_add(tk_buffer *buffer, tenkyo_str text) {
  if (!buffer_reserve(buffer, text.len)) return;
  if (text.len > 0) memcpy(buffer->bytes + buffer->length, text.ptr, text.len);
  buffer->length += text.len;
}

void tk_buffer_add_byte(tk_buffer *buffer, char byte) {
  if (buffer_reserve(buffer, 1)) buffer->bytes[buffer->length++] = byte;
}

void tk_buffer_format(tk_buffer *buffer, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  if (length < 0) buffer->failed = true;
  if (length >= 0 && buffer_reserve(buffer, (size_t)length)) {
    vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
    buffer->length += (size_t)length;
  }
  va_end(again);
  va_end(arguments);
}

tenkyo_str tk_buffer_text(tk_buffer *buffer) {
  if (!buffer_reserve(buffer, 0)) return (tenkyo_str){NULL, 0};
  buffer->bytes[buffer->length] = '\0';
  return (tenkyo_str){buffer->bytes, buffer->length};
}
