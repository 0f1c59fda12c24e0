/*
 * Values that are the writer's own: converted, added up, averaged. A source need not have them.
 */
#include "draft/draft.h"

static bool is_opening(uint32_t code) { return code == '(' || code == 0xFF08; }

/* "5億ドル（約750億円）": what stands in brackets directly behind another value restates it. */
bool tk_is_restated(tenkyo_str claim, const tk_fact_list *facts, size_t fact) {
  size_t begin = facts->items[fact].span.begin;
  for (size_t i = fact; i-- > 0;) {
    const tk_fact *before = &facts->items[i];
    if (before->kind != TENKYO_NUMBER) continue;
    tenkyo_str between = tk_cut(claim, before->span.end < begin ? before->span.end : begin, begin);
    if (between.len > 24) return false;
    for (size_t at = 0; at < between.len;) {
      uint32_t code;
      at += tk_utf8_decode(between, at, &code);
      if (is_opening(code)) return true;
    }
    return false;
  }
  return false;
}

/* Sums and differences are the writer's own. */
bool tk_is_reckoned(tenkyo_str claim) {
  static const char *const words[] = {"合計",       "合わせ",    "あわせ",     "総計",       "平均",    "差は",
                                      "差が",       "の開き",    "計算",       "幅は",       "当たる",  "相当する",
                                      "うち計",     "total",     "combined",   "altogether", "average", "together",
                                      "amounts to", "works out", "difference", "remained"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (tk_search(claim, tk_str(words[i]), 0) != SIZE_MAX) return true;
  return false;
}
