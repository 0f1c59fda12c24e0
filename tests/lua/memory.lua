-- Loaded by memory_test.c: gives the operations that are to meet the end of memory, a function that shows that the
-- store still works, and one that clears away.

local helper = require("helper")
local tenkyo = helper.tenkyo

local folder = helper.folder()
local store = assert(tenkyo.open(folder .. "/store.db"))
for _, article in ipairs(helper.articles()) do
  assert(store:put(article))
end
helper.write(folder .. "/one.md", "# One\n\nA first sentence. A second one.\n")

local body = helper.articles()[1].body
local draft = body .. "[1]。工事費は12億円だ[1]。知らない[9]。\n\n参考文献\n\n- [1] 港の新しい橋、来春に開通へ\n- [2] 無名\n"

local function go_on() return true end
local function stop() return false end

local operations = {
  { "normalize", function() assert(tenkyo.normalize(body)) end },
  { "sentences", function() assert(tenkyo.sentences(body, { lang = "ja", cancel = tenkyo.cancel() })) end },
  { "words", function() assert(tenkyo.words(body)) end },
  { "facts", function() assert(tenkyo.facts(body, { date = "2024-11-06" })) end },
  { "citations", function() assert(tenkyo.citations(draft)) end },
  { "summary of a text", function() assert(tenkyo.summarize(body, { progress = go_on })) end },
  { "open", function() assert(tenkyo.open(folder .. "/store.db")):close() end },
  { "open without close", function() assert(tenkyo.open(folder .. "/store.db")) end },
  { "put", function() assert(store:put { title = "new", body = "A new body.", key = "new" }) end },
  { "update", function() assert(store:update("new", { author = "Ito", title = "newer" })) end },
  { "article", function() assert(store:article("harbour2024")) end },
  { "articles", function() assert(store:articles { query = "a", limit = 9 }) end },
  { "import", function() assert(store:import(folder .. "/one.md", { progress = go_on })) end },
  { "remove", function() assert(store:remove(1)) end },
  { "restore", function() assert(store:restore("harbour2024")) end },
  { "link", function() assert(store:link("https://example.org/x", 2)) end },
  { "search", function() assert(store:search("橋", { articles = { 1, "ferry2024", 3 } })) end },
  { "evidence", function() assert(store:evidence("橋の長さは940メートルである。")) end },
  { "summary of a query", function() assert(store:summarize { query = "橋", progress = go_on }) end },
  { "check", function() assert(store:check(draft, { date = "2024-11-06", progress = go_on })) end },
  { "bind", function() assert(store:bind(draft)) end },
  { "stopped", function() assert(select(3, store:check(draft, { progress = stop })) == "CANCELLED") end },
  { "refused", function() assert(select(3, store:check(draft, { uncited = true })) == "UNSUPPORTED") end },
  { "not found", function() assert(select(3, store:article("none")) == "NOTFOUND") end },
  { "misused", function() assert(not pcall(store.search, store, "x", { limitt = 1 })) end },
  { "export", function() assert(store:export()) end },
  { "verify", function() assert(#assert(store:verify()).problems == 0) end },
}

local function check()
  assert(#assert(store:articles { limit = 2 }) == 2)
  collectgarbage()
end

local function finish()
  store:close()
  helper.remove(folder)
end

return operations, check, finish
