/* What is asked of a run of bytes, whatever it says. */
#include "base/base.h"

int tk_compare(tenkyo_str a, tenkyo_str b) {
  size_t shorter = a.len < b.len ? a.len : b.len;
  int order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);
  if (order != 0) return order < 0 ? -1 : 1;
  return a.len == b.len ? 0 : (a.len < b.len ? -1 : 1);
}

bool tk_equal_folded(tenkyo_str text, const char *word) {
  if (text.len != strlen(word)) return false;
  for (size_t i = 0; i < text.len; i++) {
    char byte = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? (char)(text.ptr[i] + ('a' - 'A')) : text.ptr[i];
    if (byte != word[i]) return false;
  }
  return true;
}

bool tk_is_among(const char *const *sorted, size_t count, tenkyo_str word) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = tk_compare(word, tk_str(sorted[middle]));
    if (order == 0) return true;
    if (order < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return false;
}

/*
 * Two-way would be the textbook's choice; a rolling hash (Karp and Rabin 1987) is linear too in the expected case, and
 * memchr over the rare first bytes is what makes it quick: the hash only bounds the repeated comparisons.
 */
size_t tk_search(tenkyo_str text, tenkyo_str needle, size_t from) {
  if (from > text.len || needle.len > text.len - from) return SIZE_MAX;
  if (needle.len == 0) return from;
  const uint64_t base = 0x9E3779B97F4A7C15u;
  uint64_t wanted = 0, rolling = 0, leaving = 1;
  for (size_t i = 0; i < needle.len; i++) {
    wanted = wanted * base + (unsigned char)needle.ptr[i];
    rolling = rolling * base + (unsigned char)text.ptr[from + i];
    if (i > 0) leaving *= base;
  }
  for (size_t at = from;; at++) {
    if (rolling == wanted && memcmp(text.ptr + at, needle.ptr, needle.len) == 0) return at;
    if (at + needle.len >= text.len) return SIZE_MAX;
    rolling -= leaving * (unsigned char)text.ptr[at];
    rolling = rolling * base + (unsigned char)text.ptr[at + needle.len];
  }
}

/* Bytes of the white space that begins at `at`, or 0. */
static size_t space_at(tenkyo_str text, size_t at) {
  char byte = text.ptr[at];
  if (byte == ' ' || (byte >= '\t' && byte <= '\r')) return 1;
  return text.len - at >= 3 && memcmp(text.ptr + at, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

tenkyo_str tk_trim(tenkyo_str text) {
  size_t begin = 0, end = text.len;
  for (size_t step; begin < end && (step = space_at(text, begin)) > 0;) begin += step;
  while (end > begin) {
    size_t step = space_at(text, end - 1);
    if (step == 0 && end - begin >= 3) step = space_at(text, end - 3) == 3 ? 3 : 0;
    if (step == 0) break;
    end -= step;
  }
  return tk_cut(text, begin, end);
}
