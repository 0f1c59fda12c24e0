/*
 * Reading files whole or by lines, and walking folders.
 */
#include "store/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDERS_DEEP 64
#define FIRST_LINE_BUFFER ((size_t)65536)

static void fail(tk_file_failure *failure, const char *message) {
  size_t length = strlen(message);
  if (length >= sizeof failure->message) length = sizeof failure->message - 1;
  memcpy(failure->message, message, length);
  failure->message[length] = '\0';
  failure->failed = true;
}

static const char *reason_of(int number) {
  switch (number) {
  case ENOENT: return "not found";
  case EACCES:
  case EPERM: return "permission denied";
  case ELOOP: return "too many symbolic links";
  case EMFILE:
  case ENFILE: return "too many open files";
  case ENAMETOOLONG: return "the name is too long";
  default: return "it cannot be read";
  }
}

/* Opens a regular file; -1 with the failure told. A pipe or a device could keep us waiting forever. */
static int open_regular(const char *path, size_t *size, tk_file_failure *failure) {
  struct stat found;
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (file < 0) {
    fail(failure, reason_of(errno));
    return -1;
  }
  const char *reason = NULL;
  if (fstat(file, &found) != 0) {
    reason = reason_of(errno);
  } else if (!S_ISREG(found.st_mode)) {
    reason = "no regular file";
  }
  if (reason != NULL) {
    fail(failure, reason);
    close(file);
    return -1;
  }
  *size = found.st_size < 0 ? 0 : (size_t)found.st_size;
  return file;
}

/* ---- Whole ------------------------------------------------------------------------------------------------------- */

static tenkyo_status read_open_file(tk_arena *arena, int file, size_t expected, tenkyo_str *bytes,
                                    tk_file_failure *failure, tenkyo_error *error) {
  size_t capacity = expected + 1, length = 0; /* one more byte finds out whether the file has grown */
  char *buffer = tk_arena_alloc(arena, capacity);
  if (buffer == NULL) return tk_no_memory(error);
  for (;;) {
    if (length == capacity) {
      buffer = tk_arena_resize(arena, buffer, capacity, capacity * 2);
      if (buffer == NULL) return tk_no_memory(error);
      capacity *= 2;
    }
    ssize_t count = read(file, buffer + length, capacity - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      fail(failure, reason_of(errno));
      return TENKYO_OK;
    }
    if (count == 0) break;
    length += (size_t)count;
    if (length > TENKYO_TEXT_MAX) {
      fail(failure, "the file is over 2 GB");
      return TENKYO_OK;
    }
  }
  *bytes = (tenkyo_str){buffer, length};
  return TENKYO_OK;
}

tenkyo_status tk_file_read(tk_arena *arena, const char *path, tenkyo_str *bytes, tk_file_failure *failure,
                           tenkyo_error *error) {
  size_t size;
  *bytes = TK_STR("");
  int file = open_regular(path, &size, failure);
  if (file < 0) return TENKYO_OK;
  tenkyo_status status = TENKYO_OK;
  if (size > TENKYO_TEXT_MAX) {
    fail(failure, "the file is over 2 GB");
  } else {
    status = read_open_file(arena, file, size, bytes, failure, error);
  }
  close(file);
  return status;
}

/* ---- By lines ---------------------------------------------------------------------------------------------------- */

tenkyo_status tk_lines_open(tk_line_reader *reader, const char *path, const tenkyo_allocator *allocator,
                            tk_file_failure *failure, tenkyo_error *error) {
  size_t size;
  *reader = (tk_line_reader){.file = -1, .allocator = allocator};
  int file = open_regular(path, &size, failure);
  if (file < 0) return TENKYO_OK;
  reader->buffer = tk_allocate(allocator, FIRST_LINE_BUFFER);
  if (reader->buffer == NULL) {
    close(file);
    return tk_no_memory(error);
  }
  reader->capacity = FIRST_LINE_BUFFER;
  reader->file = file;
  return TENKYO_OK;
}

/* Moves what is left to the front, and doubles the buffer when that is all of it. */
static bool make_room(tk_line_reader *reader) {
  size_t left = reader->end - reader->begin;
  if (reader->begin > 0) {
    memmove(reader->buffer, reader->buffer + reader->begin, left);
  } else if (left == reader->capacity) {
    char *larger = tk_allocate(reader->allocator, reader->capacity * 2);
    if (larger == NULL) return false;
    memcpy(larger, reader->buffer, left);
    tk_release(reader->allocator, reader->buffer, reader->capacity);
    reader->buffer = larger;
    reader->capacity *= 2;
  }
  reader->begin = 0;
  reader->end = left;
  return true;
}

static tenkyo_status read_more(tk_line_reader *reader, tk_file_failure *failure, tenkyo_error *error) {
  if (reader->end - reader->begin > TENKYO_TEXT_MAX) {
    fail(failure, "a line is over 2 GB");
    return TENKYO_OK;
  }
  if (!make_room(reader)) return tk_no_memory(error);
  ssize_t count = -1;
  do {
    count = read(reader->file, reader->buffer + reader->end, reader->capacity - reader->end);
  } while (count < 0 && errno == EINTR);
  if (count < 0) {
    fail(failure, reason_of(errno));
  } else if (count == 0) {
    reader->at_end = true;
  } else {
    reader->end += (size_t)count;
  }
  return TENKYO_OK;
}

