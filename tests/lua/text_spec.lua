-- The functions that need no store.
local helper = require("helper")
local tenkyo = helper.tenkyo

local function cut(text, span) return text:sub(span.first, span.last) end

local function texts(text, spans)
  local list = {}
  for i, span in ipairs(spans) do
    list[i] = cut(text, span)
  end
  return list
end

local function fails(code, ...)
  local value, message, got = ...
  assert.is_nil(value)
  assert.equal("string", type(message))
  assert.truthy(#message > 0)
  assert.equal(code, got)
end

describe("normalize", function()
  it("gives the search form", function()
    assert.equal("deepseek", tenkyo.normalize("ＤｅｅｐＳｅｅｋ"))
    assert.equal("", tenkyo.normalize(""))
  end)

  it("takes any bytes", function()
    assert.equal("a\0b", tenkyo.normalize("A\0B"))
    assert.truthy(tenkyo.normalize("\255\254x\192"):find("x", 1, true))
  end)
end)

describe("sentences", function()
  it("are spans from 1, both ends included", function()
    local text = "橋が開通した。船は残る。The bridge is open. Boats remain."
    assert.same({ "橋が開通した。", "船は残る。", "The bridge is open.", "Boats remain." },
      texts(text, assert(tenkyo.sentences(text))))
    assert.same({ first = 1, last = #"橋が開通した。" }, tenkyo.sentences(text)[1])
  end)

  it("take a language and a format", function()
    assert.equal(2, #assert(tenkyo.sentences("One. Two.", { lang = "en", format = "text" })))
    fails("UNSUPPORTED", tenkyo.sentences("One.", { format = "latex" }))
    fails("UNSUPPORTED", tenkyo.sentences("One.", { format = "json" }))
  end)

  it("of nothing are none", function()
    assert.same({}, tenkyo.sentences(""))
    assert.same({}, tenkyo.sentences(" \n\n "))
  end)

  it("keep their offsets around bytes that are no text", function()
    local text = "a\0b\255. 橋\192が開通した。"
    local spans = assert(tenkyo.sentences(text))
    local last = 0
    for _, span in ipairs(spans) do
      assert.truthy(span.first > last and span.last >= span.first and span.last <= #text)
      last = span.last
    end
    assert.equal("。", text:sub(-3))
    assert.equal(#text, last)
  end)
end)

describe("words", function()
  it("have a span and a kind", function()
    local text = "橋 840 m, open"
    local words = assert(tenkyo.words(text))
    local kinds = {}
    for _, word in ipairs(words) do
      kinds[cut(text, word)] = word.kind
    end
    assert.equal("word", kinds["橋"])
    assert.equal("number", kinds["840"])
    assert.equal("symbol", kinds[","])
    assert.equal("word", kinds["open"])
  end)
end)

describe("facts", function()
  local function only(kind, text, options)
    local found = {}
    for _, fact in ipairs(assert(tenkyo.facts(text, options))) do
      if fact.kind == kind then
        found[#found + 1] = fact
      end
    end
    assert.equal(1, #found, text)
    return found[1]
  end

  it("are numbers with value and unit", function()
    local fact = only("number", "工事費は約120億円に上る。")
    assert.equal("12000000000", fact.value)
    assert.is_true(fact.approximate)
    assert.equal("string", type(fact.unit))
    assert.is_nil(fact.from)
  end)

  it("are dates with first and last day", function()
    local text = "橋は2025年4月1日から4月3日に開通する。"
    local fact = only("date", text)
    assert.equal("2025-04-01", fact.from)
    assert.equal("2025-04-03", fact.to)
    assert.is_nil(fact.value)
    assert.is_nil(fact.relative)
  end)

  it("hang relative dates on the given date", function()
    local fact = only("date", "The bridge opened yesterday.", { date = "2025-04-02" })
    assert.equal("2025-04-01", fact.from)
    assert.is_true(fact.relative)
  end)

  it("are quotations, inside their marks", function()
    local text = "市長は「橋は大きな一歩になる」と述べた。"
    assert.equal("橋は大きな一歩になる", cut(text, only("quote", text)))
  end)
end)

describe("citations", function()
  local draft = "The bridge opens in April [1]. Nobody knows more [7].\n\n## References\n\n"
    .. "- [1] Bridge to open, https://news.example.org/harbour/bridge\n"

  it("are markers whose keys name references", function()
    local citations = assert(tenkyo.citations(draft))
    assert.equal(2, #citations.markers)
    assert.equal("[1]", cut(draft, citations.markers[1]))
    local key = citations.markers[1].keys[1]
    assert.equal("1", key.key)
    assert.equal("1", cut(draft, key))
    assert.equal(1, key.reference)
    assert.is_nil(citations.markers[2].keys[1].reference)
  end)

  it("are references with what stands in them", function()
    local reference = assert(tenkyo.citations(draft, { format = "markdown" })).references[1]
    assert.equal("1", reference.key)
    assert.equal("https://news.example.org/harbour/bridge", reference.url)
    assert.truthy(reference.text:find("Bridge to open", 1, true))
    assert.truthy(cut(draft, reference):find("[1]", 1, true))
    assert.is_nil(reference.doi)
    assert.is_nil(reference.article)
  end)

  it("of a text without any are two empty lists", function()
    assert.same({ markers = {}, references = {} }, tenkyo.citations("Nothing here.", { format = "text" }))
  end)

  it("refuse the formats of a later release", function()
    for _, format in ipairs { "latex", "typst", "org", "asciidoc", "rst", "json", "nonsense", "" } do
      fails("UNSUPPORTED", tenkyo.citations(draft, { format = format }))
    end
  end)
end)

describe("summarize", function()
  local body = helper.articles()[2].body

  it("chooses whole sentences in the order of the text", function()
    local summary = assert(tenkyo.summarize(body, { sentences = 2 }))
    assert.equal(2, #summary)
    assert.truthy(summary[1].last < summary[2].first)
    for _, sentence in ipairs(summary) do
      assert.equal(cut(body, sentence), sentence.text)
      assert.equal("number", type(sentence.score))
      assert.is_nil(sentence.article)
    end
  end)

  it("keeps to a number of characters", function()
    local length = 0
    for _, sentence in ipairs(assert(tenkyo.summarize(body, { chars = 120 }))) do
      length = length + #sentence.text
    end
    assert.truthy(length > 0 and length <= 120)
  end)

  it("of nothing is empty", function()
    assert.same({}, tenkyo.summarize(""))
  end)
end)
