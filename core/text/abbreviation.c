/*
 * Words whose period does not end a sentence, and words that begin one. From the common usage of newspapers in English,
 * German, French, Spanish, Italian and Dutch; all tables are in the order of their bytes.
 */
#include "text/sentence.h"

typedef struct abbreviation {
  const char *text;
  tk_abbreviation kind;
} abbreviation;

// clang-format off
static const abbreviation abbreviations[] = {
    {"a.d", TK_AT_END}, {"a.g", TK_IN_NAME}, {"a.k.a", TK_BEFORE_WORD}, {"a.m", TK_AT_END}, {"abb", TK_BEFORE_WORD},
    {"abs", TK_BEFORE_NUMBER}, {"acad", TK_IN_NAME}, {"adm", TK_BEFORE_NAME}, {"aka", TK_BEFORE_WORD},
    {"al", TK_AT_END}, {"ala", TK_IN_NAME}, {"ald", TK_BEFORE_NAME}, {"alta", TK_IN_NAME}, {"am", TK_AT_END},
    {"amb", TK_BEFORE_NAME}, {"app", TK_BEFORE_NUMBER}, {"approx", TK_BEFORE_WORD}, {"apr", TK_BEFORE_WORD},
    {"ariz", TK_IN_NAME}, {"ark", TK_IN_NAME}, {"art", TK_BEFORE_NUMBER}, {"arts", TK_BEFORE_NUMBER},
    {"ass'n", TK_IN_NAME}, {"assn", TK_IN_NAME}, {"assoc", TK_BEFORE_NAME}, {"asst", TK_BEFORE_NAME},
    {"atty", TK_BEFORE_NAME}, {"aug", TK_IN_NAME}, {"av", TK_BEFORE_WORD}, {"ave", TK_IN_NAME},
    {"avv", TK_BEFORE_NAME}, {"b.a", TK_AT_END}, {"b.c", TK_AT_END}, {"b.c.e", TK_AT_END}, {"b.s", TK_AT_END},
    {"b.sc", TK_AT_END}, {"b.v", TK_IN_NAME}, {"b.w", TK_BEFORE_WORD}, {"bd", TK_BEFORE_NUMBER},
    {"bes", TK_BEFORE_WORD}, {"betr", TK_BEFORE_WORD}, {"bijv", TK_BEFORE_WORD}, {"blvd", TK_IN_NAME},
    {"blz", TK_BEFORE_NUMBER}, {"brig", TK_BEFORE_NAME}, {"bros", TK_IN_NAME}, {"bv", TK_BEFORE_WORD},
    {"bzw", TK_BEFORE_WORD}, {"c.e", TK_AT_END}, {"ca", TK_BEFORE_WORD}, {"calif", TK_IN_NAME},
    {"cap", TK_BEFORE_NUMBER}, {"capt", TK_BEFORE_NAME}, {"cdr", TK_BEFORE_NAME}, {"cf", TK_BEFORE_WORD},
    {"ch", TK_BEFORE_NUMBER}, {"chap", TK_BEFORE_NUMBER}, {"chr", TK_IN_NAME}, {"cie", TK_IN_NAME},
    {"cit", TK_BEFORE_WORD}, {"cl", TK_BEFORE_NUMBER}, {"cm", TK_AT_END}, {"cmdr", TK_BEFORE_NAME},
    {"co", TK_IN_NAME}, {"col", TK_BEFORE_NAME}, {"colo", TK_IN_NAME}, {"conn", TK_IN_NAME}, {"corp", TK_IN_NAME},
    {"cpl", TK_BEFORE_NAME}, {"ct", TK_IN_NAME}, {"d", TK_BEFORE_NAME}, {"d.c", TK_IN_NAME}, {"d.d.s", TK_AT_END},
    {"d.h", TK_BEFORE_WORD}, {"d.i", TK_BEFORE_WORD}, {"d.phil", TK_AT_END}, {"d.w.z", TK_BEFORE_WORD},
    {"da", TK_BEFORE_NAME}, {"dec", TK_IN_NAME}, {"del", TK_IN_NAME}, {"dep't", TK_IN_NAME}, {"dept", TK_IN_NAME},
    {"det", TK_BEFORE_NAME}, {"dez", TK_IN_NAME}, {"dgl", TK_AT_END}, {"dhr", TK_BEFORE_NAME},
    {"dipl", TK_BEFORE_NAME}, {"dir", TK_BEFORE_NAME}, {"dist", TK_IN_NAME}, {"dj", TK_IN_NAME},
    {"dn", TK_BEFORE_NAME}, {"dott", TK_BEFORE_NAME}, {"dr", TK_BEFORE_NAME}, {"dra", TK_BEFORE_NAME},
    {"drs", TK_BEFORE_NAME}, {"dña", TK_BEFORE_NAME}, {"e.g", TK_BEFORE_WORD}, {"e.u", TK_IN_NAME},
    {"e.v", TK_IN_NAME}, {"ecc", TK_AT_END}, {"ed", TK_BEFORE_NUMBER}, {"eds", TK_BEFORE_NUMBER},
    {"ee", TK_BEFORE_WORD}, {"ee.uu", TK_IN_NAME}, {"eg", TK_BEFORE_WORD}, {"entspr", TK_BEFORE_WORD},
    {"env", TK_BEFORE_WORD}, {"enz", TK_AT_END}, {"eq", TK_BEFORE_NUMBER}, {"eqs", TK_BEFORE_NUMBER},
    {"esp", TK_BEFORE_WORD}, {"esq", TK_IN_NAME}, {"est", TK_AT_END}, {"et.al", TK_AT_END}, {"etc", TK_AT_END},
    {"ev", TK_BEFORE_WORD}, {"evtl", TK_BEFORE_WORD}, {"ex", TK_BEFORE_NUMBER}, {"excl", TK_BEFORE_WORD},
    {"exkl", TK_BEFORE_WORD}, {"f.k.a", TK_BEFORE_WORD}, {"feat", TK_BEFORE_WORD}, {"feb", TK_IN_NAME},
    {"fed", TK_IN_NAME}, {"fig", TK_BEFORE_NUMBER}, {"figs", TK_BEFORE_NUMBER}, {"fla", TK_IN_NAME},
    {"fr", TK_BEFORE_NAME}, {"fri", TK_IN_NAME}, {"frl", TK_BEFORE_NAME}, {"ft", TK_BEFORE_NAME},
    {"ga", TK_IN_NAME}, {"geb", TK_BEFORE_WORD}, {"gen", TK_BEFORE_NAME}, {"gest", TK_BEFORE_WORD},
    {"ggf", TK_BEFORE_WORD}, {"gmbh", TK_IN_NAME}, {"gov", TK_BEFORE_NAME}, {"gov't", TK_IN_NAME},
    {"govt", TK_IN_NAME}, {"h.c", TK_BEFORE_NAME}, {"habil", TK_BEFORE_NAME}, {"hon", TK_BEFORE_NAME},
    {"hr", TK_BEFORE_NAME}, {"hrn", TK_BEFORE_NAME}, {"hrs", TK_AT_END}, {"hwy", TK_IN_NAME},
    {"i.b.d", TK_BEFORE_WORD}, {"i.d.r", TK_BEFORE_WORD}, {"i.e", TK_BEFORE_WORD}, {"i.h.v", TK_BEFORE_WORD},
    {"i.s.w", TK_BEFORE_WORD}, {"i.v.m", TK_BEFORE_WORD}, {"ibid", TK_BEFORE_WORD}, {"ie", TK_BEFORE_WORD},
    {"ill", TK_IN_NAME}, {"inc", TK_IN_NAME}, {"incl", TK_BEFORE_WORD}, {"ind", TK_IN_NAME},
    {"ing", TK_BEFORE_NAME}, {"inkl", TK_BEFORE_WORD}, {"insp", TK_BEFORE_NAME}, {"inst", TK_IN_NAME},
    {"int'l", TK_IN_NAME}, {"intl", TK_IN_NAME}, {"iss", TK_BEFORE_NUMBER}, {"j.d", TK_AT_END}, {"jan", TK_IN_NAME},
    {"jh", TK_IN_NAME}, {"jhd", TK_IN_NAME}, {"jr", TK_IN_NAME}, {"jul", TK_IN_NAME}, {"jun", TK_IN_NAME},
    {"jur", TK_BEFORE_NAME}, {"kan", TK_IN_NAME}, {"kap", TK_BEFORE_NUMBER}, {"kath", TK_BEFORE_WORD},
    {"kg", TK_AT_END}, {"km", TK_AT_END}, {"kph", TK_AT_END}, {"ky", TK_IN_NAME}, {"la", TK_IN_NAME},
    {"lb", TK_AT_END}, {"lbs", TK_AT_END}, {"lic", TK_BEFORE_NAME}, {"ll.b", TK_AT_END}, {"ll.m", TK_AT_END},
    {"llc", TK_IN_NAME}, {"ln", TK_IN_NAME}, {"lt", TK_BEFORE_NAME}, {"ltd", TK_IN_NAME}, {"m", TK_BEFORE_NAME},
    {"m.a", TK_AT_END}, {"m.b.t", TK_BEFORE_WORD}, {"m.d", TK_AT_END}, {"m.in", TK_BEFORE_WORD}, {"m.s", TK_AT_END},
    {"m.sc", TK_AT_END}, {"maj", TK_BEFORE_NAME}, {"man", TK_IN_NAME}, {"mar", TK_IN_NAME}, {"mass", TK_IN_NAME},
    {"md", TK_IN_NAME}, {"med", TK_BEFORE_NAME}, {"messrs", TK_BEFORE_NAME}, {"mevr", TK_BEFORE_NAME},
    {"mfg", TK_IN_NAME}, {"mgr", TK_BEFORE_NAME}, {"mich", TK_IN_NAME}, {"min", TK_AT_END},
    {"mind", TK_BEFORE_WORD}, {"minn", TK_IN_NAME}, {"mins", TK_AT_END}, {"mio", TK_IN_NAME}, {"miss", TK_IN_NAME},
    {"mlle", TK_BEFORE_NAME}, {"mm", TK_BEFORE_NAME}, {"mme", TK_BEFORE_NAME}, {"mmes", TK_BEFORE_NAME},
    {"mo", TK_IN_NAME}, {"mon", TK_IN_NAME}, {"mont", TK_IN_NAME}, {"mph", TK_AT_END}, {"mr", TK_BEFORE_NAME},
    {"mrd", TK_IN_NAME}, {"mrs", TK_BEFORE_NAME}, {"ms", TK_BEFORE_NAME}, {"msgr", TK_BEFORE_NAME},
    {"mss", TK_IN_NAME}, {"mt", TK_BEFORE_NAME}, {"mx", TK_BEFORE_NAME}, {"mär", TK_IN_NAME},
    {"n", TK_BEFORE_NUMBER}, {"n.c", TK_IN_NAME}, {"n.chr", TK_BEFORE_WORD}, {"n.d", TK_IN_NAME},
    {"n.h", TK_IN_NAME}, {"n.j", TK_IN_NAME}, {"n.m", TK_IN_NAME}, {"n.s", TK_IN_NAME}, {"n.v", TK_IN_NAME},
    {"n.w.t", TK_IN_NAME}, {"n.y", TK_IN_NAME}, {"naj", TK_BEFORE_WORD}, {"nat", TK_BEFORE_NAME},
    {"nat'l", TK_IN_NAME}, {"natl", TK_IN_NAME}, {"neb", TK_IN_NAME}, {"nev", TK_IN_NAME}, {"no", TK_BEFORE_NUMBER},
    {"nos", TK_BEFORE_NUMBER}, {"nov", TK_IN_NAME}, {"np", TK_BEFORE_WORD}, {"nr", TK_BEFORE_NUMBER},
    {"n°", TK_BEFORE_NUMBER}, {"nº", TK_BEFORE_NUMBER}, {"núm", TK_BEFORE_WORD}, {"núms", TK_BEFORE_NUMBER},
    {"o.a", TK_BEFORE_WORD}, {"oct", TK_IN_NAME}, {"okla", TK_IN_NAME}, {"okt", TK_IN_NAME}, {"ont", TK_IN_NAME},
    {"op", TK_IN_NAME}, {"opp", TK_IN_NAME}, {"ore", TK_IN_NAME}, {"oz", TK_AT_END}, {"p", TK_BEFORE_NUMBER},
    {"p.e", TK_BEFORE_WORD}, {"p.e.i", TK_IN_NAME}, {"p.ej", TK_BEFORE_WORD}, {"p.ex", TK_BEFORE_WORD},
    {"p.m", TK_AT_END}, {"p.s", TK_BEFORE_WORD}, {"pa", TK_IN_NAME}, {"pag", TK_BEFORE_NUMBER},
    {"par", TK_BEFORE_NUMBER}, {"para", TK_BEFORE_NUMBER}, {"paras", TK_BEFORE_NUMBER}, {"pdt", TK_BEFORE_NAME},
    {"pfc", TK_BEFORE_NAME}, {"pg", TK_BEFORE_NUMBER}, {"pgs", TK_BEFORE_NUMBER}, {"ph", TK_BEFORE_NUMBER},
    {"ph.d", TK_AT_END}, {"phil", TK_BEFORE_NAME}, {"pkwy", TK_IN_NAME}, {"pl", TK_IN_NAME}, {"plc", TK_IN_NAME},
    {"pm", TK_AT_END}, {"pp", TK_BEFORE_NUMBER}, {"pres", TK_BEFORE_NAME}, {"prof", TK_BEFORE_NAME},
    {"prov", TK_IN_NAME}, {"pt", TK_BEFORE_NUMBER}, {"pts", TK_BEFORE_NUMBER}, {"pvt", TK_BEFORE_NAME},
    {"pág", TK_BEFORE_WORD}, {"párr", TK_BEFORE_NUMBER}, {"párrf", TK_BEFORE_NUMBER}, {"que", TK_IN_NAME},
    {"r", TK_BEFORE_NUMBER}, {"r.i", TK_IN_NAME}, {"r.n", TK_IN_NAME}, {"rd", TK_IN_NAME},
    {"rec", TK_BEFORE_NUMBER}, {"rep", TK_BEFORE_NAME}, {"reps", TK_BEFORE_NAME}, {"rer", TK_BEFORE_NAME},
    {"resp", TK_BEFORE_WORD}, {"rev", TK_BEFORE_NAME}, {"rn", TK_BEFORE_NUMBER}, {"rt", TK_BEFORE_NAME},
    {"s", TK_BEFORE_NUMBER}, {"s.a", TK_IN_NAME}, {"s.c", TK_IN_NAME}, {"s.d", TK_IN_NAME}, {"s.o", TK_BEFORE_WORD},
    {"s.p.a", TK_IN_NAME}, {"s.r.l", TK_IN_NAME}, {"s.u", TK_BEFORE_WORD}, {"sask", TK_IN_NAME},
    {"sat", TK_IN_NAME}, {"sec", TK_BEFORE_NUMBER}, {"sec'y", TK_BEFORE_NAME}, {"secs", TK_BEFORE_NUMBER},
    {"sen", TK_BEFORE_NAME}, {"sens", TK_BEFORE_NAME}, {"sep", TK_IN_NAME}, {"sept", TK_IN_NAME},
    {"ser", TK_BEFORE_NUMBER}, {"sgt", TK_BEFORE_NAME}, {"sig", TK_BEFORE_NAME}, {"sog", TK_BEFORE_WORD},
    {"sogen", TK_BEFORE_WORD}, {"sq", TK_IN_NAME}, {"sr", TK_IN_NAME}, {"sra", TK_BEFORE_NAME},
    {"srta", TK_BEFORE_NAME}, {"st", TK_BEFORE_NAME}, {"sta", TK_BEFORE_NAME}, {"std", TK_IN_NAME},
    {"ste", TK_BEFORE_NAME}, {"sto", TK_BEFORE_NAME}, {"stor", TK_IN_NAME}, {"str", TK_IN_NAME},
    {"supt", TK_BEFORE_NAME}, {"sz", TK_BEFORE_NUMBER}, {"t", TK_BEFORE_NUMBER}, {"t.d", TK_AT_END},
    {"t.o.v", TK_BEFORE_WORD}, {"tab", TK_BEFORE_NUMBER}, {"tel", TK_BEFORE_NUMBER}, {"tenn", TK_IN_NAME},
    {"tex", TK_IN_NAME}, {"theol", TK_BEFORE_NAME}, {"thu", TK_IN_NAME}, {"thur", TK_IN_NAME},
    {"thurs", TK_IN_NAME}, {"tj", TK_BEFORE_WORD}, {"tsd", TK_IN_NAME}, {"tue", TK_IN_NAME}, {"tues", TK_IN_NAME},
    {"tzn", TK_BEFORE_WORD}, {"u.a", TK_BEFORE_WORD}, {"u.dgl", TK_AT_END}, {"u.k", TK_IN_NAME},
    {"u.n", TK_IN_NAME}, {"u.s", TK_IN_NAME}, {"u.s.a", TK_IN_NAME}, {"u.s.f", TK_AT_END}, {"u.s.s.r", TK_IN_NAME},
    {"u.s.w", TK_AT_END}, {"u.z", TK_BEFORE_WORD}, {"u.ä", TK_BEFORE_WORD}, {"ud", TK_IN_NAME}, {"uds", TK_IN_NAME},
    {"univ", TK_IN_NAME}, {"usf", TK_AT_END}, {"usw", TK_AT_END}, {"v", TK_BEFORE_WORD}, {"v.chr", TK_BEFORE_WORD},
    {"va", TK_IN_NAME}, {"vd", TK_IN_NAME}, {"vds", TK_IN_NAME}, {"ver", TK_BEFORE_NUMBER},
    {"vers", TK_BEFORE_NUMBER}, {"vgl", TK_BEFORE_WORD}, {"vice-pres", TK_BEFORE_NAME}, {"viz", TK_BEFORE_WORD},
    {"vol", TK_BEFORE_NUMBER}, {"vols", TK_BEFORE_NUMBER}, {"vs", TK_BEFORE_WORD}, {"vt", TK_IN_NAME},
    {"w.g", TK_BEFORE_WORD}, {"w.va", TK_IN_NAME}, {"w/o", TK_BEFORE_WORD}, {"wash", TK_IN_NAME},
    {"wed", TK_IN_NAME}, {"wis", TK_IN_NAME}, {"wyo", TK_IN_NAME}, {"z", TK_BEFORE_WORD}, {"z.b", TK_BEFORE_WORD},
    {"z.t", TK_BEFORE_WORD}, {"zgn", TK_BEFORE_WORD}, {"ziff", TK_BEFORE_NUMBER}, {"zw", TK_BEFORE_WORD},
    {"§", TK_BEFORE_NUMBER}, {"éd", TK_BEFORE_WORD}, {"éts", TK_IN_NAME}, {"акад", TK_BEFORE_NAME},
    {"вв", TK_IN_NAME}, {"г", TK_BEFORE_NAME}, {"гг", TK_IN_NAME}, {"ген", TK_BEFORE_NAME},
    {"гл", TK_BEFORE_NUMBER}, {"гр", TK_BEFORE_NAME}, {"д", TK_BEFORE_NUMBER}, {"др", TK_AT_END},
    {"им", TK_BEFORE_NAME}, {"кв", TK_BEFORE_NUMBER}, {"млн", TK_IN_NAME}, {"млрд", TK_IN_NAME},
    {"напр", TK_BEFORE_WORD}, {"обл", TK_IN_NAME}, {"п", TK_BEFORE_NUMBER}, {"пер", TK_BEFORE_NAME},
    {"пл", TK_BEFORE_NAME}, {"пп", TK_BEFORE_NUMBER}, {"просп", TK_BEFORE_NAME}, {"проф", TK_BEFORE_NAME},
    {"рис", TK_BEFORE_NUMBER}, {"руб", TK_IN_NAME}, {"см", TK_BEFORE_WORD}, {"ср", TK_BEFORE_WORD},
    {"ст", TK_BEFORE_NUMBER}, {"стр", TK_BEFORE_NUMBER}, {"т.д", TK_AT_END}, {"т.е", TK_BEFORE_WORD},
    {"т.к", TK_BEFORE_WORD}, {"т.н", TK_BEFORE_WORD}, {"т.п", TK_AT_END}, {"табл", TK_BEFORE_NUMBER},
    {"тов", TK_BEFORE_NAME}, {"тыс", TK_IN_NAME}, {"ул", TK_BEFORE_NAME}, {"№", TK_BEFORE_NUMBER},
};

