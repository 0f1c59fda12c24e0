-- When drafts are checked: after insert mode is left, after a rest in normal mode, and with `live` after a rest while
-- typing, then without the sentence at the cursor. Nothing runs for a draft that has neither a marker nor a reference
-- list.

local checker = require("tenkyo.nvim.checker")
local config = require("tenkyo.nvim.config")
local draft = require("tenkyo.nvim.draft")
local messages = require("tenkyo.nvim.messages")
local native = require("tenkyo.nvim.native")
local notice = require("tenkyo.nvim.notice")
local server = require("tenkyo.nvim.server")

local M = {}

---@class tenkyo.Watched
---@field timer uv.uv_timer_t
---@field group integer
---@field shown boolean findings are on the screen
---@field told boolean that the draft is too large

---@type table<integer, tenkyo.Watched>
local watched = {}

-- The writer has stopped the client: only a command starts it again.
local silent = false

-- Any of these may be a marker or head a reference list. Reading a draft in full is the core's; this only has to say no
-- to most texts, in one pass each.
local SIGNS = {
  "%[[%d%^@]", "［", "〔", "¹", "²", "³", "\226\129[\180-\185]", "%]%(http", "<http", "%]:", "\nbibliography:",
  "\nreferences:", "参考文献", "参考資料", "出典", "引用文献", "脚注", "[Rr]eferences", "[Ss]ources", "[Bb]ibliography",
  "[Nn]otes", "REFERENCES", "SOURCES", "BIBLIOGRAPHY", "NOTES",
}

---@param text string
---@return boolean
local function may_cite(text)
  for _, sign in ipairs(SIGNS) do
    if text:find(sign) then
      return true
    end
  end
  return false
end

---@param bufnr integer
---@return boolean
local function is_inserting(bufnr)
  return vim.api.nvim_get_current_buf() == bufnr and vim.api.nvim_get_mode().mode:find("^[iR]") ~= nil
end

