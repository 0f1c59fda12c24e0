-- The options of `vim.g.tenkyo`. One schema gives their defaults, holds values to their types and names them in the
-- health report; a wrong value is reported with its path and the default stands in for it.

local M = {}

---@class tenkyo.Option
---@field name string
---@field kind "string"|"strings"|"boolean"|"integer"|"choice"|"table"
---@field default any
---@field least? integer
---@field choices? string[]
---@field fields? tenkyo.Option[]

---@class tenkyo.Config
---@field filetypes string[] drafts are looked at in buffers of these filetypes
---@field store string|nil the store's file, in place of the nearest .tenkyo/store.db
---@field messages "auto"|"ja"|"en"
---@field lang string|nil the language of drafts; found per sentence when not given
---@field live boolean findings while typing
---@field delay integer milliseconds of rest before a check
---@field largest integer bytes; a larger draft is checked only on command
---@field summary { sentences: integer, quotation: "inline"|"block" }
---@field fetch { curl: string, timeout: integer, largest: integer }

---@type tenkyo.Option[]
M.schema = {
  { name = "filetypes", kind = "strings", default = { "markdown", "quarto", "text" } },
  { name = "store", kind = "string" },
  { name = "messages", kind = "choice", default = "auto", choices = { "auto", "ja", "en" } },
  { name = "lang", kind = "string" },
  { name = "live", kind = "boolean", default = false },
  { name = "delay", kind = "integer", default = 400, least = 0 },
  { name = "largest", kind = "integer", default = 10 * 1024 * 1024, least = 0 },
  {
    name = "summary",
    kind = "table",
    fields = {
      { name = "sentences", kind = "integer", default = 5, least = 1 },
      { name = "quotation", kind = "choice", default = "inline", choices = { "inline", "block" } },
    },
  },
  {
    name = "fetch",
    kind = "table",
    fields = {
      { name = "curl", kind = "string", default = "curl" },
      { name = "timeout", kind = "integer", default = 20, least = 1 },
      { name = "largest", kind = "integer", default = 5 * 1024 * 1024, least = 1 },
    },
  },
}

---@param option tenkyo.Option
---@return string
local function expected(option)
  if option.kind == "choice" then
    return table.concat(option.choices, " | ")
  end
  local name = option.kind == "strings" and "list of strings" or option.kind
  return option.least and ("%s >= %d"):format(name, option.least) or name
end

---@param option tenkyo.Option
---@param value any
---@return boolean
local function fits(option, value)
  if option.kind == "choice" then
    return vim.tbl_contains(option.choices, value)
  elseif option.kind == "integer" then
    return type(value) == "number" and value % 1 == 0 and value >= option.least and value < 2 ^ 31
  elseif option.kind == "strings" then
    return type(value) == "table"
      and vim.islist(value)
      and vim.iter(value):all(function(item)
        return type(item) == "string"
      end)
  end
  return type(value) == option.kind
end

---@param options tenkyo.Option[]
---@param values table
---@param path string
---@param problems { path: string, expected: string|nil, got: string }[]
---@return table
local function merge(options, values, path, problems)
  local merged, known = {}, {}
  for _, option in ipairs(options) do
    local value = values[option.name]
    local here = path .. "." .. option.name
    known[option.name] = true
    if value ~= nil and not fits(option, value) then
      problems[#problems + 1] = { path = here, expected = expected(option), got = vim.inspect(value) }
      value = nil
    end
    if option.fields then
      merged[option.name] = merge(option.fields, value or {}, here, problems)
    elseif value == nil then
      merged[option.name] = vim.deepcopy(option.default)
    else
      merged[option.name] = value
    end
  end
  for name, value in vim.spairs(values) do
    if not known[name] then
      problems[#problems + 1] = { path = ("%s.%s"):format(path, tostring(name)), got = vim.inspect(value) }
    end
  end
  return merged
end

--- The options with what is wrong in them.
---@param values any
---@return tenkyo.Config
---@return { path: string, expected: string|nil, got: string }[] problems `expected` is nil for an unknown name
function M.read(values)
  local problems = {}
  if values ~= nil and type(values) ~= "table" then
    problems[1] = { path = "tenkyo", expected = "table", got = vim.inspect(values) }
    values = nil
  end
  -- spairs sorts names; a list given in place of options has numbers, which do not sort with strings.
  local named = {}
  for name, value in pairs(values or {}) do
    named[tostring(name)] = value
  end
  return merge(M.schema, named, "tenkyo", problems), problems
end

local reported

--- The options in force. What is wrong is said once, and again only when it is another thing.
---@return tenkyo.Config
function M.get()
  local config, problems = M.read(vim.g.tenkyo)
  local key = vim.inspect(problems)
  if #problems > 0 and key ~= reported then
    reported = key
    local messages = require("tenkyo.nvim.messages")
    local notice = require("tenkyo.nvim.notice")
    for _, problem in ipairs(problems) do
      local text = problem.expected and "config_wrong" or "config_unknown"
      notice.warn(messages.text(text, problem.path, problem.expected or "", problem.got))
    end
  end
  return config
end

--- Overrides `vim.g.tenkyo` by what is given.
---@param options table|nil
function M.setup(options)
  if options ~= nil and type(options) ~= "table" then
    error(("require('tenkyo').setup: table expected, got %s"):format(type(options)), 3)
  end
  local current = type(vim.g.tenkyo) == "table" and vim.g.tenkyo or {}
  vim.g.tenkyo = vim.tbl_deep_extend("force", current, options or {})
  M.get()
end

return M
