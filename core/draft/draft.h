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
  size_t begin, end;   /* of the block */
  tk_key_list keys;    /* of the marker at hand */
  size_t range_budget; /* how many keys inside ranges may still be spelt out: `[1-99]` repeated must stay linear */
  bool failed;         /* memory is out */
} tk_marker_reader;

/* `at` is behind the opening bracket, `close` the closing one's code point. */
size_t tk_marker_numbers(tk_marker_reader *reader, size_t at, uint32_t close);
size_t tk_marker_footnote(tk_marker_reader *reader, size_t at);            /* behind "[^" */
size_t tk_marker_keys(tk_marker_reader *reader, size_t at, size_t close);  /* between "[" and the "]" at `close` */
size_t tk_marker_label(tk_marker_reader *reader, size_t at, size_t close); /* a label that the draft defines */
size_t tk_marker_superscript(tk_marker_reader *reader, size_t at);
size_t tk_marker_bare_key(tk_marker_reader *reader, size_t at); /* at "@" */

/* The form of a key that references and markers share: the label in brackets normalised, white space as one space. */
tenkyo_str tk_label_key(tk_arena *arena, tenkyo_str label);

/* ---- reference.c, front.c, entry.c: the entries ------------------------------------------------------------------ */

/* The references of the lists and definitions in a document's blocks, and of its front matter. */
bool tk_references_read(tk_arena *arena, const tk_document *draft, tk_citations *citations);
bool tk_front_references(tk_arena *arena, tenkyo_str text, tenkyo_span part, tk_citations *citations);
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
  tenkyo_span span; /* of the draft: a sentence or the part of one, several when a quotation is cited */
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

/* ---- anchor.c: what a value is said of --------------------------------------------------------------------------- */

/* The distinctive terms beside a number or date: in its clause before it, and behind it where the language puts them.
 */
typedef struct tk_anchors {
  tk_text_list terms; /* normalised, distinct */
  bool borrowed;      /* none in its own clause: these are of the value before it, or from farther away */
  bool read;
} tk_anchors;

/* Fills `anchors` (one for each fact) for the numbers and dates among the facts of a text; their spans begin at
 * `offset`. A value that has none of its own has those of the value before it. */
bool tk_anchors_read(tk_arena *arena, tenkyo_str text, size_t offset, tk_language language, const tk_fact *facts,
                     size_t count, tk_anchors *anchors);
bool tk_anchors_have(const tk_anchors *anchors, tenkyo_str term);
/* How many terms both have; with `names` only names and models in Latin letters count. */
size_t tk_anchors_shared(const tk_anchors *a, const tk_anchors *b, bool names);
/* A word that means the same in every language: H20, DeepSeek. */
bool tk_is_name(tenkyo_str term);

/* ---- context.c: values in the same words ------------------------------------------------------------------------- */

/* How much of what stands directly beside two values is the same, 0 when that is too little to take them for values of
 * one thing. `whole`: as far as is looked, on both sides. Spans are of the texts, each one sentence. */
size_t tk_context_shared(tenkyo_str claim, tenkyo_span value, tenkyo_str sentence, tenkyo_span other, bool *whole);

/* ---- library.c: the articles of a check, read once --------------------------------------------------------------- */

/* An article with what its sentences are compared by. Sentence `sentence_count` of its facts is the title. */
typedef struct tk_reading {
  tk_source source;
  size_t sentence_count;
  const uint32_t *terms;      /* numbers of the library's terms, distinct in a sentence */
  const size_t *term_begin;   /* sentence_count + 1 places in `terms` */
  tk_fact_list facts;         /* spans of the body, those of the title's of the title; valid after tk_library_facts */
  const size_t *fact_begin;   /* sentence_count + 2 places in `facts` */
  struct tk_anchors *anchors; /* for each fact; filled a sentence at a time by tk_library_anchors */
  tk_day published;
} tk_reading;

typedef struct tk_library {
  tenkyo_store *store;
  tk_arena *arena;
  tk_map terms;      /* text of a term to its number */
  double *documents; /* for each term how many stored articles have it; -1: not asked yet */
  uint32_t *marks;   /* for each term its place in the query at hand + 1; all 0 between calls */
  size_t term_room;  /* of the two */
  double total;      /* stored articles */
  tk_map ids;        /* the bytes of an article's id to its place in `readings` */
  tk_reading **readings;
  size_t reading_count, reading_capacity;
} tk_library;

