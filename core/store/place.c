/*
 * Paths, and making the store's folder and file. The file is made under another name and then linked into place: a
 * file that this process had open and closed again would take SQLite's locks with it, if another thread had opened the
 * store in between.
 */
#include "store/place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

tenkyo_status tk_place_fail(int number, tenkyo_str path, tenkyo_error *error) {
  int length = path.len > 150 ? 150 : (int)path.len;
  const char *cut = path.len > 150 ? "…" : "";
  switch (number) {
  case ENOMEM: return tk_no_memory(error);
  case ENOENT: return tk_fail(error, TENKYO_NOTFOUND, 0, "%.*s%s: not found", length, path.ptr, cut);
  case ENOSPC:
  case EDQUOT: return tk_fail(error, TENKYO_FULL, 0, "%.*s%s: the disk is full", length, path.ptr, cut);
  case EACCES:
  case EPERM: return tk_fail(error, TENKYO_IO, 0, "%.*s%s: permission denied", length, path.ptr, cut);
  case EROFS: return tk_fail(error, TENKYO_IO, 0, "%.*s%s: the file system is read-only", length, path.ptr, cut);
  case ENOTDIR: return tk_fail(error, TENKYO_IO, 0, "%.*s%s: a part of the path is no folder", length, path.ptr, cut);
  case ENAMETOOLONG: return tk_fail(error, TENKYO_IO, 0, "%.*s%s: the name is too long", length, path.ptr, cut);
  case ELOOP: return tk_fail(error, TENKYO_IO, 0, "%.*s%s: too many symbolic links", length, path.ptr, cut);
  default: return tk_fail(error, TENKYO_IO, 0, "%.*s%s: system error %d", length, path.ptr, cut, number);
  }
}

tenkyo_status tk_place_look(const char *path, tk_place *place, tenkyo_error *error) {
  struct stat found;
  if (stat(path, &found) != 0) {
    *place = TK_PLACE_NOTHING;
    return errno == ENOENT ? TENKYO_OK : tk_place_fail(errno, tk_str(path), error);
  }
  *place = S_ISREG(found.st_mode) ? TK_PLACE_FILE : S_ISDIR(found.st_mode) ? TK_PLACE_FOLDER : TK_PLACE_OTHER;
  return TENKYO_OK;
}

tenkyo_str tk_place_absolute(tk_arena *arena, const char *path) {
  if (path[0] == '/') return tk_arena_copy(arena, tk_str(path));
  char *folder = tk_arena_alloc(arena, PATH_MAX);
  if (folder == NULL || getcwd(folder, PATH_MAX) == NULL) return (tenkyo_str){NULL, 0};
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  tk_buffer_add(&buffer, tk_str(folder));
  if (!tk_ends_with(tk_str(folder), TK_STR("/"))) tk_buffer_add_byte(&buffer, '/');
  tk_buffer_add(&buffer, tk_str(path));
  return tk_buffer_text(&buffer);
}

tenkyo_str tk_place_real(tk_arena *arena, const char *path) {
  char *real = tk_arena_alloc(arena, PATH_MAX);
  if (real == NULL) return (tenkyo_str){NULL, 0};
  return realpath(path, real) != NULL ? tk_str(real) : tk_place_absolute(arena, path);
}

tenkyo_str tk_place_folder(tk_arena *arena, tenkyo_str path) {
  size_t end = path.len;
  while (end > 0 && path.ptr[end - 1] != '/') end--;
  while (end > 1 && path.ptr[end - 1] == '/') end--;
  return tk_arena_copy(arena, tk_cut(path, 0, end));
}

bool tk_place_writable(const char *path) { return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0; }

/* ---- Making the folder and the file ------------------------------------------------------------------------------ */

/* `path` is ours to change: each slash is an end of string for a moment. */
static tenkyo_status make_folders(char *path, tenkyo_error *error) {
  for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    int failed = 0;
    if (mkdir(path, 0700) == 0) {
      if (chmod(path, 0700) != 0) failed = errno;
    } else if (errno != EEXIST && errno != EISDIR) {
      struct stat found;
      int reason = errno; /* a folder above a read-only or foreign place is there all the same */
      if (stat(path, &found) != 0) failed = reason;
    }
    tenkyo_status status = failed == 0 ? TENKYO_OK : tk_place_fail(failed, tk_str(path), error);
    *slash = '/';
    if (status != TENKYO_OK) return status;
  }
  return TENKYO_OK;
}

/* An empty file with mode 0600; errno or 0. */
static int make_file(const char *path) {
  int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return errno;
  int failed = fchmod(file, 0600) == 0 ? 0 : errno;
  if (close(file) != 0 && failed == 0) failed = errno;
  if (failed != 0) unlink(path);
  return failed;
}

/* The number of the process and the address keep two makers apart. */
static tenkyo_str other_name(tk_arena *arena, tenkyo_str path) {
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  tk_buffer_add(&buffer, path);
  tk_buffer_format(&buffer, ".new-%ld-%llx", (long)getpid(), (unsigned long long)(uintptr_t)arena);
  return tk_buffer_text(&buffer);
}

tenkyo_status tk_place_create(tk_arena *arena, tenkyo_str path, tenkyo_error *error) {
  tenkyo_str copy = tk_arena_copy(arena, path), fresh = other_name(arena, path);
  char *folders = tk_arena_alloc(arena, path.len + 1);
  if (copy.ptr == NULL || fresh.ptr == NULL || folders == NULL) return tk_no_memory(error);
  memcpy(folders, path.ptr, path.len);
  tenkyo_status status = make_folders(folders, error);
  if (status != TENKYO_OK) return status;
  int failed = make_file(fresh.ptr);
  if (failed != 0) return tk_place_fail(failed, path, error);
  failed = link(fresh.ptr, copy.ptr) == 0 ? 0 : errno;
  unlink(fresh.ptr);
  /* Some file systems have no links. */
  if (failed == EPERM || failed == EOPNOTSUPP || failed == ENOSYS || failed == EMLINK) failed = make_file(copy.ptr);
  return failed == 0 || failed == EEXIST ? TENKYO_OK : tk_place_fail(failed, path, error);
}

tenkyo_str tk_place_immutable_uri(tk_arena *arena, tenkyo_str path) {
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  tk_buffer_add(&buffer, TK_STR("file:"));
  for (size_t i = 0; i < path.len; i++) {
    unsigned char byte = (unsigned char)path.ptr[i];
    bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                 byte == '/' || byte == '.' || byte == '-' || byte == '_';
    if (plain) {
      tk_buffer_add_byte(&buffer, (char)byte);
    } else {
      tk_buffer_format(&buffer, "%%%02X", byte);
    }
  }
  tk_buffer_add(&buffer, TK_STR("?immutable=1"));
  return tk_buffer_text(&buffer);
}
