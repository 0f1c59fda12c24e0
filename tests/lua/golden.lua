-- golden.lua FOLDER: one walk through the whole module, written in one form. hosts_spec.lua runs it in both hosts with
-- a new folder each and compares what it prints.

local root = os.getenv("TENKYO_ROOT") or "."
package.path = root .. "/tests/lua/?.lua;" .. package.path
local helper = require("helper")
local tenkyo = helper.tenkyo
local folder = assert(arg[1])

local function show(name, ...)
  local values = {}
  for i = 1, select("#", ...) do
    values[i] = helper.serialize((select(i, ...)))
  end
  print(name .. " " .. (table.concat(values, " "):gsub(folder, "FOLDER")))
end

local texts = {
  "", "橋は2025年4月1日に開通する。長さは約840メートルだ。「大きな一歩になる」と市長は述べた。",
  "The bridge opens on April 1, 2025. It costs $1.5 billion, Dr. Ito said. \"Nobody is against it,\" he added.",
  "bad \255\254 bytes. and a \0 byte. 橋\192が開通。", "ＤｅｅｐＳｅｅｋ　Ｒ２ ﾊﾝｶｸ ㍿ ① ½ é é 👩‍👩‍👧 🇯🇵",
}
for _, text in ipairs(texts) do
  show("normalize", tenkyo.normalize(text))
  show("sentences", tenkyo.sentences(text))
  show("words", tenkyo.words(text))
  show("facts", tenkyo.facts(text, { date = "2025-04-02" }))
  show("summarize", tenkyo.summarize(text, { sentences = 1 }))
end

local store = assert(tenkyo.open(folder .. "/store.db"))
for _, article in ipairs(helper.articles()) do
  show("put", store:put(article))
end
show("put", store:put { title = "nul", body = "a\0b" })
show("update", store:update("ferry2024", { author = "Ito" }))
show("article", store:article("ferry2024"))
show("article", store:article("none"))
show("articles", store:articles { limit = 2 })
for _, query in ipairs { "橋", "ferry", '"northern line"', "120億円", "none at all" } do
  show("search", store:search(query, { limit = 5 }))
end
show("evidence", store:evidence("橋の長さは940メートルである。"))
show("evidence", store:evidence("The last ferry sails on December 31.", { articles = { 2 } }))
show("summarize", store:summarize { sentences = 3 })
show("summarize", store:summarize { query = "ferry", chars = 200 })

local draft = "橋は来年4月1日に開通し、長さは940メートルになる[1]。市長は「橋は島の生活を変える大きな一歩になる」と述べた[1]。\n"
  .. "The ferry company employs 46 people [2]. Nobody knows [9].\n\n## References\n\n"
  .. "- [1] 港の新しい橋、来春に開通へ\n- [2] https://paper.example.com/ferry?utm_source=x\n- [3] Something else\n"
show("citations", tenkyo.citations(draft))
show("bind", store:bind(draft))
show("check", store:check(draft, { date = "2024-11-06" }))
show("check", store:check(draft, { messages = "ja", format = "text" }))
show("check", store:check(draft, { uncited = true }))
show("export", store:export())
show("verify", store:verify())
show("remove", store:remove(1))
show("restore", store:restore("harbour2024"))
show("purge", store:purge())
show("misuse", pcall(store.search, store, "x", { limitt = 1 }))
store:close()
show("closed", pcall(store.search, store, "x"))