tenkyo_status tk_lines_next(tk_line_reader *reader, tenkyo_str *line, bool *more, tk_file_failure *failure,
                            tenkyo_error *error) {
  size_t looked = 0;
  *more = false;
  for (;;) {
    const char *from = reader->buffer + reader->begin;
    size_t length = reader->end - reader->begin;
    const char *feed = length > looked ? memchr(from + looked, '\n', length - looked) : NULL;
    if (feed != NULL || (reader->at_end && length > 0)) {
      size_t taken = feed == NULL ? length : (size_t)(feed - from);
      *line = (tenkyo_str){from, taken};
      reader->begin += feed == NULL ? taken : taken + 1;
      reader->line++;
      *more = true;
      return TENKYO_OK;
    }
    if (reader->at_end) return TENKYO_OK;
    looked = length;
    tenkyo_status status = read_more(reader, failure, error);
    if (status != TENKYO_OK || failure->failed) return status;
  }
}

void tk_lines_close(tk_line_reader *reader) {
  if (reader->file < 0) return;
  close(reader->file);
  tk_release(reader->allocator, reader->buffer, reader->capacity);
  reader->file = -1;
}

/* ---- Folders ----------------------------------------------------------------------------------------------------- */

/* The folders that lead to the one at hand. */
typedef struct ancestor {
  dev_t device;
  ino_t number;
  const struct ancestor *above;
  unsigned depth;
} ancestor;

TK_LIST(name_list, tenkyo_str);

static int by_name(const void *a, const void *b) { return tk_compare(*(const tenkyo_str *)a, *(const tenkyo_str *)b); }

static bool report(tk_arena *arena, tk_found_list *files, tenkyo_str path, const char *failure) {
  tk_found_file *file = tk_push(arena, files);
  if (file == NULL) return false;
  *file = (tk_found_file){path, failure};
  return true;
}

/* Whole paths below the folder, sorted. *failure says why the folder cannot be read. */
static bool read_names(tk_arena *arena, tenkyo_str folder, name_list *names, const char **failure) {
  DIR *open_folder = opendir(folder.ptr);
  if (open_folder == NULL) {
    *failure = reason_of(errno);
    return true;
  }
  bool slash = tk_ends_with(folder, TK_STR("/")), enough = true;
  for (struct dirent *entry = readdir(open_folder); entry != NULL && enough; entry = readdir(open_folder)) {
    if (entry->d_name[0] == '.') continue;
    tk_buffer buffer;
    tk_buffer_init(&buffer, arena);
    tk_buffer_add(&buffer, folder);
    if (!slash) tk_buffer_add_byte(&buffer, '/');
    tk_buffer_add(&buffer, tk_str(entry->d_name));
    tenkyo_str *name = tk_push(arena, names);
    enough = name != NULL;
    if (enough) *name = tk_buffer_text(&buffer);
    enough = enough && name->ptr != NULL;
  }
  closedir(open_folder);
  if (names->items != NULL) qsort(names->items, names->count, sizeof *names->items, by_name);
  return enough;
}

static bool leads_back(const ancestor *above, const struct stat *found) {
  for (; above != NULL; above = above->above) {
    if (above->device == found->st_dev && above->number == found->st_ino) return true;
  }
  return false;
}

static tenkyo_status walk(tk_arena *arena, tenkyo_str folder, const ancestor *self, const tenkyo_cancel *cancel,
                          tk_found_list *files, tenkyo_error *error) {
  name_list names = {0};
  const char *failure = NULL;
  if (tenkyo_cancel_is_set(cancel)) return tk_cancelled(error);
  if (!read_names(arena, folder, &names, &failure)) return tk_no_memory(error);
  if (failure != NULL && !report(arena, files, folder, failure)) return tk_no_memory(error);
  for (size_t i = 0; i < names.count; i++) {
    struct stat found;
    tenkyo_str path = names.items[i];
    bool there = stat(path.ptr, &found) == 0;
    const char *reason = there ? NULL : reason_of(errno);
    if (!there || !S_ISDIR(found.st_mode)) {
      if (!report(arena, files, path, reason)) return tk_no_memory(error);
      continue;
    }
    if (leads_back(self, &found)) continue;
    if (self->depth == FOLDERS_DEEP) {
      if (!report(arena, files, path, "the folders are nested too deeply")) return tk_no_memory(error);
      continue;
    }
    ancestor below = {found.st_dev, found.st_ino, self, self->depth + 1};
    tenkyo_status status = walk(arena, path, &below, cancel, files, error);
    if (status != TENKYO_OK) return status;
  }
  return TENKYO_OK;
}

tenkyo_status tk_files_below(tk_arena *arena, tenkyo_str folder, const tenkyo_cancel *cancel, tk_found_list *files,
                             tenkyo_error *error) {
  struct stat found;
  tenkyo_str copy = tk_arena_copy(arena, folder);
  if (copy.ptr == NULL) return tk_no_memory(error);
  if (stat(copy.ptr, &found) != 0)
    return report(arena, files, copy, reason_of(errno)) ? TENKYO_OK : tk_no_memory(error);
  ancestor self = {found.st_dev, found.st_ino, NULL, 1};
  return walk(arena, copy, &self, cancel, files, error);
}
