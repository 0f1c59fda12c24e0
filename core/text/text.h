/*
 * text: bytes become characters, a normalised view, blocks, sentences and words. Everything here is a pure function of
 * its input; spans are bytes of the text that was passed in.
 */
#ifndef TENKYO_TEXT_H
#define TENKYO_TEXT_H

#include "base/base.h"

/* ---- utf8.c ------------------------------------------------------------------------------------------------------ */

#define TK_REPLACEMENT 0xFFFDu

/* Reads the character at text.ptr[at] (at < text.len) and returns its length in bytes. An ill-formed sequence gives
 * U+FFFD and the length of its maximal subpart (Unicode 15, section 3.9), at least 1. */
size_t tk_utf8_decode(tenkyo_str text, size_t at, uint32_t *code);
/* The character that ends before `at` (at > 0). */
size_t tk_utf8_decode_before(tenkyo_str text, size_t at, uint32_t *code);
size_t tk_utf8_encode(uint32_t code, char out[4]);
/* True when the whole text is well-formed; else the offset of the first ill-formed byte. */
bool tk_utf8_valid(tenkyo_str text, size_t *offset);
/* Code points, an ill-formed sequence counting one. */
size_t tk_utf8_length(tenkyo_str text);

/* ---- character.c ------------------------------------------------------------------------------------------------- */

typedef enum tk_class {
  TK_SPACE,   /* white space, ideographic space, no-break space */
  TK_NEWLINE, /* LF, CR, NEL, LS, PS */
  TK_DIGIT,   /* Nd, full-width too */
  TK_LATIN,
  TK_HIRAGANA,
  TK_KATAKANA, /* with ー and half-width forms */
  TK_HAN,      /* with 々 〆 〇 ヵ ヶ */
  TK_HANGUL,
  TK_LETTER,  /* any other letter */
  TK_MARK,    /* combining marks, ZWJ, variation selectors */
  TK_OPENING, /* Ps, Pi: ( [ 「 『 “ ‘ … */
  TK_CLOSING, /* Pe, Pf */
  TK_STOP,    /* . ! ? 。 ！ ？ ｡ ． … ‼ and other scripts' sentence ends */
  TK_PUNCTUATION,
  TK_SYMBOL,
  TK_CONTROL
} tk_class;

tk_class tk_character_class(uint32_t code);
bool tk_is_cjk(uint32_t code); /* letters of Han, Hiragana, Katakana, and what is set like them; not Hangul */

/* ---- normalize.c ------------------------------------------------------------------------------------------------- */

/* The form in which texts are compared: NFKC, case folded, width folded, with the way back. */
typedef struct tk_view {
  tenkyo_str text;
  const uint32_t *origin; /* text.len + 1 entries: byte of the original where the character of each byte begins */
  size_t original_length;
} tk_view;

/* False when memory is out. */
bool tk_normalize(tk_arena *arena, tenkyo_str text, tk_view *view);
/* The original bytes that a span of the view came from. */
tenkyo_span tk_view_origin(const tk_view *view, tenkyo_span span);

/* ---- language.c -------------------------------------------------------------------------------------------------- */

typedef enum tk_language {
  TK_UNKNOWN,
  TK_JAPANESE,
  TK_ENGLISH,
  TK_CHINESE,
  TK_KOREAN,
  TK_GERMAN,
  TK_FRENCH,
  TK_SPANISH,
  TK_ITALIAN,
  TK_DUTCH,
  TK_RUSSIAN
} tk_language;

/* By the primary subtag ("ja", "en-GB"); TK_UNKNOWN for NULL, an empty or another tag. */
tk_language tk_language_from_tag(const char *tag);
const char *tk_language_tag(tk_language language); /* "" for TK_UNKNOWN */
/* By script, for Latin script by function words. `context` (the document's language or TK_UNKNOWN) decides what the
 * text itself leaves open: a run of Han only, a name. */
tk_language tk_language_of(tenkyo_str text, tk_language context);

/* ---- block.c ----------------------------------------------------------------------------------------------------- */

typedef enum tk_block_kind {
  TK_PARAGRAPH, /* lines that belong together: its line breaks are white space */
  TK_HEADING,
  TK_LIST_ITEM,         /* its line and the indented lines after it */
  TK_QUOTATION,         /* > lines */
  TK_TABLE,             /* a row each; its content is what stands between the outer bars */
  TK_CODE,              /* fenced, indented in Markdown */
  TK_FRONT_MATTER,      /* --- … --- at the top */
  TK_COMMENT,           /* <!-- … --> on lines of its own */
  TK_REFERENCE_HEADING, /* 参考文献, References, …, with or without heading marks */
  TK_REFERENCE,         /* an entry of the list under it; or `[1]: url`, `[^1]: …` wherever they stand. Its content is
                           what stands after a bullet or number; a label in brackets is in the content */
  TK_RULE               /* ---, ***, ===== */
} tk_block_kind;

typedef struct tk_block {
  tk_block_kind kind;
  tenkyo_span span;    /* whole lines, without the last line break */
  tenkyo_span content; /* after bullet, number, #, > (of the first line); the same as span for others */
  unsigned level;      /* headings: 1 to 6 */
} tk_block;

TK_LIST(tk_block_list, tk_block);

/* Cuts a text into blocks as DESIGN's "Drafts" says. `format` is TEXT or MARKDOWN (AUTO is MARKDOWN); plain text has no
 * fenced or indented code, tables or front matter, but has list items, headings marked with #, and reference lists.
 * Blocks never overlap and are in order; blank lines lie between them. */
bool tk_blocks(tk_arena *arena, tenkyo_str text, tenkyo_format format, tk_block_list *blocks);

/* ---- sentence.c -------------------------------------------------------------------------------------------------- */

TK_LIST(tk_span_list, tenkyo_span);

/* Appends the sentences of one block's content: a run of text in which a single line break is white space when
 * `wrapped`, else an end. Sentences carry no white space at their ends. */
bool tk_sentences_of(tk_arena *arena, tenkyo_str text, tenkyo_span part, tk_language language, bool wrapped,
                     tk_span_list *sentences);

/* ---- word.c ------------------------------------------------------------------------------------------------------ */

TK_LIST(tk_word_list, tenkyo_word);

/* Words of a text: UAX #29 words, numbers whole (5,000, 3.5), Japanese by script runs. A model name that mixes
 * letters and digits (R2, GPT-5, H20) is one word. */
bool tk_words(tk_arena *arena, tenkyo_str text, tk_language language, tk_word_list *words);

/* ---- document.c -------------------------------------------------------------------------------------------------- */

typedef struct tk_sentence {
  tenkyo_span span;
  uint32_t block; /* index */
  tk_language language;
} tk_sentence;

TK_LIST(tk_sentence_list, tk_sentence);

/* A text read whole: blocks, and the sentences of all blocks but code, comments, front matter, rules. A heading, a
 * table row and a reference entry are one sentence each. */
typedef struct tk_document {
  tenkyo_str text;
  tk_language language; /* given, or that of most of its sentences by bytes */
  tk_block_list blocks;
  tk_sentence_list sentences;
} tk_document;

bool tk_document_read(tk_arena *arena, tenkyo_str text, tenkyo_format format, tk_language given, tk_document *document);

#endif
