-- Stored articles as buffers: tenkyo://<store>/<id>/<revision>. They show the body exactly as it is kept, cannot be
-- changed, have no swap file and read no modelines.

local position = require("tenkyo.nvim.position")
local draft = require("tenkyo.nvim.draft")

local M = {}

local namespace = vim.api.nvim_create_namespace("tenkyo.article")

-- Sentences to be shown in articles whose buffers are not read yet, by URI.
---@type table<string, { first: integer, last: integer }>
local wanted = {}

--- The name of a stored article's buffer. The store's path keeps its slashes and letters of every language; what has a
--- meaning in file names, patterns or URIs is written as %XX.
---@param store string
---@param id integer
---@param revision integer
---@return string
function M.uri(store, id, revision)
  local path = store:gsub("[%z\1-\32\127%%#?*%[%]{}\\\"'`<>|$~]", function(byte)
    return ("%%%02X"):format(byte:byte())
  end)
  return ("tenkyo://%s/%d/%d"):format(path, id, revision)
end

---@param uri string
---@return { store: string, id: integer, revision: integer }|nil
function M.parse(uri)
  local path, id, revision = uri:match("^tenkyo://(.+)/(%d+)/(%d+)$")
  if not path or #id > 15 or #revision > 15 then
    return nil
  end
  local store = path:gsub("%%(%x%x)", function(digits)
    return string.char(tonumber(digits, 16))
  end)
  if store:find("%z") then
    return nil
  end
  return { store = store, id = tonumber(id), revision = tonumber(revision) }
end

---@param bufnr integer
---@param lines string[]
local function fill(bufnr, lines)
  local options = {
    buftype = "nofile",
    bufhidden = "hide",
    buflisted = false,
    swapfile = false,
    modeline = false,
    undolevels = -1,
    readonly = false,
    modifiable = true,
  }
  for name, value in pairs(options) do
    vim.bo[bufnr][name] = value
  end
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, lines)
  vim.bo[bufnr].modified = false
  vim.bo[bufnr].modifiable = false
  vim.bo[bufnr].readonly = true
  -- "text" has no plugin that acts on what the text holds.
  vim.bo[bufnr].filetype = "text"
end

---@param bufnr integer
---@param body string
---@param span { first: integer, last: integer }
---@return integer row
---@return integer column
local function mark(bufnr, body, span)
  local lines = position.lines(body)
  local row, column = lines:at(span.first)
  local end_row, end_column = lines:at(span.last + 1)
  vim.api.nvim_buf_clear_namespace(bufnr, namespace, 0, -1)
  vim.api.nvim_buf_set_extmark(bufnr, namespace, row, column, {
    end_row = end_row,
    end_col = end_column,
    hl_group = "TenkyoSentence",
    strict = false,
  })
  return row, column
end

---@param bufnr integer
---@param failure string
local function refuse(bufnr, failure)
  local messages = require("tenkyo.nvim.messages")
  fill(bufnr, { "" })
  require("tenkyo.nvim.notice").error(messages.text("failed", messages.text("job_open"), failure))
end

---@param uri string
---@return table|nil article with its body
---@return string|nil failure what to tell the writer
function M.load(uri)
  local messages = require("tenkyo.nvim.messages")
  local parts = M.parse(uri)
  local tenkyo = require("tenkyo.nvim.native").need(true)
  if not tenkyo then
    return nil, messages.text("status_UNSUPPORTED", "tenkyo.core")
  elseif not parts then
    return nil, messages.text("status_INVALID", uri)
  end
  local store, message, code = tenkyo.open(parts.store, { readonly = true })
  if not store then
    return nil, messages.failure({ code = code, message = message })
  end
  local article
  article, message, code = store:article(parts.id, parts.revision > 0 and parts.revision or nil)
  store:close()
  if not article then
    return nil, messages.failure({ code = code, message = message })
  end
  return article
end

