-- Questions to a store: search, evidence, summaries, the check of a draft and its bindings.
local helper = require("helper")
local tenkyo = helper.tenkyo

local function fails(code, ...)
  local value, message, got = ...
  assert.is_nil(value)
  assert.truthy(#message > 0)
  assert.equal(code, got)
end

local store, folder, ids

local function open_store()
  store, folder, ids = helper.store(helper.articles())
end

local function close_store()
  store:close()
  helper.remove(folder)
end

-- A passage is the stored body's own bytes.
local function check_passages(passages)
  for _, passage in ipairs(passages) do
    local body = assert(store:article(passage.article, passage.revision)).body
    assert.equal(body:sub(passage.first, passage.last), passage.text)
    assert.truthy(#passage.text > 0)
    assert.equal("number", type(passage.score))
  end
end

describe("search", function()
  before_each(open_store)
  after_each(close_store)

  it("gives sentences, best first", function()
    local hits = assert(store:search("漁協"))
    check_passages(hits)
    assert.equal(ids[1], hits[1].article)
    assert.equal(1, hits[1].revision)
    assert.truthy(hits[1].text:find("漁協", 1, true))
    hits = assert(store:search("FERRY tickets"))
    assert.truthy(hits[1].text:find("Tickets for the ferry", 1, true))
    for i = 2, #hits do
      assert.truthy(hits[i].score <= hits[i - 1].score)
    end
  end)

  it("keeps to a limit and to the articles it is given", function()
    assert.equal(1, #assert(store:search("橋", { limit = 1 })))
    for _, list in ipairs { { ids[3] }, { "budget2025" } } do
      local hits = assert(store:search("橋", { articles = list }))
      assert.truthy(#hits > 0)
      for _, hit in ipairs(hits) do
        assert.equal(ids[3], hit.article)
      end
    end
    assert.same({}, store:search("橋", { articles = {} }))
    fails("NOTFOUND", store:search("橋", { articles = { ids[1], "none" } }))
  end)

  it("finds quoted words verbatim only", function()
    local hits = assert(store:search('"northern line"'))
    assert.equal(1, #hits)
    assert.truthy(hits[1].text:find("northern line", 1, true))
    assert.same({}, store:search('"line northern"'))
  end)

  it("takes any text for what it says", function()
    fails("INVALID", store:search(""))
    fails("INVALID", store:search(" \n"))
    local queries = { '"', '" "', "a\0b", "\255", "橋*", "NEAR(a b)", "a AND b OR -c", "title:橋", "%", "(" }
    for _, query in ipairs(queries) do
      assert.equal("table", type(assert(store:search(query))), query)
    end
  end)
end)

describe("evidence", function()
  before_each(open_store)
  after_each(close_store)

  it("gives a status, a score and passages", function()
    local evidence = assert(store:evidence("橋の長さは840メートルで、工事費は120億円に上る。"))
    assert.equal("supported", evidence.status)
    assert.truthy(evidence.score > 0 and evidence.score <= 1)
    check_passages(evidence.hits)
    assert.truthy(evidence.hits[1].text:find("840メートル", 1, true))
    assert.equal(evidence.hits[1].score, evidence.hits[1].signals.coverage)
  end)

  it("sees another number", function()
    local evidence = assert(store:evidence("橋の長さは940メートルで、工事費は120億円に上る。", { articles = { "harbour2024" } }))
    assert.equal("differs", evidence.status)
  end)

  it("keeps to a limit and to the articles it is given", function()
    assert.truthy(#assert(store:evidence("橋の維持費", { limit = 1 })).hits <= 1)
    assert.same({ status = "no-evidence", score = 0, hits = {} }, store:evidence("橋の維持費", { articles = {} }))
    fails("NOTFOUND", store:evidence("橋", { articles = { "none" } }))
  end)
end)

describe("summarize", function()
  before_each(open_store)
  after_each(close_store)

  it("takes sentences from the articles it is given", function()
    local summary = assert(store:summarize { articles = { "harbour2024" }, sentences = 2 })
    assert.equal(2, #summary)
    check_passages(summary)
    for _, sentence in ipairs(summary) do
      assert.equal(ids[1], sentence.article)
      assert.equal("table", type(sentence.also))
      check_passages(sentence.also)
    end
  end)

  it("takes a query, a budget and a first day", function()
    check_passages(assert(store:summarize { query = "渡し船", sentences = 1 }))
    local length = 0
    for _, sentence in ipairs(assert(store:summarize { chars = 60 })) do
      length = length + select(2, sentence.text:gsub("[^\128-\191]", ""))
    end
    assert.truthy(length <= 60)
    for _, sentence in ipairs(assert(store:summarize { since = "2025-01-01" })) do
      assert.equal(ids[3], sentence.article)
    end
    assert.truthy(#assert(store:summarize()) > 0)
    assert.same({}, store:summarize { articles = {} })
    fails("NOTFOUND", store:summarize { articles = { "none" } })
  end)

  it("names the places that say the same", function()
    local body = helper.articles()[1].body
    local twin = assert(store:put { key = "twin", title = "写し", body = "写しである。\n\n" .. body })
    local found = false
    for _, sentence in ipairs(assert(store:summarize { articles = { ids[1], twin }, sentences = 3 })) do
      for _, place in ipairs(sentence.also) do
        found = found or place.article ~= sentence.article
      end
      check_passages(sentence.also)
    end
    assert.is_true(found)
  end)
end)

local draft = "橋の長さは940メートルで、工事費は120億円に上る[1]。知らない話もある[9]。\n\n"
  .. "## 参考文献\n\n- [1] 港の新しい橋、来春に開通へ https://news.example.org/harbour/bridge\n- [2] 誰も知らない記事\n"

describe("check", function()
  before_each(open_store)
  after_each(close_store)

  local function by_code(findings)
    local map = {}
    for _, finding in ipairs(findings) do
      assert.is_nil(map[finding.code], finding.code)
      map[finding.code] = finding
    end
    return map
  end

  it("gives findings with everything behind them", function()
    local findings, blob = store:check(draft, { date = "2024-11-06" })
    assert.is_nil(blob)
    local map = by_code(assert(findings))
    local finding = map["number-differs"]
    assert.equal("warning", finding.severity)
    assert.truthy(draft:sub(finding.first, finding.last):find("940", 1, true))
    assert.truthy(finding.value:find("940", 1, true))
    assert.truthy(finding.source_value:find("840", 1, true))
    assert.truthy(draft:sub(finding.sentence.first, finding.sentence.last):find("橋の長さ", 1, true))
    assert.truthy(finding.hash:match("^%x+$"))
    assert.equal(16, #finding.hash)
    assert.truthy(#finding.message > 0)
    check_passages(finding.evidence)
    assert.equal(ids[1], finding.evidence[1].article)
    assert.equal("error", map["undefined-citation"].severity)
    assert.equal("9", draft:sub(map["undefined-citation"].first, map["undefined-citation"].last))
    assert.truthy(map["unused-reference"])
    assert.truthy(map["unknown-source"])
  end)

  it("gives fixes as edits or as links", function()
    for _, finding in ipairs(assert(store:check(draft, { date = "2024-11-06" }))) do
      for _, fix in ipairs(finding.fixes) do
        assert.truthy(#fix.title > 0)
        assert.is_true((fix.edits == nil) ~= (fix.link == nil))
        for _, edit in ipairs(fix.edits or {}) do
          assert.truthy(edit.first >= 1 and edit.last >= edit.first - 1 and edit.last <= #draft)
          assert.equal("string", type(edit.text))
        end
        if fix.link then
          assert.equal("string", type(fix.link.reference))
          assert.truthy(store:article(fix.link.article))
        end
      end
    end
  end)

  it("speaks the language that is asked for", function()
    local english = store:check(draft, { messages = "en" })
    local japanese = store:check(draft, { messages = "ja" })
    assert.truthy(#english > 0)
    assert.equal(#english, #japanese)
    for i, finding in ipairs(english) do
      assert.equal(finding.code, japanese[i].code)
      assert.truthy(finding.message:match("^%u%l+ "))
      assert.is_nil(japanese[i].message:match("^%u%l+ "))
    end
    assert.same(english, store:check(draft))
  end)

  it("writes nothing", function()
    local before = store:export()
    assert(store:check(draft, { path = folder .. "/draft.md" }))
    assert.equal(before, store:export())
  end)

  it("takes any bytes", function()
    local bytes = "\255[1]\254\n\n# 参考文献\n\n[1] \0\255\n"
    for _, text in ipairs { "", "\0", bytes, ("[1]"):rep(2000), "[[[[[[[[1", "「「「「[1]" } do
      assert.equal("table", type(assert(store:check(text))))
    end
  end)

  it("refuses what a later release brings", function()
    fails("UNSUPPORTED", store:check(draft, { uncited = true }))
    fails("UNSUPPORTED", store:check(draft, { previous = "blob" }))
    fails("UNSUPPORTED", store:check(draft, { previous = {} }))
    assert.equal("table", type(store:check(draft, { uncited = false })))
    for _, format in ipairs { "latex", "typst", "org", "asciidoc", "rst", "json", "jsonl" } do
      fails("UNSUPPORTED", store:check(draft, { format = format }))
    end
    for _, name in ipairs { "timeline", "keyphrases", "disagreements", "remember" } do
      fails("UNSUPPORTED", store[name](store, draft, {}))
      fails("UNSUPPORTED", store[name](store))
    end
  end)
end)

describe("bind", function()
  before_each(open_store)
  after_each(close_store)

  it("gives each reference the article that it is", function()
    local bound = assert(store:bind(draft))
    assert.equal(2, #bound.markers)
    assert.equal(ids[1], bound.references[1].article)
    assert.is_nil(bound.references[2].article)
    bound.references[1].article = nil
    assert.same(tenkyo.citations(draft), bound)
  end)

  it("follows the writer's own link", function()
    local reference = store:bind(draft).references[2]
    assert.equal(ids[2], store:link(reference.text, "ferry2024"))
    assert.equal(ids[2], store:bind(draft, { format = "text" }).references[2].article)
    for _, finding in ipairs(store:check(draft)) do
      assert.is_true(finding.code ~= "unknown-source")
    end
    fails("UNSUPPORTED", store:bind(draft, { format = "latex" }))
  end)
end)
