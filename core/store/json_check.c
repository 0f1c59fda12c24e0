/*
 * JSON looked at before cJSON parses it, which cuts a string at \u0000, takes bytes that are no UTF-8, reads numbers of
 * at most 63 characters and says no more of an error than that there is one. After this check only memory can fail.
 */
#include "store/reader.h"

#define DEPTH_MAX 64
#define NUMBER_CHARACTERS_MAX 60

typedef struct json_text {
  tenkyo_str text;
  size_t at;
  const char *reason; /* set by whoever returns false */
  bool in_object[DEPTH_MAX];
  size_t depth;
} json_text;

static bool wrong(json_text *json, const char *reason) {
  json->reason = reason;
  return false;
}

/* The byte at hand; 0 at the end, which is no byte of JSON either. */
static char peek(const json_text *json) { return json->at < json->text.len ? json->text.ptr[json->at] : '\0'; }

static void skip_space(json_text *json) {
  while (json->at < json->text.len && strchr(" \t\r\n", json->text.ptr[json->at]) != NULL && peek(json) != '\0')
    json->at++;
}

/* ---- Values without parts ---------------------------------------------------------------------------------------- */

/* Four hexadecimal digits, or -1. */
static int32_t read_unit(const json_text *json, size_t at) {
  int32_t unit = 0;
  if (json->text.len < 4 || at > json->text.len - 4) return -1;
  for (size_t i = at; i < at + 4; i++) {
    char byte = json->text.ptr[i];
    int digit = byte >= '0' && byte <= '9'   ? byte - '0'
                : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
                : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

/* Behind the backslash. */
static bool check_escape(json_text *json) {
  char byte = peek(json);
  if (byte != '\0' && strchr("\"\\/bfnrt", byte) != NULL) {
    json->at++;
    return true;
  }
  if (byte != 'u') return wrong(json, "an unknown escape in a string");
  int32_t unit = read_unit(json, json->at + 1);
  if (unit < 0) return wrong(json, "\\u without four hexadecimal digits");
  if (unit == 0) return wrong(json, "\\u0000 in a string: a text holds no NUL");
  bool high = unit >= 0xD800 && unit <= 0xDBFF, low = unit >= 0xDC00 && unit <= 0xDFFF;
  json->at += 5;
  if (!high) return low ? wrong(json, "half a surrogate pair in a string") : true;
  int32_t second = -1;
  if (peek(json) == '\\' && json->at + 1 < json->text.len && json->text.ptr[json->at + 1] == 'u')
    second = read_unit(json, json->at + 2);
  if (second < 0xDC00 || second > 0xDFFF) return wrong(json, "half a surrogate pair in a string");
  json->at += 6;
  return true;
}

static bool check_string(json_text *json) {
  if (peek(json) != '"') return wrong(json, "a string was expected");
  json->at++;
  while (json->at < json->text.len) {
    unsigned char byte = (unsigned char)json->text.ptr[json->at];
    if (byte < 0x20) return wrong(json, "a control character in a string");
    json->at++;
    if (byte == '"') return true;
    if (byte == '\\' && !check_escape(json)) return false;
  }
  return wrong(json, "a string without an end");
}

static bool check_digits(json_text *json) {
  size_t begin = json->at;
  while (peek(json) >= '0' && peek(json) <= '9') json->at++;
  return json->at > begin ? true : wrong(json, "a digit was expected");
}

static bool check_number(json_text *json) {
  size_t begin = json->at;
  if (peek(json) == '-') json->at++;
  if (peek(json) == '0') {
    json->at++;
  } else if (!check_digits(json)) {
    return false;
  }
  if (peek(json) == '.') {
    json->at++;
    if (!check_digits(json)) return false;
  }
  if (peek(json) == 'e' || peek(json) == 'E') {
    json->at++;
    if (peek(json) == '+' || peek(json) == '-') json->at++;
    if (!check_digits(json)) return false;
  }
  if (json->at - begin <= NUMBER_CHARACTERS_MAX) return true;
  json->at = begin;
  return wrong(json, "a number of more than 60 characters");
}

static bool check_scalar(json_text *json) {
  static const char *const words[] = {"true", "false", "null"};
  char byte = peek(json);
  if (byte == '"') return check_string(json);
  if (byte == '-' || (byte >= '0' && byte <= '9')) return check_number(json);
  for (size_t i = 0; i < 3; i++) {
    if (!tk_starts_with(tk_cut(json->text, json->at, json->text.len), tk_str(words[i]))) continue;
    json->at += strlen(words[i]);
    return true;
  }
  return wrong(json, json->at >= json->text.len ? "the end came where a value was expected" : "a value was expected");
}

/* ---- Objects and arrays ------------------------------------------------------------------------------------------ */

static bool check_name(json_text *json) {
  skip_space(json);
  if (!check_string(json)) return false;
  skip_space(json);
  if (peek(json) != ':') return wrong(json, "a colon was expected");
  json->at++;
  return true;
}

/* Opens an object or array. *empty: it is closed at once. */
static bool open_value(json_text *json, bool object, bool *empty) {
  if (json->depth == DEPTH_MAX) return wrong(json, "nested too deeply");
  json->at++;
  skip_space(json);
  *empty = peek(json) == (object ? '}' : ']');
  if (*empty) {
    json->at++;
    return true;
  }
  json->in_object[json->depth++] = object;
  return object ? check_name(json) : true;
}

/* What stands behind a value: a comma and more, the ends of what holds it, or the end of all. */
static bool close_values(json_text *json, bool *done) {
  while (json->depth > 0) {
    bool object = json->in_object[json->depth - 1];
    skip_space(json);
    char byte = peek(json);
    if (byte == ',') {
      json->at++;
      return object ? check_name(json) : true;
    }
    if (byte != (object ? '}' : ']'))
      return wrong(json, object ? "a comma or } was expected" : "a comma or ] was expected");
    json->at++;
    json->depth--;
  }
  *done = true;
  return true;
}

static bool check_value(json_text *json) {
  for (bool done = false; !done;) {
    skip_space(json);
    char byte = peek(json);
    bool closed = true;
    if (byte == '{' || byte == '[') {
      if (!open_value(json, byte == '{', &closed)) return false;
    } else if (!check_scalar(json)) {
      return false;
    }
    if (closed && !close_values(json, &done)) return false;
  }
  skip_space(json);
  return json->at == json->text.len ? true : wrong(json, "something stands behind the value");
}

bool tk_json_check(tenkyo_str bytes, size_t *offset, const char **reason) {
  if (!tk_utf8_valid(bytes, offset)) {
    *reason = "not UTF-8";
    return false;
  }
  json_text json = {.text = bytes};
  if (check_value(&json)) return true;
  *offset = json.at;
  *reason = json.reason;
  return false;
}
