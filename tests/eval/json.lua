--- Reads JSON (RFC 8259) for the measures: strict enough for data files, nothing more. null reads as nil.
local M = {}

local ESCAPES = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }
local read_value

local function fail(text, at, what)
  error(("JSON: %s at byte %d: %q"):format(what, at, text:sub(at, at + 20)), 0)
end

local function skip_space(text, at)
  return text:find("[^ \t\r\n]", at) or #text + 1
end

--- The code point of \uXXXX at `at` (of the backslash), two of them for a surrogate pair, and what follows.
local function read_escape_code(text, at)
  local digits = text:match("^\\u(%x%x%x%x)", at)
  local code = tonumber(digits or fail(text, at, "bad escape"), 16)
  local low = code >= 0xD800 and code < 0xDC00 and text:match("^\\u([Dd][C-Fc-f]%x%x)", at + 6)
  if low then
    return 0x10000 + (code - 0xD800) * 0x400 + (tonumber(low, 16) - 0xDC00), at + 12
  end
  return code, at + 6
end

local function read_string(text, at)
  local parts, begin = {}, at + 1
  while true do
    local stop = text:find('["\\]', begin) or fail(text, at, "unclosed string")
    parts[#parts + 1] = text:sub(begin, stop - 1)
    if text:sub(stop, stop) == '"' then
      return table.concat(parts), stop + 1
    end
    local letter = text:sub(stop + 1, stop + 1)
    if letter == "u" then
      local code
      code, begin = read_escape_code(text, stop)
      parts[#parts + 1] = utf8.char(code)
    else
      parts[#parts + 1] = ESCAPES[letter] or letter
      begin = stop + 2
    end
  end
end

local function read_array(text, at)
  local list, count = {}, 0
  at = skip_space(text, at + 1)
  while text:sub(at, at) ~= "]" do
    count = count + 1
    list[count], at = read_value(text, at)
    at = skip_space(text, at)
    if text:sub(at, at) == "," then
      at = skip_space(text, at + 1)
    elseif text:sub(at, at) ~= "]" then
      fail(text, at, "expected , or ]")
    end
  end
  return list, at + 1
end

local function read_object(text, at)
  local object = {}
  at = skip_space(text, at + 1)
  while text:sub(at, at) ~= "}" do
    local key
    key, at = read_string(text, at)
    at = skip_space(text, at)
    if text:sub(at, at) ~= ":" then
      fail(text, at, "expected :")
    end
    object[key], at = read_value(text, skip_space(text, at + 1))
    at = skip_space(text, at)
    if text:sub(at, at) == "," then
      at = skip_space(text, at + 1)
    elseif text:sub(at, at) ~= "}" then
      fail(text, at, "expected , or }")
    end
  end
  return object, at + 1
end

local WORDS = { ["true"] = { true }, ["false"] = { false }, null = {} }

function read_value(text, at)
  local first = text:sub(at, at)
  if first == "{" then
    return read_object(text, at)
  elseif first == "[" then
    return read_array(text, at)
  elseif first == '"' then
    return read_string(text, at)
  end
  local word = text:match("^%a+", at)
  if word and WORDS[word] then
    return WORDS[word][1], at + #word
  end
  local number = text:match("^-?%d+%.?%d*[eE]?[+-]?%d*", at) or fail(text, at, "no value")
  return tonumber(number), at + #number
end

---@param text string
---@return any
function M.decode(text)
  local value, after = read_value(text, skip_space(text, 1))
  if skip_space(text, after) <= #text then
    fail(text, after, "more after the value")
  end
  return value
end

--- The values of a JSON Lines file, in a list.
---@param path string
---@return table? list, string? message
function M.read_lines(path)
  local file, message = io.open(path, "rb")
  if not file then
    return nil, message
  end
  local list = {}
  for line in file:lines() do
    if line:find("%S") then
      list[#list + 1] = M.decode(line)
    end
  end
  file:close()
  return list
end

return M
