-- `:Tenkyo check`: a full check now, with its findings as diagnostics and, when wanted, in the quickfix list.

local checker = require("tenkyo.nvim.checker")
local draft = require("tenkyo.nvim.draft")
local messages = require("tenkyo.nvim.messages")
local notice = require("tenkyo.nvim.notice")
local watch = require("tenkyo.nvim.watch")

local M = {}

local TYPES = { error = "E", warning = "W", information = "I", hint = "N" }

---@param bufnr integer
---@param checked tenkyo.Checked
local function to_quickfix(bufnr, checked)
  local items = {}
  for index, finding in ipairs(checked.findings) do
    local row, column = checked.lines:at(finding.first)
    local end_row, end_column = checked.lines:at(finding.last + 1)
    items[index] = {
      bufnr = bufnr,
      lnum = row + 1,
      col = column + 1,
      end_lnum = end_row + 1,
      end_col = end_column + 1,
      type = TYPES[finding.severity],
      text = ("%s: %s"):format(finding.code, finding.message),
    }
  end
  vim.fn.setqflist({}, " ", { title = "Tenkyo check", items = items })
  if #items > 0 then
    vim.cmd("botright copen")
  end
end

---@param findings tenkyo.Finding[]
local function tell(findings)
  local counts = { error = 0, warning = 0, information = 0, hint = 0 }
  for _, finding in ipairs(findings) do
    counts[finding.severity] = counts[finding.severity] + 1
  end
  if #findings == 0 then
    return notice.info(messages.text("no_findings"))
  end
  local others = counts.information + counts.hint
  notice.info(messages.text("findings", #findings, counts.error, counts.warning, others))
end

--- Checks a draft now.
---@param options { bufnr: integer|nil, quickfix: boolean|nil }
---@param on_done? fun(findings: tenkyo.Finding[])
function M.run(options, on_done)
  local bufnr = options.bufnr or vim.api.nvim_get_current_buf()
  if not draft.is_draft(bufnr) then
    return notice.warn(messages.text("not_a_draft"))
  elseif not require("tenkyo.nvim.native").need(true) then
    return
  end
  watch.start_server(bufnr)
  local title = messages.text("job_check")
  checker.run(bufnr, function(failure, checked)
    if failure and failure.code == "CHANGED" then
      return M.run(options, on_done)
    elseif failure and failure.code == "CANCELLED" then
      return notice.info(messages.text("cancelled", title))
    elseif failure or not checked then
      return notice.error(messages.text("failed", title, messages.failure(failure)))
    end
    watch.show(bufnr, checked)
    tell(checked.findings)
    if options.quickfix then
      to_quickfix(bufnr, checked)
    end
    if on_done then
      on_done(checked.findings)
    end
  end, title)
end

return M