static const char *const beginners[] = {
    "a", "aber", "about", "according", "after", "al", "all", "als", "also", "although", "am", "among", "an",
    "anche", "and", "another", "any", "are", "around", "as", "at", "auch", "auf", "because", "before", "bei",
    "between", "both", "but", "by", "can", "can't", "ce", "ces", "cette", "como", "could", "cuando", "da", "dabei",
    "dadurch", "daher", "damit", "dann", "dans", "das", "dat", "de", "dei", "del", "della", "der", "deshalb",
    "despite", "deze", "did", "didn't", "die", "dies", "diese", "dieser", "dieses", "dit", "do", "doch", "does",
    "don't", "dort", "during", "each", "earlier", "een", "ein", "eine", "einer", "eines", "el", "elle", "elles",
    "en", "er", "es", "esta", "estas", "este", "estos", "et", "even", "every", "everyone", "everything", "few",
    "finally", "first", "for", "from", "furthermore", "für", "gli", "had", "has", "have", "he", "he's", "her",
    "here", "het", "hier", "hij", "his", "how", "however", "i", "i'll", "i'm", "i've", "ich", "if", "ihr", "ihre",
    "ik", "il", "ils", "im", "in", "indeed", "instead", "is", "isn't", "it", "it's", "its", "je", "just", "la",
    "las", "later", "le", "les", "let", "let's", "leur", "leurs", "lo", "los", "ma", "maar", "mais", "many", "may",
    "maybe", "meanwhile", "might", "mit", "moreover", "most", "must", "my", "nach", "nel", "nella", "nevertheless",
    "next", "no", "nobody", "noch", "none", "not", "nothing", "nous", "now", "nu", "nur", "on", "once", "one",
    "only", "ook", "or", "ou", "our", "over", "para", "perhaps", "pero", "please", "por", "pour", "quando",
    "questa", "questo", "sa", "schon", "se", "second", "sein", "seine", "seit", "ses", "several", "she", "she's",
    "should", "si", "sie", "since", "so", "some", "someone", "something", "son", "still", "su", "such", "sus",
    "también", "that", "that's", "the", "their", "then", "there", "there's", "therefore", "these", "they",
    "they're", "this", "those", "though", "three", "thus", "to", "today", "toen", "tomorrow", "two", "un", "una",
    "unas", "und", "under", "une", "uno", "unos", "until", "von", "vous", "was", "wasn't", "we", "we're", "we've",
    "wenn", "were", "what", "whatever", "when", "whenever", "where", "whether", "which", "while", "who", "whose",
    "why", "wij", "will", "wir", "with", "without", "would", "y", "yes", "yesterday", "you", "you're", "your",
    "zij", "zu",
};

