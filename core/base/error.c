/* Errors, option structs, results, versions and cancel tokens: what every public call begins and ends with. */
#include "base/base.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

const char *tenkyo_version(void) { return TENKYO_VERSION_STRING; }

const char *tenkyo_status_name(tenkyo_status status) {
  switch (status) {
  case TENKYO_OK: return "OK";
  case TENKYO_NOMEM: return "NOMEM";
  case TENKYO_INVALID: return "INVALID";
  case TENKYO_NOTFOUND: return "NOTFOUND";
  case TENKYO_EXISTS: return "EXISTS";
  case TENKYO_BUSY: return "BUSY";
  case TENKYO_CORRUPT: return "CORRUPT";
  case TENKYO_VERSION: return "VERSION";
  case TENKYO_UNSUPPORTED: return "UNSUPPORTED";
  case TENKYO_CANCELLED: return "CANCELLED";
  case TENKYO_IO: return "IO";
  case TENKYO_FULL: return "FULL";
  }
  return "UNKNOWN";
}

/* vsnprintf may have cut a character in two: the message ends before it. */
static void end_at_character(char *message, size_t length) {
  size_t at = length;
  while (at > 0 && ((unsigned char)message[at - 1] & 0xC0) == 0x80) at--;
  if (at > 0 && (unsigned char)message[at - 1] >= 0xC0) message[at - 1] = '\0';
}

tenkyo_status tk_fail(tenkyo_error *error, tenkyo_status status, size_t offset, const char *format, ...) {
  if (error == NULL) return status;
  error->code = status;
  error->offset = offset;
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  if (length < 0) error->message[0] = '\0';
  if (length >= (int)sizeof error->message) end_at_character(error->message, sizeof error->message - 1);
  return status;
}

tenkyo_status tk_no_memory(tenkyo_error *error) { return tk_fail(error, TENKYO_NOMEM, 0, "out of memory"); }

tenkyo_status tk_cancelled(tenkyo_error *error) { return tk_fail(error, TENKYO_CANCELLED, 0, "cancelled"); }

tenkyo_status tk_options_read(void *into, size_t our_size, const void *options, tenkyo_error *error) {
  memset(into, 0, our_size);
  memcpy(into, &our_size, sizeof our_size);
  if (options == NULL) return TENKYO_OK;
  size_t size;
  memcpy(&size, options, sizeof size);
  if (size < sizeof size || size > our_size)
    return tk_fail(error, TENKYO_INVALID, 0, "options: size is %zu, this build knows %zu bytes", size, our_size);
  memcpy(into, options, size);
  return TENKYO_OK;
}

/* ---- Results ---------------------------------------------------------------------------------------------------- */

tenkyo_result *tk_result_new(const tenkyo_allocator *allocator) {
  tenkyo_result *result = tk_allocate(allocator, sizeof *result);
  if (result == NULL) return NULL;
  if (allocator != NULL) result->allocator = *allocator;
  tk_arena_init(&result->arena, allocator == NULL ? NULL : &result->allocator);
  return result;
}

void tenkyo_result_free(tenkyo_result *result) {
  if (result == NULL) return;
  tenkyo_allocator allocator = result->allocator;
  bool own = result->arena.allocator != NULL;
  tk_arena_free(&result->arena);
  tk_release(own ? &allocator : NULL, result, sizeof *result);
}

tenkyo_str tenkyo_result_text(const tenkyo_result *result) {
  return result == NULL ? (tenkyo_str){NULL, 0} : result->text;
}

/* ---- Cancel tokens ---------------------------------------------------------------------------------------------- */

/* `mark` tells a token from a number that was made up, as far as reading it is allowed at all. */
struct tenkyo_cancel {
  uint64_t mark;
  tenkyo_allocator allocator;
  bool has_allocator;
  atomic_bool set;
};

static const uint64_t token_mark = 0x54656E6B796F2121u;

tenkyo_status tenkyo_cancel_new(const tenkyo_allocator *allocator, tenkyo_cancel **out) {
  *out = tk_allocate(allocator, sizeof **out);
  if (*out == NULL) return TENKYO_NOMEM;
  (*out)->mark = token_mark;
  if (allocator != NULL) (*out)->allocator = *allocator;
  (*out)->has_allocator = allocator != NULL;
  atomic_init(&(*out)->set, false);
  return TENKYO_OK;
}

void tenkyo_cancel_set(tenkyo_cancel *token) {
  if (token != NULL) atomic_store_explicit(&token->set, true, memory_order_relaxed);
}

bool tenkyo_cancel_is_set(const tenkyo_cancel *token) {
  return token != NULL && atomic_load_explicit(&token->set, memory_order_relaxed);
}

/* An address: user space has at most 47 bits on every machine with an 8-byte pointer that a Lua host runs on. */
uint64_t tenkyo_cancel_id(const tenkyo_cancel *token) { return (uint64_t)(uintptr_t)token; }

tenkyo_cancel *tenkyo_cancel_from_id(uint64_t id) {
  if (id == 0 || id % _Alignof(tenkyo_cancel) != 0 || id >> 53 != 0) return NULL;
  tenkyo_cancel *token = (tenkyo_cancel *)(uintptr_t)id;
  return token->mark == token_mark ? token : NULL;
}

void tenkyo_cancel_free(tenkyo_cancel *token) {
  if (token == NULL) return;
  tenkyo_allocator allocator = token->allocator;
  bool own = token->has_allocator;
  token->mark = 0;
  tk_release(own ? &allocator : NULL, token, sizeof *token);
}
