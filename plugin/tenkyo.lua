-- Neovim's entry to Tenkyo: the command, the <Plug> maps, the buffers of stored articles and the start for drafts.
-- Nothing is required before one of them is used.

if vim.g.loaded_tenkyo then
  return
end
vim.g.loaded_tenkyo = true

vim.api.nvim_create_user_command("Tenkyo", function(args)
  require("tenkyo.nvim.command").run(args)
end, {
  nargs = "*",
  range = true,
  bang = true,
  desc = "Summarise, cite and check articles (:help tenkyo)",
  complete = function(lead, line, cursor)
    return require("tenkyo.nvim.command").complete(lead, line, cursor)
  end,
})

for name in ("add check cite evidence ignore link open search sources summary"):gmatch("%l+") do
  vim.keymap.set({ "n", "x" }, ("<Plug>(tenkyo-%s)"):format(name), function()
    require("tenkyo.nvim.command").plug(name)
  end)
end

for name, group in pairs({
  Title = "Title",
  Keys = "Comment",
  Key = "Identifier",
  Number = "LineNr",
  Text = "Normal",
  Source = "Comment",
  Sentence = "Visual",
}) do
  vim.api.nvim_set_hl(0, "Tenkyo" .. name, { link = group, default = true })
end

local group = vim.api.nvim_create_augroup("tenkyo", {})

vim.api.nvim_create_autocmd("BufReadCmd", {
  group = group,
  pattern = "tenkyo://*",
  callback = function(args)
    require("tenkyo.nvim.article").read(args.buf, args.match)
  end,
})

local DEFAULT = { markdown = true, quarto = true, text = true }

---@param filetype string
---@return boolean
local function is_wanted(filetype)
  local options = vim.g.tenkyo
  local filetypes = type(options) == "table" and options.filetypes
  if type(filetypes) ~= "table" then
    return DEFAULT[filetype] == true
  end
  return vim.tbl_contains(filetypes, filetype)
end

local function start(bufnr)
  if is_wanted(vim.bo[bufnr].filetype) and vim.bo[bufnr].buftype == "" then
    -- Later, when the file is on the screen.
    vim.schedule(function()
      require("tenkyo.nvim.watch").attach(bufnr)
    end)
  elseif package.loaded["tenkyo.nvim.watch"] then
    require("tenkyo.nvim.watch").attach(bufnr)
  end
end

vim.api.nvim_create_autocmd("FileType", {
  group = group,
  callback = function(args)
    start(args.buf)
  end,
})

-- Loaded late: the drafts that are open already.
if vim.v.vim_did_enter == 1 then
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) then
      start(bufnr)
    end
  end
end
