-- The way to the native module. It may not be built, or be built for another version: then it is said once what to do,
-- and nothing else fails.

local M = {}

--- The plugin's own folder.
---@return string
function M.root()
  return vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(debug.getinfo(1, "S").source:sub(2)))))
end

--- The file of the native module, or nil.
---@return string|nil
function M.path()
  local found = vim.api.nvim_get_runtime_file("lua/tenkyo/core.so", false)[1]
  return found or package.searchpath("tenkyo.core", package.cpath)
end

--- The module, or nil and the reason in its own words.
---@return table|nil tenkyo
---@return string|nil reason
function M.get()
  local ok, answer = pcall(function()
    local tenkyo = require("tenkyo")
    return tenkyo.VERSION and tenkyo
  end)
  if ok and answer then
    return answer, nil
  end
  return nil, tostring(answer)
end

--- What is to be done when the module is not there.
---@param reason string
---@return string
function M.advice(reason)
  local messages = require("tenkyo.nvim.messages")
  local folder = vim.fn.fnamemodify(M.root(), ":~")
  if M.path() then
    return messages.text("not_loaded", reason, folder)
  end
  return messages.text("not_built", folder)
end

local said = false

--- The module; without it one message for the whole session, or one for each command that the writer gave.
---@param asked boolean|nil the writer gave a command
---@return table|nil tenkyo
function M.need(asked)
  local tenkyo, reason = M.get()
  if not tenkyo and (asked or not said) then
    said = true
    require("tenkyo.nvim.notice").error(M.advice(reason or ""))
  end
  return tenkyo
end

return M
