-- Wrong arguments raise, and the message names the argument with its path.
local helper = require("helper")
local tenkyo = helper.tenkyo

local function raises(expected, call, ...)
  local ok, message = pcall(call, ...)
  assert.is_false(ok, expected)
  assert.equal("string", type(message))
  assert.truthy(message:find(expected, 1, true), ("%q does not say %q"):format(message, expected))
end

describe("text functions raise for", function()
  it("a text that is no string", function()
    for _, name in ipairs { "normalize", "sentences", "words", "facts", "citations", "summarize" } do
      for _, value in ipairs { 5, {}, true, print } do
        raises("string expected", tenkyo[name], value)
      end
      raises("string expected", tenkyo[name])
    end
  end)

  it("options that are no table", function()
    for _, name in ipairs { "sentences", "words", "facts", "citations", "summarize" } do
      raises("table expected", tenkyo[name], "x", "ja")
      raises("table expected", tenkyo[name], "x", false)
    end
  end)

  it("an unknown option", function()
    raises("bad option 'language' to sentences", tenkyo.sentences, "x", { language = "ja" })
    raises("bad option 'format' to words", tenkyo.words, "x", { format = "text" })
    raises("bad option 'format' to facts", tenkyo.facts, "x", { format = "text" })
    raises("bad option 'lang' to citations", tenkyo.citations, "x", { lang = "ja" })
    raises("bad option 'limit' to summarize", tenkyo.summarize, "x", { limit = 1 })
    raises("bad option 'lang", tenkyo.words, "x", { ["lang\0"] = "ja" })
    raises("bad option to words (a name expected, got number)", tenkyo.words, "x", { "ja" })
  end)

  it("an option of another type", function()
    raises("bad option 'lang' to words (string expected, got number)", tenkyo.words, "x", { lang = 1 })
    raises("bad option 'date' to facts (string expected, got boolean)", tenkyo.facts, "x", { date = true })
    raises("bad option 'lang' to words (string without NUL bytes expected)", tenkyo.words, "x", { lang = "j\0a" })
    raises("bad option 'sentences' to summarize (1 or more expected)", tenkyo.summarize, "x", { sentences = 0 })
    raises("bad option 'chars' to summarize (integer expected", tenkyo.summarize, "x", { chars = 1.5 })
    raises("bad option 'chars' to summarize (integer expected", tenkyo.summarize, "x", { chars = "1" })
    raises("bad option 'chars' to summarize (integer expected", tenkyo.summarize, "x", { chars = 0 / 0 })
    raises("bad option 'chars' to summarize (integer expected", tenkyo.summarize, "x", { chars = math.huge })
    raises("bad option 'progress' to summarize (function expected", tenkyo.summarize, "x", { progress = {} })
    for _, token in ipairs { 1, -1, 0, 2 ^ 60, "token", {}, io.stdout } do
      raises("bad option 'cancel' to words (cancel token or its id expected", tenkyo.words, "x", { cancel = token })
    end
  end)
end)

describe("open raises for", function()
  it("a path that is none", function()
    raises("string expected", tenkyo.open)
    raises("string expected", tenkyo.open, 5)
    raises("without NUL bytes", tenkyo.open, "/tmp/a\0b")
  end)

  it("bad options", function()
    raises("bad option 'readOnly' to open", tenkyo.open, "/nowhere/x.db", { readOnly = true })
    raises("bad option 'readonly' to open (boolean expected, got number)", tenkyo.open, "/nowhere/x.db",
      { readonly = 1 })
  end)
end)

describe("store methods raise for", function()
  local store, folder

  setup(function()
    store, folder = helper.store(helper.articles())
  end)

  teardown(function()
    store:close()
    helper.remove(folder)
  end)

  it("a self that is no store", function()
    for _, value in ipairs { 5, {}, "store", io.stdout, tenkyo.cancel() } do
      raises("tenkyo.store", store.search, value, "x")
      raises("tenkyo.store", store.close, value)
      raises("tenkyo.store", store.timeline, value)
    end
  end)

  it("bad fields", function()
    raises("table expected", store.put, store)
    raises("table expected", store.put, store, "body")
    raises("bad option 'titel' to put", store.put, store, { titel = "x", body = "y" })
    raises("bad option 'body' to put (string expected, got number)", store.put, store, { body = 5 })
    raises("table expected", store.update, store, 1)
    raises("bad option 'body' to update", store.update, store, 1, { body = "y" })
    raises("bad option 'id' to update", store.update, store, 1, { id = 2 })
  end)

  it("what is neither id nor key", function()
    for _, value in ipairs { 1.5, 0 / 0, math.huge, 2 ^ 60, {}, true } do
      raises("id or key expected", store.article, store, value)
      raises("id or key expected", store.update, store, value, {})
      raises("id or key expected", store.remove, store, value)
      raises("id or key expected", store.restore, store, value)
      raises("id or key expected", store.link, store, "text", value)
      raises("bad option 'article' to purge (id or key expected", store.purge, store, { article = value })
      raises("bad option 'articles[2]' to search (id or key expected", store.search, store, "x",
        { articles = { 1, value } })
    end
    raises("id or key expected", store.article, store)
    raises("integer of 1 or more expected", store.article, store, 1, 0)
    raises("integer of 1 or more expected", store.article, store, 1, "1")
  end)

  it("lists that are none", function()
    raises("bad option 'articles' to search (list expected, got number)", store.search, store, "x", { articles = 1 })
    raises("bad option 'articles' to summarize (list without holes", store.summarize, store, { articles = { a = 1 } })
    raises("bad option 'articles' to evidence (list without holes", store.evidence, store, "x",
      { articles = { 1, [5] = 2 } })
  end)

  it("unknown options", function()
    raises("bad option 'limitt' to search", store.search, store, "x", { limitt = 1 })
    raises("bad option 'limitt' to evidence", store.evidence, store, "x", { limitt = 1 })
    raises("bad option 'lang' to summarize", store.summarize, store, { lang = "ja" })
    raises("bad option 'text' to articles", store.articles, store, { text = "x" })
    raises("bad option 'force' to purge", store.purge, store, { force = true })
    raises("bad option 'recursive' to import", store.import, store, folder, { recursive = true })
    raises("bad option 'path' to export", store.export, store, { path = "x" })
    raises("bad option 'quick' to verify", store.verify, store, { quick = true })
    raises("bad option 'message' to check", store.check, store, "x", { message = "ja" })
    raises("bad option 'uncited' to bind", store.bind, store, "x", { uncited = false })
  end)

  it("options of another type", function()
    raises("bad option 'limit' to search (1 or more expected)", store.search, store, "x", { limit = 0 })
    raises("bad option 'offset' to articles (0 or more expected)", store.articles, store, { offset = -1 })
    raises("bad option 'removed' to articles (boolean expected", store.articles, store, { removed = 1 })
    raises("bad option 'uncited' to check (boolean expected", store.check, store, "x", { uncited = "yes" })
    raises("bad option 'path' to check (string without NUL", store.check, store, "x", { path = "a\0.md" })
    raises("bad option 'since' to summarize (string expected", store.summarize, store, { since = 2025 })
    raises("string expected", store.search, store, 5)
    raises("string expected", store.check, store)
    raises("string expected", store.link, store, 5, 1)
    raises("without NUL bytes", store.import, store, "a\0b")
  end)

  it("and go on working afterwards", function()
    assert.equal(3, #store:articles())
    assert.same({}, store:verify().problems)
  end)
end)
