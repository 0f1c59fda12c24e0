/*
 * Runs a fuzz target over files without libFuzzer: every file of the folders and every file that is named on the
 * command line, once each, then the empty input. So each corpus is a test in every build, with any compiler.
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The whole file, to be freed; NULL with errno set when it cannot be read. */
static uint8_t *read_whole(FILE *file, size_t *size) {
  uint8_t *data = NULL;
  size_t capacity = 0;
  *size = 0;
  for (;;) {
    if (*size == capacity) {
      capacity = capacity == 0 ? 65536 : capacity * 2;
      uint8_t *grown = realloc(data, capacity);
      if (grown == NULL) {
        break;
      }
      data = grown;
    }
    size_t count = fread(data + *size, 1, capacity - *size, file);
    *size += count;
    if (count == 0) {
      if (ferror(file)) {
        break;
      }
      return data;
    }
  }
  free(data);
  return NULL;
}

/* The target sees a block of exactly the input's size, so that a sanitizer notices one byte too far. */
static int run_bytes(const uint8_t *data, size_t size) {
  uint8_t *exact = malloc(size == 0 ? 1 : size);
  if (exact == NULL) {
    return -1;
  }
  if (size > 0) {
    memcpy(exact, data, size);
  }
  int result = LLVMFuzzerTestOneInput(exact, size);
  free(exact);
  return result;
}

static int run_file(const char *path) {
  FILE *file = fopen(path, "rb");
  size_t size = 0;
  uint8_t *data = file == NULL ? NULL : read_whole(file, &size);
  int result = -1;
  if (data == NULL) {
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
  } else {
    result = run_bytes(data, size);
  }
  free(data);
  if (file != NULL) {
    fclose(file);
  }
  return result == 0 ? 1 : -1;
}

static int run_path(const char *path);

/* How many inputs ran, or -1. */
static int run_folder(const char *path) {
  DIR *folder = opendir(path);
  if (folder == NULL) {
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    return -1;
  }
  int total = 0;
  for (struct dirent *entry = readdir(folder); entry != NULL && total >= 0; entry = readdir(folder)) {
    char child[4096];
    if (entry->d_name[0] == '.') {
      continue;
    }
    int length = snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
    int count = length < 0 || (size_t)length >= sizeof child ? -1 : run_path(child);
    total = count < 0 ? -1 : total + count;
  }
  closedir(folder);
  return total;
}

static int run_path(const char *path) {
  struct stat status;
  if (stat(path, &status) != 0) {
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    return -1;
  }
  return S_ISDIR(status.st_mode) ? run_folder(path) : run_file(path);
}

int main(int argc, char **argv) {
  int total = 0;
  for (int i = 1; i < argc; i++) {
    int count = run_path(argv[i]);
    if (count < 0) {
      return EXIT_FAILURE;
    }
    total += count;
  }
  if (run_bytes((const uint8_t *)"", 0) != 0) {
    return EXIT_FAILURE;
  }
  printf("%d inputs and the empty one\n", total);
  return total > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
