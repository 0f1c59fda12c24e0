/*
 * The forms in which URLs and titles are compared. A form is for comparison only: it is never opened or shown.
 */
#include "store/store.h"

/* ---- Parts of a URL ---------------------------------------------------------------------------------------------- */

typedef struct url_parts {
  tenkyo_str host, port, path, query;
} url_parts;

static bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }
static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
static char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte; }

/* Bytes of "http://" and its like, "//", or 0 without one. Only the web's schemes: mailto:, doi: … are no such URL. */
static size_t scheme_length(tenkyo_str url) {
  size_t colon = 0;
  while (colon < url.len && is_letter(url.ptr[colon])) colon++;
  if (tk_starts_with(url, TK_STR("//"))) return 2;
  if (!tk_starts_with(tk_cut(url, colon, url.len), TK_STR("://"))) return 0;
  tenkyo_str scheme = tk_cut(url, 0, colon);
  return tk_equal_folded(scheme, "http") || tk_equal_folded(scheme, "https") ? colon + 3 : 0;
}

/* The first place from `at` on of a byte of `stops`, or the end. */
static size_t find_any(tenkyo_str text, size_t at, const char *stops) {
  while (at < text.len && (text.ptr[at] == '\0' || strchr(stops, text.ptr[at]) == NULL)) at++;
  return at;
}

