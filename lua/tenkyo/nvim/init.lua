-- Tenkyo in Neovim, for Lua: a function for each subcommand of :Tenkyo, and `setup`. Each works in the background and
-- calls `on_done`, where it has one, on the main loop when it has succeeded; what went wrong is told to the writer.
-- `store` is a store's file; without it the one of the current buffer is used.

local M = {}

---@class tenkyo.AddOptions
---@field paths? string[]
---@field text? string
---@field clipboard? boolean
---@field url? string
---@field fields? table<string, string>
---@field store? string

---@param name string
---@return table
local function part(name)
  return require("tenkyo.nvim." .. name)
end

---@param options table|nil
---@return table options with a store, and the draft that the command is for
local function complete(options)
  options = vim.tbl_extend("force", {}, options or {})
  options.store = options.store or part("place").store()
  options.draft = options.draft or part("list").draft()
  return options
end

---@param options table
---@return integer|nil window of the draft
local function window_of(options)
  local current = vim.api.nvim_get_current_win()
  if options.draft == vim.api.nvim_win_get_buf(current) then
    return current
  end
  local window = options.draft and vim.fn.bufwinid(options.draft) or -1
  return window ~= -1 and window or nil
end

--- Overrides `vim.g.tenkyo`; see |tenkyo-options|.
---@param options table|nil
function M.setup(options)
  part("config").setup(options)
end

--- Adds articles: exactly one of `paths` (files and folders), `text`, `clipboard` or `url`. `fields` are the article's
--- title, url, author, publisher, published, lang and key.
---@param options tenkyo.AddOptions
---@param on_done? fun(result: table) the article, or for paths and JSON the report of the import
function M.add(options, on_done)
  options = complete(options)
  local add = part("add")
  if options.paths then
    add.paths(options, on_done)
  elseif options.text then
    add.text(options, on_done)
  elseif options.url then
    add.url(options, on_done)
  elseif options.clipboard then
    add.clipboard(options, on_done)
  else
    error("tenkyo.nvim.add: paths, text, url or clipboard expected", 2)
  end
end

--- Lists the articles that match `query`, or all.
---@param options { query: string|nil, store: string|nil }|nil
function M.sources(options)
  part("sources").run(complete(options))
end

--- Changes fields of the article with this key or id (as a string); without fields it asks for them.
---@param name string|nil
---@param fields table<string, string>|nil
---@param options { store: string|nil }|nil
---@param on_done? fun(article: table)
function M.edit(name, fields, options, on_done)
  options = complete(options)
  part("edit").run({ name = name, fields = fields or {}, store = options.store }, on_done)
end

--- Says that the reference at the cursor is the article with this key; without one it asks.
---@param name string|nil
---@param options { store: string|nil }|nil
---@param on_done? fun(article: table)
function M.link(name, options, on_done)
  part("link").run({ name = name, store = complete(options).store }, on_done)
end

--- Opens a stored article; with `browser` its page. Without a key it opens what the marker at the cursor points to, or
--- asks.
---@param name string|nil
---@param options { store: string|nil, browser: boolean|nil }|nil
function M.open(name, options)
  options = complete(options)
  part("open").run({ name = name, store = options.store, browser = options.browser, draft = options.draft })
end

--- Searches the articles by sentence.
---@param query string
---@param options { store: string|nil }|nil
function M.search(query, options)
  options = complete(options)
  options.query = query
  part("search").run(options)
end

--- Summarises: `articles` (ids or keys), a `query`, `all` articles, a `region` of the draft, else the buffer: the
--- article that it shows, or the draft.
---@param options tenkyo.SummaryRequest|nil
function M.summary(options)
  options = complete(options)
  local shown = vim.b.tenkyo_article
  if not (options.articles or options.query or options.all or options.region) and shown then
    options.articles = { shown }
  end
  if options.region then
    options.draft = vim.api.nvim_get_current_buf()
  end
  if not (options.articles or options.query or options.all or options.draft) then
    return part("notice").warn(part("messages").text("not_a_draft"))
  end
  part("summary").run(options)
end

--- Lists what the articles say about a claim: the given text, else the sentence at the cursor.
---@param claim string|nil
---@param options { store: string|nil }|nil
function M.evidence(claim, options)
  options = complete(options)
  options.claim = claim
  part("evidence").run(options)
end

--- Cites the article with this key at the cursor of the draft; without one it asks.
---@param name string|nil
---@param options { store: string|nil }|nil
---@param on_done? fun(done: boolean)
function M.cite(name, options, on_done)
  options = complete(options)
  local window = window_of(options)
  local wanted = { name = name, store = options.store, title = part("messages").text("job_cite") }
  if not window then
    return part("notice").warn(part("messages").text("no_draft_window"))
  end
  part("pick").article(wanted, function(one)
    part("cite").run({ article = one.id, window = window, store = options.store }, on_done)
  end)
end

--- Quotes stored sentences at the cursor of the draft, each with a marker and its reference.
---@param sentences { article: integer, revision: integer, first: integer, last: integer }[]
---@param options { style: "inline"|"block"|nil, store: string|nil }|nil
---@param on_done? fun(done: boolean)
function M.quote(sentences, options, on_done)
  options = complete(options)
  local wanted = { window = window_of(options), store = options.store, style = options.style }
  part("passages").insert(sentences, wanted, on_done)
end

--- Checks the draft now.
---@param options { quickfix: boolean|nil, bufnr: integer|nil }|nil
---@param on_done? fun(findings: table[])
function M.check(options, on_done)
  part("check").run(options or {}, on_done)
end

--- Silences a finding on the cursor's line.
---@param options { code: string|nil, scope: "line"|"file"|"project"|nil }|nil
function M.ignore(options)
  part("ignore").run(options or {})
end

--- Removes the article with this key; restore brings it back.
---@param name string|nil
---@param options { store: string|nil }|nil
---@param on_done? fun(article: table)
function M.remove(name, options, on_done)
  part("edit").remove({ name = name, store = complete(options).store }, on_done)
end

--- Brings a removed article back.
---@param name string|nil
---@param options { store: string|nil }|nil
---@param on_done? fun(article: table)
function M.restore(name, options, on_done)
  part("edit").restore({ name = name, store = complete(options).store }, on_done)
end

--- Stops what was asked for and still runs. Returns how many.
---@return integer
function M.cancel()
  return part("work").cancel()
end

--- The health report; with `verify` the store's too.
---@param options { verify: boolean|nil, store: string|nil }|nil
function M.health(options)
  if options and options.verify then
    return part("health").verify(complete(options).store)
  end
  vim.cmd("checkhealth tenkyo")
end

--- Watches a draft, as the start for a filetype does.
---@param bufnr integer|nil
function M.attach(bufnr)
  part("watch").attach(bufnr or vim.api.nvim_get_current_buf())
end

return M
