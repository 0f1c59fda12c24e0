-- Where things are on the disk: the store of a draft, and the folder whose `ignore` file silences findings.

local M = {}

--- The folders from a buffer's file upwards; those of the working folder for a buffer without a file.
---@param bufnr integer
---@return string[]
local function folders_of(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  local start = vim.uv.cwd() or "."
  if name ~= "" and vim.bo[bufnr].buftype == "" and not name:find("^%a[%w+.-]*://") then
    start = vim.fs.dirname(vim.fs.normalize(name))
  end
  local folders = { start }
  for folder in vim.fs.parents(start) do
    folders[#folders + 1] = folder
  end
  return folders
end

---@param path string
---@param kind "file"|"directory"
---@return boolean
local function is(path, kind)
  local stat = vim.uv.fs_stat(path)
  return stat ~= nil and stat.type == kind
end

--- The store's file for a buffer: the option `store`, what a list or an article of Tenkyo was made from, the nearest
--- .tenkyo/store.db upwards, else the one in the user's data folder.
---@param bufnr? integer
---@return string
function M.store(bufnr)
  bufnr = bufnr or vim.api.nvim_get_current_buf()
  local known = vim.b[bufnr].tenkyo_store
  if type(known) == "string" then
    return known
  end
  local given = require("tenkyo.nvim.config").get().store
  if given and given ~= "" then
    return vim.fs.normalize(given)
  end
  for _, folder in ipairs(folders_of(bufnr)) do
    local path = vim.fs.joinpath(folder, ".tenkyo", "store.db")
    if is(path, "file") then
      return path
    end
  end
  return vim.fs.joinpath(vim.fn.stdpath("data"), "tenkyo", "store.db")
end

--- Makes the folder of a store that is not there yet, for this user alone.
---@param path string
function M.prepare(path)
  local folder = vim.fs.dirname(path)
  if not is(folder, "directory") then
    vim.fn.mkdir(folder, "p", tonumber("700", 8))
  end
end

--- The `ignore` file that a check of this buffer reads, or the one to make: in the nearest .tenkyo folder, else beside
--- the repository's .git, else beside the draft.
---@param bufnr integer
---@return string
function M.ignore_file(bufnr)
  local folders = folders_of(bufnr)
  for _, folder in ipairs(folders) do
    if is(vim.fs.joinpath(folder, ".tenkyo"), "directory") then
      return vim.fs.joinpath(folder, ".tenkyo", "ignore")
    end
  end
  for _, folder in ipairs(folders) do
    if vim.uv.fs_stat(vim.fs.joinpath(folder, ".git")) then
      return vim.fs.joinpath(folder, ".tenkyo", "ignore")
    end
  end
  return vim.fs.joinpath(folders[1], ".tenkyo", "ignore")
end

return M
