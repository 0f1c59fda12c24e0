-- The store: articles in and out, opening and closing.
local helper = require("helper")
local tenkyo = helper.tenkyo

local function fails(code, ...)
  local value, message, got = ...
  assert.is_nil(value)
  assert.truthy(#message > 0)
  assert.equal(code, got)
end

describe("a store", function()
  local store, folder

  before_each(function()
    store, folder = helper.store()
  end)

  after_each(function()
    store:close()
    helper.remove(folder)
  end)

  it("knows its path and whether it can be written", function()
    assert.equal(folder .. "/store.db", store:path())
    assert.is_false(store:readonly())
    assert.equal(("tenkyo.store (%s/store.db)"):format(folder), tostring(store))
    local other = assert(tenkyo.open(store:path(), { readonly = true }))
    assert.is_true(other:readonly())
    fails("IO", other:put { title = "t", body = "b" })
    fails("IO", other:remove(1))
    other:close()
  end)

  it("keeps an article with all its fields", function()
    local given = helper.articles()[1]
    local id, outcome = store:put(given)
    assert.equal(1, id)
    assert.equal("added", outcome)
    local article = assert(store:article(id))
    for _, name in ipairs { "key", "title", "url", "author", "publisher", "published", "lang", "body" } do
      assert.equal(given[name], article[name], name)
    end
    assert.equal(id, article.id)
    assert.equal(1, article.revision)
    assert.equal(1, article.revisions)
    assert.is_false(article.removed)
    assert.truthy(article.sha256:match("^%x+$"))
    assert.equal(64, #article.sha256)
    assert.same(article, store:article("harbour2024"))
  end)

  it("leaves out fields that are not known", function()
    local id = assert(store:put { title = "橋", body = "橋が開通した。" })
    local article = assert(store:article(id))
    assert.is_nil(article.url)
    assert.is_nil(article.author)
    assert.truthy(#article.key > 0)
  end)

  it("makes a changed body a new revision", function()
    local given = helper.articles()[1]
    local id = assert(store:put(given))
    assert.same({ id, "unchanged" }, { store:put(given) })
    given.body = given.body .. "\n\n工事は続く。"
    assert.same({ id, "updated" }, { store:put(given) })
    assert.equal(2, store:article(id).revision)
    assert.equal(given.body, store:article(id).body)
    assert.equal(helper.articles()[1].body, store:article(id, 1).body)
    assert.equal(2, store:article(id, 1).revisions)
    fails("NOTFOUND", store:article(id, 3))
  end)

  it("keeps a body of any bytes as it is, or says why not", function()
    for _, body in ipairs { "橋\255\254が\192開通した。", "橋が\0開通した。\0", "\239\187\191橋。\r\n船。\r" } do
      local id, message, code = store:put { title = "bytes", body = body }
      if id then
        assert.equal(body, store:article(id).body)
      else
        assert.equal("INVALID", code, message)
      end
    end
    assert.equal(0, #assert(store:verify()).problems)
  end)

  it("updates fields, and clears one with an empty string", function()
    local id = assert(store:put(helper.articles()[1]))
    assert.equal(id, store:update(id, { title = "新しい題", author = "" }))
    local article = store:article(id)
    assert.equal("新しい題", article.title)
    assert.is_nil(article.author)
    assert.equal("港日報", article.publisher)
    assert.equal(id, store:update("harbour2024", { key = "bridge" }))
    assert.equal(id, store:article("bridge").id)
    fails("NOTFOUND", store:article("harbour2024"))
  end)

  it("refuses a key that another article has", function()
    local articles = helper.articles()
    assert(store:put(articles[1]))
    local id = assert(store:put(articles[2]))
    fails("EXISTS", store:update(id, { key = "harbour2024" }))
  end)

  it("finds no article where there is none", function()
    fails("NOTFOUND", store:article(1))
    fails("NOTFOUND", store:article("none"))
    fails("NOTFOUND", store:article(""))
    fails("NOTFOUND", store:article("a\0b"))
    fails("NOTFOUND", store:article(0))
    fails("NOTFOUND", store:article(-1))
    fails("NOTFOUND", store:article(2 ^ 53))
    fails("NOTFOUND", store:update(9, { title = "x" }))
    fails("NOTFOUND", store:update("none", { title = "x" }))
    fails("NOTFOUND", store:remove(9))
    fails("NOTFOUND", store:restore(9))
    fails("NOTFOUND", store:restore("none"))
    fails("NOTFOUND", store:link("https://news.example.org/", 9))
    fails("NOTFOUND", store:purge { article = 0 })
    fails("NOTFOUND", store:purge { article = "none" })
  end)

  it("takes a string of digits as a key", function()
    assert(store:put { title = "橋", body = "橋が開通した。", key = "7" })
    assert.equal(1, store:article("7").id)
    fails("NOTFOUND", store:article(7))
    fails("NOTFOUND", store:article("1"))
  end)

  it("lists articles, newest first", function()
    for _, article in ipairs(helper.articles()) do
      assert(store:put(article))
    end
    local list = assert(store:articles())
    assert.same({ 3, 2, 1 }, { list[1].id, list[2].id, list[3].id })
    assert.is_nil(list[1].body)
    assert.equal(2, store:articles({ limit = 1, offset = 1 })[1].id)
    assert.equal(1, #store:articles { limit = 1 })
    assert.same({}, store:articles { offset = 3 })
    local found = store:articles { query = "Ferry" }
    assert.equal(1, #found)
    assert.equal("ferry2024", found[1].key)
    assert.same({}, store:articles { query = "' OR 1=1 --" })
    assert.same({}, store:articles { query = "\0\255" })
  end)

  it("removes, restores and purges", function()
    local ids = {}
    for i, article in ipairs(helper.articles()) do
      ids[i] = assert(store:put(article))
    end
    assert.equal(ids[1], store:remove("harbour2024"))
    assert.equal(2, #store:articles())
    assert.equal(ids[1], store:articles({ removed = true })[1].id)
    assert.is_true(store:article(ids[1]).removed)
    fails("NOTFOUND", store:article("harbour2024"))
    assert.same({}, store:search("漁協"))
    assert.equal(ids[1], store:restore("harbour2024"))
    assert.equal(3, #store:articles())
    assert.equal(ids[1], store:search("漁協")[1].article)

    assert(store:remove(ids[1]))
    assert(store:remove(ids[2]))
    assert.truthy(store:purge { article = "harbour2024" } > 0)
    fails("NOTFOUND", store:article(ids[1]))
    assert.is_true(store:article(ids[2]).removed)
    assert.truthy(store:purge() > 0)
    fails("NOTFOUND", store:article(ids[2]))
    assert.equal(0, store:purge())
    assert.equal(ids[3], store:articles()[1].id)
  end)

  it("purges old revisions when asked", function()
    local given = helper.articles()[1]
    local id = assert(store:put(given))
    given.body = "橋は閉じた。"
    assert(store:put(given))
    assert.equal(0, store:purge())
    assert.equal(1, store:purge { article = id, revisions = true })
    fails("NOTFOUND", store:article(id, 1))
    assert.equal(given.body, store:article(id).body)
  end)

  it("exports JSON that another store imports", function()
    for _, article in ipairs(helper.articles()) do
      assert(store:put(article))
    end
    local json = assert(store:export())
    assert.equal(json, store:export { format = "json" })
    helper.write(folder .. "/export.json", json)
    local other, elsewhere = helper.store()
    local report = assert(other:import(folder .. "/export.json"))
    assert.equal(3, report.added)
    assert.same({}, report.failed)
    for _, article in ipairs(helper.articles()) do
      assert.equal(article.body, other:article(article.key).body)
    end
    other:close()
    helper.remove(elsewhere)
    for _, format in ipairs { "csl-json", "bibtex", "markdown", "jsonl", "nonsense" } do
      fails("UNSUPPORTED", store:export { format = format })
    end
  end)

  it("verifies itself", function()
    for _, article in ipairs(helper.articles()) do
      assert(store:put(article))
    end
    local report = assert(store:verify())
    assert.equal(3, report.articles)
    assert.equal(3, report.revisions)
    assert.truthy(report.sentences >= 12)
    assert.same({}, report.problems)
  end)
end)

describe("import", function()
  local store, folder

  before_each(function()
    store, folder = helper.store()
    assert(os.execute("mkdir '" .. folder .. "/in'"))
  end)

  after_each(function()
    store:close()
    helper.remove(folder)
  end)

  it("takes the files of a folder and reports what it cannot read", function()
    helper.write(folder .. "/in/a.md", "# 新しい橋の話\n\n橋が開通した。船は残る。\n")
    helper.write(folder .. "/in/b.txt", "A ferry story\n\nThe ferry sails on. Nobody waits.\n")
    helper.write(folder .. "/in/c.json", '{"title": "broken", "body": ')
    helper.write(folder .. "/in/d.jsonl", '{"title":"one","body":"First body."}\n{"title":"two"\n')
    local report = assert(store:import(folder .. "/in"))
    assert.equal(3, report.added)
    assert.equal(0, report.updated)
    assert.equal(0, report.unchanged)
    assert.equal(3, #report.ids)
    assert.equal("新しい橋の話", store:article(report.ids[1]).title)
    assert.equal(2, #report.failed)
    assert.equal(folder .. "/in/c.json", report.failed[1].path)
    assert.equal(folder .. "/in/d.jsonl:2", report.failed[2].path)
    assert.truthy(#report.failed[1].message > 0)
    assert.equal(3, assert(store:import(folder .. "/in")).unchanged)
  end)

  it("takes a format", function()
    helper.write(folder .. "/in/lines", '{"title":"one","body":"First body."}\n{"title":"two","body":"Second body."}\n')
    assert.equal(2, assert(store:import(folder .. "/in/lines", { format = "jsonl" })).added)
    for _, format in ipairs { "html", "pdf", "nonsense" } do
      fails("UNSUPPORTED", store:import(folder .. "/in/lines", { format = format }))
    end
  end)

  it("fails where there is no file", function()
    fails("NOTFOUND", store:import(folder .. "/none.txt"))
  end)
end)

describe("closing", function()
  it("is harmless twice and ends every other use", function()
    local store, folder = helper.store()
    local methods = {
      "put", "update", "import", "article", "articles", "remove", "restore", "purge", "link", "search", "evidence",
      "summarize", "timeline", "keyphrases", "disagreements", "check", "bind", "remember", "export", "verify", "path",
      "readonly",
    }
    store:close()
    store:close()
    assert.equal("tenkyo.store (closed)", tostring(store))
    for _, name in ipairs(methods) do
      local ok, message = pcall(store[name], store, "x", {})
      assert.is_false(ok, name)
      assert.truthy(message:find("store is closed", 1, true), message)
    end
    helper.remove(folder)
  end)

  it("comes with the collector and with a block's end", function()
    local folder = helper.folder()
    local count = helper.luajit and 5 or 20
    for i = 1, count do
      local store = assert(tenkyo.open(folder .. "/store.db"))
      assert(store:put { title = "t" .. i, body = "Body number " .. i .. "." })
    end
    collectgarbage()
    collectgarbage()
    if not helper.luajit then
      local run = assert(load([[
        local tenkyo, path = ...
        local kept
        do
          local store <close> = tenkyo.open(path)
          kept = store
        end
        return kept
      ]]))
      assert.equal("tenkyo.store (closed)", tostring(run(tenkyo, folder .. "/store.db")))
    end
    local store = assert(tenkyo.open(folder .. "/store.db"))
    assert.equal(count, #store:articles { limit = 100 })
    store:close()
    helper.remove(folder)
  end)
end)

describe("open", function()
  it("makes the folder of a new store", function()
    local folder = helper.folder()
    local store = assert(tenkyo.open(folder .. "/.tenkyo/store.db"))
    store:close()
    assert.equal("600 700", helper.run(("stat -c %%a '%s/.tenkyo/store.db' '%s/.tenkyo' | tr '\\n' ' ' | sed 's/ $//'")
      :format(folder, folder)))
    helper.remove(folder)
  end)

  it("refuses what is no store", function()
    local folder = helper.folder()
    helper.write(folder .. "/text.db", ("This is no database at all. "):rep(200))
    fails("CORRUPT", tenkyo.open(folder .. "/text.db"))
    fails("NOTFOUND", tenkyo.open(folder .. "/none.db", { readonly = true }))
    helper.remove(folder)
  end)
end)
