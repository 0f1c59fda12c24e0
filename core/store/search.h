/*
 * Finding: which articles may answer a query, and which of their sentences do. Private to the room.
 */
#ifndef TENKYO_STORE_SEARCH_H
#define TENKYO_STORE_SEARCH_H

#include "store/article.h"

/*
 * The articles that share most weight with a query, at most `most`, in the order of their ids. `only` (sorted; NULL:
 * all) leaves out all others. Terms are looked up rarest first until so many articles were seen that the common ones
 * could change the choice only a little.
 */
tenkyo_status tk_candidate_articles(tenkyo_store *store, tk_arena *arena, const tk_query *query, const int64_t *only,
                                    size_t only_count, size_t most, tk_id_list *ids, tenkyo_error *error);

/* A sorted copy without repetitions. */
int64_t *tk_sorted_ids(tk_arena *arena, const int64_t *ids, size_t *count);

#endif
