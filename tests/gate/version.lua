-- version.lua ROOT BUILD: the version stands in lua/tenkyo/version.lua; the rockspec's name and content, the
-- changelog's newest entry and what was built say the same.

local root, build = arg[1], arg[2]
local version = dofile(root .. "/lua/tenkyo/version.lua")
local problems = {}

local function read(path)
  local file = assert(io.open(path))
  local text = file:read("a")
  file:close()
  return text
end

local function same(what, found)
  if found ~= version then
    problems[#problems + 1] = ("%s says %s, lua/tenkyo/version.lua says %s"):format(what, tostring(found), version)
  end
end

local pipe = assert(io.popen(("ls '%s'/*.rockspec"):format(root)))
local rockspec = pipe:read("l")
assert(not pipe:read("l"), "more than one rockspec")
pipe:close()
same("the rockspec's name", rockspec:match("tenkyo%-([%d.]+)%-%d+%.rockspec$"))
local spec = {}
assert(load(read(rockspec), rockspec, "t", spec))()
same("the rockspec", spec.version:match("^([%d.]+)%-%d+$"))

same("CHANGELOG.md", read(root .. "/CHANGELOG.md"):match("\n## %[?([%d.]+)"))
same("tenkyo.pc", read(build .. "/tenkyo.pc"):match("\nVersion: ([%d.]+)"))

package.path = root .. "/lua/?.lua;" .. root .. "/lua/?/init.lua"
package.cpath = build .. "/lua5.4/?.so"
same("the Lua module", require("tenkyo").VERSION)

print(#problems == 0 and version or table.concat(problems, "\n"))
os.exit(#problems == 0)
