/* A call of each kind on a store, for tests that fail every allocation in turn. */
#ifndef TENKYO_TESTS_STORE_CALLS_H
#define TENKYO_TESTS_STORE_CALLS_H

#include "store_support.h"

typedef struct store_call {
  const char *name;
  /* Does the call and frees what it gave. */
  tenkyo_status (*act)(tenkyo_store *store, const folder *in, tenkyo_error *error);
  bool writes;
} store_call;

extern const store_call store_calls[];
extern const size_t store_call_count;

/* A store with a few articles in it at in->store, and files to import beside it. */
void fill_for_calls(const folder *in);
/* Puts the store back as fill_for_calls left it. */
void refill_for_calls(const folder *in);

#endif
