-- A buffer as a draft: its bytes, its options for the core, places in it, and edits applied as one undo step.

local position = require("tenkyo.nvim.position")

local M = {}

-- Formats that the core reads, by filetype; others go by the file's name.
local FORMATS = { markdown = "markdown", quarto = "markdown", rmd = "markdown", pandoc = "markdown", text = "text" }

--- The buffer's bytes, lines joined by one newline.
---@param bufnr integer
---@return string
function M.text(bufnr)
  return table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, -1, true), "\n")
end

--- Text as lines of a buffer: the reverse of M.text.
---@param text string
---@return string[]
function M.lines(text)
  return vim.split(text, "\n", { plain = true })
end

--- Whether the buffer may be a draft: a normal buffer, no list or article of ours.
---@param bufnr integer
---@return boolean
function M.is_draft(bufnr)
  return vim.api.nvim_buf_is_loaded(bufnr) and vim.bo[bufnr].buftype == ""
end

--- Whether the calendar has this day: a slip in the front matter must not keep the draft from being checked.
---@param date string YYYY-MM-DD
---@return boolean
local function is_day(date)
  local year, month, day = date:match("^(%d+)-(%d+)-(%d+)$")
  local time = os.time({ year = tonumber(year), month = tonumber(month), day = tonumber(day), hour = 12 })
  return time ~= nil and os.date("%Y-%m-%d", time) == date
end

--- The day on which the draft says that it was written, for relative dates.
---@param bufnr integer
---@return string|nil
local function date_of(bufnr)
  local lines = vim.api.nvim_buf_get_lines(bufnr, 0, 60, false)
  if not (lines[1] or ""):find("^%-%-%-%s*$") then
    return nil
  end
  for index = 2, #lines do
    if lines[index]:find("^%-%-%-%s*$") then
      return nil
    end
    local date = lines[index]:match("^date:%s*[\"']?(%d%d%d%d%-%d%d%-%d%d)")
    if date then
      return is_day(date) and date or nil
    end
  end
  return nil
end

---@param bufnr integer
---@return string|nil
function M.format(bufnr)
  return FORMATS[vim.bo[bufnr].filetype]
end

