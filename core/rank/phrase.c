/*
 * Phrases by which lines that are no statements of an article are known. A line with an ending stop may well be a
 * statement that only speaks of such things (首相がコメントするのは初めてだ。), so for it only the forms of a note or a
 * call count; a line without one is a heading or less, and the words themselves decide.
 * Phrases of a table are divided by |, in lower case.
 */
#include "rank/phrase.h"

/* A line that opens so is a note, credit or call, even when it ends with a stop. */
static const char english_notes[] =
    "photo:|photos:|photo by|photo credit|photograph:|picture:|image:|images:|image by|image credit|image source|"
    "credit:|caption:|source:|sources:|video:|watch:|read more|read also|read next|see also:|related:|published:|"
    "published on|updated:|last updated|posted:|posted by|posted on|follow us|follow me|share this|share on|"
    "subscribe to|subscribe now|sign up for|sign up to|click here|tap here|leave a comment|leave a reply|"
    "copyright ©|copyright (c)|copyright 2|(c) 2|(c)2|©|this article was|this article is|this article originally|"
    "this article first|this story was|this story originally|this post may contain|editor's note|editor’s note|"
    "disclaimer:|tags:|filed under";

static const char japanese_notes[] =
    "※|本記事|当記事|この記事|本サイト|当サイト|本ページ|当ページ|写真:|写真：|写真＝|写真提供|画像:|画像：|"
    "画像提供|画像出典|提供:|提供：|撮影:|撮影：|出典:|出典：|引用元|引用:|引用：|取材:|取材：|取材・文|文:|文：|"
    "文・|執筆:|執筆：|編集:|編集：|訳:|訳：|翻訳:|翻訳：|動画:|動画：|関連記事|関連リンク|関連:|関連：|公開日:|"
    "公開日：|更新日:|更新日：|投稿日:|投稿日：|最終更新|タグ:|タグ：|カテゴリ:|カテゴリ：|カテゴリー:|"
    "カテゴリー：|［写真|【写真|（写真|(写真|［広告|【広告|[広告|［pr|【pr|[pr|【関連|▼関連";

/* A line that holds one of these is a call or a notice of rights. */
static const char calls[] =
    "記事が気に入ったら|続きはこちら|詳細はこちら|詳しくはこちら|登録はこちら|購読はこちら|ぜひフォロー|"
    "是非フォロー|フォローをお願い|フォローお願い|フォローしてください|シェアをお願い|シェアしてください|ご登録|"
    "登録をお願い|登録お願い|登録してください|登録すると|転載を禁|転載は禁|転載禁止|複製を禁|all rights reserved|"
    "appeared first on|subscribe to our|sign up for our|follow us on|join our newsletter";

/* A line without a stop that opens so, or holds one of these, is no heading either. */
static const char label_openings[] =
    "by |written by|photo|image|fig.|figure |date |posted|updated|source|share|follow|comment|tweet|"
    "advertisement|sponsored|more from|タグ|カテゴリ|公開日|更新日|投稿日|広告";

static const char label_parts[] =
    "スポンサー|フォローする|シェアする|ツイートする|コメントする|コメントを残す|コメントを書く|続きを読む|"
    "メルマガ|メールマガジン|会員登録|無料登録|チャンネル登録|あわせて読みたい|合わせて読みたい|おすすめ記事|"
    "人気記事|新着記事";

static char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte; }

/* The length of the phrase when the text begins with it, else 0. A phrase ends at | or NUL. */
static size_t match(tenkyo_str text, const char *phrase) {
  size_t at = 0;
  for (; phrase[at] != '\0' && phrase[at] != '|'; at++)
    if (at >= text.len || lower(text.ptr[at]) != phrase[at]) return 0;
  return at;
}

bool tk_opens_with(tenkyo_str text, const char *phrase) { return match(text, phrase) > 0; }

/* Phrases are divided by |. */
static bool opens_with_any(tenkyo_str text, const char *phrases) {
  for (const char *phrase = phrases; phrase != NULL; phrase = strchr(phrase, '|')) {
    if (phrase != phrases) phrase++;
    if (match(text, phrase) > 0) return true;
  }
  return false;
}

/* Only short lines are looked through, so this stays linear. */
static bool holds_any(tenkyo_str text, const char *phrases) {
  for (size_t at = 0; at < text.len; at++)
    if (opens_with_any(tk_cut(text, at, text.len), phrases)) return true;
  return false;
}

bool tk_opens_as_note(tenkyo_str line) {
  return opens_with_any(line, english_notes) || opens_with_any(line, japanese_notes);
}

bool tk_is_label(tenkyo_str line) { return opens_with_any(line, label_openings) || holds_any(line, label_parts); }

bool tk_holds_call(tenkyo_str line) { return holds_any(line, calls); }
