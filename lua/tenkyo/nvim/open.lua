-- Opening a stored article, or its page in the browser.

local article = require("tenkyo.nvim.article")
local draft = require("tenkyo.nvim.draft")
local messages = require("tenkyo.nvim.messages")
local work = require("tenkyo.nvim.work")

local M = {}

---@param options { store: string, browser: boolean|nil }
---@param one table the article
---@param hit table|nil the sentence to show
local function open(options, one, hit)
  if options.browser then
    return require("tenkyo.nvim.edit").browse(one)
  end
  article.show({
    store = options.store,
    article = one.id,
    revision = hit and hit.revision,
    first = hit and hit.first,
    last = hit and hit.last,
  })
end

---@param options { name: string|nil, store: string, browser: boolean|nil }
local function choose(options)
  local wanted = { name = options.name, store = options.store, title = messages.text("job_open") }
  require("tenkyo.nvim.pick").article(wanted, function(one)
    open(options, one)
  end)
end

--- Opens the article of that name, else the one that the marker or the reference at the cursor is, else asks.
---@param options { name: string|nil, store: string, browser: boolean|nil }
function M.run(options)
  local window = vim.api.nvim_get_current_win()
  local bufnr = vim.api.nvim_win_get_buf(window)
  if (options.name or "") ~= "" then
    return choose(options)
  elseif options.browser and vim.b[bufnr].tenkyo_article then
    local id = vim.b[bufnr].tenkyo_article
    return work.ask("article", { store = options.store, article = id }, messages.text("job_open"), function(one)
      open(options, one)
    end)
  elseif not draft.is_draft(bufnr) then
    return choose(options)
  end
  local request = draft.request(bufnr)
  request.offset, request.encoding = draft.cursor(window), "utf-8"
  work.ask("marker", request, messages.text("job_open"), function(answer)
    for _, source in ipairs(answer.sources or {}) do
      if source.article then
        return open(options, source.article, source.evidence and source.evidence.hits[1])
      end
    end
    choose(options)
  end)
end

return M