--- What a worker needs to know of a draft.
---@param bufnr integer
---@return table request
function M.request(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  return {
    text = M.text(bufnr),
    format = M.format(bufnr),
    path = name ~= "" and not name:find("%z") and name or nil,
    lang = require("tenkyo.nvim.config").get().lang,
    date = date_of(bufnr),
    messages = require("tenkyo.nvim.messages").language(),
    store = require("tenkyo.nvim.place").store(bufnr),
  }
end

--- Byte (from 1) of the text at a row and column, both from 0.
---@param bufnr integer
---@param row integer
---@param column integer
---@return integer
function M.offset(bufnr, row, column)
  -- It counts one byte for a line break whatever 'fileformat' is, as M.text does.
  return math.max(0, vim.api.nvim_buf_get_offset(bufnr, row)) + column + 1
end

---@param window integer
---@return integer offset of the character under the cursor
function M.cursor(window)
  local place = vim.api.nvim_win_get_cursor(window)
  return M.offset(vim.api.nvim_win_get_buf(window), place[1] - 1, place[2])
end

--- Where text goes that the writer asks for: at the cursor while inserting, else behind the character under it.
---@param window integer
---@return integer
function M.insertion(window)
  local bufnr = vim.api.nvim_win_get_buf(window)
  local place = vim.api.nvim_win_get_cursor(window)
  local column = place[2]
  local inserting = vim.api.nvim_get_mode().mode:find("^[iR]") and vim.api.nvim_get_current_win() == window
  if not inserting then
    local line = vim.api.nvim_buf_get_lines(bufnr, place[1] - 1, place[1], false)[1] or ""
    -- A Lua string with a NUL byte would become a Blob.
    column = column + #vim.fn.strpart(line:gsub("%z", " "), column, 1, true)
  end
  return M.offset(bufnr, place[1] - 1, column)
end

---@class tenkyo.Region
---@field first integer byte of the text
---@field last integer
---@field text string

--- The text of whole lines (from 1).
---@param bufnr integer
---@param line1 integer
---@param line2 integer
---@return tenkyo.Region
function M.line_region(bufnr, line1, line2)
  local all = M.text(bufnr)
  local first = M.offset(bufnr, line1 - 1, 0)
  local lines = vim.api.nvim_buf_get_lines(bufnr, line1 - 1, line2, false)
  local size = math.max(0, #lines - 1)
  for _, line in ipairs(lines) do
    size = size + #line
  end
  return { first = first, last = first + size - 1, text = all:sub(first, first + size - 1) }
end

--- The text of the last visual selection, exactly as it was selected.
---@param bufnr integer
---@return tenkyo.Region
function M.visual_region(bufnr)
  local from, to = vim.fn.getpos("'<"), vim.fn.getpos("'>")
  local mode = vim.fn.visualmode()
  if mode ~= "v" then
    return M.line_region(bufnr, from[2], to[2])
  end
  local lines = vim.fn.getregion(from, to, { type = mode })
  local first = M.offset(bufnr, from[2] - 1, from[3] - 1)
  local size = math.max(0, #lines - 1)
  for _, line in ipairs(lines) do
    size = size + #line
  end
  return { first = first, last = first + size - 1, text = M.text(bufnr):sub(first, first + size - 1) }
end

---@param bufnr integer
local function break_undo(bufnr)
  vim.api.nvim_buf_call(bufnr, function()
    vim.cmd("let &g:undolevels = &g:undolevels")
  end)
end

--- Puts the cursor on the last character of what was inserted, as |p| does, so that what is inserted next stands
--- behind it. While inserting, the cursor is behind it already.
---@param window integer
---@param inserted tenkyo.Edit one of the edits
---@param edits tenkyo.Edit[] as they were applied
local function land(window, inserted, edits)
  local grown = 0
  for _, edit in ipairs(edits) do
    if edit.first == inserted.first and edit.text == inserted.text then
      break
    end
    grown = grown + #edit.text - (edit.last - edit.first + 1)
  end
  local text = inserted.text:gsub("%s+$", "")
  -- Neovim moves a cursor within a character to its first byte.
  local last = inserted.first + grown + math.max(#text, 1) - 1
  local row, column = position.lines(M.text(vim.api.nvim_win_get_buf(window))):at(last)
  vim.api.nvim_win_set_cursor(window, { row + 1, column })
end

--- Applies edits that were made for exactly this text of the buffer, as one undo step.
---@param bufnr integer
---@param tick integer the buffer's changedtick when its text was taken
---@param edits tenkyo.Edit[] in order, not overlapping
---@param asked? { window: integer, offset: integer, inserted: tenkyo.Edit|nil } where text was asked for, and the edit
--- that put it there: a cursor that is still there goes onto the text's end
---@return boolean|nil done
---@return string|nil reason name of a message
function M.apply(bufnr, tick, edits, asked)
  if not vim.api.nvim_buf_is_valid(bufnr) or vim.api.nvim_buf_get_changedtick(bufnr) ~= tick then
    return nil, "draft_changed"
  elseif not vim.bo[bufnr].modifiable then
    return nil, "not_modifiable"
  end
  local lines = position.lines(M.text(bufnr))
  local waits = asked and asked.inserted and vim.api.nvim_win_is_valid(asked.window)
    and vim.api.nvim_win_get_buf(asked.window) == bufnr and M.insertion(asked.window) == asked.offset
  local window = waits and asked.window or vim.api.nvim_get_current_win()
  local here = vim.api.nvim_win_get_buf(window) == bufnr and vim.api.nvim_get_mode().mode:find("^[iR]")
  -- A marker that went before the full stop under the cursor leaves it there.
  local stays = here or waits and asked.inserted.first < asked.offset
  local namespace = vim.api.nvim_create_namespace("tenkyo.apply")
  local cursor = vim.api.nvim_win_get_cursor(window)
  local mark = stays and vim.api.nvim_buf_set_extmark(bufnr, namespace, cursor[1] - 1, cursor[2], {})
  break_undo(bufnr)
  for index = #edits, 1, -1 do
    local edit = edits[index]
    local row, column = lines:at(edit.first)
    local end_row, end_column = lines:at(edit.last + 1)
    vim.api.nvim_buf_set_text(bufnr, row, column, end_row, end_column, M.lines(edit.text))
  end
  break_undo(bufnr)
  if mark then
    local place = vim.api.nvim_buf_get_extmark_by_id(bufnr, namespace, mark, {})
    vim.api.nvim_buf_del_extmark(bufnr, namespace, mark)
    vim.api.nvim_win_set_cursor(window, { place[1] + 1, place[2] })
  elseif waits then
    land(asked.window, asked.inserted, edits)
  end
  return true
end

--- Where a byte of a draft is: sets the cursor of the window there.
---@param window integer
---@param offset integer
function M.go(window, offset)
  local bufnr = vim.api.nvim_win_get_buf(window)
  local row, column = position.lines(M.text(bufnr)):at(offset)
  vim.api.nvim_win_call(window, function()
    vim.cmd("normal! m'")
  end)
  vim.api.nvim_win_set_cursor(window, { math.min(row + 1, vim.api.nvim_buf_line_count(bufnr)), column })
end

return M
