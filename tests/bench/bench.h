/*
 * What the measures share: time, folders for the files they make, and the mean and tail of many runs. A measure is run
 * by hand with the folder of its data; as a test it is called with --smoke, which only shows that it still works.
 */
#ifndef TENKYO_BENCH_H
#define TENKYO_BENCH_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static inline double bench_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static inline void bench_stop(const char *what, const char *why) {
  fprintf(stderr, "%s: %s\n", what, why);
  exit(EXIT_FAILURE);
}

/* A new folder under TMPDIR. */
static inline void bench_folder(char *path, size_t size) {
  const char *temporary = getenv("TMPDIR");
  int length = snprintf(path, size, "%s/bench-XXXXXX", temporary == NULL ? "/tmp" : temporary);
  if (length < 0 || (size_t)length >= size || mkdtemp(path) == NULL) bench_stop("bench", "no folder for its files");
}

static inline double bench_megabytes(const char *path) {
  struct stat found;
  return stat(path, &found) == 0 ? (double)found.st_size / 1e6 : 0;
}

/* Milliseconds of many runs. */
typedef struct bench_times {
  double *values;
  size_t count, capacity;
} bench_times;

static inline void bench_add(bench_times *times, double milliseconds) {
  if (times->count == times->capacity) {
    times->capacity = times->capacity == 0 ? 256 : times->capacity * 2;
    times->values = realloc(times->values, times->capacity * sizeof *times->values);
    if (times->values == NULL) bench_stop("bench", "out of memory");
  }
  times->values[times->count++] = milliseconds;
}

static int bench_order(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return left < right ? -1 : left > right;
}

static inline double bench_mean(const bench_times *times) {
  double sum = 0;
  for (size_t i = 0; i < times->count; i++) sum += times->values[i];
  return times->count == 0 ? 0 : sum / (double)times->count;
}

/* The value that the given share of the runs stays under. */
static inline double bench_quantile(bench_times *times, double share) {
  if (times->count == 0) return 0;
  qsort(times->values, times->count, sizeof *times->values, bench_order);
  size_t at = (size_t)(share * (double)times->count);
  return times->values[at < times->count ? at : times->count - 1];
}

#endif
