-- Checks of drafts: one at a time for each buffer, in a worker; a newer text stops the check of an older one, and what
-- comes back for a text that is no longer there is thrown away.

local draft = require("tenkyo.nvim.draft")
local position = require("tenkyo.nvim.position")
local work = require("tenkyo.nvim.work")

local M = {}

---@class tenkyo.Checked the findings of one text of a buffer
---@field tick integer
---@field findings tenkyo.Finding[]
---@field lines tenkyo.Lines of the text that was checked
---@field store string

---@class tenkyo.Waiting
---@field on_done fun(failure: tenkyo.Failure|nil, checked: tenkyo.Checked|nil)

---@class tenkyo.Check
---@field job tenkyo.Job|nil
---@field tick integer|nil the text that the job looks at
---@field waiting tenkyo.Waiting[]
---@field checked tenkyo.Checked|nil

---@type table<integer, tenkyo.Check>
local checks = {}

---@param bufnr integer
---@return tenkyo.Check
local function check_of(bufnr)
  checks[bufnr] = checks[bufnr] or { waiting = {} }
  return checks[bufnr]
end

---@param check tenkyo.Check
---@param failure tenkyo.Failure|nil
---@param checked tenkyo.Checked|nil
local function answer(check, failure, checked)
  local waiting = check.waiting
  check.waiting, check.job, check.tick = {}, nil, nil
  for _, one in ipairs(waiting) do
    one.on_done(failure, checked)
  end
end

---@param bufnr integer
---@param check tenkyo.Check
---@param title string|nil
local function start(bufnr, check, title)
  local request = draft.request(bufnr)
  local tick = vim.api.nvim_buf_get_changedtick(bufnr)
  check.tick = tick
  local job
  job = work.run("check", request, function(failure, findings)
    if checks[bufnr] ~= check or check.job ~= job then
      return
    elseif failure then
      return answer(check, failure, nil)
    elseif not vim.api.nvim_buf_is_loaded(bufnr) then
      return answer(check, { code = "CANCELLED", message = "" }, nil)
    elseif vim.api.nvim_buf_get_changedtick(bufnr) ~= tick then
      check.job = nil
      return answer(check, { code = "CHANGED", message = "" }, nil)
    end
    local lines = position.lines(request.text)
    check.checked = { tick = tick, findings = findings, lines = lines, store = request.store }
    answer(check, nil, check.checked)
  end, { title = title })
  check.job = job
  if not job then
    answer(check, { code = "UNSUPPORTED", message = "" }, nil)
  end
end

--- Checks the buffer as it is now. `on_done` gets the findings, or a failure; its code is CHANGED when the text changed
--- meanwhile and CANCELLED when a newer check took its place.
---@param bufnr integer
---@param on_done fun(failure: tenkyo.Failure|nil, checked: tenkyo.Checked|nil)
---@param title? string when the writer asked for it
function M.run(bufnr, on_done, title)
  local check = check_of(bufnr)
  local tick = vim.api.nvim_buf_get_changedtick(bufnr)
  if check.job and check.tick == tick and not title then
    check.waiting[#check.waiting + 1] = { on_done = on_done }
    return
  end
  if check.job then
    local old = check.job
    check.job = nil
    old:cancel()
    answer(check, { code = "CANCELLED", message = "" }, nil)
  end
  check.waiting = { { on_done = on_done } }
  start(bufnr, check, title)
end

--- The findings of the buffer's present text, from the last check or a new one.
---@param bufnr integer
---@param on_done fun(failure: tenkyo.Failure|nil, checked: tenkyo.Checked|nil)
function M.now(bufnr, on_done)
  local checked = M.last(bufnr)
  if checked and checked.tick == vim.api.nvim_buf_get_changedtick(bufnr) then
    return on_done(nil, checked)
  end
  M.run(bufnr, on_done)
end

--- The findings of the last check that came to its end.
---@param bufnr integer
---@return tenkyo.Checked|nil
function M.last(bufnr)
  return checks[bufnr] and checks[bufnr].checked
end

--- Forgets the last findings, so that the next question checks again: the store or the ignore file has changed.
---@param bufnr integer
function M.expire(bufnr)
  if checks[bufnr] then
    checks[bufnr].checked = nil
  end
end

--- Stops the check that runs and forgets the buffer.
---@param bufnr integer
function M.forget(bufnr)
  local check = checks[bufnr]
  checks[bufnr] = nil
  if check and check.job then
    check.job:cancel()
  end
end

--- Stops the check that runs, if any.
---@param bufnr integer
function M.stop(bufnr)
  local check = checks[bufnr]
  if check and check.job and not check.job.title then
    local job = check.job
    check.job = nil
    job:cancel()
    answer(check, { code = "CANCELLED", message = "" }, nil)
  end
end

return M
