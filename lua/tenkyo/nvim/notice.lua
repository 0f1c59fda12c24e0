-- What the plugin tells the writer: messages, and the progress of what takes longer than a second. Progress goes out as
-- $/progress of the language server when that runs, so that any display of progress shows it, and to the message area.

local M = {}

local PATIENCE = 1000 -- milliseconds until progress is shown
local PACE = 250 -- milliseconds between two updates

local GROUPS = { [vim.log.levels.WARN] = "WarningMsg", [vim.log.levels.ERROR] = "ErrorMsg" }

--- Whether messages go to Neovim's own line, and not to a display of another plugin.
---@return boolean
local function is_plain()
  if type(vim.notify) ~= "function" then
    return false
  end
  local source = debug.getinfo(vim.notify, "S").source
  -- The second is what a build without debug information says of its own functions.
  return source:find("vim/_editor.lua", 1, true) ~= nil or source == "?" or source == "=?"
end

--- Shows a message that does not fit the line without asking for <Enter>: all of it in the history, its start on the
--- screen.
---@param text string
---@param group string|nil
---@param space integer cells
local function show_long(text, group, space)
  local width = require("tenkyo.nvim.width")
  local rest = text
  while rest ~= "" do
    local count = vim.fn.strchars(rest, true)
    local part = rest
    while width.cells(part) > space do
      count = math.min(count - 1, math.floor(count * space / width.cells(part)))
      part = vim.fn.strcharpart(rest, 0, math.max(1, count), true)
    end
    -- Words stay whole, so that a command can be copied.
    local words = #part < #rest and part:match("^.*[ ]")
    part = words and #words * 2 > #part and words or part
    vim.api.nvim_echo({ { part, group } }, true, {})
    vim.cmd("redraw")
    rest = rest:sub(#part + 1)
  end
  local rest_in = "  :messages"
  vim.api.nvim_echo({ { width.cut(text, space - #rest_in), group }, { rest_in } }, false, {})
end

---@param text string
---@param level integer
local function show(text, level)
  if not is_plain() then
    return vim.notify(text, level, { title = "Tenkyo" })
  end
  -- Not as an error: that would end a script, and a message below another one would ask for <Enter>.
  vim.cmd("redraw")
  local space = math.max(20, vim.v.echospace)
  if #vim.api.nvim_list_uis() == 0 or require("tenkyo.nvim.width").cells(text) <= space then
    return vim.api.nvim_echo({ { text, GROUPS[level] } }, true, {})
  end
  show_long(text, GROUPS[level], space)
end

---@param text string
---@param level integer
local function tell(text, level)
  text = require("tenkyo.nvim.width").one_line(text)
  if vim.in_fast_event() then
    vim.schedule(function()
      show(text, level)
    end)
  else
    show(text, level)
  end
end

---@param text string
function M.info(text)
  tell("tenkyo: " .. text, vim.log.levels.INFO)
end

---@param text string
function M.warn(text)
  tell("tenkyo: " .. text, vim.log.levels.WARN)
end

---@param text string
function M.error(text)
  tell("tenkyo: " .. text, vim.log.levels.ERROR)
end

-- Set by the server while a client is attached: sends a `$/progress` value and returns true.
---@type nil|fun(token: string, value: table): boolean
M.channel = nil

local has_progress_kind

--- Shows one state of a progress in the message area.
---@param token string
---@param value { kind: string, title: string, message: string|nil, percentage: integer|nil, status: string|nil }
function M.show_progress(token, value)
  if vim.api.nvim_get_mode().blocking then
    return
  end
  local text = value.message or value.title
  if has_progress_kind ~= false then
    local status = value.kind == "end" and (value.status or "success") or "running"
    has_progress_kind = pcall(vim.api.nvim_echo, { { text } }, false, {
      kind = "progress",
      id = token,
      source = "tenkyo",
      title = value.title,
      status = status,
      percent = value.percentage,
    })
  end
  if not has_progress_kind then
    local width = require("tenkyo.nvim.width")
    vim.api.nvim_echo({ { width.cut("tenkyo: " .. text, vim.o.columns - 13) } }, false, {})
  end
end

---@class tenkyo.ShownProgress
---@field title string
---@field token string
---@field started number
---@field shown boolean
---@field timer uv.uv_timer_t
local Progress = {}
Progress.__index = Progress

local count = 0

---@param value table
function Progress:_send(value)
  if not (M.channel and M.channel(self.token, value)) then
    M.show_progress(self.token, value)
  end
end

function Progress:_tick()
  local messages = require("tenkyo.nvim.messages")
  local seconds = math.floor((vim.uv.now() - self.started) / 1000)
  local known = self.total and self.total > 0
  self:_send({
    kind = self.shown and "report" or "begin",
    title = self.title,
    cancellable = true,
    message = known and messages.text("running_count", self.title, self.finished, self.total)
      or messages.text("running_for", self.title, seconds),
    percentage = known and math.floor(self.finished * 100 / self.total) or nil,
  })
  self.shown = true
end

--- How far it is; drawn by the timer, so that a fast reporter costs nothing.
---@param finished integer
---@param total integer
function Progress:update(finished, total)
  self.finished, self.total = finished, total
end

---@param status "success"|"failed"|"cancel"
function Progress:finish(status)
  if self.timer:is_closing() then
    return
  end
  self.timer:stop()
  self.timer:close()
  if self.shown then
    local message = require("tenkyo.nvim.messages").text(status == "cancel" and "cancelled" or "done", self.title)
    self:_send({ kind = "end", title = self.title, message = message, status = status })
  end
end

--- Starts the progress of something; nothing is shown when it ends within a second.
---@param title string
---@return tenkyo.ShownProgress
function M.progress(title)
  count = count + 1
  local progress = setmetatable({
    title = title,
    token = ("tenkyo.%d"):format(count),
    started = vim.uv.now(),
    shown = false,
    timer = assert(vim.uv.new_timer()),
  }, Progress)
  progress.timer:start(PATIENCE, PACE, vim.schedule_wrap(function()
    if not progress.timer:is_closing() then
      progress:_tick()
    end
  end))
  return progress
end

return M
