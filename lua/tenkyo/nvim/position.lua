-- Positions. Tenkyo counts bytes of the whole text from 1; Neovim counts lines and bytes; a language client counts
-- lines and the units of its encoding. Everything that turns one into another is here, and it needs no `vim`, so the
-- workers use it too.

local M = {}

---@alias tenkyo.Encoding "utf-8"|"utf-16"|"utf-32"

--- The bytes of the character that starts at `index` and the number of UTF-16 units it takes. A byte that starts no
--- whole character stands alone, as it does in Neovim.
---@param line string
---@param index integer
---@return integer bytes
---@return integer units
local function character(line, index)
  local lead = line:byte(index)
  local bytes = lead < 0xC2 and 1 or lead < 0xE0 and 2 or lead < 0xF0 and 3 or lead < 0xF5 and 4 or 1
  for follower = index + 1, index + bytes - 1 do
    local byte = line:byte(follower)
    if not byte or byte < 0x80 or byte > 0xBF then
      return 1, 1
    end
  end
  return bytes, bytes == 4 and 2 or 1
end

--- The one conversion of columns: `column` (from 0) of `line`, counted in the encoding `from`, counted in `to`. A
--- column inside a character becomes that character's start, one behind the line's end becomes the end. Bytes to
--- bytes only keeps the column inside the line.
---@param line string
---@param column integer
---@param from tenkyo.Encoding
---@param to tenkyo.Encoding
---@return integer
function M.convert(line, column, from, to)
  if from == "utf-8" and to == "utf-8" then
    return math.max(0, math.min(column, #line))
  end
  local at = { ["utf-8"] = 0, ["utf-16"] = 0, ["utf-32"] = 0 }
  local index = 1
  while index <= #line and at[from] < column do
    local bytes, units = character(line, index)
    local width = from == "utf-8" and bytes or from == "utf-16" and units or 1
    if at[from] + width > column then
      break
    end
    at["utf-8"] = at["utf-8"] + bytes
    at["utf-16"] = at["utf-16"] + units
    at["utf-32"] = at["utf-32"] + 1
    index = index + bytes
  end
  return at[to]
end

--- The lines of a text with the byte at which each starts, so that a byte is found by halving.
---@class tenkyo.Lines
---@field text string
---@field starts integer[]
local Lines = {}
Lines.__index = Lines

---@param text string
---@return tenkyo.Lines
function M.lines(text)
  local starts, from = { 1 }, 1
  while true do
    local newline = text:find("\n", from, true)
    if not newline then
      break
    end
    from = newline + 1
    starts[#starts + 1] = from
  end
  return setmetatable({ text = text, starts = starts }, Lines)
end

--- The text of a line (from 0), without its line break.
---@param row integer
---@return string
function Lines:line(row)
  local start = self.starts[row + 1]
  if not start then
    return ""
  end
  local following = self.starts[row + 2]
  return self.text:sub(start, following and following - 2 or #self.text)
end

--- Row and byte column, both from 0, of the byte `offset` (from 1; one behind the end is allowed).
---@param offset integer
---@return integer row
---@return integer column
function Lines:at(offset)
  offset = math.max(1, math.min(offset, #self.text + 1))
  local low, high = 1, #self.starts
  while low < high do
    local middle = math.floor((low + high + 1) / 2)
    if self.starts[middle] <= offset then
      low = middle
    else
      high = middle - 1
    end
  end
  return low - 1, offset - self.starts[low]
end

--- The byte (from 1) at a row and byte column, both from 0; a place outside the text becomes the nearest inside.
---@param row integer
---@param column integer
---@return integer
function Lines:offset(row, column)
  if row < 0 then
    return 1
  end
  if row >= #self.starts then
    return #self.text + 1
  end
  return self.starts[row + 1] + math.min(column, #self:line(row))
end

--- A client's position of the byte `offset`.
---@param offset integer
---@param encoding tenkyo.Encoding
---@return { line: integer, character: integer }
function Lines:position(offset, encoding)
  local row, column = self:at(offset)
  return { line = row, character = M.convert(self:line(row), column, "utf-8", encoding) }
end

--- A client's range of the bytes `first` to `last` (inclusive; `last = first - 1` is an insertion point).
---@param first integer
---@param last integer
---@param encoding tenkyo.Encoding
---@return { start: table, end: table }
function Lines:range(first, last, encoding)
  return { start = self:position(first, encoding), ["end"] = self:position(last + 1, encoding) }
end

--- The byte that a client's position names.
---@param position { line: integer, character: integer }
---@param encoding tenkyo.Encoding
---@return integer
function Lines:byte(position, encoding)
  local column = M.convert(self:line(position.line), position.character, encoding, "utf-8")
  return self:offset(position.line, column)
end

return M
