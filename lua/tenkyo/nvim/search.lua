-- Search in the stored articles by sentence.

local messages = require("tenkyo.nvim.messages")
local passages = require("tenkyo.nvim.passages")
local work = require("tenkyo.nvim.work")

local M = {}

local MOST = 50

--- Searches and lists the sentences found, best first.
---@param options { query: string, store: string, draft: integer|nil }
function M.run(options)
  local request = { store = options.store, query = options.query, limit = MOST }
  work.ask("search", request, messages.text("job_search"), function(found)
    local title = messages.text("search_title", options.query, #found.passages)
    local rows = passages.rows(found.passages, found.articles, 0)
    passages.open("search", title, rows, { draft = options.draft, store = options.store })
  end)
end

return M
