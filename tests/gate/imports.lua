-- imports.lua ROOT: holds the rooms to their order. An include or a require may only point to the same room or to one
-- before it, and each outside library is included in its own room only.

local root = assert(arg[1], "usage: imports.lua ROOT")

local ROOMS = {
  ["core/include"] = 0,
  ["core/base"] = 1,
  ["core/text"] = 2,
  ["core/fact"] = 3,
  ["core/rank"] = 4,
  ["core/store"] = 5,
  ["core/draft"] = 6,
  ["lua/binding"] = 7,
  ["lua/tenkyo"] = 8,
  ["lua/tenkyo/nvim"] = 9,
  ["plugin"] = 9,
}

-- The rooms that may include a header from outside, by the header's name.
local OUTSIDE = {
  ["sqlite3.h"] = { ["core/store"] = true },
  ["utf8proc.h"] = { ["core/text"] = true },
  ["lua.h"] = { ["lua/binding"] = true },
  ["lauxlib.h"] = { ["lua/binding"] = true },
}
-- Headers of standard C that do no I/O and read no clock, environment or locale; all that base to rank may include.
-- <stdio.h> is there for snprintf alone; calls.lua looks at what is called.
local PURE = {}
for name in ("assert errno float inttypes limits math stdarg stdatomic stdbool stddef stdint stdio stdlib string")
  :gmatch("%a+") do
  PURE[name .. ".h"] = true
end

local problems = {}
local function problem(...)
  problems[#problems + 1] = string.format(...)
end

local function files(pattern)
  local list = {}
  local find = "cd '%s' && find core lua plugin -type f -name '%s' | LC_ALL=C sort"
  local pipe = assert(io.popen(find:format(root, pattern)))
  for path in pipe:lines() do
    list[#list + 1] = path
  end
  assert(pipe:close())
  return list
end

local function room_of(path)
  local folder = path:match("^(.*)/[^/]+$")
  while folder and not ROOMS[folder] do
    folder = folder:match("^(.*)/[^/]+$")
  end
  return folder
end

local function exists(path)
  local file = io.open(root .. "/" .. path)
  return file ~= nil and file:close()
end

-- The file that an include in quotation marks names, seen from the file that has it.
local function resolve(path, name)
  for _, folder in ipairs { path:match("^(.*)/"), "core", "core/include" } do
    if exists(folder .. "/" .. name) then
      return folder .. "/" .. name
    end
  end
end

local json_users = {}

local function check_outside(path, room, header)
  local base = header:match("[^/]+$")
  if base == "cJSON.h" then
    json_users[#json_users + 1] = path
  elseif OUTSIDE[base] and not OUTSIDE[base][room] then
    problem("%s includes <%s>, which is not for %s", path, header, room)
  end
  local pure_room = ROOMS[room] <= 4
  local own_library = OUTSIDE[base] and OUTSIDE[base][room]
  if pure_room and not PURE[header] and not own_library then
    problem("%s includes <%s>: %s does no I/O and uses no other library", path, header, room)
  end
end

local function check_c(path)
  local room = room_of(path)
  if not room then
    return problem("%s is in no room", path)
  end
  for line in io.lines(root .. "/" .. path) do
    local mark, name = line:match('^%s*#%s*include%s*([<"])([^>"]+)')
    local target = mark == '"' and resolve(path, name)
    if target and ROOMS[room_of(target)] > ROOMS[room] then
      problem("%s includes %s, a later room", path, target)
    elseif mark == '"' and not target then
      problem("%s includes \"%s\", which is not of this project: write <%s>", path, name, name)
    elseif mark == "<" then
      check_outside(path, room, name)
    end
  end
end

local function check_lua(path)
  local room = room_of(path)
  for line in io.lines(root .. "/" .. path) do
    local code = line:gsub("^%s*%-%-.*", "")
    for module in code:gmatch("require%s*%(?%s*[\"'](tenkyo[%w_.]*)[\"']") do
      -- The module's own `setup` hands over to Neovim's part, when it is called and never before.
      local hands_over = path == "lua/tenkyo/init.lua" and code:match("^%s+") or path == "lua/tenkyo/health.lua"
      if module:match("^tenkyo%.nvim") and ROOMS[room] < ROOMS["lua/tenkyo/nvim"] and not hands_over then
        problem("%s requires %s, a later room", path, module)
      end
    end
  end
end

local sources = 0
for _, pattern in ipairs { "*.c", "*.h" } do
  for _, path in ipairs(files(pattern)) do
    sources = sources + 1
    check_c(path)
  end
end
for _, path in ipairs(files("*.lua")) do
  sources = sources + 1
  check_lua(path)
end
if #json_users ~= 1 then
  problem("%d files include cJSON.h (one should): %s", #json_users, table.concat(json_users, ", "))
end
if sources < 20 then
  problem("only %d files found under %s", sources, root)
end

for _, text in ipairs(problems) do
  print(text)
end
print(("%d files, %d problems"):format(sources, #problems))
os.exit(#problems == 0)
