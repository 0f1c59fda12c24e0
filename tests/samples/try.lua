-- The configuration of the Neovim that plugin/try.sh starts: adds the sample articles to a store of its own, checks the
-- draft and opens a summary of the articles under it. Without a user interface it prints both instead, and ends with
-- status 0 only if the findings are those of expected.txt.

local root = assert(os.getenv "TENKYO_TRY_ROOT")
local dir = assert(os.getenv "TENKYO_TRY_DIR")
local PATIENCE = 20000 -- milliseconds; what is waited for takes well under one second

local SEVERITIES = { "error", "warning", "information", "hint" }

vim.g.tenkyo = { store = dir .. "/store.db" }
vim.opt.runtimepath:prepend(root)
vim.o.swapfile = false
vim.o.smoothscroll = true

---@param what string
---@param condition fun(): any
---@return boolean
local function await(what, condition)
  if vim.wait(PATIENCE, condition, 20) then
    return true
  end
  io.stderr:write("waited in vain for ", what, "\n", vim.fn.execute "messages", "\n")
  return false
end

-- The findings as they are shown, in the form of expected.txt: the code and the text of the span.
---@param bufnr integer
---@return string[]
local function shown(bufnr)
  local lines = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(bufnr)) do
    local text = vim.api.nvim_buf_get_text(bufnr, diagnostic.lnum, diagnostic.col, diagnostic.end_lnum,
      diagnostic.end_col, {})
    lines[#lines + 1] = diagnostic.code .. "\t" .. table.concat(text, "\n")
  end
  table.sort(lines)
  return lines
end

---@return string[]
local function expected()
  local lines = vim.fn.readfile(root .. "/tests/samples/expected.txt")
  table.sort(lines)
  return lines
end

---@return integer
local function count_articles()
  local store = require("tenkyo").open(dir .. "/store.db", { readonly = true })
  if not store then
    return 0
  end
  local articles = store:articles() or {}
  store:close()
  return #articles
end

-- Does what a writer would type. Gives the summary's window, or nil when something did not come.
---@param draft integer
---@return integer?
local function run(draft)
  local files = #vim.fn.readdir(dir .. "/articles")
  vim.cmd("Tenkyo add " .. vim.fn.fnameescape(dir .. "/articles"))
  if not await("the articles", function() return count_articles() == files end) then
    return nil
  end
  vim.cmd "Tenkyo check"
  -- A check of the draft by itself may have come first, when the store was still empty.
  local wanted = expected()
  await("the expected findings", function() return vim.deep_equal(shown(draft), wanted) end)

  local window = vim.api.nvim_get_current_win()
  vim.cmd "Tenkyo summary all"
  await("the summary", function() return vim.api.nvim_get_current_win() ~= window end)
  return vim.api.nvim_get_current_win()
end

---@param draft integer
local function report(draft)
  local window = run(draft)
  local out = { "Summary", "" }
  if window then
    vim.list_extend(out, vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true))
  end
  vim.list_extend(out, { "", "Findings", "" })
  local diagnostics = vim.diagnostic.get(draft)
  table.sort(diagnostics, function(a, b)
    return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
  end)
  for _, diagnostic in ipairs(diagnostics) do
    local severity = SEVERITIES[diagnostic.severity]
    out[#out + 1] = ("draft.md:%d: %s: %s [%s]"):format(diagnostic.lnum + 1, severity,
      diagnostic.message:gsub("\n", "\n    "), diagnostic.code)
  end

  local wanted, found = expected(), shown(draft)
  local good = window ~= nil and vim.deep_equal(wanted, found)
  vim.list_extend(out, { "", good and ("All %d findings are the expected ones."):format(#found)
    or "These are not the expected findings:" })
  if not good then
    local diff = vim.diff(table.concat(wanted, "\n") .. "\n", table.concat(found, "\n") .. "\n", { ctxlen = 0 })
    out[#out + 1] = diff
  end
  io.stderr:write "\n" -- ends the line of the plugin's own messages
  io.stdout:write(table.concat(out, "\n"), "\n")
  vim.cmd(good and "qall!" or "cquit! 1")
end

-- The wrong number is the first thing that a visitor sees, with what is said about it.
---@param draft integer
local function show(draft)
  local window = vim.api.nvim_get_current_win()
  local summary = run(draft)
  if summary then
    vim.api.nvim_win_set_height(summary, math.max(8, math.floor(vim.o.lines * 0.4)))
  end
  vim.api.nvim_set_current_win(window)
  for _, diagnostic in ipairs(vim.diagnostic.get(draft)) do
    if diagnostic.code == "number-differs" then
      vim.api.nvim_win_set_cursor(window, { diagnostic.lnum + 1, diagnostic.col })
    end
  end
  vim.cmd "redraw"
  -- The cursor has moved, which would close what is opened before that is noticed.
  vim.defer_fn(function()
    vim.diagnostic.open_float { scope = "cursor" }
    vim.api.nvim_echo({ { "]d next finding   K source of a marker   CTRL-] its article   :help tenkyo   :qa! leave" } },
      false, {})
  end, 100)
end

vim.api.nvim_create_autocmd("VimEnter", {
  once = true,
  callback = function()
    local draft = vim.api.nvim_get_current_buf()
    vim.schedule(function()
      if #vim.api.nvim_list_uis() > 0 then
        show(draft)
      else
        local ok, message = xpcall(report, debug.traceback, draft)
        if not ok then
          io.stderr:write(message, "\n")
          vim.cmd "cquit! 1"
        end
      end
    end)
  end,
})