static int hex_value(char byte) {
  if (is_digit(byte)) return byte - '0';
  char small = lower(byte);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/* "[2001:db8::1]" */
static bool is_address(tenkyo_str host) {
  if (host.len < 4 || host.ptr[host.len - 1] != ']') return false;
  for (size_t i = 1; i + 1 < host.len; i++) {
    if (hex_value(host.ptr[i]) < 0 && host.ptr[i] != ':' && host.ptr[i] != '.') return false;
  }
  return true;
}

/* A name of at least two labels of which the last is no number, or a number in dots, or one in brackets. */
static bool is_host(tenkyo_str host, bool has_scheme) {
  size_t dots = 0;
  if (host.len == 0 || host.ptr[0] == '.') return false;
  if (host.ptr[0] == '[') return has_scheme && is_address(host);
  for (size_t i = 0; i < host.len; i++) {
    unsigned char byte = (unsigned char)host.ptr[i];
    if (byte == '.') dots++;
    if (byte <= ' ' || byte == 0x7F || strchr("\"<>\\^`{|}()[]", byte) != NULL) return false;
  }
  if (has_scheme) return true;
  size_t last = host.len;
  while (last > 0 && is_letter(host.ptr[last - 1])) last--;
  return dots > 0 && host.len - last >= 2 && last > 0 && host.ptr[last - 1] == '.';
}

/* Without a scheme only "www.…" and "host.tld/path" are URLs: "3.5" and "a.b" are not. */
static bool split(tenkyo_str url, url_parts *parts) {
  if (find_any(url, 0, " \t\r\n\v\f") < url.len) return false;
  size_t at = scheme_length(url);
  size_t end = find_any(url, at, "/?#");
  tenkyo_str authority = tk_cut(url, at, end);
  size_t user = authority.len;
  while (user > 0 && authority.ptr[user - 1] != '@') user--;
  bool www = authority.len > 4 && tk_equal_folded(tk_cut(authority, 0, 4), "www.");
  if (at == 0 && (user > 0 || (!www && (end == url.len || url.ptr[end] != '/')))) return false;
  authority = tk_cut(authority, user, authority.len);
  size_t colon = authority.len;
  while (colon > 0 && is_digit(authority.ptr[colon - 1])) colon--;
  bool has_port = colon > 0 && authority.ptr[colon - 1] == ':';
  parts->host = has_port ? tk_cut(authority, 0, colon - 1) : authority;
  parts->port = has_port ? tk_cut(authority, colon, authority.len) : TK_STR("");
  if (!is_host(parts->host, at > 0)) return false;
  size_t path_end = find_any(url, end, "?#");
  size_t query_end = path_end < url.len && url.ptr[path_end] == '?' ? find_any(url, path_end, "#") : path_end;
  parts->path = tk_cut(url, end, path_end);
  parts->query = query_end > path_end ? tk_cut(url, path_end + 1, query_end) : TK_STR("");
  return true;
}

/* ---- Percent escapes --------------------------------------------------------------------------------------------- */

static bool is_unreserved(unsigned char byte) {
  return is_letter((char)byte) || is_digit((char)byte) || byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

/* Each byte in the one form: unreserved ones plain, what a URL may hold as it is, all others escaped in capitals. */
static void add_escaped(tk_buffer *buffer, tenkyo_str part) {
  for (size_t i = 0; i < part.len; i++) {
    unsigned char byte = (unsigned char)part.ptr[i];
    bool escape = false;
    if (byte == '%' && part.len - i > 2 && hex_value(part.ptr[i + 1]) >= 0 && hex_value(part.ptr[i + 2]) >= 0) {
      byte = (unsigned char)(hex_value(part.ptr[i + 1]) * 16 + hex_value(part.ptr[i + 2]));
      escape = !is_unreserved(byte);
      i += 2;
    }
    if (escape || byte <= ' ' || byte >= 0x7F || byte == '%') {
      tk_buffer_format(buffer, "%%%02X", byte);
    } else {
      tk_buffer_add_byte(buffer, (char)byte);
    }
  }
}

/* ---- The form of a URL ------------------------------------------------------------------------------------------- */

/* Names that only say how a reader came to the page. A trailing '*' stands for any rest. */
static const char *const tracking[] = {
    "utm_*",       "fbclid",     "gclid",  "gclsrc", "dclid",  "gbraid", "wbraid",     "msclkid", "yclid",
    "twclid",      "ttclid",     "igshid", "igsh",   "mc_cid", "mc_eid", "_hsenc",     "_hsmi",   "mkt_tok",
    "ref_src",     "ref_url",    "cmpid",  "ncid",   "ocid",   "icid",   "guccounter", "guce_*",  "at_medium",
    "at_campaign", "smid",       "taid",   "s_cid",  "_ga",    "_gl",    "vero_id",    "wt_mc",   "oly_anon_id",
    "oly_enc_id",  "rb_clickid", "fb_*",   "pk_*",   "mtm_*",  "hsa_*",  "ga_*",       "cx_*",
};

static bool is_tracking(tenkyo_str name) {
  for (size_t i = 0; i < sizeof tracking / sizeof tracking[0]; i++) {
    size_t length = strlen(tracking[i]);
    bool any = tracking[i][length - 1] == '*';
    if (any) length--;
    if (name.len < length || (!any && name.len != length)) continue;
    size_t same = 0;
    while (same < length && lower(name.ptr[same]) == tracking[i][same]) same++;
    if (same == length) return true;
  }
  return false;
}

static void add_query(tk_buffer *buffer, tenkyo_str query) {
  char before = '?';
  for (size_t at = 0; at <= query.len;) {
    size_t end = find_any(query, at, "&");
    tenkyo_str pair = tk_cut(query, at, end);
    tenkyo_str name = tk_cut(pair, 0, find_any(pair, 0, "="));
    if (pair.len > 0 && !is_tracking(name)) {
      tk_buffer_add_byte(buffer, before);
      add_escaped(buffer, pair);
      before = '&';
    }
    at = end + 1;
  }
}

static void add_host(tk_buffer *buffer, tenkyo_str host) {
  static const char *const prefixes[] = {"www.", "m.", "amp.", "mobile."};
  for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
    size_t length = strlen(prefixes[i]);
    tenkyo_str rest = host.len > length ? tk_cut(host, length, host.len) : TK_STR("");
    /* "m.co" is a name of its own. */
    if (host.len > length && tk_equal_folded(tk_cut(host, 0, length), prefixes[i]) &&
        find_any(rest, 0, ".") < rest.len) {
      host = rest;
      break;
    }
  }
  if (host.len > 1 && host.ptr[host.len - 1] == '.') host.len--;
  for (size_t i = 0; i < host.len; i++) {
    unsigned char byte = (unsigned char)host.ptr[i];
    if (byte >= 0x80) {
      tk_buffer_format(buffer, "%%%02X", byte);
    } else {
      tk_buffer_add_byte(buffer, lower((char)byte));
    }
  }
}

bool tk_url_is(tenkyo_str text) {
  url_parts parts;
  return split(tk_trim(text), &parts);
}

tenkyo_str tk_url_normalize(tk_arena *arena, tenkyo_str url) {
  url_parts parts;
  tenkyo_str trimmed = tk_trim(url);
  if (!split(trimmed, &parts)) return tk_arena_copy(arena, trimmed);
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  add_host(&buffer, parts.host);
  if (parts.port.len > 0 && !tk_equal_folded(parts.port, "80") && !tk_equal_folded(parts.port, "443")) {
    tk_buffer_add_byte(&buffer, ':');
    tk_buffer_add(&buffer, parts.port);
  }
  while (parts.path.len > 0 && parts.path.ptr[parts.path.len - 1] == '/') parts.path.len--;
  add_escaped(&buffer, parts.path);
  add_query(&buffer, parts.query);
  return tk_buffer_text(&buffer);
}

/* ---- The form of a title ----------------------------------------------------------------------------------------- */

tenkyo_str tk_title_normalize(tk_arena *arena, tenkyo_str title) {
  tk_view view;
  tk_buffer buffer;
  if (!tk_normalize(arena, title, &view)) return (tenkyo_str){NULL, 0};
  tk_buffer_init(&buffer, arena);
  for (size_t at = 0; at < view.text.len;) {
    uint32_t code;
    size_t step = tk_utf8_decode(view.text, at, &code);
    switch (tk_character_class(code)) {
    case TK_SPACE:
    case TK_NEWLINE:
    case TK_OPENING:
    case TK_CLOSING:
    case TK_STOP:
    case TK_PUNCTUATION:
    case TK_CONTROL: break;
    default: tk_buffer_add(&buffer, tk_cut(view.text, at, at + step));
    }
    at += step;
  }
  return tk_buffer_text(&buffer);
}