tenkyo_status tk_library_open(tk_library *library, tenkyo_store *store, tk_arena *arena, tenkyo_error *error);
/* The article, read at its first use. NOTFOUND when it is removed or gone. */
tenkyo_status tk_library_read(tk_library *library, int64_t id, tk_reading **out, tenkyo_error *error);
/* Reads the facts of the article's sentences unless that was done. */
bool tk_library_facts(tk_library *library, tk_reading *reading);
/* The anchors of a fact of the article, after tk_library_facts; NULL when memory is out. */
const tk_anchors *tk_library_anchors(tk_library *library, tk_reading *reading, size_t fact);
/* The sentence that a fact stands in. */
size_t tk_reading_sentence(const tk_reading *reading, size_t fact);
/* The text of a sentence, or of the title. */
tenkyo_str tk_reading_text(const tk_reading *reading, size_t sentence);

/* ---- evidence.c: the passage that speaks of what a claim says ---------------------------------------------------- */

enum { TK_WINDOW_MAX = 3 };

/* One to three sentences of an article. */
typedef struct tk_window {
  size_t reading; /* place among the claim's readings */
  size_t first, count;
  double coverage; /* share of the claim's weight that stands there */
} tk_window;

TK_LIST(tk_window_list, tk_window);

/* A claim scored against some articles. */
typedef struct tk_scoring {
  tk_reading *const *readings;
  size_t reading_count;
  size_t content;          /* how much it says: distinct words count two, pairs of characters one */
  double weight;           /* of all of them */
  double *const *coverage; /* for each reading and sentence */
  const tk_window *best;   /* for each reading; count 0 when it has no sentence */
  double whole;            /* share of the weight that stands anywhere in the articles */
} tk_scoring;

bool tk_score_claim(tk_library *library, tk_arena *arena, tenkyo_str claim, tk_reading *const *readings, size_t count,
                    tk_scoring *scoring);
/* The best windows of all readings, none overlapping another, best first. */
bool tk_best_windows(tk_arena *arena, const tk_scoring *scoring, size_t limit, tk_window_list *windows);

/* ---- value.c: the numbers and dates of a claim against those of its sources -------------------------------------- */

/* Something in a claim that is not as in its sources. */
typedef struct tk_fault {
  tenkyo_code code;
  tenkyo_severity severity;
  tenkyo_span span; /* of the claim's text */
  size_t reading;   /* place among the claim's readings */
  bool has_source;  /* the source has another value, in `source` */
  bool in_title;    /* … of the title, not of the body */
  tenkyo_span source;
  tenkyo_span altered;    /* of a quotation: what differs, in the claim's text */
  tenkyo_span difference; /* … and in the body */
  tenkyo_span evidence;   /* of the body */
  bool replaceable;       /* the source's own text can stand in the draft */
} tk_fault;

TK_LIST(tk_fault_list, tk_fault);

/* What is judged. */
typedef struct tk_judged {
  tenkyo_str text;
  tk_language language;
  tk_block_kind block;
  tk_day date; /* of the draft */
} tk_judged;

typedef struct tk_verdict {
  tenkyo_support status;
  double score;
  tk_scoring scoring;
  tk_fault_list faults; /* in the order of the claim */
  bool across;          /* every source is in another language */
} tk_verdict;

/* What value.c looks at for one claim. */
typedef struct tk_comparer {
  tk_library *library;
  tk_arena *arena;
  const tk_judged *claim;
  const tk_scoring *scoring;
  const tk_fact_list *facts; /* of the claim */
  tk_anchors *anchors;       /* of these facts */
  const bool *across;        /* for each reading: it is in another language */
  bool agreed;               /* out: a value that few articles have stands in these, or may */
} tk_comparer;

/* Appends a fault when the fact (a number or a date) contradicts the sources or is in none of them. */
bool tk_compare_value(tk_comparer *comparer, size_t fact, tk_fault_list *faults);

/* ---- reckoning.c: values that are the writer's own ----------------------------------------------------------------
 */

/* "5億ドル（約750億円）": the value stands in brackets directly behind another, which it restates. */
bool tk_is_restated(tenkyo_str claim, const tk_fact_list *facts, size_t fact);
/* The claim says that it adds up, compares or converts. */
bool tk_is_reckoned(tenkyo_str claim);

/* How a value of a source stands to one of a claim. */
typedef enum tk_agreement {
  TK_UNRELATED, /* of another kind or unit */
  TK_AGREES,    /* the same, or within what the claim says */
  TK_LOOSE,     /* may be the same: the claim is more exact, or a part is not known */
  TK_DISAGREES  /* of the same kind and unit, but another */
} tk_agreement;

