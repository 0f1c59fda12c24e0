/*
 * The form of the store's file and how an older one becomes the newest. Private to the room.
 */
#ifndef TENKYO_STORE_SCHEMA_H
#define TENKYO_STORE_SCHEMA_H

#include "store/database.h"

/* "tkyo": what PRAGMA application_id says of our files. */
#define TK_APPLICATION_ID 0x746B796F

/* Takes a file of the version before to the next; step i leads from version i to i + 1. */
typedef struct tk_migration {
  const char *sql;
  bool rebuild; /* the index and the sentences must be made anew afterwards */
} tk_migration;

extern const tk_migration tk_migrations[];
extern const int tk_schema_version;

typedef enum tk_file_state { TK_FILE_EMPTY, TK_FILE_OURS_OLDER, TK_FILE_OURS } tk_file_state;

/* Looks at what the file is, without a change: CORRUPT when it is no store of ours, VERSION when it is a newer one. */
tenkyo_status tk_schema_look(tenkyo_store *store, int newest, tk_file_state *state, tenkyo_error *error);
/* Brings the file to version `count` in one transaction, creating what is missing. */
tenkyo_status tk_schema_migrate(tenkyo_store *store, const tk_migration *migrations, int count, tenkyo_error *error);
/* Makes the index anew when other rules made it. */
tenkyo_status tk_schema_refresh(tenkyo_store *store, tenkyo_error *error);

#endif
