-- The list of stored articles: a table of key, title, publisher and date whose columns stand straight whatever the
-- titles hold, with keys to open, change, cite, summarise, remove and bring back.

local article = require("tenkyo.nvim.article")
local list = require("tenkyo.nvim.list")
local messages = require("tenkyo.nvim.messages")
local notice = require("tenkyo.nvim.notice")
local width = require("tenkyo.nvim.width")
local work = require("tenkyo.nvim.work")

local M = {}

local MOST = 1000 -- rows; more are found by narrowing

---@param articles table[]
---@param name string
---@param least integer
---@param most integer
---@return integer cells of the widest value
local function column_width(articles, name, least, most)
  local widest = least
  for _, one in ipairs(articles) do
    widest = math.max(widest, math.min(most, width.cells(width.one_line(one[name]))))
  end
  return widest
end

--- The rows of the table for a window of so many cells.
---@param articles table[]
---@param cells integer
---@return tenkyo.Row[]
function M.rows(articles, cells)
  local key = column_width(articles, "key", 3, 28)
  local publisher = column_width(articles, "publisher", 0, 20)
  local date = column_width(articles, "published", 0, 10)
  local title = math.max(16, cells - key - publisher - date - 6)
  local rows = {}
  for index, one in ipairs(articles) do
    local shown = width.one_line(one.title)
    rows[index] = {
      item = one,
      chunks = {
        { width.fill(width.one_line(one.key), key) .. "  ", "TenkyoKey" },
        { width.fill(shown ~= "" and shown or messages.text("untitled"), title) .. "  ", "TenkyoText" },
        { width.fill(width.one_line(one.publisher), publisher) .. "  ", "TenkyoSource" },
        { width.fill(width.one_line(one.published), date), "TenkyoSource" },
      },
    }
  end
  return rows
end

---@param shown tenkyo.List
local function refresh(shown)
  if shown.refresh then
    shown.refresh()
  end
end

--- Does one thing to each article, then shows the list anew.
---@param operation string
---@param title string
---@param said string
local function change(operation, title, said)
  return function(articles, shown)
    local left = #articles
    for _, one in ipairs(articles) do
      work.ask(operation, { store = shown.store, article = one.id }, messages.text(title), function(changed)
        notice.info(messages.text(said, article.label(changed), changed.key, changed.key))
        shown.last_removed = operation == "remove" and changed or nil
        left = left - 1
        if left == 0 then
          refresh(shown)
          require("tenkyo.nvim.watch").recheck()
        end
      end)
    end
  end
end

---@param articles table[]
---@param shown tenkyo.List
local function undo(_, shown)
  local one = shown.last_removed
  if one then
    change("restore", "job_restore", "restored")({ one }, shown)
  else
    require("tenkyo.nvim.edit").restore({ store = shown.store }, function()
      refresh(shown)
    end)
  end
end

local maps = {
  ["<CR>"] = function(articles, shown)
    if articles[1] then
      article.show({ store = shown.store, article = articles[1].id })
    end
  end,
  e = function(articles, shown)
    if articles[1] then
      require("tenkyo.nvim.edit").interactive(articles[1], shown.store, function()
        refresh(shown)
      end)
    end
  end,
  c = function(articles, shown)
    if articles[1] then
      require("tenkyo.nvim.cite").run({ article = articles[1].id, window = shown:draft_window(), store = shown.store })
    end
  end,
  s = function(articles, shown)
    local ids = {}
    for index, one in ipairs(articles) do
      ids[index] = one.id
    end
    if #ids > 0 then
      require("tenkyo.nvim.summary").run({ articles = ids, store = shown.store, draft = shown.draft })
    end
  end,
  o = function(articles)
    if articles[1] then
      require("tenkyo.nvim.edit").browse(articles[1])
    end
  end,
  D = change("remove", "job_remove", "removed"),
  u = undo,
  r = function(_, shown)
    refresh(shown)
  end,
}

---@param shown tenkyo.List
---@param articles table[]
---@param total boolean more may be there
local function fill(shown, articles, total)
  local window = vim.fn.bufwinid(shown.bufnr)
  local cells = window ~= -1 and vim.api.nvim_win_get_width(window) or vim.o.columns
  local rows = M.rows(articles, cells - 1)
  if total then
    rows[#rows + 1] = { chunks = { { messages.text("sources_more"), "TenkyoSource" } } }
  end
  local title = messages.text("sources_title", #articles, vim.fn.fnamemodify(shown.store, ":~"))
  shown:set(title, messages.text("sources_keys"), rows)
end

--- Lists the stored articles.
---@param options { query: string|nil, store: string, draft: integer|nil }
function M.run(options)
  local request = { store = options.store, query = options.query, limit = MOST + 1 }
  local function load(on_articles)
    work.ask("articles", request, messages.text("job_sources"), function(articles)
      local more = #articles > MOST
      articles[MOST + 1] = nil
      on_articles(articles, more)
    end)
  end
  load(function(articles, more)
    if #articles == 0 and (options.query or "") ~= "" then
      return notice.warn(messages.text("no_match", options.query))
    end
    local shown = list.open("sources", { draft = options.draft, store = options.store, maps = maps })
    shown.refresh = function()
      load(function(new, still_more)
        if vim.api.nvim_buf_is_valid(shown.bufnr) then
          fill(shown, new, still_more)
        end
      end)
    end
    fill(shown, articles, more)
    if #articles > 0 then
      vim.api.nvim_win_set_cursor(0, { 4, 0 })
    end
  end)
end

return M
