/*
 * Files and folders read for an import. Private to the room.
 */
#ifndef TENKYO_STORE_FILE_H
#define TENKYO_STORE_FILE_H

#include "base/base.h"

/* A failure is one of the file, told in `message` (NULL: none); the status is OK but when memory is out. */
typedef struct tk_file_failure {
  char message[160];
  bool failed;
} tk_file_failure;

/* The whole of a regular file of at most TENKYO_TEXT_MAX bytes. */
tenkyo_status tk_file_read(tk_arena *arena, const char *path, tenkyo_str *bytes, tk_file_failure *failure,
                           tenkyo_error *error);

/* Reads a file line by line, however long it is; only a line must not be longer than TENKYO_TEXT_MAX. */
typedef struct tk_line_reader {
  int file;
  size_t line; /* number of the last one, from 1 */
  size_t begin, end, capacity;
  char *buffer; /* of the allocator */
  const tenkyo_allocator *allocator;
  bool at_end;
} tk_line_reader;

tenkyo_status tk_lines_open(tk_line_reader *reader, const char *path, const tenkyo_allocator *allocator,
                            tk_file_failure *failure, tenkyo_error *error);
/* The next line without its break, borrowed until the next call; *more is false at the end. */
tenkyo_status tk_lines_next(tk_line_reader *reader, tenkyo_str *line, bool *more, tk_file_failure *failure,
                            tenkyo_error *error);
void tk_lines_close(tk_line_reader *reader);

/* The files of a folder and of its folders, in the byte order of their names; names that begin with a dot are left
 * out, and so is a folder that a link leads back into. */
typedef struct tk_found_file {
  tenkyo_str path;     /* begins with the folder's own path */
  const char *failure; /* why it cannot be read, or NULL */
} tk_found_file;

TK_LIST(tk_found_list, tk_found_file);
tenkyo_status tk_files_below(tk_arena *arena, tenkyo_str folder, const tenkyo_cancel *cancel, tk_found_list *files,
                             tenkyo_error *error);

#endif