--- Findings without those in the sentence at the cursor.
---@param bufnr integer
---@param checked tenkyo.Checked
---@return tenkyo.Finding[]
local function away_from_cursor(bufnr, checked)
  local offset = draft.cursor(vim.api.nvim_get_current_win())
  local kept = {}
  for _, finding in ipairs(checked.findings) do
    local sentence = finding.sentence or finding
    local first = math.min(sentence.first, finding.first)
    local last = math.max(sentence.last, finding.last)
    -- The cursor stands behind what was typed.
    if vim.api.nvim_get_current_buf() ~= bufnr or offset < first or offset > last + 1 then
      kept[#kept + 1] = finding
    end
  end
  return kept
end

---@param bufnr integer
---@param checked tenkyo.Checked
function M.show(bufnr, checked)
  local inserting = is_inserting(bufnr)
  if inserting and not config.get().live then
    return
  end
  local state = watched[bufnr]
  if state then
    state.shown = #checked.findings > 0
  end
  server.publish(bufnr, inserting and away_from_cursor(bufnr, checked) or checked.findings, checked.lines)
end

---@param bufnr integer
---@return boolean ready the server is there and attached
local function ensure_server(bufnr)
  if server.is_attached(bufnr) then
    return true
  elseif silent or not native.need(false) then
    return false
  end
  return server.attach(bufnr) ~= nil
end

---@param bufnr integer
---@param state tenkyo.Watched
---@return boolean
local function is_too_large(bufnr, state)
  local size = vim.api.nvim_buf_get_offset(bufnr, vim.api.nvim_buf_line_count(bufnr))
  if size <= config.get().largest then
    return false
  elseif not state.told then
    state.told = true
    notice.warn(messages.text("too_large", size))
  end
  return true
end

--- Checks a watched draft now.
---@param bufnr integer
local function check(bufnr)
  local state = watched[bufnr]
  if not state or not draft.is_draft(bufnr) or (is_inserting(bufnr) and not config.get().live) then
    return
  elseif is_too_large(bufnr, state) then
    return
  end
  local text = draft.text(bufnr)
  if not may_cite(text) then
    checker.stop(bufnr)
    if state.shown then
      state.shown = false
      server.publish(bufnr, {}, require("tenkyo.nvim.position").lines(text))
    end
    return
  elseif not ensure_server(bufnr) then
    return
  end
  checker.now(bufnr, function(failure, checked)
    if checked then
      M.show(bufnr, checked)
    elseif failure and failure.code ~= "CANCELLED" and failure.code ~= "CHANGED" then
      M.tell_once(failure)
    end
  end)
end

local told

--- A failure of checks that nobody asked for is told once, and again when it is another one.
---@param failure tenkyo.Failure
function M.tell_once(failure)
  local text = messages.text("failed", messages.text("job_check"), messages.failure(failure))
  if text ~= told then
    told = text
    notice.error(text)
  end
end

---@param bufnr integer
---@param delay integer
local function check_after(bufnr, delay)
  local state = watched[bufnr]
  if not state then
    return
  end
  state.timer:stop()
  state.timer:start(delay, 0, vim.schedule_wrap(function()
    if watched[bufnr] == state then
      check(bufnr)
    end
  end))
end

---@param bufnr integer
local function forget(bufnr)
  local state = watched[bufnr]
  if state then
    watched[bufnr] = nil
    state.timer:stop()
    state.timer:close()
    vim.api.nvim_del_augroup_by_id(state.group)
    checker.forget(bufnr)
  end
end

---@param bufnr integer
---@param group integer
local function set_events(bufnr, group)
  local function on(events, action)
    vim.api.nvim_create_autocmd(events, { group = group, buffer = bufnr, callback = action })
  end
  on({ "TextChanged" }, function()
    check_after(bufnr, config.get().delay)
  end)
  on({ "TextChangedI", "TextChangedP" }, function()
    checker.stop(bufnr)
    if config.get().live then
      check_after(bufnr, config.get().delay)
    else
      watched[bufnr].timer:stop()
    end
  end)
  on({ "InsertLeave" }, function()
    check_after(bufnr, 0)
  end)
  on({ "BufFilePost", "FileChangedShellPost" }, function()
    check_after(bufnr, 0)
  end)
  on({ "BufUnload", "BufWipeout" }, function()
    forget(bufnr)
  end)
end

--- Watches a draft, when its filetype is one of those and it is a normal buffer; forgets it when it no longer is.
---@param bufnr integer
function M.attach(bufnr)
  if not vim.api.nvim_buf_is_loaded(bufnr) then
    return
  end
  local wanted = vim.tbl_contains(config.get().filetypes, vim.bo[bufnr].filetype)
  if not (wanted and draft.is_draft(bufnr)) then
    return forget(bufnr)
  elseif watched[bufnr] then
    return check_after(bufnr, 0)
  end
  local group = vim.api.nvim_create_augroup(("tenkyo.draft.%d"):format(bufnr), {})
  watched[bufnr] = { timer = assert(vim.uv.new_timer()), group = group, shown = false, told = false }
  set_events(bufnr, group)
  check_after(bufnr, 0)
end

--- Whether this draft is watched.
---@param bufnr integer
---@return boolean
function M.is_watched(bufnr)
  return watched[bufnr] ~= nil
end

--- Attaches the server for a command, whatever the filetype and however it was stopped.
---@param bufnr integer
---@return boolean
function M.start_server(bufnr)
  silent = false
  return ensure_server(bufnr)
end

--- Checks every watched draft again: articles, links or the ignore file have changed.
function M.recheck()
  for bufnr in pairs(watched) do
    checker.expire(bufnr)
    check_after(bufnr, 0)
  end
end

--- The client has ended. That is the writer's wish until a command says otherwise.
function M.server_stopped()
  silent = true
end

return M
