--- Measures the quality of what Tenkyo does on public data, which is not part of the project.
--
--   lua5.4 tests/eval/run.lua DATA [MEASURE ...]      measures, all of them when none is named
--   lua5.4 tests/eval/run.lua --smoke [MEASURE ...]   runs each measure on a few texts of its own: does it work at all?
--
-- DATA is the folder that holds the data sets (segmentation/, retrieval/, ...). The module must be on package.path and
-- package.cpath, as tests/run.sh and the README say. A measure is a file measures/NAME.lua that returns
--
--   { name = "NAME", about = "one line", run = function(context) return { table, ... } end,
--     smoke = function(context) end }    -- raises an error when something is wrong
--
-- where context is { tenkyo = the module, data = DATA, read_lines = function(path under DATA) -> list or nil, message }
-- and a table of results is { title =, columns = { ... }, rows = { { ... }, ... }, notes = { ... } }.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path

local json = require("json")

--- Columns of a string on a screen, good enough for the names of sets.
local function pad(text, width, left)
  local gap = (" "):rep(math.max(0, width - (utf8.len(text) or #text)))
  return left and text .. gap or gap .. text
end

local function cell(value)
  if math.type(value) == "float" then
    return ("%.3f"):format(value)
  end
  return tostring(value)
end

local function print_table(result)
  local widths = {}
  local lines = { result.columns }
  for _, row in ipairs(result.rows) do
    lines[#lines + 1] = row
  end
  for _, line in ipairs(lines) do
    for column, value in ipairs(line) do
      widths[column] = math.max(widths[column] or 0, utf8.len(cell(value)) or #cell(value))
    end
  end
  print("\n" .. result.title)
  for _, line in ipairs(lines) do
    local cells = {}
    for column, value in ipairs(line) do
      cells[column] = pad(cell(value), widths[column], column == 1)
    end
    print("  " .. table.concat(cells, "  "))
  end
  for _, note in ipairs(result.notes or {}) do
    print("  " .. note)
  end
end

--- The names of the files in measures/, in order.
local function all_measures()
  local names = {}
  local listing = assert(io.popen("LC_ALL=C ls '" .. here:gsub("'", "'\\''") .. "/measures'"))
  for file in listing:lines() do
    names[#names + 1] = file:match("^([%w_]+)%.lua$")
  end
  listing:close()
  return names
end

local function read_arguments()
  local smoke, rest = false, {}
  for _, argument in ipairs(arg) do
    if argument == "--smoke" then
      smoke = true
    else
      rest[#rest + 1] = argument
    end
  end
  local data = not smoke and table.remove(rest, 1) or nil
  if not smoke and not data then
    io.stderr:write("usage: lua5.4 run.lua DATA [MEASURE ...] | --smoke [MEASURE ...]\n")
    os.exit(2)
  end
  return smoke, data, #rest > 0 and rest or all_measures()
end

local function main()
  local smoke, data, names = read_arguments()
  local context = {
    tenkyo = require("tenkyo"),
    data = data,
    read_lines = function(path)
      return json.read_lines(data .. "/" .. path)
    end,
  }
  for _, name in ipairs(names) do
    local measure = require("measures." .. name)
    if smoke then
      measure.smoke(context)
      print(("%s: works"):format(measure.name))
    else
      print(("%s: %s"):format(measure.name, measure.about))
      for _, result in ipairs(measure.run(context)) do
        print_table(result)
      end
    end
  end
end

main()
