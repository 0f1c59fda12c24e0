-- The writer's own word on what a reference is: this entry is that article. The store remembers it.

local article = require("tenkyo.nvim.article")
local draft = require("tenkyo.nvim.draft")
local messages = require("tenkyo.nvim.messages")
local notice = require("tenkyo.nvim.notice")
local work = require("tenkyo.nvim.work")

local M = {}

--- Remembers that a reference is an article.
---@param store string
---@param reference string its text or URL
---@param id integer|string
---@param on_done? fun(article: table)
function M.remember(store, reference, id, on_done)
  local request = { store = store, reference = reference, article = id }
  work.ask("link", request, messages.text("job_link"), function(linked)
    local width = require("tenkyo.nvim.width")
    notice.info(messages.text("linked", width.cut(width.one_line(reference), 60), article.label(linked)))
    require("tenkyo.nvim.watch").recheck()
    if on_done then
      on_done(linked)
    end
  end)
end

---@param answer table of the worker's operation "marker"
---@return string|nil reference text or URL
local function reference_of(answer)
  local reference = answer.reference
  for _, source in ipairs(answer.sources or {}) do
    reference = reference or source.reference
  end
  if not reference then
    return nil
  end
  return (reference.url or "") ~= "" and reference.url or reference.text
end

--- Links the reference at the cursor, or that of the marker there.
---@param options { name: string|nil, store: string }
---@param on_done? fun(article: table)
function M.run(options, on_done)
  local window = vim.api.nvim_get_current_win()
  local bufnr = vim.api.nvim_win_get_buf(window)
  if not draft.is_draft(bufnr) then
    return notice.warn(messages.text("not_a_draft"))
  end
  local request = draft.request(bufnr)
  request.offset, request.encoding = draft.cursor(window), "utf-8"
  local title = messages.text("job_link")
  work.ask("marker", request, title, function(answer)
    local reference = reference_of(answer)
    if not reference or reference == "" then
      return notice.warn(messages.text("no_reference_here"))
    end
    local wanted = { name = options.name, store = options.store, title = title }
    require("tenkyo.nvim.pick").article(wanted, function(chosen)
      M.remember(options.store, reference, chosen.id, on_done)
    end)
  end)
end

return M
