/* UTF-8 read tolerantly: what is ill-formed is U+FFFD, one for each maximal subpart (Unicode 15, section 3.9). */
#include "text/text.h"

/* Bytes of the sequence that `lead` begins, with the range of its second byte (Unicode 15, table 3-7); 0: none. */
static size_t lead_length(unsigned char lead, unsigned char *low, unsigned char *high) {
  *low = 0x80;
  *high = 0xBF;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  if (lead < 0xE0) return 2;
  if (lead == 0xE0) *low = 0xA0;
  if (lead == 0xED) *high = 0x9F;
  if (lead == 0xF0) *low = 0x90;
  if (lead == 0xF4) *high = 0x8F;
  return lead < 0xF0 ? 3 : 4;
}

/* Decodes at `at`; *well tells U+FFFD itself from an ill-formed sequence. */
static size_t decode(tenkyo_str text, size_t at, uint32_t *code, bool *well) {
  const unsigned char *bytes = (const unsigned char *)text.ptr + at;
  size_t left = text.len - at;
  *well = true;
  *code = bytes[0];
  if (bytes[0] < 0x80) return 1;
  unsigned char low, high;
  size_t length = lead_length(bytes[0], &low, &high);
  *well = false;
  *code = TK_REPLACEMENT;
  if (length == 0) return 1;
  uint32_t value = bytes[0] & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) {
    if (i >= left || bytes[i] < low || bytes[i] > high) return i;
    value = value << 6 | (bytes[i] & 0x3Fu);
    low = 0x80;
    high = 0xBF;
  }
  *well = true;
  *code = value;
  return length;
}

size_t tk_utf8_decode(tenkyo_str text, size_t at, uint32_t *code) {
  bool well;
  return decode(text, at, code, &well);
}

/* A maximal subpart has at most three bytes and a character four, so what ends before `at` begins at most four bytes
 * back, at the last byte there that is no continuation, if that reaches so far. */
size_t tk_utf8_decode_before(tenkyo_str text, size_t at, uint32_t *code) {
  for (size_t back = 1; back <= 4 && back <= at; back++) {
    if (((unsigned char)text.ptr[at - back] & 0xC0) == 0x80) continue;
    if (tk_utf8_decode(text, at - back, code) == back) return back;
    break;
  }
  *code = TK_REPLACEMENT;
  return 1;
}

size_t tk_utf8_encode(uint32_t code, char out[4]) {
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = TK_REPLACEMENT;
  if (code < 0x80) {
    out[0] = (char)code;
    return 1;
  }
  size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  for (size_t i = length - 1; i > 0; i--) {
    out[i] = (char)(0x80 | (code & 0x3F));
    code >>= 6;
  }
  out[0] = (char)((0xF00u >> length & 0xF0) | code);
  return length;
}

bool tk_utf8_valid(tenkyo_str text, size_t *offset) {
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    bool well;
    size_t length = decode(text, at, &code, &well);
    if (!well) {
      if (offset != NULL) *offset = at;
      return false;
    }
    at += length;
  }
  return true;
}

size_t tk_utf8_length(tenkyo_str text) {
  size_t count = 0;
  for (size_t at = 0; at < text.len; count++) {
    uint32_t code;
    at += tk_utf8_decode(text, at, &code);
  }
  return count;
}
