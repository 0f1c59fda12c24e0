/*
 * draft: a draft's markers and references, which article each reference is, what each marker covers, the evidence for
 * it, and the findings. Private to the room and to its tests; the room's interface is the public header.
 */
#ifndef TENKYO_DRAFT_H
#define TENKYO_DRAFT_H

#include "store/store.h"

/* ---- What a draft cites ------------------------------------------------------------------------------------------ */

TK_LIST(tk_marker_list, tenkyo_marker);
TK_LIST(tk_reference_list, tenkyo_reference);
TK_LIST(tk_key_list, tenkyo_key);

/* How an entry says its key. */
typedef enum tk_label {
  TK_LABEL_NONE,
  TK_LABEL_BRACKET,    /* [1] Title */
  TK_LABEL_NUMBER,     /* 1. Title: any list of links looks so, cited or not */
  TK_LABEL_POSITION,   /* a list without labels under a text with numbers: its places are the keys */
  TK_LABEL_DEFINITION, /* [1]: url */
  TK_LABEL_FOOTNOTE,   /* [^1]: … */
  TK_LABEL_YAML,       /* an item of the front matter */
  TK_LABEL_STORE       /* no entry: a marker that names a stored article itself, by its key or URL */
} tk_label;

/* What is known of a reference beside the public struct. */
typedef struct tk_entry {
  tk_label label;
  uint32_t list;  /* entries of one list share it */
  bool mentioned; /* an image or a link uses it: no marker, but not unused either */
  bool shadowed;  /* an earlier entry has its key */
} tk_entry;

TK_LIST(tk_entry_list, tk_entry);

typedef struct tk_citations {
  tk_marker_list markers;       /* in the order of the text; keys resolved to references */
  tk_marker_list links;         /* links that are markers when their URL is in the store; one key each, the URL */
  tk_reference_list references; /* in the order of the text */
  tk_entry_list entries;        /* one for each reference */
  tk_map keys;                  /* key to the first reference that has it */
  tk_span_list hidden;          /* in order: what is no text: markers, link destinations, tags, comments, emphasis */
  size_t tail;                  /* where a reference list without a heading begins; SIZE_MAX: there is none */
  bool keyed_bibliography;      /* the front matter names a bibliography or holds references */
  bool outside_bibliography;    /* … in a file that is not read here: no @key is called undefined */
} tk_citations;

/* citation.c. What is read borrows from the document's text. False when memory is out. */
bool tk_citations_read(tk_arena *arena, const tk_document *draft, tk_citations *citations);
/* The reference with this key, or -1. */
ptrdiff_t tk_citations_find(const tk_citations *citations, tenkyo_str key);

/* ---- inline.c: what stands inside a block ------------------------------------------------------------------------ */

/* Appends the markers, links and hidden parts of one block. */
bool tk_inline_read(tk_arena *arena, tenkyo_str text, const tk_block *block, tk_citations *citations);

/* ---- marker.c: the forms of markers ------------------------------------------------------------------------------ */

/* Each reads at `at` and gives the offset behind what it read, or 0 when no marker stands there; the keys are appended,
 * their references not yet looked up. `end` bounds the block. */
typedef struct tk_marker_reader {
  tk_arena *arena;
  tenkyo_str text;
  const tk_citations *citations;
  size_t begin, end;  /* of the block */
  tk_key_list keys;   /* of the marker at hand */
  size_t range_budget; /* how many keys inside ranges may still be spelt out: `[1-99]` repeated must stay linear */
  bool failed;        /* memory is out */
} tk_marker_reader;

/* `at` is behind the opening bracket, `close` the closing one's code point. */
size_t tk_marker_numbers(tk_marker_reader *reader, size_t at, uint32_t close);
size_t tk_marker_footnote(tk_marker_reader *reader, size_t at);      /* behind "[^" */
size_t tk_marker_keys(tk_marker_reader *reader, size_t at, size_t close); /* between "[" and the "]" at `close` */
size_t tk_marker_label(tk_marker_reader *reader, size_t at, size_t close); /* a label that the draft defines */
size_t tk_marker_superscript(tk_marker_reader *reader, size_t at);
size_t tk_marker_bare_key(tk_marker_reader *reader, size_t at);      /* at "@" */

/* The form of a key that references and markers share: the label in brackets normalised, white space as one space. */
tenkyo_str tk_label_key(tk_arena *arena, tenkyo_str label);

/* ---- reference.c, front.c, entry.c: the entries ------------------------------------------------------------------ */

/* The references of the lists and definitions in a document's blocks, and of its front matter. */
bool tk_references_read(tk_arena *arena, const tk_document *draft, tk_citations *citations);
bool tk_front_matter_read(tk_arena *arena, tenkyo_str text, tenkyo_span part, tk_citations *citations);
/* Adds a reference with its entry. */
tenkyo_reference *tk_reference_add(tk_arena *arena, tk_citations *citations, tenkyo_span span, tenkyo_str key,
                                   tk_label label, uint32_t list);

/* Fills title, url and doi from the text of an entry. */
void tk_entry_read(tenkyo_str text, tenkyo_reference *reference);
/* The URL that begins at `at` ends here; `at` itself when none begins there. */
size_t tk_url_end(tenkyo_str text, size_t at);

TK_LIST(tk_text_list, tenkyo_str);
/* The parts of an entry that may be its title, likeliest first: without publisher, author, date, inside its quotation
 * marks. Each is a cut of the entry's text or title. */
bool tk_title_parts(tk_arena *arena, const tenkyo_reference *reference, tk_text_list *parts);

/* ---- bind.c: which article each reference is --------------------------------------------------------------------- */

/* What a check asks the store for. */
typedef struct tk_draft {
  tenkyo_store *store;
  tk_arena *arena; /* of what the result keeps */
  tenkyo_str text;
  const char *path; /* may be NULL */
  tk_citations citations;
  int64_t *articles; /* for each reference the article it is, or 0 */
} tk_draft;

/* Fills `articles`. Links whose URL is in the store, and @keys that are keys of the store, become markers with a
 * reference of their own. */
tenkyo_status tk_bind(tk_draft *draft, tenkyo_error *error);

/* ---- claim.c: what a marker covers ------------------------------------------------------------------------------- */

typedef struct tk_claim {
  tenkyo_span span;        /* of the draft: a sentence or the part of one, several when a quotation is cited */
  tk_language language;
  tk_block_kind block;
  size_t marker, marker_count; /* the markers under which it stands, one behind the other */
} tk_claim;

TK_LIST(tk_claim_list, tk_claim);

/* The claims of a draft in its order. `citations` may have been bound. */
bool tk_claims_read(tk_arena *arena, const tk_document *draft, const tk_citations *citations, tk_claim_list *claims);

/* A part of the draft without what is hidden, and the way back. */
typedef struct tk_plain {
  tenkyo_str text;
  const uint32_t *origin; /* for each byte where it is in the draft */
} tk_plain;

bool tk_plain_read(tk_arena *arena, tenkyo_str draft, tenkyo_span span, const tk_span_list *hidden, tk_plain *plain);
tenkyo_span tk_plain_origin(const tk_plain *plain, tenkyo_span span);

#endif