tk_agreement tk_agreement_of(const tk_fact *claim, const tk_fact *source);

/* ---- judge.c: a claim against its sources ------------------------------------------------------------------------ */

bool tk_judge(tk_library *library, tk_arena *arena, const tk_judged *claim, tk_reading *const *readings, size_t count,
              tk_verdict *verdict);
/* The bytes of the body that a window covers. */
tenkyo_span tk_window_span(const tk_reading *reading, const tk_window *window);

/* ---- message.c --------------------------------------------------------------------------------------------------- */

typedef enum tk_message {
  TK_SAY_UNDEFINED, /* value: the key */
  TK_SAY_UNUSED,
  TK_SAY_DUPLICATE,        /* other: the earlier entry */
  TK_SAY_UNKNOWN,          /* nothing in the store is like it */
  TK_SAY_UNKNOWN_LIKE,     /* other: the title that is like it */
  TK_SAY_NUMBER,           /* value, other: the source's */
  TK_SAY_NUMBER_ABSENT,    /* value */
  TK_SAY_NUMBER_ELSEWHERE, /* value, other */
  TK_SAY_DATE,
  TK_SAY_DATE_ABSENT,
  TK_SAY_DATE_ELSEWHERE,
  TK_SAY_QUOTE, /* value: the part that is altered, other: the source's; one may be empty */
  TK_SAY_NOT_SUPPORTED,
  TK_SAY_FIX_REPLACE, /* titles of fixes. value: what stands there then */
  TK_SAY_FIX_REMOVE,
  TK_SAY_FIX_LINK, /* other: the title of the article */
  TK_SAY_FIX_KEY,  /* value: the key */
  TK_MESSAGE_COUNT
} tk_message;

/* The message in the language of this tag; "ja", else English. Values are shortened to a line. {NULL, 0} when memory is
 * out. */
tenkyo_str tk_message_text(tk_arena *arena, const char *language, tk_message message, tenkyo_str value,
                           tenkyo_str other);

/* ---- ignore.c: what the writer does not want to hear ---------------------------------------------------------------
 */

typedef struct tk_silence {
  const uint32_t *line_begin; /* of the draft */
  uint16_t *lines;            /* for each line the codes that are silenced on it, a bit each */
  size_t line_count;
  uint16_t file;  /* silenced everywhere */
  tk_map ignored; /* "code hash" of .tenkyo/ignore */
} tk_silence;

bool tk_silence_read(tk_arena *arena, const tk_document *draft, const char *path, tk_silence *silence);
bool tk_is_silenced(const tk_silence *silence, const tenkyo_finding *finding);
/* First 16 hexadecimal digits of the SHA-256 of the normalised text. False when memory is out. */
bool tk_sentence_hash(tk_arena *scratch, tenkyo_str sentence, char hash[17]);

/* ---- finding.c: findings as they are given out ------------------------------------------------------------------- */

TK_LIST(tk_finding_list, tenkyo_finding);

/* A check under way. */
typedef struct tk_check {
  tk_draft draft;
  tk_document document; /* of the draft's copy */
  tenkyo_check_options options;
  tk_arena *arena;   /* of the result */
  tk_arena *scratch; /* of the call */
  tk_library library;
  tk_finding_list findings;
  tenkyo_span hashed; /* the sentence that was hashed last: a long one may have many findings */
  char hash[17];
  tenkyo_error *error;
} tk_check;

/* Adds a finding with its hash and its message; NULL when memory is out. */
tenkyo_finding *tk_finding_add(tk_check *check, tenkyo_code code, tenkyo_severity severity, tenkyo_span span,
                               tenkyo_span sentence, tk_message message, tenkyo_str value, tenkyo_str other);
bool tk_finding_fix_edit(tk_check *check, tenkyo_finding *finding, tk_message title, tenkyo_span span, tenkyo_str text);
bool tk_finding_fix_link(tk_check *check, tenkyo_finding *finding, tenkyo_str reference, int64_t article,
                         tenkyo_str article_title);
/* The finding for a fault of a claim. */
bool tk_finding_of_fault(tk_check *check, const tk_claim *claim, const tk_plain *plain, const tk_verdict *verdict,
                         const tk_fault *fault);
/* In the order of the draft, each once, without what is silenced. */
bool tk_findings_finish(tk_check *check);

/* ---- listing.c: the findings that need no source ----------------------------------------------------------------- */

tenkyo_status tk_check_references(tk_check *check);

#endif
