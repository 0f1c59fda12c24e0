-- Summaries of a draft, of a selection, of articles or about a query, each in the texts' own sentences.

local draft = require("tenkyo.nvim.draft")
local messages = require("tenkyo.nvim.messages")
local passages = require("tenkyo.nvim.passages")
local work = require("tenkyo.nvim.work")

local M = {}

---@class tenkyo.SummaryRequest
---@field articles? (integer|string)[]
---@field query? string
---@field region? tenkyo.Region a part of the draft
---@field all? boolean every stored article
---@field sentences? integer
---@field chars? integer
---@field since? string
---@field store? string
---@field draft? integer

---@param options tenkyo.SummaryRequest
---@return string operation
---@return table request
---@return integer base
local function request_of(options)
  local sentences = options.sentences
  if not sentences and not options.chars then
    sentences = require("tenkyo.nvim.config").get().summary.sentences
  end
  local request = { store = options.store, sentences = sentences, chars = options.chars, since = options.since }
  if options.articles or options.query or options.all then
    request.articles, request.query = options.articles, options.query
    return "summary_store", request, 0
  end
  request.text = options.region and options.region.text or draft.text(options.draft)
  request.format = draft.format(options.draft)
  request.lang = require("tenkyo.nvim.config").get().lang
  return "summary_text", request, options.region and options.region.first - 1 or 0
end

--- Opens the summary in a list.
---@param options tenkyo.SummaryRequest
function M.run(options)
  local operation, request, base = request_of(options)
  work.ask(operation, request, messages.text("job_summary"), function(found)
    local count = #found.passages
    local title = options.query and messages.text("summary_query", options.query, count)
      or messages.text(operation == "summary_store" and "summary_articles" or "summary_draft", count)
    local rows = passages.rows(found.passages, found.articles, base)
    passages.open("summary", title, rows, { draft = options.draft, store = options.store })
  end)
end

return M
