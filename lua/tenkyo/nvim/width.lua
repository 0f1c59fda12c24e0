-- Text from articles as it may stand on a screen: on one line, and cut or filled to a number of screen cells.

local M = {}

--- On one line: control characters, line breaks and runs of blanks become one blank. Invalid bytes stay; Neovim shows
--- them as <xx>.
---@param text string|nil
---@return string
function M.one_line(text)
  local line = (text or ""):gsub("[%z\1-\32\127]+", " "):gsub("\226\128[\168\169]", " "):gsub("\194\133", " ")
  -- What turns the direction of the text around would reach over the rest of the line.
  line = line:gsub("\226\128[\170-\174]", ""):gsub("\226\129[\166-\169]", "")
  return (line:gsub("^ +", ""):gsub(" $", ""))
end

---@param text string
---@return integer
function M.cells(text)
  return vim.fn.strdisplaywidth(text)
end

--- The longest start of the text that takes at most so many cells, ending in … when something was cut off.
---@param text string
---@param cells integer
---@return string
function M.cut(text, cells)
  -- A cell holds at least one byte; combining marks could make a short text long, so the bound is a wide one.
  local shown = text:sub(1, cells * 32)
  if #shown == #text and M.cells(text) <= cells then
    return text
  end
  local low, high = 0, vim.fn.strchars(shown, true)
  while low < high do
    local middle = math.floor((low + high + 1) / 2)
    if M.cells(vim.fn.strcharpart(shown, 0, middle, true)) <= cells - M.cells("…") then
      low = middle
    else
      high = middle - 1
    end
  end
  return vim.fn.strcharpart(shown, 0, low, true) .. (cells > 0 and "…" or "")
end

--- The text in exactly so many cells.
---@param text string
---@param cells integer
---@return string
function M.fill(text, cells)
  local shown = M.cut(text, cells)
  return shown .. string.rep(" ", cells - M.cells(shown))
end

return M
