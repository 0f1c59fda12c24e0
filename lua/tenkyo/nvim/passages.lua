-- Lists of sentences with where they come from, as a search, a summary and evidence give them: how they look, the way
-- to the sentence, and quoting them in the draft.

local article = require("tenkyo.nvim.article")
local draft = require("tenkyo.nvim.draft")
local list = require("tenkyo.nvim.list")
local messages = require("tenkyo.nvim.messages")
local notice = require("tenkyo.nvim.notice")
local width = require("tenkyo.nvim.width")
local work = require("tenkyo.nvim.work")

local M = {}

---@class tenkyo.Found
---@field passage tenkyo.Passage
---@field article table|nil the article that it is from; nil: the draft
---@field base integer bytes of the draft before the summarised text

---@param passage tenkyo.Passage
---@param known table<string, table>
---@return string
local function source_of(passage, known)
  local from = known[tostring(passage.article)]
  local text = from and article.label(from) or ""
  local also = passage.also and #passage.also or 0
  if also > 0 then
    text = text .. "  (" .. messages.text("summary_also", also) .. ")"
  end
  return text
end

--- Rows of a list: the sentence, then its source below it.
---@param passages tenkyo.Passage[]
---@param known table<string, table> articles by id
---@param base integer
---@return tenkyo.Row[]
function M.rows(passages, known, base)
  local rows = {}
  for index, passage in ipairs(passages) do
    local item = { passage = passage, article = known[tostring(passage.article)], base = base }
    local number = ("%2d "):format(index)
    rows[#rows + 1] = {
      chunks = { { number, "TenkyoNumber" }, { width.one_line(passage.text), "TenkyoText" } },
      item = item,
    }
    if passage.article then
      local source = source_of(passage, known)
      rows[#rows + 1] = { chunks = { { "   " }, { source, "TenkyoSource" } }, item = item }
    end
  end
  return rows
end

---@param found tenkyo.Found
---@param from tenkyo.List
local function go(found, from)
  local passage = found.passage
  if passage.article then
    return article.show({
      store = from.store,
      article = passage.article,
      revision = passage.revision,
      first = passage.first,
      last = passage.last,
    })
  end
  local window = from:draft_window()
  if not window then
    return notice.warn(messages.text("no_draft_window"))
  end
  vim.api.nvim_set_current_win(window)
  draft.go(window, passage.first + found.base)
end

---@param found tenkyo.Found[]
---@param from tenkyo.List
---@param style "inline"|"block"
local function quote(found, from, style)
  local sentences = {}
  for _, one in ipairs(found) do
    local passage = one.passage
    if passage.article then
      sentences[#sentences + 1] =
        { article = passage.article, revision = passage.revision, first = passage.first, last = passage.last }
    end
  end
  if #sentences == 0 then
    return #found > 0 and notice.warn(messages.text("own_sentence"))
  end
  M.insert(sentences, { window = from:draft_window(), store = from.store, style = style })
end

--- Quotes stored sentences at the cursor of a draft's window.
---@param sentences { article: integer, revision: integer, first: integer, last: integer }[]
---@param options { window: integer|nil, store: string|nil, style: "inline"|"block"|nil }
---@param on_done? fun(done: boolean)
function M.insert(sentences, options, on_done)
  local window = options.window
  if not window then
    return notice.warn(messages.text("no_draft_window"))
  end
  local bufnr = vim.api.nvim_win_get_buf(window)
  local tick = vim.api.nvim_buf_get_changedtick(bufnr)
  local request = draft.request(bufnr)
  request.store = options.store or request.store
  request.sentences, request.offset = sentences, draft.insertion(window)
  request.style = options.style or require("tenkyo.nvim.config").get().summary.quotation
  work.ask("quote", request, messages.text("job_cite"), function(result)
    local done, reason
    if result.refused then
      reason = "refuse_" .. result.refused:gsub("%-", "_")
    else
      local asked = { window = window, offset = request.offset, inserted = result.inserted }
      done, reason = draft.apply(bufnr, tick, result.edits, asked)
    end
    if not done then
      notice.error(messages.text(reason))
    else
      notice.info(messages.text("inserted", result.count))
      if not result.bound then
        notice.warn(messages.text("cited_unlinked"))
      end
      require("tenkyo.nvim.watch").recheck()
    end
    if on_done then
      on_done(done == true)
    end
  end)
end

--- Opens a list of sentences.
---@param name string
---@param title string
---@param rows tenkyo.Row[]
---@param options { draft: integer|nil, store: string }
---@return tenkyo.List
function M.open(name, title, rows, options)
  local opened = list.open(name, {
    draft = options.draft,
    store = options.store,
    maps = {
      ["<CR>"] = function(found, from)
        if found[1] then
          go(found[1], from)
        end
      end,
      i = function(found, from)
        quote(found, from, "inline")
      end,
      I = function(found, from)
        quote(found, from, "block")
      end,
    },
  })
  opened:set(title, messages.text("passages_keys"), rows)
  if rows[1] then
    vim.api.nvim_win_set_cursor(0, { 4, 0 })
  end
  return opened
end

return M
