-- Lists: a scratch window of rows, each with something behind it, and keys that act on the rows at the cursor or in the
-- selection. Rows are data: they are put on one line and never read as anything but text.

local width = require("tenkyo.nvim.width")

local M = {}

local namespace = vim.api.nvim_create_namespace("tenkyo.list")

---@class tenkyo.Row
---@field chunks { [1]: string, [2]: string|nil }[] text and highlight group
---@field item any

---@class tenkyo.List
---@field bufnr integer
---@field name string
---@field items table<integer, any> by line
---@field draft integer|nil the buffer it was called from
---@field store string|nil
---@field refresh fun()|nil
local List = {}
List.__index = List

---@type table<integer, tenkyo.List>
local lists = {}

--- The buffer that text is inserted into from a list: the one it was called from.
---@return integer|nil window
function List:draft_window()
  if not (self.draft and vim.api.nvim_buf_is_valid(self.draft)) then
    return nil
  end
  local window = vim.fn.bufwinid(self.draft)
  return window ~= -1 and window or nil
end

---@param first integer
---@param last integer
---@return any[]
function List:items_between(first, last)
  local items, seen = {}, {}
  for line = first, last do
    local item = self.items[line]
    if item ~= nil and not seen[item] then
      seen[item] = true
      items[#items + 1] = item
    end
  end
  return items
end

---@param line_number integer
---@param chunks table[]
---@return string
---@return table[] highlights
local function layout(line_number, chunks)
  local parts, highlights, column = {}, {}, 0
  for _, chunk in ipairs(chunks) do
    -- Blanks are layout here; everything else that is no text becomes a blank.
    local text = chunk[1]:gsub("[%z\1-\31\127]", " ")
    parts[#parts + 1] = text
    if chunk[2] and text ~= "" then
      highlights[#highlights + 1] = { line = line_number - 1, from = column, to = column + #text, group = chunk[2] }
    end
    column = column + #text
  end
  return table.concat(parts), highlights
end

--- Makes the list's window as high as its text, within bounds.
---@param window integer
local function fit_height(window)
  local most = math.max(6, math.floor(vim.o.lines * 0.45))
  vim.api.nvim_win_set_height(window, math.min(most, vim.api.nvim_win_text_height(window, {}).all))
end

--- Replaces what the list shows.
---@param title string
---@param keys string
---@param rows tenkyo.Row[]
function List:set(title, keys, rows)
  local lines, marks = {}, {}
  self.items = {}
  local function add(chunks, item)
    local line, highlights = layout(#lines + 1, chunks)
    lines[#lines + 1] = line
    vim.list_extend(marks, highlights)
    self.items[#lines] = item
  end
  add({ { width.one_line(title), "TenkyoTitle" } })
  add({ { keys, "TenkyoKeys" } })
  add({ { "" } })
  for _, row in ipairs(rows) do
    add(row.chunks, row.item)
  end
  if #rows == 0 then
    add({ { require("tenkyo.nvim.messages").text("list_empty"), "TenkyoSource" } })
  end
  vim.bo[self.bufnr].modifiable = true
  vim.api.nvim_buf_set_lines(self.bufnr, 0, -1, false, lines)
  vim.bo[self.bufnr].modifiable = false
  vim.api.nvim_buf_clear_namespace(self.bufnr, namespace, 0, -1)
  for _, mark in ipairs(marks) do
    local look = { end_col = mark.to, hl_group = mark.group }
    vim.api.nvim_buf_set_extmark(self.bufnr, namespace, mark.line, mark.from, look)
  end
  local window = vim.fn.bufwinid(self.bufnr)
  if window ~= -1 and not self.fitted then
    self.fitted = true
    fit_height(window)
  end
end

---@param list tenkyo.List
---@param action fun(items: any[], list: tenkyo.List)
---@param visual boolean
local function act(list, action, visual)
  local first, last = vim.fn.line("."), vim.fn.line(".")
  if visual then
    first, last = math.min(first, vim.fn.line("v")), math.max(last, vim.fn.line("v"))
    vim.api.nvim_feedkeys(vim.keycode("<Esc>"), "nx", false)
  end
  action(list:items_between(first, last), list)
end

---@param list tenkyo.List
---@param maps table<string, fun(items: any[], list: tenkyo.List)>
local function set_maps(list, maps)
  local function map(modes, key, action)
    vim.keymap.set(modes, key, action, { buffer = list.bufnr, nowait = true, silent = true })
  end
  for key, action in pairs(maps) do
    map("n", key, function()
      act(list, action, false)
    end)
    map("x", key, function()
      act(list, action, true)
    end)
  end
  map("n", "q", function()
    vim.api.nvim_win_close(0, false)
  end)
end

---@param name string
---@return integer bufnr
local function make_buffer(name)
  local uri = "tenkyo-list://" .. name
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_get_name(bufnr) == uri then
      return bufnr
    end
  end
  local bufnr = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_name(bufnr, uri)
  local options = { buftype = "nofile", bufhidden = "wipe", swapfile = false, modeline = false, undolevels = -1 }
  for option, value in pairs(options) do
    vim.bo[bufnr][option] = value
  end
  vim.bo[bufnr].filetype = "tenkyo"
  vim.api.nvim_create_autocmd("BufWipeout", {
    buffer = bufnr,
    callback = function()
      lists[bufnr] = nil
    end,
  })
  return bufnr
end

---@param bufnr integer
local function make_window(bufnr)
  local window = vim.fn.bufwinid(bufnr)
  if window ~= -1 then
    return vim.api.nvim_set_current_win(window)
  end
  vim.cmd("botright split")
  window = vim.api.nvim_get_current_win()
  vim.api.nvim_win_set_buf(window, bufnr)
  local options = {
    wrap = true,
    linebreak = false,
    breakindent = true,
    breakindentopt = "column:3",
    number = false,
    relativenumber = false,
    signcolumn = "no",
    foldcolumn = "0",
    list = false,
    spell = false,
    cursorline = true,
    winfixheight = true,
  }
  for option, value in pairs(options) do
    vim.api.nvim_set_option_value(option, value, { scope = "local", win = window })
  end
end

--- Opens a list, or fills the one of that name anew.
---@param name string
---@param options { draft: integer|nil, store: string|nil, maps: table<string, fun(items: any[], list: tenkyo.List)> }
---@return tenkyo.List
function M.open(name, options)
  local bufnr = make_buffer(name)
  local list = setmetatable({ bufnr = bufnr, name = name, items = {}, store = options.store }, List)
  local previous = lists[bufnr]
  list.draft = options.draft or previous and previous.draft
  lists[bufnr] = list
  vim.b[bufnr].tenkyo_store = options.store
  make_window(bufnr)
  set_maps(list, options.maps)
  return list
end

--- The list in a buffer, or nil.
---@param bufnr? integer
---@return tenkyo.List|nil
function M.of(bufnr)
  return lists[bufnr or vim.api.nvim_get_current_buf()]
end

--- The draft that a command is for: this buffer, the one that this list was called from, else one that is in sight.
---@return integer|nil
function M.draft()
  local bufnr = vim.api.nvim_get_current_buf()
  local list = lists[bufnr]
  if list and list.draft then
    return list.draft
  elseif vim.bo[bufnr].buftype == "" then
    return bufnr
  end
  local filetypes = require("tenkyo.nvim.config").get().filetypes
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    local shown = vim.api.nvim_win_get_buf(window)
    if vim.bo[shown].buftype == "" and vim.tbl_contains(filetypes, vim.bo[shown].filetype) then
      return shown
    end
  end
  return nil
end

return M