--- Fills the buffer of an article: the BufReadCmd of tenkyo://*.
---@param bufnr integer
---@param uri string
function M.read(bufnr, uri)
  local article, failure = M.load(uri)
  if not article then
    return refuse(bufnr, failure or "")
  end
  local lines = draft.lines(article.body)
  for index, line in ipairs(lines) do
    lines[index] = line:gsub("\r$", "")
  end
  fill(bufnr, lines)
  local parts = assert(M.parse(uri))
  vim.b[bufnr].tenkyo_store = parts.store
  vim.b[bufnr].tenkyo_article = article.id
  if wanted[uri] then
    mark(bufnr, article.body, wanted[uri])
    wanted[uri] = nil
  end
end

--- Marks a sentence in an article's buffer, now or when it is read.
---@param uri string
---@param span { first: integer, last: integer }
function M.highlight(uri, span)
  local bufnr = vim.fn.bufadd(uri)
  if not vim.api.nvim_buf_is_loaded(bufnr) then
    wanted[uri] = { first = span.first, last = span.last }
    return
  end
  local article = M.load(uri)
  if article then
    mark(bufnr, article.body, span)
  end
end

---@param window integer
---@return boolean
local function is_usable(window)
  local bufnr = vim.api.nvim_win_get_buf(window)
  local floats = vim.api.nvim_win_get_config(window).relative ~= ""
  return not floats and vim.bo[bufnr].filetype ~= "tenkyo" and vim.bo[bufnr].buftype ~= "quickfix"
end

local WIDE = 100 -- cells of a window that is split side by side

--- A window for an article. From a list that is one that shows an article already, else a new one beside the draft, so
--- that both stay in sight.
---@return integer
local function window_for_article()
  local current = vim.api.nvim_get_current_win()
  if is_usable(current) then
    return current
  end
  local beside
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    if is_usable(window) then
      if vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(window)):find("^tenkyo://") then
        return window
      end
      beside = beside or window
    end
  end
  if not beside then
    vim.cmd("aboveleft split")
    return vim.api.nvim_get_current_win()
  end
  vim.api.nvim_set_current_win(beside)
  vim.cmd(vim.api.nvim_win_get_width(beside) >= WIDE and "rightbelow vsplit" or "rightbelow split")
  return vim.api.nvim_get_current_win()
end

--- Opens a stored article, on a sentence when one is given.
---@param place { store: string, article: integer, revision: integer|nil, first: integer|nil, last: integer|nil }
---@return integer|nil bufnr
function M.show(place)
  local uri = M.uri(place.store, place.article, place.revision or 0)
  local article, failure = M.load(uri)
  local messages = require("tenkyo.nvim.messages")
  local notice = require("tenkyo.nvim.notice")
  if not article then
    notice.error(messages.text("failed", messages.text("job_open"), failure))
    return nil
  end
  uri = M.uri(place.store, article.id, article.revision)
  local bufnr = vim.fn.bufadd(uri)
  local window = window_for_article()
  vim.api.nvim_set_current_win(window)
  vim.cmd("normal! m'")
  vim.api.nvim_win_set_buf(window, bufnr)
  if place.first then
    local row, column = mark(bufnr, article.body, { first = place.first, last = place.last })
    vim.api.nvim_win_set_cursor(window, { math.min(row + 1, vim.api.nvim_buf_line_count(bufnr)), column })
    vim.cmd("normal! zv")
  end
  local title = article.title ~= "" and article.title or messages.text("untitled")
  local label = M.label(article, title)
  local several = article.revisions > 1
  notice.info(several and messages.text("opened", label, article.revision, article.revisions) or label)
  return bufnr
end

--- An article in one line: title, publisher, date.
---@param article table
---@param title? string
---@return string
function M.label(article, title)
  local messages = require("tenkyo.nvim.messages")
  title = title or (article.title or "") ~= "" and article.title or messages.text("untitled")
  local parts = { title }
  for _, value in ipairs({ article.publisher or "", article.published or "" }) do
    if value ~= "" then
      parts[#parts + 1] = value
    end
  end
  return require("tenkyo.nvim.width").one_line(table.concat(parts, " — "))
end

return M
