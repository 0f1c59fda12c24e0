-- Code actions of findings: the fixes that the check offers, the ways to silence it, and the way to the source.

local article = require("tenkyo.nvim.article")
local ignore = require("tenkyo.nvim.ignore")
local messages = require("tenkyo.nvim.messages")

local M = {}

-- Commands of the server; a code action that changes no text is one of these.
M.commands = { "tenkyo.link", "tenkyo.ignore", "tenkyo.open" }

---@param finding tenkyo.Finding
---@param context table of the request
---@return table[] the client's diagnostics that are this finding
local function diagnostics_of(finding, context)
  local found = {}
  for _, diagnostic in ipairs(context.diagnostics or {}) do
    if diagnostic.code == finding.code and diagnostic.message == finding.message then
      found[#found + 1] = diagnostic
    end
  end
  return found
end

---@class tenkyo.Actions
---@field list table[]
---@field bufnr integer
---@field checked tenkyo.Checked
local Actions = {}
Actions.__index = Actions

---@param title string
---@param diagnostics table[]
---@param edits tenkyo.Edit[]
---@param preferred boolean|nil
function Actions:edit(title, diagnostics, edits, preferred)
  self.list[#self.list + 1] = {
    title = title,
    kind = "quickfix",
    diagnostics = diagnostics,
    isPreferred = preferred,
    data = { bufnr = self.bufnr, tick = self.checked.tick, edits = edits },
  }
end

---@param title string
---@param diagnostics table[]
---@param command string
---@param argument table
function Actions:command(title, diagnostics, command, argument)
  self.list[#self.list + 1] = {
    title = title,
    kind = "quickfix",
    diagnostics = diagnostics,
    command = { title = title, command = command, arguments = { argument } },
  }
end

---@param finding tenkyo.Finding
---@param diagnostics table[]
function Actions:fixes(finding, diagnostics)
  for _, fix in ipairs(finding.fixes or {}) do
    if fix.link then
      self:command(fix.title, diagnostics, "tenkyo.link", {
        store = self.checked.store,
        reference = fix.link.reference,
        article = fix.link.article,
      })
    elseif fix.edits then
      self:edit(fix.title, diagnostics, fix.edits, true)
    end
  end
end

---@param finding tenkyo.Finding
---@param diagnostics table[]
function Actions:source(finding, diagnostics)
  local best = (finding.evidence or {})[1]
  if best and best.article then
    local width = require("tenkyo.nvim.width")
    self:command(messages.text("action_open", width.cut(width.one_line(best.text), 60)), diagnostics, "tenkyo.open", {
      store = self.checked.store,
      article = best.article,
      revision = best.revision,
      first = best.first,
      last = best.last,
    })
  end
end

---@param finding tenkyo.Finding
---@param diagnostics table[]
function Actions:silence(finding, diagnostics)
  local text = self.checked.lines.text
  local code = finding.code
  self:edit(messages.text("action_ignore_line", code), diagnostics, { ignore.line_edit(text, finding) })
  self:edit(messages.text("action_ignore_file", code), diagnostics, { ignore.file_edit(text, finding) })
  self:command(messages.text("action_ignore_project", code), diagnostics, "tenkyo.ignore", {
    bufnr = self.bufnr,
    code = code,
    hash = finding.hash,
  })
end

--- The actions for the findings between two bytes of a checked draft.
---@param bufnr integer
---@param checked tenkyo.Checked
---@param first integer
---@param last integer
---@param context table
---@return table[]
function M.list(bufnr, checked, first, last, context)
  local actions = setmetatable({ list = {}, bufnr = bufnr, checked = checked }, Actions)
  local here = {}
  for _, finding in ipairs(checked.findings) do
    if finding.first <= last and finding.last >= first - 1 then
      here[#here + 1] = { finding, diagnostics_of(finding, context) }
    end
  end
  for _, part in ipairs({ "fixes", "source", "silence" }) do
    for _, one in ipairs(here) do
      Actions[part](actions, one[1], one[2])
    end
  end
  return actions.list
end

--- Runs a command of the server.
---@param command string
---@param arguments table[]
function M.execute(command, arguments)
  local argument = arguments[1] or {}
  if command == "tenkyo.link" then
    require("tenkyo.nvim.link").remember(argument.store, argument.reference, argument.article)
  elseif command == "tenkyo.open" then
    article.show(argument)
  elseif command == "tenkyo.ignore" then
    ignore.project(argument.bufnr, { code = argument.code, hash = argument.hash })
  end
end

return M
