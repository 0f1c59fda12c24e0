-- Citing an article at the cursor: the marker there and its reference in the list, in the draft's own style and as one
-- undo step.

local article = require("tenkyo.nvim.article")
local draft = require("tenkyo.nvim.draft")
local messages = require("tenkyo.nvim.messages")
local notice = require("tenkyo.nvim.notice")
local work = require("tenkyo.nvim.work")

local M = {}

---@param result table of the worker's operation "cite"
local function tell(result)
  local text = result.already and "cited_already" or result.new and "cited_new" or "cited"
  notice.info(messages.text(text, result.marker, article.label(result.article)))
  if not result.bound then
    notice.warn(messages.text("cited_unlinked"))
  end
end

--- Cites an article in the draft of a window, at its cursor.
---@param options { article: integer|string, window: integer|nil, store: string|nil }
---@param on_done? fun(done: boolean)
function M.run(options, on_done)
  local window = options.window
  if not window then
    return notice.warn(messages.text("no_draft_window"))
  end
  local bufnr = vim.api.nvim_win_get_buf(window)
  if not draft.is_draft(bufnr) then
    return notice.warn(messages.text("not_a_draft"))
  elseif not vim.bo[bufnr].modifiable then
    return notice.error(messages.text("not_modifiable"))
  end
  local tick = vim.api.nvim_buf_get_changedtick(bufnr)
  local request = draft.request(bufnr)
  request.store = options.store or request.store
  request.article, request.offset = options.article, draft.insertion(window)
  work.ask("cite", request, messages.text("job_cite"), function(result)
    local done, reason
    if result.refused then
      reason = "refuse_" .. result.refused:gsub("%-", "_")
    else
      local asked = { window = window, offset = request.offset, inserted = result.inserted }
      done, reason = draft.apply(bufnr, tick, result.edits, asked)
    end
    if done then
      tell(result)
      require("tenkyo.nvim.watch").recheck()
    else
      notice.error(messages.text(reason))
    end
    if on_done then
      on_done(done == true)
    end
  end)
end

return M
