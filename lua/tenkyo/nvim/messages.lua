-- What the plugin says, in Japanese and English. A text says what is wrong and what to do about it. %s stands for a
-- value; values are data and are put on one line before they are shown.

local M = {}

local BUILD = "cmake --preset release && cmake --build --preset release"

---@type table<string, { ja: string, en: string }>
local TEXTS = {
  not_built = {
    ja = "Tenkyo の本体がまだビルドされていません。%s で次を実行してください: " .. BUILD,
    en = "Tenkyo's native part is not built yet. Run this in %s: " .. BUILD,
  },
  not_loaded = {
    ja = "Tenkyo の本体を読み込めません（%s）。%s で次を実行し、Neovim を起動し直してください: " .. BUILD,
    en = "Tenkyo's native part cannot be loaded (%s). Run this in %s and start Neovim again: " .. BUILD,
  },
  config_wrong = { ja = "設定 %s は %s である必要があります（%s でした）", en = "Option %s must be %s, got %s" },
  config_unknown = { ja = "設定 %s はありません（%s値 %s）", en = "There is no option %s (%svalue %s)" },
  unknown_command = {
    ja = "「:Tenkyo %s」はありません。使えるもの: %s",
    en = "There is no “:Tenkyo %s”. There are: %s",
  },
  usage = { ja = "使い方: %s", en = "Usage: %s" },
  failed = { ja = "%s: %s", en = "%s: %s" },
  cancelled = { ja = "%sを取り消しました", en = "%s: cancelled" },
  nothing_running = { ja = "動いている処理はありません", en = "Nothing is running" },
  not_a_draft = {
    ja = "このバッファは原稿ではありません。原稿のウィンドウで実行してください",
    en = "This buffer is no draft. Run the command in the window of a draft",
  },
  not_modifiable = {
    ja = "このバッファは変更できません（'modifiable' がオフ）",
    en = "This buffer cannot be changed ('modifiable' is off)",
  },
  draft_changed = {
    ja = "処理中に原稿が変わりました。もう一度実行してください",
    en = "The draft changed meanwhile. Run the command again",
  },
  too_large = {
    ja = "この原稿は大きいので自動では検査しません（%d バイト）。:Tenkyo check で検査できます",
    en = "This draft is large (%d bytes) and is not checked by itself. :Tenkyo check checks it",
  },

  -- Statuses of the core
  status_NOMEM = { ja = "メモリが足りません", en = "out of memory" },
  status_INVALID = { ja = "使えない値です（%s）", en = "this cannot be used (%s)" },
  status_NOTFOUND = { ja = "見つかりません（%s）", en = "not found (%s)" },
  status_EXISTS = {
    ja = "そのキーは別の記事が使っています。別のキーを選んでください（%s）",
    en = "another article has this key; choose another one (%s)",
  },
  status_BUSY = {
    ja = "ほかの処理が記事庫に書き込んでいます。少し待ってやり直してください（%s）",
    en = "something else is writing to the store; wait a moment and try again (%s)",
  },
  status_CORRUPT = {
    ja = "記事庫のファイルが壊れているか、Tenkyo のものではありません。:checkhealth tenkyo を見てください（%s）",
    en = "the store's file is damaged or not Tenkyo's; see :checkhealth tenkyo (%s)",
  },
  status_VERSION = {
    ja = "記事庫は新しい Tenkyo で作られています。Tenkyo を更新してください（%s）",
    en = "the store was made by a newer Tenkyo; update Tenkyo (%s)",
  },
  status_UNSUPPORTED = { ja = "このビルドでは使えません（%s）", en = "this build cannot do that (%s)" },
  status_CANCELLED = { ja = "取り消されました", en = "cancelled" },
  status_IO = { ja = "ファイルを読み書きできません（%s）", en = "a file cannot be read or written (%s)" },
  status_FULL = { ja = "ディスクに空きがありません（%s）", en = "the disk is full (%s)" },
  status_INTERNAL = { ja = "内部の誤りです（%s）", en = "internal error (%s)" },

  -- Jobs, as a title of what runs
  job_add = { ja = "記事の追加", en = "Adding articles" },
  job_fetch = { ja = "ダウンロード", en = "Downloading" },
  job_sources = { ja = "記事の一覧", en = "Listing articles" },
  job_search = { ja = "検索", en = "Searching" },
  job_summary = { ja = "要約", en = "Summarising" },
  job_evidence = { ja = "根拠の検索", en = "Finding evidence" },
  job_check = { ja = "検査", en = "Checking" },
  job_cite = { ja = "引用の挿入", en = "Citing" },
  job_link = { ja = "参考文献の対応付け", en = "Linking the reference" },
  job_edit = { ja = "記事の変更", en = "Changing the article" },
  job_remove = { ja = "記事の削除", en = "Removing the article" },
  job_restore = { ja = "記事の復元", en = "Restoring the article" },
  job_ignore = { ja = "指摘の抑止", en = "Silencing" },
  job_open = { ja = "記事を開く", en = "Opening the article" },
  job_verify = { ja = "記事庫の検証", en = "Verifying the store" },
  running_for = { ja = "%s… %d 秒", en = "%s… %d s" },
  running_count = { ja = "%s… %d / %d", en = "%s… %d of %d" },
  done = { ja = "%s: 完了", en = "%s: done" },

  -- Adding
  add_usage = {
    ja = ":Tenkyo add {ファイル|フォルダー|URL|clipboard} [title=…]、または範囲を選んで :'<,'>Tenkyo add [title=…]",
    en = ":Tenkyo add {file|folder|URL|clipboard} [title=…], or select text and :'<,'>Tenkyo add [title=…]",
  },
  added = {
    ja = "追加しました: %s（%s）。題などを直すには :Tenkyo edit %s title=…",
    en = "Added: %s (%s). To correct its title: :Tenkyo edit %s title=…",
  },
  updated = {
    ja = "新しい版として保存しました: %s（%s）。題などを直すには :Tenkyo edit %s title=…",
    en = "Stored as a new revision: %s (%s). To correct its title: :Tenkyo edit %s title=…",
  },
  unchanged = {
    ja = "すでに入っています: %s（%s）。題などを直すには :Tenkyo edit %s title=…",
    en = "Already in the store: %s (%s). To correct its title: :Tenkyo edit %s title=…",
  },
  imported = {
    ja = "追加 %d、更新 %d、変更なし %d、失敗 %d。一覧と題の修正は :Tenkyo sources",
    en = "Added %d, updated %d, unchanged %d, failed %d. :Tenkyo sources lists them and corrects their titles",
  },
  import_failed = { ja = "読み込めません: %s: %s", en = "Cannot be read: %s: %s" },
  no_such_path = {
    ja = "ファイルもフォルダーもありません: %s",
    en = "There is no file or folder %s",
  },
  no_texts = {
    ja = "追加できるファイルがありません。読めるのはテキスト、Markdown、JSON、JSON Lines です",
    en = "There is no file to add. Plain text, Markdown, JSON and JSON Lines can be read",
  },
  nothing_to_add = { ja = "追加する文章がありません", en = "There is no text to add" },
  clipboard_empty = {
    ja = "クリップボードが空です。'clipboard' の設定は :help clipboard を見てください",
    en = "The clipboard is empty. See :help clipboard for its tools",
  },
  fetch_no_curl = {
    ja = "%s が見つかりません。curl を入れるか、設定 fetch.curl で場所を指定してください",
    en = "%s was not found. Install curl, or name it in the option fetch.curl",
  },
  fetch_failed = { ja = "取得できません（%s）: %s", en = "Cannot fetch (%s): %s" },
  fetch_status = { ja = "サーバーの応答は %s でした: %s", en = "The server answered %s: %s" },
  fetch_large = {
    ja = "%d バイトを超えるため中止しました（設定 fetch.largest）: %s",
    en = "Stopped: more than %d bytes (option fetch.largest): %s",
  },
  fetch_slow = {
    ja = "%d 秒では終わりませんでした（設定 fetch.timeout）: %s",
    en = "Not finished within %d seconds (option fetch.timeout): %s",
  },
  fetch_html = {
    ja = "HTML のページはまだ読めません（今後の版で対応）。本文をファイルに保存して追加するか、"
      .. "コピーして :Tenkyo add clipboard url=… としてください: %s",
    en = "HTML pages cannot be read yet (a later release brings that). Save the text as a file, or copy it and use "
      .. ":Tenkyo add clipboard url=…: %s",
  },
  fetch_type = {
    ja = "%s は読めません。文章（text/plain）、Markdown、JSON の URL を指定してください: %s",
    en = "%s cannot be read. Give a URL of plain text, Markdown or JSON: %s",
  },
  fetch_charset = {
    ja = "文字コード %s を UTF-8 に変換できません: %s",
    en = "The character set %s cannot be converted to UTF-8: %s",
  },

  -- Articles
  no_articles = {
    ja = "記事がありません。:Tenkyo add {ファイル|URL} で追加してください",
    en = "There are no articles. Add some by :Tenkyo add {file|URL}",
  },
  no_match = { ja = "「%s」に当てはまる記事はありません", en = "No article matches “%s”" },
  choose_article = { ja = "記事を選ぶ:", en = "Choose an article:" },
  choose_field = { ja = "直す項目（%s）:", en = "Field to change (%s):" },
  edited = { ja = "変更しました: %s（%s）", en = "Changed: %s (%s)" },
  unknown_field = {
    ja = "項目「%s」はありません。使えるもの: %s",
    en = "There is no field “%s”. There are: %s",
  },
  removed = {
    ja = "削除しました: %s（%s）。元に戻すには :Tenkyo restore %s",
    en = "Removed: %s (%s). :Tenkyo restore %s brings it back",
  },
  restored = { ja = "元に戻しました: %s（%s）", en = "Restored: %s (%s)" },
  none_removed = { ja = "削除した記事はありません", en = "No article is removed" },
  no_url = { ja = "この記事には URL がありません: %s", en = "This article has no URL: %s" },
  opened = { ja = "%s（第 %d 版 / 全 %d 版）", en = "%s (revision %d of %d)" },
  untitled = { ja = "（題なし）", en = "(untitled)" },

  -- Citing, linking
  no_reference_here = {
    ja = "カーソルの位置に参考文献がありません。参考文献の行か、その印の上で実行してください",
    en = "There is no reference at the cursor. Run the command on its line or on its marker",
  },
  linked = { ja = "対応付けました: 「%s」は %s", en = "Linked: “%s” is %s" },
  cited = { ja = "%s を挿入しました: %s", en = "Inserted %s: %s" },
  cited_new = {
    ja = "%s を挿入し、参考文献に加えました: %s",
    en = "Inserted %s and added the reference: %s",
  },
  cited_already = { ja = "ここではすでに %s で引用しています", en = "%s is already cited here" },
  cited_unlinked = {
    ja = "参考文献を記事に対応付けられませんでした（記事庫が読み取り専用です）",
    en = "The reference could not be linked to the article: the store is read-only",
  },
  refuse_reference_list = {
    ja = "参考文献の一覧の中です。本文にカーソルを置いてください",
    en = "This is inside the reference list. Put the cursor into the text",
  },
  refuse_front_matter = {
    ja = "文書の先頭の設定（YAML）の中です。本文にカーソルを置いてください",
    en = "This is inside the front matter. Put the cursor into the text",
  },
  no_draft_window = {
    ja = "挿入先の原稿がありません。原稿を開いてから実行してください",
    en = "There is no draft to insert into. Open one first",
  },
  inserted = { ja = "%d 文を引用しました", en = "Quoted sentences: %d" },
  own_sentence = {
    ja = "これは原稿の文です。引用できるのは記事の文だけです",
    en = "This sentence is from a draft. Only sentences of articles can be quoted",
  },

  -- Lists
  list_empty = { ja = "（何も見つかりません）", en = "(nothing found)" },
  sources_title = { ja = "記事 %d 件 — %s", en = "Articles: %d — %s" },
  sources_more = {
    ja = "… ほかにもあります。:Tenkyo sources {語} で絞り込めます",
    en = "… there are more. Narrow them by :Tenkyo sources {words}",
  },
  sources_keys = {
    ja = "<CR> 開く  e 直す  c 引用  s 要約  o ブラウザー  D 削除  u 元に戻す  r 更新  q 閉じる",
    en = "<CR> open  e edit  c cite  s summary  o browser  D remove  u undo  r refresh  q close",
  },
  passages_keys = {
    ja = "<CR> 原文へ  i 「」で引用  I 段落で引用  q 閉じる",
    en = "<CR> go to the sentence  i quote  I quote as a block  q close",
  },
  search_title = { ja = "「%s」の検索 — %d 文", en = "Search for “%s” — sentences: %d" },
  search_prompt = { ja = "検索する語: ", en = "Search for: " },
  summary_draft = { ja = "この文書の要約 — %d 文", en = "Summary of this text — sentences: %d" },
  summary_articles = { ja = "記事の要約 — %d 文", en = "Summary of articles — sentences: %d" },
  summary_query = { ja = "「%s」の要約 — %d 文", en = "Summary about “%s” — sentences: %d" },
  summary_also = { ja = "ほか %d か所", en = "also elsewhere: %d" },
  evidence_title = { ja = "根拠: %s（%.2f）", en = "Evidence: %s (%.2f)" },
  evidence_none = { ja = "カーソルの位置に文がありません", en = "There is no sentence at the cursor" },
  support_supported = { ja = "裏付ける記述がある", en = "a passage supports it" },
  support_partly = { ja = "一部を裏付ける記述がある", en = "a passage supports a part of it" },
  support_differs = { ja = "近い記述があるが、数値・日付・引用が異なる", en = "close, but a number, date or quotation differs" },
  ["support_not-supported"] = { ja = "近い記述がない", en = "nothing close" },
  ["support_not-comparable"] = {
    ja = "言語が違うので数値と日付だけを比べた",
    en = "other language: only numbers and dates were compared",
  },
  ["support_no-evidence"] = { ja = "比べる記述がない", en = "nothing to compare with" },

  -- Findings
  no_findings = { ja = "指摘はありません", en = "No findings" },
  findings = {
    ja = "指摘 %d 件（エラー %d、警告 %d、情報 %d）",
    en = "Findings: %d (errors %d, warnings %d, information %d)",
  },
  no_finding_here = {
    ja = "カーソルの行に指摘がありません",
    en = "There is no finding on the cursor's line",
  },
  choose_finding = { ja = "抑止する指摘:", en = "Finding to silence:" },
  choose_scope = { ja = "抑止する範囲:", en = "Where to silence it:" },
  scope_line = { ja = "この行だけ", en = "on this line" },
  scope_file = { ja = "この文書全体の %s", en = "%s in the whole file" },
  scope_project = { ja = "この文について、文書を変えずに（%s）", en = "for this sentence, without changing the file (%s)" },
  ignored_project = { ja = "%s に書きました", en = "Written to %s" },
  action_ignore_line = { ja = "この行の %s を抑止する", en = "Silence %s on this line" },
  action_ignore_file = { ja = "この文書の %s を抑止する", en = "Silence %s in this file" },
  action_ignore_project = {
    ja = "この文の %s を抑止する（.tenkyo/ignore）",
    en = "Silence %s for this sentence (.tenkyo/ignore)",
  },
  action_open = { ja = "出典を開く: %s", en = "Open the source: %s" },
  hover_evidence = { ja = "根拠: %s", en = "Evidence: %s" },
  hover_unbound = {
    ja = "保存した記事と対応していません（:Tenkyo link で対応付け）",
    en = "not linked to a stored article (:Tenkyo link links it)",
  },
  hover_undefined = { ja = "参考文献にありません", en = "not in the reference list" },

  -- Health
  health_module = { ja = "本体: %s（%s）", en = "Native part: %s (%s)" },
  health_nvim = { ja = "Neovim %s（0.10.4 以降が必要）", en = "Neovim %s (0.10.4 or later is needed)" },
  health_store = { ja = "記事庫: %s（記事 %s 件）", en = "Store: %s (articles: %s)" },
  health_no_store = {
    ja = "記事庫はまだありません。:Tenkyo add で作られます: %s",
    en = "There is no store yet; :Tenkyo add makes it: %s",
  },
  health_readonly = { ja = "記事庫は読み取り専用です: %s", en = "The store is read-only: %s" },
  health_store_bad = { ja = "記事庫を開けません: %s", en = "The store cannot be opened: %s" },
  health_verify = { ja = "検証するには :Tenkyo health verify", en = "To verify it: :Tenkyo health verify" },
  verify_good = {
    ja = "記事庫に問題はありません（記事 %d、版 %d、文 %d）",
    en = "The store is sound (articles %d, revisions %d, sentences %d)",
  },
  verify_bad = { ja = "記事庫の問題: %s", en = "A problem of the store: %s" },
  health_curl = { ja = "curl: %s", en = "curl: %s" },
  health_no_curl = {
    ja = "curl がありません。URL からの追加には curl が要ります",
    en = "curl is not there; adding from a URL needs it",
  },
  health_filetypes = { ja = "対象のファイルタイプ: %s", en = "Filetypes: %s" },
  health_selftest = { ja = "自己診断: 成功（%s）", en = "Self-test: passed (%s)" },
  health_selftest_bad = { ja = "自己診断: 失敗（%s）", en = "Self-test: failed (%s)" },
  health_config = { ja = "設定に問題はありません", en = "The options are well-formed" },
}

--- The language of messages: the option `messages`, else Neovim's own.
---@return "ja"|"en"
function M.language()
  local given = type(vim.g.tenkyo) == "table" and vim.g.tenkyo.messages or nil
  if given == "ja" or given == "en" then
    return given
  end
  local found = vim.v.lang or ""
  if found == "" or found == "C" or found:find("^C%.") then
    found = vim.env.LC_ALL or vim.env.LC_MESSAGES or vim.env.LANG or ""
  end
  return found:find("^ja") and "ja" or "en"
end

---@param name string
---@param ... any values for its %s
---@return string
function M.text(name, ...)
  local text = TEXTS[name]
  if not text then
    return name
  end
  return text[M.language()]:format(...)
end

--- What a failure of the core says to the writer.
---@param err { code: string, message: string }
---@return string
function M.failure(err)
  local name = "status_" .. err.code
  return M.text(TEXTS[name] and name or "status_INTERNAL", err.message)
end

--- All texts, for the tests that hold both languages to the same values.
---@return table<string, { ja: string, en: string }>
function M.all()
  return TEXTS
end

return M