static const char *const capital_only[] = {
    "adm", "ala", "alta", "amb", "apr", "ark", "aug", "brig", "cap", "col", "conn", "ct", "dec", "del", "det",
    "dir", "dist", "feb", "fed", "fla", "fri", "ft", "ga", "gen", "hon", "ill", "ing", "insp", "inst", "jan", "jul",
    "jun", "kan", "ky", "la", "lic", "maj", "man", "mar", "mass", "md", "med", "mich", "miss", "mme", "mo", "mon",
    "mont", "mt", "nat", "nov", "oct", "ont", "ore", "pa", "pl", "pres", "prov", "pt", "que", "rep", "reps", "rev",
    "rt", "sask", "sat", "sen", "sens", "sep", "sept", "sq", "st", "supt", "tenn", "tex", "thu", "tue", "va", "vt",
    "wash", "wed", "wis",
};

static const char *const times[] = {
    "april", "august", "bst", "cdt", "central", "cest", "cet", "cst", "ct", "december", "eastern", "edt", "est",
    "et", "february", "fri", "friday", "gmt", "january", "jst", "july", "june", "march", "may", "mdt", "mon",
    "monday", "mountain", "mst", "mt", "november", "october", "pacific", "pdt", "pst", "pt", "sat", "saturday",
    "september", "sun", "sunday", "thu", "thursday", "tue", "tuesday", "utc", "wed", "wednesday",
};

// clang-format on

static const char *const exclaiming_names[] = {"jeopardy", "joomla", "yahoo", "yum"};

tk_abbreviation tk_abbreviation_of(tenkyo_str word) {
  size_t low = 0, high = sizeof abbreviations / sizeof *abbreviations;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = tk_compare(word, tk_str(abbreviations[middle].text));
    if (order == 0) return abbreviations[middle].kind;
    if (order < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return TK_NO_ABBREVIATION;
}

bool tk_begins_sentences(tenkyo_str word) { return tk_is_among(beginners, sizeof beginners / sizeof *beginners, word); }

bool tk_needs_capital(tenkyo_str word) {
  return tk_is_among(capital_only, sizeof capital_only / sizeof *capital_only, word);
}

bool tk_follows_time(tenkyo_str word) { return tk_is_among(times, sizeof times / sizeof *times, word); }

bool tk_is_exclaiming_name(tenkyo_str word) {
  return tk_is_among(exclaiming_names, sizeof exclaiming_names / sizeof *exclaiming_names, word);
}
