/*
 * The functions of the module that need no store: a text in, tables out.
 */
#include "binding.h"

int tb_normalize(lua_State *L) {
  tb_call call;
  tenkyo_str text = tb_check_string(L, 1);
  tb_begin(L, &call, NULL, 0);
  return tb_end(L, &call, tenkyo_normalize(text, NULL, call.result, &call.error), tb_push_text);
}

typedef tenkyo_status (*text_function)(tenkyo_str, const tenkyo_text_options *, tenkyo_result **, tenkyo_error *);

/* What sentences, words, facts and citations have in common. */
static int read_text(lua_State *L, const char *name, const tb_option *known, text_function function, tb_push push) {
  tb_call call;
  tb_options read = {0};
  tenkyo_text_options options = {.size = sizeof options};
  tenkyo_str text = tb_check_string(L, 1);
  lua_settop(L, 2);
  tb_read_options(L, 2, name, known, &read);
  int values = tb_read_text_format(L, &read, &options.format);
  if (values != 0) {
    return values;
  }
  options.lang = read.lang;
  options.date = read.date;
  options.cancel = read.cancel;
  tb_begin(L, &call, NULL, 0);
  return tb_end(L, &call, function(text, &options, call.result, &call.error), push);
}

int tb_sentences(lua_State *L) {
  static const tb_option known[] = {TB_OPTION("lang", TB_NAME, lang), TB_OPTION("format", TB_STRING, format),
                                    TB_OPTION("cancel", TB_TOKEN, cancel), TB_END};
  return read_text(L, "sentences", known, tenkyo_sentences, tb_push_sentences);
}

int tb_words(lua_State *L) {
  static const tb_option known[] = {TB_OPTION("lang", TB_NAME, lang), TB_OPTION("cancel", TB_TOKEN, cancel), TB_END};
  return read_text(L, "words", known, tenkyo_words, tb_push_words);
}

int tb_facts(lua_State *L) {
  static const tb_option known[] = {TB_OPTION("date", TB_NAME, date), TB_OPTION("lang", TB_NAME, lang),
                                    TB_OPTION("cancel", TB_TOKEN, cancel), TB_END};
  return read_text(L, "facts", known, tenkyo_facts, tb_push_facts);
}

int tb_citations(lua_State *L) {
  static const tb_option known[] = {TB_OPTION("format", TB_STRING, format), TB_OPTION("cancel", TB_TOKEN, cancel),
                                    TB_END};
  return read_text(L, "citations", known, tenkyo_citations, tb_push_citations);
}

int tb_summarize(lua_State *L) {
  static const tb_option known[] = {TB_OPTION("sentences", TB_COUNT, sentences),
                                    TB_OPTION("chars", TB_COUNT, characters),
                                    TB_OPTION("lang", TB_NAME, lang),
                                    TB_OPTION("format", TB_STRING, format),
                                    TB_OPTION("cancel", TB_TOKEN, cancel),
                                    TB_OPTION("progress", TB_FUNCTION, progress),
                                    TB_END};
  tb_call call;
  tb_options read = {0};
  tenkyo_summary_options options = {.size = sizeof options};
  tenkyo_str text = tb_check_string(L, 1);
  lua_settop(L, 2);
  tb_read_options(L, 2, "summarize", known, &read);
  int values = tb_read_text_format(L, &read, &options.format);
  if (values != 0) {
    return values;
  }
  options.sentences = read.sentences;
  options.characters = read.characters;
  options.lang = read.lang;
  options.cancel = read.cancel;
  tb_begin(L, &call, NULL, read.progress);
  options.progress = tb_progress(&call);
  options.progress_context = &call;
  return tb_end(L, &call, tenkyo_summarize(text, &options, call.result, &call.error), tb_push_text_summary);
}
