/*
 * Paths, folders and files on the disk, as far as the store makes or names them. Private to the room.
 */
#ifndef TENKYO_STORE_PLACE_H
#define TENKYO_STORE_PLACE_H

#include "base/base.h"

typedef enum tk_place { TK_PLACE_NOTHING, TK_PLACE_FILE, TK_PLACE_FOLDER, TK_PLACE_OTHER } tk_place;

/* NOTFOUND is no error here: *place says TK_PLACE_NOTHING. */
tenkyo_status tk_place_look(const char *path, tk_place *place, tenkyo_error *error);
/* Absolute, but with its links and dots as they are; {NULL, 0} when memory is out or there is no working folder. */
tenkyo_str tk_place_absolute(tk_arena *arena, const char *path);
/* Absolute without links and dots where the file is there; else as above. */
tenkyo_str tk_place_real(tk_arena *arena, const char *path);
/* The folder of an absolute path. */
tenkyo_str tk_place_folder(tk_arena *arena, tenkyo_str path);
/* Makes the missing folders above `path` (0700) and the empty file (0600), whatever the umask. A file that is there
 * meanwhile is left alone. */
tenkyo_status tk_place_create(tk_arena *arena, tenkyo_str path, tenkyo_error *error);
/* May this process write there? */
bool tk_place_writable(const char *path);
/* "file:…?immutable=1" */
tenkyo_str tk_place_immutable_uri(tk_arena *arena, tenkyo_str path);

/* The status for an errno value, filled with what was tried. */
tenkyo_status tk_place_fail(int number, tenkyo_str path, tenkyo_error *error);

#endif
