/*
 * The methods that ask the store: search, evidence, summaries and the check of a draft. An empty list of articles asks
 * no article at all and so finds nothing; to the core it would mean all of them.
 */
#include "binding.h"

/* Reads a search's options. Returns 0, or the number of values pushed on failure. */
static int read_search(lua_State *L, tb_store *store, const char *name, tenkyo_search_options *options) {
  static const tb_option known[] = {TB_OPTION("limit", TB_COUNT, limit), TB_OPTION("articles", TB_TABLE, articles),
                                    TB_OPTION("cancel", TB_TOKEN, cancel), TB_END};
  tb_options read = {0};
  lua_settop(L, 3);
  tb_read_options(L, 3, name, known, &read);
  *options = (tenkyo_search_options){.size = sizeof *options, .limit = read.limit, .cancel = read.cancel};
  if (read.articles == 0) {
    return 0;
  }
  return tb_resolve_list(L, store, name, read.articles, &options->articles, &options->article_count);
}

static bool asks_none(const tenkyo_search_options *options) {
  return options->articles != NULL && options->article_count == 0;
}

int tb_store_search(lua_State *L) {
  tb_call call;
  tenkyo_search_options options;
  tb_store *store = tb_check_store(L);
  tenkyo_str query = tb_check_string(L, 2);
  int values = read_search(L, store, "search", &options);
  if (values != 0) {
    return values;
  }
  if (asks_none(&options)) {
    lua_newtable(L);
    return 1;
  }
  tb_begin(L, &call, store, 0);
  return tb_end(L, &call, tenkyo_search(call.handle, query, &options, call.result, &call.error), tb_push_passages);
}

int tb_store_evidence(lua_State *L) {
  tb_call call;
  tenkyo_search_options options;
  tb_store *store = tb_check_store(L);
  tenkyo_str claim = tb_check_string(L, 2);
  int values = read_search(L, store, "evidence", &options);
  if (values != 0) {
    return values;
  }
  if (asks_none(&options)) {
    tb_push_no_evidence(L);
    return 1;
  }
  tb_begin(L, &call, store, 0);
  tenkyo_status status = tenkyo_find_evidence(call.handle, claim, &options, call.result, &call.error);
  return tb_end(L, &call, status, tb_push_evidence);
}

int tb_store_summarize(lua_State *L) {
  static const tb_option known[] = {
      TB_OPTION("articles", TB_TABLE, articles),    TB_OPTION("query", TB_STRING, query),
      TB_OPTION("sentences", TB_COUNT, sentences),  TB_OPTION("chars", TB_COUNT, characters),
      TB_OPTION("since", TB_NAME, since),           TB_OPTION("cancel", TB_TOKEN, cancel),
      TB_OPTION("progress", TB_FUNCTION, progress), TB_END};
  tb_call call;
  tb_options read = {0};
  tb_store *store = tb_check_store(L);
  lua_settop(L, 2);
  tb_read_options(L, 2, "summarize", known, &read);
  tenkyo_summary_options options = {.size = sizeof options,
                                    .sentences = read.sentences,
                                    .characters = read.characters,
                                    .query = read.query,
                                    .since = read.since,
                                    .cancel = read.cancel};
  if (read.articles != 0) {
    int values = tb_resolve_list(L, store, "summarize", read.articles, &options.articles, &options.article_count);
    if (values != 0) {
      return values;
    }
    if (options.article_count == 0) {
      lua_newtable(L);
      return 1;
    }
  }
  tb_begin(L, &call, store, read.progress);
  options.progress = tb_progress(&call);
  options.progress_context = &call;
  tenkyo_status status = tenkyo_summarize_store(call.handle, &options, call.result, &call.error);
  return tb_end(L, &call, status, tb_push_store_summary);
}

/* ---- Drafts ------------------------------------------------------------------------------------------------------ */

static void fill_check(const tb_options *read, tenkyo_check_options *options) {
  options->size = sizeof *options;
  options->path = read->path;
  options->lang = read->lang;
  options->messages = read->messages;
  options->date = read->date;
  options->cancel = read->cancel;
}

#define DRAFT_OPTIONS                                                                                                  \
  TB_OPTION("format", TB_STRING, format), TB_OPTION("path", TB_NAME, path), TB_OPTION("lang", TB_NAME, lang),          \
      TB_OPTION("messages", TB_NAME, messages), TB_OPTION("date", TB_NAME, date),                                      \
      TB_OPTION("cancel", TB_TOKEN, cancel), TB_OPTION("progress", TB_FUNCTION, progress)

int tb_store_check(lua_State *L) {
  static const tb_option known[] = {DRAFT_OPTIONS, TB_OPTION("uncited", TB_FLAG, uncited),
                                    TB_OPTION("previous", TB_ANY, previous), TB_END};
  tb_call call;
  tb_options read = {0};
  tenkyo_check_options options = {0};
  tb_store *store = tb_check_store(L);
  tenkyo_str draft = tb_check_string(L, 2);
  lua_settop(L, 3);
  tb_read_options(L, 3, "check", known, &read);
  if (read.uncited || read.previous != 0) {
    return tb_unsupported(L, "check's option '%s' is not supported by this release",
                          read.uncited ? "uncited" : "previous");
  }
  fill_check(&read, &options);
  int values = tb_read_text_format(L, &read, &options.format);
  if (values != 0) {
    return values;
  }
  tb_begin(L, &call, store, read.progress);
  options.progress = tb_progress(&call);
  options.progress_context = &call;
  return tb_end(L, &call, tenkyo_check(call.handle, draft, &options, call.result, &call.error), tb_push_findings);
}

int tb_store_bind(lua_State *L) {
  static const tb_option known[] = {DRAFT_OPTIONS, TB_END};
  tb_call call;
  tb_options read = {0};
  tenkyo_check_options options = {0};
  tb_store *store = tb_check_store(L);
  tenkyo_str draft = tb_check_string(L, 2);
  lua_settop(L, 3);
  tb_read_options(L, 3, "bind", known, &read);
  fill_check(&read, &options);
  int values = tb_read_text_format(L, &read, &options.format);
  if (values != 0) {
    return values;
  }
  tb_begin(L, &call, store, read.progress);
  options.progress = tb_progress(&call);
  options.progress_context = &call;
  return tb_end(L, &call, tenkyo_bind(call.handle, draft, &options, call.result, &call.error), tb_push_bindings);
}

int tb_store_later(lua_State *L) {
  tb_check_store(L);
  return tb_unsupported(L, "store:%s is not supported by this release", lua_tostring(L, lua_upvalueindex(1)));
}
