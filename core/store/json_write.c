/*
 * Writing JSON into a buffer, and base64 for what JSON cannot hold.
 */
#include "store/reader.h"

void tk_json_add_string(tk_buffer *buffer, tenkyo_str text) {
  size_t kept = 0;
  tk_buffer_add_byte(buffer, '"');
  for (size_t i = 0; i < text.len; i++) {
    unsigned char byte = (unsigned char)text.ptr[i];
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    tk_buffer_add(buffer, tk_cut(text, kept, i));
    kept = i + 1;
    switch (byte) {
    case '"': tk_buffer_add(buffer, TK_STR("\\\"")); break;
    case '\\': tk_buffer_add(buffer, TK_STR("\\\\")); break;
    case '\n': tk_buffer_add(buffer, TK_STR("\\n")); break;
    case '\r': tk_buffer_add(buffer, TK_STR("\\r")); break;
    case '\t': tk_buffer_add(buffer, TK_STR("\\t")); break;
    default: tk_buffer_format(buffer, "\\u%04x", byte);
    }
  }
  tk_buffer_add(buffer, tk_cut(text, kept, text.len));
  tk_buffer_add_byte(buffer, '"');
}

/* ---- Base64 ------------------------------------------------------------------------------------------------------ */

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void add_base64(tk_buffer *buffer, tenkyo_str bytes) {
  tk_buffer_add_byte(buffer, '"');
  for (size_t i = 0; i < bytes.len; i += 3) {
    size_t left = bytes.len - i;
    uint32_t group = (uint32_t)(unsigned char)bytes.ptr[i] << 16;
    if (left > 1) group |= (uint32_t)(unsigned char)bytes.ptr[i + 1] << 8;
    if (left > 2) group |= (unsigned char)bytes.ptr[i + 2];
    char four[4] = {digits[group >> 18], digits[group >> 12 & 63], left > 1 ? digits[group >> 6 & 63] : '=',
                    left > 2 ? digits[group & 63] : '='};
    tk_buffer_add(buffer, (tenkyo_str){four, sizeof four});
  }
  tk_buffer_add_byte(buffer, '"');
}

bool tk_base64_decode(tk_arena *arena, tenkyo_str text, tenkyo_str *bytes) {
  *bytes = TK_STR("");
  if (text.len % 4 != 0) return false;
  size_t padding = text.len > 0 && text.ptr[text.len - 1] == '=' ? 1 : 0;
  if (padding == 1 && text.ptr[text.len - 2] == '=') padding = 2;
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  uint32_t group = 0;
  for (size_t i = 0; i < text.len - padding; i++) {
    const char *digit = text.ptr[i] == '\0' ? NULL : strchr(digits, text.ptr[i]);
    if (digit == NULL) return false;
    group = group << 6 | (uint32_t)(digit - digits);
    if (i % 4 == 1) tk_buffer_add_byte(&buffer, (char)(group >> 4 & 0xFF));
    if (i % 4 == 2) tk_buffer_add_byte(&buffer, (char)(group >> 2 & 0xFF));
    if (i % 4 == 3) tk_buffer_add_byte(&buffer, (char)(group & 0xFF));
  }
  *bytes = tk_buffer_text(&buffer);
  return true;
}

void tk_json_add_member(tk_buffer *buffer, const char *name, tenkyo_str text) {
  size_t offset;
  bool plain = tk_utf8_valid(text, &offset) && (text.len == 0 || memchr(text.ptr, '\0', text.len) == NULL);
  tk_buffer_format(buffer, plain ? "\"%s\": " : "\"%s_base64\": ", name);
  if (plain) {
    tk_json_add_string(buffer, text);
  } else {
    add_base64(buffer, text);
  }
}

void tk_json_add_base64(tk_buffer *buffer, tenkyo_str bytes) {
  tk_buffer_add(buffer, TK_STR("\"base64\": "));
  add_base64(buffer, bytes);
}
