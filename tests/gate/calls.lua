-- calls.lua BUILD: what the compiled rooms call and keep, read from the object files of a build without sanitizers.
-- The rooms from base to rank call nothing but what is listed here, so they can do no I/O. None calls what ends or
-- prints in the host's place, reads a clock, the environment or the locale. None has a variable that could change.

local build = assert(arg[1], "usage: calls.lua BUILD")

local PURE_ROOMS = { base = true, text = true, fact = true, rank = true }

-- Functions of the C library that touch nothing but their arguments and memory.
local PURE = {}
for name in ([[
  malloc calloc realloc free memcpy memmove memset memcmp memchr memrchr strlen strcmp strncmp strchr qsort bsearch
  snprintf vsnprintf log log2 exp sqrt pow fabs floor ceil lround round fmin fmax
  __stack_chk_fail _GLOBAL_OFFSET_TABLE_]]):gmatch("%S+") do
  PURE[name] = true
end

local FORBIDDEN = {}
for name in ([[
  abort exit _exit _Exit quick_exit raise kill __assert_fail
  printf puts putchar perror vprintf stdout stderr stdin psignal
  signal sigaction atexit on_exit system popen fork execve
  time clock clock_gettime gettimeofday localtime localtime_r gmtime gmtime_r strftime mktime
  getenv secure_getenv setenv putenv setlocale newlocale uselocale localeconv
  __ctype_b_loc __ctype_tolower_loc __ctype_toupper_loc toupper tolower isalpha isdigit isspace
  strtod strtof atof atoi atol strtok rand srand random srandom drand48
  gets strcpy strcat sprintf vsprintf alloca]]):gmatch("%S+") do
  FORBIDDEN[name] = true
end

local problems, objects = {}, 0
local function problem(...)
  problems[#problems + 1] = string.format(...)
end

local function lines_of(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read("a")
  assert(pipe:close(), command)
  return text:gmatch("[^\n]+")
end

local function check_calls(room, file, name)
  name = name:gsub("^__isoc99_", "")
  if FORBIDDEN[name] then
    problem("%s/%s calls %s", room, file, name)
  elseif PURE_ROOMS[room] and not PURE[name] and not name:match("^tk_") and not name:match("^tenkyo_") then
    if not (room == "text" and name:match("^utf8proc_")) then
      problem("%s/%s calls %s, which is not on the list for rooms without I/O", room, file, name)
    end
  end
end

-- A line of `nm -f sysv`: name|value|class|type|size|line|section.
local function check_symbol(room, file, line)
  local name, class, kind, section =
    line:match("^(%S+)%s*|[^|]*|%s*(%a)%s*|%s*(%a*)[^|]*|[^|]*|[^|]*|(%S*)")
  if not name then
    return
  elseif class == "U" or class == "w" then
    check_calls(room, file, name)
  elseif kind == "OBJECT" and not section:match("^%.rodata") and not section:match("^%.data%.rel%.ro") then
    problem("%s/%s keeps the variable %s in %s", room, file, name, section)
  end
end

local find = "find '%s/CMakeFiles' -path '*tenkyo_objects.dir/core/*.o' -o -path '*tenkyo_luajit.dir/lua/binding/*.o'"
for object in lines_of(find:format(build) .. " | LC_ALL=C sort") do
  local room, file = object:match("([^/]+)/([^/]+)%.o$")
  objects = objects + 1
  for line in lines_of(("nm -f sysv '%s'"):format(object)) do
    check_symbol(room, file, line)
  end
end
if objects < 15 then
  problem("only %d object files found under %s", objects, build)
end

for _, text in ipairs(problems) do
  print(text)
end
print(("%d object files, %d problems"):format(objects, #problems))
os.exit(#problems == 0)
