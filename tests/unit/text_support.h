/* What the tests of the text room share: an arena per test, expected sentences, a counting allocator, long inputs. */
#ifndef TENKYO_TEXT_SUPPORT_H
#define TENKYO_TEXT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/text.h"

/* cmocka's setup and teardown: *state is a tk_arena. */
int text_setup(void **state);
int text_teardown(void **state);

/* Checks that a document's spans are in order, apart, on character boundaries and without white space at their ends. */
void check_document(const tk_document *document);
/* The sentences of a text are these, NULL at the end. */
void expect_sentences(tk_arena *arena, const char *text, tenkyo_format format, const char *lang, ...);
#define EXPECT_TEXT(arena, text, ...) expect_sentences(arena, text, TENKYO_FORMAT_TEXT, NULL, __VA_ARGS__, NULL)

/* `unit` over and over until `bytes` are reached; to be freed. */
char *repeated(const char *unit, size_t bytes, tenkyo_str *text);

/* Counts what is alive and fails the request number fail_at (from 1). */
typedef struct text_counter {
  size_t alive, requests, fail_at;
  bool failed;
} text_counter;
void *text_counted(void *context, void *block, size_t old_size, size_t new_size);

/* A pseudo-random number, the same on every machine. */
uint32_t text_random(uint32_t *seed);

#endif
