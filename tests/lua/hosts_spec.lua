-- Both hosts: the same results, and neither is harmed by the other's native part.
local helper = require("helper")

local folders = { ["lua5.4"] = os.getenv("TENKYO_LUA54_DIR"), luajit = os.getenv("TENKYO_LUAJIT_DIR") }

local function exists(path)
  local file = io.open(path, "rb")
  return file ~= nil and file:close()
end

local missing
for host, folder in pairs(folders) do
  if not exists(folder .. "/tenkyo/core.so") then
    missing = "no module for " .. host
  elseif helper.run("command -v " .. host) == "" then
    missing = "no " .. host
  end
end
if not folders.luajit or not folders["lua5.4"] then
  missing = "TENKYO_LUA54_DIR or TENKYO_LUAJIT_DIR is not set"
end

describe("both hosts", function()
  if missing then
    pending(missing)
    return
  end

  -- Runs a script in a host; a leak checker, if there is one, would speak of the host itself.
  local function run(host, native, script)
    return helper.run(("LUA_PATH='%s/lua/?.lua;%s/lua/?/init.lua;;' LUA_CPATH='%s/?.so' ASAN_OPTIONS=detect_leaks=0 "
      .. "%s %s 2>&1"):format(helper.root, helper.root, folders[native], host, script))
  end

  it("give the same results", function()
    local outputs = {}
    for host in pairs(folders) do
      local folder = helper.folder()
      outputs[host] = run(host, host, ("%s/tests/lua/golden.lua '%s'"):format(helper.root, folder))
      helper.remove(folder)
    end
    assert.truthy(outputs.luajit:find('\nclosed false "store is closed"', 1, true), outputs.luajit)
    assert.equal(outputs["lua5.4"], outputs.luajit)
  end)

  it("refuse the other's native part with a clear message", function()
    for host, other in pairs { ["lua5.4"] = "luajit", luajit = "lua5.4" } do
      local output = run(host, other, "-e 'print(pcall(require, \"tenkyo\")) print(\"alive\")'")
      assert.truthy(output:find("was built for another Lua", 1, true), output)
      assert.truthy(output:find("cmake --preset release", 1, true), output)
      assert.truthy(output:find("alive", 1, true), output)
    end
  end)
end)
