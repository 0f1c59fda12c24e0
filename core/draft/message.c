/*
 * What findings say, in Japanese and English: what is wrong, what it was compared with, and what can be done, in one
 * line. `%v` stands for the draft's value, `%o` for the other side's.
 */
#include "draft/draft.h"

enum { SHOWN_MAX = 60 /* characters of a value */ };

typedef struct message_texts {
  const char *english, *japanese;
} message_texts;

static const message_texts messages[TK_MESSAGE_COUNT] = {
    [TK_SAY_UNDEFINED] = {"No reference has the key %v: add one or correct the key",
                          "文献 %v がありません。文献を加えるか、番号を直してください"},
    [TK_SAY_UNUSED] = {"This reference is never cited: cite it or remove it",
                       "本文で引用されていません。引用するか、削除してください"},
    [TK_SAY_DUPLICATE] = {"This repeats the reference %o", "同じ文献が上にあります: %o"},
    [TK_SAY_UNKNOWN] = {"This source is not in the store: add the article to have its claims checked",
                        "この文献は記事庫にありません。記事を加えると引用を確かめられます"},
    [TK_SAY_UNKNOWN_LIKE] = {"This source is not in the store; is it “%o”?",
                             "この文献は記事庫にありません。「%o」でしょうか"},
    [TK_SAY_NUMBER] = {"The number differs from the source: %v (the source has %o)",
                       "数値が出典と異なります: %v（出典では%o）"},
    [TK_SAY_NUMBER_ABSENT] = {"The number is not in the cited source: %v", "数値が出典に見当たりません: %v"},
    [TK_SAY_NUMBER_ELSEWHERE] = {"The source has %v elsewhere, but %o where it speaks of this",
                                 "%vは出典の別の箇所の数値です（該当箇所では%o）"},
    [TK_SAY_DATE] = {"The date differs from the source: %v (the source has %o)",
                     "日付が出典と異なります: %v（出典では%o）"},
    [TK_SAY_DATE_ABSENT] = {"The date is not in the cited source: %v", "日付が出典に見当たりません: %v"},
    [TK_SAY_DATE_ELSEWHERE] = {"The source has %v elsewhere, but %o where it speaks of this",
                               "%vは出典の別の箇所の日付です（該当箇所では%o）"},
    [TK_SAY_QUOTE] = {"The quotation is not word for word: “%v” (the source has “%o”)",
                      "引用が原文と異なります: 「%v」（原文では「%o」）"},
    [TK_SAY_NOT_SUPPORTED] = {"The cited article says nothing close to this: check the citation",
                              "引用した記事に近い記述が見当たりません。引用先を確かめてください"},
    [TK_SAY_FIX_REPLACE] = {"Replace with “%v”", "「%v」に置き換える"},
    [TK_SAY_FIX_REMOVE] = {"Remove this reference", "この文献を削除する"},
    [TK_SAY_FIX_LINK] = {"Yes, it is “%o”", "「%o」と結び付ける"},
    [TK_SAY_FIX_KEY] = {"Cite %v", "%v を引用する"},
};

/* One line of at most SHOWN_MAX characters; what is left out is shown by an ellipsis. */
static void add_shown(tk_buffer *out, tenkyo_str value) {
  value = tk_trim(value);
  size_t shown = 0;
  bool space = false;
  for (size_t at = 0, length; at < value.len; at += length) {
    uint32_t code;
    length = tk_utf8_decode(value, at, &code);
    tk_class class = tk_character_class(code);
    bool blank = class == TK_NEWLINE || class == TK_CONTROL || code == '\t' || (code == ' ' && space);
    if (blank && space) continue;
    if (shown++ == SHOWN_MAX) {
      tk_buffer_add(out, TK_STR("…"));
      return;
    }
    space = blank || code == ' ';
    if (blank)
      tk_buffer_add_byte(out, ' ');
    else if (code == TK_REPLACEMENT)
      tk_buffer_add(out, TK_STR("\xEF\xBF\xBD"));
    else
      tk_buffer_add(out, tk_cut(value, at, at + length));
  }
}

tenkyo_str tk_message_text(tk_arena *arena, const char *language, tk_message message, tenkyo_str value,
                           tenkyo_str other) {
  bool japanese = tk_language_from_tag(language) == TK_JAPANESE;
  tenkyo_str text = tk_str(japanese ? messages[message].japanese : messages[message].english);
  tk_buffer out;
  tk_buffer_init(&out, arena);
  for (size_t at = 0; at < text.len; at++) {
    bool place = text.ptr[at] == '%' && at + 1 < text.len;
    if (!place) {
      tk_buffer_add_byte(&out, text.ptr[at]);
      continue;
    }
    add_shown(&out, text.ptr[++at] == 'v' ? value : other);
  }
  return tk_buffer_text(&out);
}

const char *tenkyo_code_name(tenkyo_code code) {
  switch (code) {
  case TENKYO_UNDEFINED_CITATION: return "undefined-citation";
  case TENKYO_UNUSED_REFERENCE: return "unused-reference";
  case TENKYO_DUPLICATE_REFERENCE: return "duplicate-reference";
  case TENKYO_UNKNOWN_SOURCE: return "unknown-source";
  case TENKYO_NUMBER_DIFFERS: return "number-differs";
  case TENKYO_DATE_DIFFERS: return "date-differs";
  case TENKYO_QUOTE_ALTERED: return "quote-altered";
  case TENKYO_NOT_SUPPORTED_CLAIM: return "not-supported";
  }
  return "unknown";
}

const char *tenkyo_severity_name(tenkyo_severity severity) {
  switch (severity) {
  case TENKYO_SEVERITY_ERROR: return "error";
  case TENKYO_SEVERITY_WARNING: return "warning";
  case TENKYO_SEVERITY_INFORMATION: return "information";
  case TENKYO_SEVERITY_HINT: return "hint";
  }
  return "unknown";
}

const char *tenkyo_support_name(tenkyo_support support) {
  switch (support) {
  case TENKYO_SUPPORTED: return "supported";
  case TENKYO_PARTLY: return "partly";
  case TENKYO_DIFFERS: return "differs";
  case TENKYO_NOT_SUPPORTED: return "not-supported";
  case TENKYO_NOT_COMPARABLE: return "not-comparable";
  case TENKYO_NO_EVIDENCE: return "no-evidence";
  }
  return "unknown";
}
