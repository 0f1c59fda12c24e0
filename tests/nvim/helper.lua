-- What the plugin's tests share: a child Neovim that is driven like a user's, with folders of its own, and texts.
-- Tests wait for conditions, never for a time to pass.

local M = {}

-- Milliseconds until a condition counts as missed.
local PATIENCE = tonumber(os.getenv("TENKYO_PATIENCE") or "") or 20000

M.root = os.getenv("TENKYO_ROOT") or vim.fn.getcwd()
M.nvim = os.getenv("TENKYO_NVIM") or vim.v.progpath
M.module = os.getenv("TENKYO_LUAJIT_DIR")

vim.opt.runtimepath:prepend(M.root)
package.path = ("%s/lua/?.lua;%s/lua/?/init.lua;"):format(M.root, M.root) .. package.path
if M.module then
  package.cpath = M.module .. "/?.so;" .. package.cpath
end

---@class tenkyo.Child
---@field channel integer
---@field work string where drafts are
---@field folder string
local Child = {}
Child.__index = Child

---@param path string
---@param text string
function M.write(path, text)
  vim.fn.mkdir(vim.fs.dirname(path), "p")
  local file = assert(io.open(path, "wb"))
  assert(file:write(text))
  assert(file:close())
end

---@param path string
---@return string|nil
function M.read(path)
  local file = io.open(path, "rb")
  if not file then
    return nil
  end
  local text = file:read("*a")
  file:close()
  return text
end

--- A copy of the plugin, of links to its files, with this native module or without any.
---@param folder string
---@param module string|nil
---@return string folder
function M.plugin_copy(folder, module)
  vim.fn.mkdir(folder .. "/lua/tenkyo", "p")
  for name in vim.fs.dir(M.root .. "/lua/tenkyo") do
    if not name:find("^core%.so") then
      assert(vim.uv.fs_symlink(M.root .. "/lua/tenkyo/" .. name, folder .. "/lua/tenkyo/" .. name))
    end
  end
  for _, name in ipairs({ "plugin", "doc" }) do
    assert(vim.uv.fs_symlink(M.root .. "/" .. name, folder .. "/" .. name))
  end
  if module then
    assert(vim.uv.fs_symlink(module, folder .. "/lua/tenkyo/core.so"))
  end
  return folder
end

--- The native module under test.
---@return string
function M.module_path()
  return M.module and M.module .. "/tenkyo/core.so" or M.root .. "/lua/tenkyo/core.so"
end

