/* Addresses and titles from anyone, in the forms in which they are compared. */
#include "store/store.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  tenkyo_str text = {(const char *)data, size};
  tenkyo_str form = tk_url_normalize(&arena, text), title = tk_title_normalize(&arena, text);
  if (form.ptr == NULL || title.ptr == NULL) abort();
  /* The form of an address is plain ASCII without white space, and never longer than every byte escaped. */
  if (tk_url_is(text)) {
    if (form.len == 0 || form.len > 3 * size) abort();
    for (size_t i = 0; i < form.len; i++) {
      if ((unsigned char)form.ptr[i] <= ' ' || (unsigned char)form.ptr[i] >= 0x7F) abort();
    }
  } else if (!tk_equal(form, tk_trim(text))) {
    abort();
  }
  for (size_t i = 0; i < title.len; i++) {
    if ((unsigned char)title.ptr[i] <= ' ') abort();
  }
  tk_arena_free(&arena);
  return 0;
}
