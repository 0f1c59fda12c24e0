-- length.lua ROOT: no function of the project's C or Lua is longer than 60 lines. C is read by ctags; a Lua function
-- ends at the line whose `end` is indented like its beginning, which the project's formatting makes certain.

local root = assert(arg[1], "usage: length.lua ROOT")
local MOST = 60

local problems, functions = {}, 0

local function measure(path, name, first, last)
  functions = functions + 1
  if last - first + 1 > MOST then
    problems[#problems + 1] = ("%s:%d: %s has %d lines, more than %d"):format(path, first, name, last - first + 1, MOST)
  end
end

local function run(command)
  local pipe = assert(io.popen(("cd '%s' && %s"):format(root, command)))
  local text = pipe:read("a")
  assert(pipe:close(), command)
  return text
end

local tags = run("find core lua tests -name '*.[ch]' | LC_ALL=C sort | "
  .. "ctags -L - -x --c-kinds=f --fields=+ne --_xformat='%N\t%F\t%n\t%{end}'")
for name, path, first, last in tags:gmatch("([^\t\n]+)\t([^\t\n]+)\t(%d+)\t(%d+)") do
  measure(path, name, tonumber(first), tonumber(last))
end

local function read_lua(path)
  local open = {}
  local number = 0
  for line in io.lines(root .. "/" .. path) do
    number = number + 1
    local indent = #line:match("^ *")
    local top = open[#open]
    if top and indent == top.indent and line:match("^ *end[%s,;)}]*") then
      measure(path, top.name, top.first, number)
      table.remove(open)
    end
    local is_function = line:match("%f[%w_]function%f[^%w_]") and not line:match("%f[%w_]end[%s,;)}]*$")
    -- describe and it of a test file only group what they hold.
    if is_function and not line:match("^ *describe%f[^%w_]") and not line:match("^%s*%-%-") then
      open[#open + 1] = { indent = indent, first = number, name = line:match("function%s*([%w_.:]*)") }
    end
  end
end

for path in run("find lua plugin tests -name '*.lua' | LC_ALL=C sort"):gmatch("[^\n]+") do
  read_lua(path)
end
if functions < 50 then
  problems[#problems + 1] = ("only %d functions found under %s"):format(functions, root)
end

for _, text in ipairs(problems) do
  print(text)
end
print(("%d functions, %d problems"):format(functions, #problems))
os.exit(#problems == 0)
