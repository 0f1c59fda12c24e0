-- tenkyo: the module in every host. It looks at the host before it asks for the native part, since a build for another
-- Lua would end the program, and holds the native part to the version of these files. Everything else is native: the
-- functions' types are in types.lua.

---@class tenkyo
local M = {}

local BUILD = "cmake --preset release && cmake --build --preset release"

---@return "LuaJIT"|"Lua 5.4" host
local function check_host()
  if type(rawget(_G, "jit")) == "table" then
    return "LuaJIT"
  elseif _VERSION == "Lua 5.4" then
    return "Lua 5.4"
  end
  error(("Tenkyo runs in Lua 5.4 and LuaJIT, not in %s"):format(_VERSION), 0)
end

--- Why the native part could not be loaded, and what to do about it.
---@param host string
---@param reason string
---@return string
local function explain(host, reason)
  if reason:find("module 'tenkyo.core' not found", 1, true) then
    return ("Tenkyo's native part (tenkyo/core.so for %s) was not found: build it with `%s` in Tenkyo's folder, and "
      .. "see that package.cpath holds `build/release/%s/?.so` there (Neovim needs no such path)"):format(
      host,
      BUILD,
      host == "LuaJIT" and "luajit" or "lua5.4"
    )
  end
  return ("Tenkyo's native part (tenkyo/core.so) cannot be loaded in %s: it is damaged, or was built for another Lua. "
    .. "Build it again with `%s` in Tenkyo's folder. The loader says: %s"):format(host, BUILD, reason)
end

---@return table core
local function load_core()
  local host = check_host()
  local ok, core = pcall(require, "tenkyo.core")
  if not ok then
    package.loaded["tenkyo.core"] = nil -- LuaJIT marks it as being loaded and would hide the reason the next time
    error(explain(host, tostring(core)), 0)
  end
  local version = require("tenkyo.version")
  if core.VERSION ~= version then
    error(
      ("Tenkyo's Lua files are version %s, its native part is version %s: build it again with `%s` in Tenkyo's "
        .. "folder, then start the program again"):format(version, tostring(core.VERSION), BUILD),
      0
    )
  end
  return core
end

local function fill()
  for name, value in pairs(load_core()) do
    M[name] = value
  end
end

-- In Neovim `require("tenkyo").setup{…}` stands in the user's configuration: it must cost nothing, and work before the
-- native part is built. So there the native part is loaded when it is first used. (The `vim` of Vim's own Lua has no
-- `api`.)
local vim = rawget(_G, "vim")
if type(vim) == "table" and rawget(vim, "api") then
  --- Overrides `vim.g.tenkyo`.
  ---@param options table?
  function M.setup(options)
    return require("tenkyo.nvim").setup(options)
  end
  return setmetatable(M, {
    __index = function(_, name)
      fill()
      setmetatable(M, nil)
      return M[name]
    end,
  })
end

local ok, reason = pcall(fill)
if not ok then
  package.loaded[... or "tenkyo"] = nil -- as above
  error(reason, 0)
end
return M