-- The child's configuration. `module` is false for a plugin that was never built.
local function configuration(options)
  local lines = {
    options.root ~= "" and ("vim.opt.runtimepath:prepend(%q)"):format(options.root or M.root) or "",
    "vim.o.swapfile = false",
    "vim.o.shortmess = vim.o.shortmess .. 'I'",
    "vim.g.tenkyo = { messages = 'en' }",
  }
  if M.module and options.module ~= false then
    lines[#lines + 1] = ("package.cpath = %q .. ';' .. package.cpath"):format(M.module .. "/?.so")
  end
  lines[#lines + 1] = options.config or ""
  return table.concat(lines, "\n")
end

---@param folder string
---@return string[]
function M.environment(folder)
  local set = { "env", "-u", "VIMRUNTIME", "-u", "NVIM", "-u", "NVIM_APPNAME" }
  for name, path in pairs({
    HOME = "home",
    XDG_CONFIG_HOME = "config",
    XDG_DATA_HOME = "data",
    XDG_STATE_HOME = "state",
    XDG_CACHE_HOME = "cache",
    XDG_RUNTIME_DIR = "run",
    TMPDIR = "tmp",
  }) do
    vim.fn.mkdir(folder .. "/" .. path, "p", tonumber("700", 8))
    set[#set + 1] = name .. "=" .. folder .. "/" .. path
  end
  return set
end

--- Starts a child Neovim with the plugin.
---@param options? { module?: boolean, config?: string, arguments?: string[], root?: string, ui?: boolean }
---@return tenkyo.Child
function M.child(options)
  options = options or {}
  local folder = vim.fn.resolve(vim.fn.tempname())
  vim.fn.mkdir(folder .. "/work", "p")
  if options.module == false and not options.root then
    options.root = M.plugin_copy(folder .. "/plugin")
  end
  M.write(folder .. "/init.lua", configuration(options))
  local command = M.environment(folder)
  vim.list_extend(command, { M.nvim, "--embed", "-i", "NONE", "-u", folder .. "/init.lua" })
  vim.list_extend(command, options.arguments or {})
  local channel = vim.fn.jobstart(command, { rpc = true, cwd = folder .. "/work" })
  assert(channel > 0, "no child Neovim: " .. M.nvim)
  local child = setmetatable({ channel = channel, folder = folder, work = folder .. "/work" }, Child)
  if options.ui ~= false then
    child:call("nvim_ui_attach", 100, 30, { rgb = true })
  end
  return child
end

---@param method string
function Child:call(method, ...)
  return vim.rpcrequest(self.channel, method, ...)
end

--- Runs Lua in the child and gives back what it returns.
---@param code string
function Child:lua(code, ...)
  return self:call("nvim_exec_lua", code, { ... })
end

--- Types keys, as a user does.
---@param keys string
function Child:type(keys)
  self:call("nvim_input", keys)
end

--- Runs an Ex command.
---@param command string
function Child:ex(command)
  self:call("nvim_command", command)
end

--- Waits until the Lua code gives something true, and returns it.
---@param what string
---@param code string
function Child:wait(what, code, ...)
  local answer
  local arguments = { ... }
  local ok = vim.wait(PATIENCE, function()
    if self:call("nvim_get_mode").blocking then
      error(("the child asks for <Enter> while waiting for %s"):format(what))
    end
    answer = self:lua(code, unpack(arguments))
    return answer ~= nil and answer ~= vim.NIL and answer ~= false
  end, 20)
  if not ok then
    error(("waited in vain for %s\n%s"):format(what, self:messages()), 2)
  end
  return answer
end

--- All messages so far, one behind the other: a long one may take several lines.
---@return string
function Child:messages()
  return (self:call("nvim_exec2", "messages", { output = true }).output:gsub("\n", ""))
end

--- Waits until a message holds this text.
---@param part string
---@return string messages
function Child:wait_message(part)
  return self:wait(
    "the message " .. part,
    [[local part = ...
      local all = vim.api.nvim_exec2("messages", { output = true }).output:gsub("\n", "")
      return all:find(part, 1, true) and all or nil]],
    part
  )
end

--- Opens a draft from a file with this text.
---@param text string
---@param name? string
---@return integer bufnr
function Child:draft(text, name)
  local path = self.work .. "/" .. (name or "draft.md")
  M.write(path, text)
  return self:lua([[vim.cmd.edit(vim.fn.fnameescape(...)) return vim.api.nvim_get_current_buf()]], path)
end

--- Puts articles into the child's store, the one of the user's data folder.
---@param articles table[]
---@return integer[] ids
function Child:articles(articles)
  return self:lua(
    [[local path = require("tenkyo.nvim.place").store()
      require("tenkyo.nvim.place").prepare(path)
      local store = assert(require("tenkyo").open(path))
      local ids = {}
      for index, article in ipairs(...) do
        ids[index] = assert(store:put(article))
      end
      store:close()
      return ids]],
    articles
  )
end

---@return string[]
function Child:lines(bufnr)
  return self:call("nvim_buf_get_lines", bufnr or 0, 0, -1, true)
end

---@return string
function Child:text(bufnr)
  return table.concat(self:lines(bufnr), "\n")
end

--- The codes of the diagnostics of a buffer, sorted, when they are as many as wanted.
---@param count integer
---@return string[]
function Child:wait_codes(count, bufnr)
  return self:wait(
    count .. " findings",
    [[local count, bufnr = ...
      local codes = {}
      for _, one in ipairs(vim.diagnostic.get(bufnr)) do
        codes[#codes + 1] = one.code
      end
      table.sort(codes)
      return #codes == count and #vim.lsp.get_clients({ name = "tenkyo" }) > 0 and codes or nil]],
    count,
    bufnr or 0
  )
end

--- Waits until nothing runs for the plugin.
function Child:settle()
  self:wait("the end of all work", [[return not package.loaded["tenkyo.nvim.work"]
    or require("tenkyo.nvim.work").count() == 0]])
end

--- Ends the child.
function Child:stop()
  pcall(vim.fn.chanclose, self.channel)
  pcall(vim.fn.jobstop, self.channel)
  vim.fn.jobwait({ self.channel }, 5000)
  vim.fn.delete(self.folder, "rf")
end

-- Articles and a draft that cites them. All are made up.
M.library = {
  title = "青葉市の図書館が開館、蔵書は3万冊",
  body = "青葉市で4月12日、開館の式があった。新しい図書館の蔵書は3万冊で、県内では三番目に大きい。\n"
    .. "館長の森下さんは「子どもが一日いられる場所にしたい」と話した。\n初日は1,200人が訪れた。",
  url = "https://aoba.example/library",
  publisher = "青葉新聞",
  published = "2025-04-13",
  lang = "ja",
  key = "aoba2025library",
}
M.harbour = {
  title = "Harbour reopens after repairs",
  body = "The harbour of Kitaura reopened on 3 March after two years of repairs. "
    .. "The work cost 4.2 billion yen.\nFishermen returned the same morning.",
  url = "https://kitaura.example/harbour",
  publisher = "Kitaura Times",
  published = "2024-03-04",
  lang = "en",
  key = "kitaura2024harbour",
}

--- A draft that says what the library's article says (3), or another number.
---@param count integer
---@return string
function M.library_draft(count)
  return ("# 図書館\n\n新しい図書館の蔵書は%d万冊で、県内では三番目に大きい[1]。\n\n## 参考文献\n\n- [1] %s、%s\n"):format(
    count,
    M.library.title,
    M.library.url
  )
end

return M
