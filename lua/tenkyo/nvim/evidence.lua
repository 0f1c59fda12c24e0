-- The stored passages that speak of what a sentence says.

local draft = require("tenkyo.nvim.draft")
local messages = require("tenkyo.nvim.messages")
local notice = require("tenkyo.nvim.notice")
local passages = require("tenkyo.nvim.passages")
local work = require("tenkyo.nvim.work")

local M = {}

local MOST = 10

--- Lists the evidence for a claim: the given text, else the sentence at the cursor.
---@param options { claim: string|nil, store: string, draft: integer|nil }
function M.run(options)
  local request = { store = options.store, claim = options.claim, limit = MOST }
  if not options.claim then
    local window = vim.api.nvim_get_current_win()
    local bufnr = vim.api.nvim_win_get_buf(window)
    if vim.bo[bufnr].filetype == "tenkyo" then
      return notice.warn(messages.text("not_a_draft"))
    end
    request = vim.tbl_extend("force", draft.request(bufnr), request, { offset = draft.cursor(window) })
  end
  work.ask("evidence", request, messages.text("job_evidence"), function(found)
    if found.none then
      return notice.warn(messages.text("evidence_none"))
    end
    local title = messages.text("evidence_title", messages.text("support_" .. found.status), found.score)
    local rows = passages.rows(found.hits, found.articles, 0)
    passages.open("evidence", title, rows, { draft = options.draft, store = options.store })
  end)
end

return M
