-- Silencing findings: a comment on the line, one for the file, or a line in .tenkyo/ignore that leaves the draft alone.

local checker = require("tenkyo.nvim.checker")
local draft = require("tenkyo.nvim.draft")
local messages = require("tenkyo.nvim.messages")
local notice = require("tenkyo.nvim.notice")

local M = {}

M.scopes = { "line", "file", "project" }

--- The comment at the end of the finding's line, before what means a line break there.
---@param text string
---@param finding { first: integer, code: string }
---@return tenkyo.Edit
function M.line_edit(text, finding)
  local finish = text:find("\n", finding.first, true) or #text + 1
  local at = finish
  while at > finding.first and text:find("^[ \t\r\\]", at - 1) do
    at = at - 1
  end
  return { first = at, last = at - 1, text = (" <!-- tenkyo: ignore %s -->"):format(finding.code) }
end

--- The comment for the whole file, at its end.
---@param text string
---@param finding { code: string }
---@return tenkyo.Edit
function M.file_edit(text, finding)
  local finish = #require("tenkyo.entry").trim_end(text) + 1
  local gap = finish > 1 and "\n\n" or ""
  return { first = finish, last = finish - 1, text = ("%s<!-- tenkyo: ignore-file %s -->"):format(gap, finding.code) }
end

---@param path string
---@param line string
---@return string|nil failure
local function append_line(path, line)
  vim.fn.mkdir(vim.fs.dirname(path), "p", tonumber("700", 8))
  local file, failure = io.open(path, "a+b")
  if not file then
    return failure or path
  end
  file:seek("set", 0)
  local before = file:read("*a") or ""
  local known = ("\n" .. before .. "\n"):find("\n" .. line .. "\n", 1, true)
  local ok = known or file:write(before ~= "" and before:sub(-1) ~= "\n" and "\n" or "", line, "\n")
  local closed = file:close()
  return not (ok and closed) and path or nil
end

--- Writes a finding's code and its sentence's hash into the ignore file, and checks again.
---@param bufnr integer
---@param finding { code: string, hash: string }
function M.project(bufnr, finding)
  local path = require("tenkyo.nvim.place").ignore_file(bufnr)
  local failure = append_line(path, ("%s %s"):format(finding.code, finding.hash))
  if failure then
    return notice.error(messages.text("failed", messages.text("job_ignore"), messages.text("status_IO", failure)))
  end
  notice.info(messages.text("ignored_project", vim.fn.fnamemodify(path, ":~:.")))
  require("tenkyo.nvim.watch").recheck()
end

---@param bufnr integer
---@param checked tenkyo.Checked
---@param finding tenkyo.Finding
---@param scope "line"|"file"|"project"
local function silence(bufnr, checked, finding, scope)
  if scope == "project" then
    return M.project(bufnr, finding)
  end
  local make = scope == "file" and M.file_edit or M.line_edit
  local done, reason = draft.apply(bufnr, checked.tick, { make(checked.lines.text, finding) })
  if not done then
    return notice.error(messages.text(reason))
  end
  require("tenkyo.nvim.watch").recheck()
end

---@param bufnr integer
---@param checked tenkyo.Checked
---@param finding tenkyo.Finding
---@param scope "line"|"file"|"project"|nil
local function with_scope(bufnr, checked, finding, scope)
  if scope then
    return silence(bufnr, checked, finding, scope)
  end
  local path = vim.fn.fnamemodify(require("tenkyo.nvim.place").ignore_file(bufnr), ":~:.")
  vim.ui.select(M.scopes, {
    prompt = messages.text("choose_scope"),
    kind = "tenkyo.scope",
    format_item = function(item)
      return messages.text("scope_" .. item, item == "file" and finding.code or path)
    end,
  }, function(choice)
    if choice then
      silence(bufnr, checked, finding, choice)
    end
  end)
end

--- Silences a finding on the cursor's line.
---@param options { code: string|nil, scope: "line"|"file"|"project"|nil }
function M.run(options)
  local bufnr = vim.api.nvim_get_current_buf()
  if not draft.is_draft(bufnr) then
    return notice.warn(messages.text("not_a_draft"))
  end
  local row = vim.api.nvim_win_get_cursor(0)[1] - 1
  checker.now(bufnr, function(failure, checked)
    if failure or not checked then
      local text = failure and failure.code ~= "CHANGED" and messages.failure(failure) or messages.text("draft_changed")
      return notice.error(messages.text("failed", messages.text("job_ignore"), text))
    end
    local found = {}
    for _, finding in ipairs(checked.findings) do
      local first = checked.lines:at(finding.first)
      local last = checked.lines:at(math.max(finding.first, finding.last))
      if first <= row and row <= last and (not options.code or options.code == finding.code) then
        found[#found + 1] = finding
      end
    end
    if #found == 0 then
      return notice.warn(messages.text("no_finding_here"))
    elseif #found == 1 then
      return with_scope(bufnr, checked, found[1], options.scope)
    end
    vim.ui.select(found, {
      prompt = messages.text("choose_finding"),
      kind = "tenkyo.finding",
      format_item = function(finding)
        return require("tenkyo.nvim.width").one_line(("%s: %s"):format(finding.code, finding.message))
      end,
    }, function(finding)
      if finding then
        with_scope(bufnr, checked, finding, options.scope)
      end
    end)
  end)
end

return M
