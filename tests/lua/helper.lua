-- What the specs of the Lua module share: the module of this build, folders for stores, articles written for the tests,
-- and one way to write any value, the same in every host.

local M = {}

local root = os.getenv("TENKYO_ROOT") or "."
local luajit = type(rawget(_G, "jit")) == "table"
local folder = os.getenv(luajit and "TENKYO_LUAJIT_DIR" or "TENKYO_LUA54_DIR")

package.path = ("%s/lua/?.lua;%s/lua/?/init.lua;%s"):format(root, root, package.path)
if folder then
  package.cpath = ("%s/?.so;%s"):format(folder, package.cpath)
end

M.root = root
M.luajit = luajit
M.tenkyo = require("tenkyo")

--- What a shell command prints, without the last line break.
function M.run(command)
  local pipe = assert(io.popen(command))
  local output = pipe:read("*a")
  pipe:close()
  return (output:gsub("\n$", ""))
end

--- A new empty folder.
function M.folder()
  local path = M.run("mktemp -d")
  assert(path:match("^/"), "mktemp gave no folder")
  return path
end

--- Removes a folder that M.folder made.
function M.remove(path)
  assert(path:match("^/.+/tmp%.%w+$"), "no folder of ours: " .. path)
  os.execute("rm -rf '" .. path .. "'")
end

function M.write(path, content)
  local file = assert(io.open(path, "wb"))
  file:write(content)
  file:close()
end

local escapes = { ["\n"] = "\\n", ["\\"] = "\\\\", ['"'] = '\\"' }

local function write_string(text)
  return '"' .. text:gsub('[%c\\"]', function(byte)
    return escapes[byte] or ("\\%03d"):format(byte:byte())
  end) .. '"'
end

--- A value in one form: keys in order, numbers in all their digits.
function M.serialize(value)
  if type(value) == "string" then
    return write_string(value)
  elseif type(value) == "number" then
    return ("%.17g"):format(value)
  elseif type(value) ~= "table" then
    return tostring(value)
  end
  local names, parts = {}, {}
  for name in pairs(value) do
    names[#names + 1] = name
  end
  table.sort(names, function(a, b)
    if type(a) == type(b) then
      return a < b
    end
    return type(a) == "number"
  end)
  for i, name in ipairs(names) do
    parts[i] = ("[%s]=%s"):format(M.serialize(name), M.serialize(value[name]))
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

--- Articles on one invented story, in Japanese and English. Each call gives new tables.
function M.articles()
  return {
    {
      key = "harbour2024",
      title = "港の新しい橋、来春に開通へ",
      url = "https://news.example.org/harbour/bridge",
      author = "山本",
      publisher = "港日報",
      published = "2024-11-05",
      lang = "ja",
      body = "市は5日、港の新しい橋を来年4月1日に開通させると発表した。橋の長さは840メートルで、工事費は120億円に上る。\n\n"
        .. "市長は「橋は島の暮らしを変える大きな一歩になる」と述べた。開通の後、渡し船は12月末まで運航を続ける。\n\n"
        .. "地元の漁協は、橋の照明が夜の漁に影響することを心配している。市は照明を午前0時に消すと説明した。",
    },
    {
      key = "ferry2024",
      title = "Ferry crews ask what comes after the bridge",
      url = "https://paper.example.com/ferry",
      publisher = "The Strait Paper",
      published = "2024-11-20",
      lang = "en",
      body = "The ferry company employs 64 people on the island route. Its director said that the crews would be "
        .. "offered work on the northern line.\n\nThe bridge will open on April 1, 2025, and the last ferry sails on "
        .. "December 31. Tickets for the ferry cost 480 yen; crossing the bridge will be free of charge.\n\n"
        .. "Islanders have asked the city to keep one boat for emergencies.",
    },
    {
      key = "budget2025",
      title = "橋の維持費は年間3億円",
      published = "2025-02-14",
      lang = "ja",
      body = "市議会は14日、橋の維持費として年間3億円を認めた。反対した議員は2人だった。\n\n"
        .. "維持費は橋の通行料ではなく、市の一般会計から支払われる。",
    },
  }
end

--- A store in a new folder with these articles; gives the store, the folder and the ids in order.
function M.store(articles)
  local path = M.folder()
  local store = assert(M.tenkyo.open(path .. "/store.db"))
  local ids = {}
  for i, article in ipairs(articles or {}) do
    ids[i] = assert(store:put(article))
  end
  return store, path, ids
end

return M
