-- The module as a host meets it: what it holds, and what it says where it cannot be loaded.
local helper = require("helper")
local tenkyo = helper.tenkyo

local functions = { "normalize", "sentences", "words", "facts", "citations", "summarize", "cancel", "open" }
local methods = {
  "put", "update", "import", "article", "articles", "remove", "restore", "purge", "link", "search", "evidence",
  "summarize", "timeline", "keyphrases", "disagreements", "check", "bind", "remember", "export", "verify", "path",
  "readonly", "close",
}

-- Loads init.lua anew with these modules and globals in place of the real ones.
local function load_module(modules, globals)
  local preload, loaded = {}, {}
  for name, value in pairs(modules) do
    preload[name], loaded[name] = package.preload[name], package.loaded[name]
    package.loaded[name] = nil
    package.preload[name] = function()
      if type(value) == "function" then
        return value()
      end
      return value
    end
  end
  local changed = {}
  for name, value in pairs(globals or {}) do
    changed[name] = rawget(_G, name) or false
    rawset(_G, name, value or nil)
  end
  local results = { pcall(dofile, helper.root .. "/lua/tenkyo/init.lua") }
  local function restore()
    for name, value in pairs(changed) do
      rawset(_G, name, value or nil)
    end
    for name in pairs(modules) do
      package.preload[name], package.loaded[name] = preload[name], loaded[name]
    end
  end
  return results[1], results[2], restore
end

describe("the module", function()
  it("holds every function", function()
    for _, name in ipairs(functions) do
      assert.equal("function", type(tenkyo[name]), name)
    end
  end)

  it("has the version of its Lua files", function()
    assert.equal(require("tenkyo.version"), tenkyo.VERSION)
  end)

  it("has no setup outside Neovim", function()
    assert.is_nil(tenkyo.setup)
  end)

  it("gives stores with every method", function()
    local store, folder = helper.store()
    for _, name in ipairs(methods) do
      assert.equal("function", type(store[name]), name)
    end
    store:close()
    helper.remove(folder)
  end)

  it("keeps its metatables to itself", function()
    local store, folder = helper.store()
    assert.is_false(getmetatable(store))
    assert.is_false(getmetatable(tenkyo.cancel()))
    store:close()
    helper.remove(folder)
  end)
end)

describe("loading", function()
  local function fails(modules, globals)
    local ok, message, restore = load_module(modules, globals)
    restore()
    assert.is_false(ok)
    return message
  end

  it("says how to build a native part of another version", function()
    local message = fails { ["tenkyo.core"] = { VERSION = "0.0.7" }, ["tenkyo.version"] = "0.1.0" }
    assert.truthy(message:find("0.0.7", 1, true))
    assert.truthy(message:find("0.1.0", 1, true))
    assert.truthy(message:find("cmake --preset release && cmake --build --preset release", 1, true))
  end)

  it("says how to build a native part that is not there", function()
    local path, cpath = package.path, package.cpath
    local core = package.loaded["tenkyo.core"]
    package.path, package.cpath, package.loaded["tenkyo.core"] = "", "", nil
    local ok, message = pcall(dofile, helper.root .. "/lua/tenkyo/init.lua")
    package.path, package.cpath, package.loaded["tenkyo.core"] = path, cpath, core
    assert.is_false(ok)
    assert.truthy(message:find("was not found", 1, true))
    assert.truthy(message:find("cmake --preset release && cmake --build --preset release", 1, true))
  end)

  it("repeats what the loader says about a damaged one, each time", function()
    for _ = 1, 2 do
      local message = fails { ["tenkyo.core"] = function() error("file too short") end }
      assert.truthy(message:find("file too short", 1, true))
      assert.truthy(message:find("Build it again", 1, true))
    end
  end)

  it("names the hosts that are supported in any other", function()
    local message = fails({ ["tenkyo.core"] = function() error("must not be loaded") end },
      { jit = false, _VERSION = "Lua 5.3" })
    assert.equal("Tenkyo runs in Lua 5.4 and LuaJIT, not in Lua 5.3", message)
  end)
end)

describe("in Neovim", function()
  it("setup needs no native part, everything else loads it", function()
    local loads, options = 0, nil
    local core = { VERSION = "0.1.0", words = function() return "words" end }
    local ok, module, restore = load_module({
      ["tenkyo.core"] = function()
        loads = loads + 1
        return core
      end,
      ["tenkyo.version"] = "0.1.0",
      ["tenkyo.nvim"] = { setup = function(given) options = given end },
    }, { vim = { api = {} } })
    local passed = pcall(function()
      assert(ok, module)
      module.setup { live = true }
      assert.equal(0, loads)
      assert.same({ live = true }, options)
      assert.equal("words", module.words())
      assert.equal("0.1.0", module.VERSION)
      assert.is_nil(module.nothing)
      assert.equal(1, loads)
    end)
    restore()
    assert.is_true(passed)
  end)

  it("only: Vim's Lua has no setup", function()
    local ok, module, restore = load_module({ ["tenkyo.core"] = { VERSION = "0.1.0" }, ["tenkyo.version"] = "0.1.0" },
      { vim = { fn = {} } })
    restore()
    assert.is_true(ok)
    assert.is_nil(module.setup)
    assert.equal("0.1.0", module.VERSION)
  end)
end)
