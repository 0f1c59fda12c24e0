-- Citing in drafts of every style, read back by the core: the new marker must point to the article, and the draft must
-- have no finding from it.
local compose = require "tenkyo.compose"
local tenkyo = require "tenkyo"

local articles = {
  {
    title = "茶畑の面積が三年ぶりに増えた",
    body = "茶畑の面積は三年ぶりに増えて12ヘクタールになった。生産者の会が五月に発表した。",
    publisher = "あさがお新聞",
    published = "2024-05-02",
    url = "https://asagao.example/tea",
    key = "tea2024",
  },
  {
    title = "Old port reopens",
    body = "The old port of Kitaura reopened on 3 June. Boats came back the same day.",
    publisher = "Harbour Daily",
    published = "2021-06-03",
    url = "https://a.example/port",
    key = "port2021",
  },
  { title = "題だけの記事", body = "題だけの記事の本文であり、ほかには何も分からない。", key = "bare" },
}

local CLAIM = "茶畑の面積は三年ぶりに増えた"
local PLACE = "茶畑の面積は三年ぶりに増えた。"

-- Each draft cites the second article once, if it cites at all.
local styles = {
  ["bracketed numbers"] = { "前の文[1]。" .. PLACE .. "\n\n参考文献\n- [1] Old port reopens\n", "[2]" },
  ["full-width brackets"] = { "前の文［１］。" .. PLACE .. "\n\n出典\n［１］Old port reopens\n", "［２］" },
  ["tortoise-shell brackets"] = {
    "前の文〔1〕。" .. PLACE .. "\n\n出典\n〔1〕 「Old port reopens」Harbour Daily、2021年6月3日\n",
    "〔2〕",
  },
  ["raised numbers"] = { "前の文¹。" .. PLACE .. "\n\n出典\n¹ Old port reopens\n", "²" },
  footnotes = { "前の文[^1]。" .. PLACE .. "\n\n[^1]: Old port reopens, <https://a.example/port>\n", "[^2]" },
  ["link definitions"] = { "前の文[1]。" .. PLACE .. "\n\n[1]: https://a.example/port \"Old port reopens\"\n", "[2]" },
  ["a numbered list"] = {
    "前の文[1]。" .. PLACE .. "\n\n## References\n\n1. [Old port reopens](https://a.example/port), Harbour Daily (2021)\n",
    "[2]",
  },
  ["references in the front matter"] = {
    "---\nreferences:\n- id: port2021\n  title: Old port reopens\n  URL: https://a.example/port\n---\n\n前の文[@port2021]。"
      .. PLACE .. "\n",
    "[@tea2024]",
  },
  ["a bibliography elsewhere"] = {
    "---\nbibliography: x.bib\n---\n\n前の文[@port2021]。" .. PLACE .. "\n",
    "[@tea2024]",
  },
  ["nothing yet"] = { "# 題\n\n" .. PLACE .. "\n", "[1]" },
  ["an empty list"] = { PLACE .. "\n\n## 参考文献\n", "[1]" },
  ["plain text"] = { PLACE, "[1]", format = "text" },
}

describe("citing", function()
  local store, ids

  setup(function()
    local path = os.tmpname()
    os.remove(path)
    store = assert(tenkyo.open(path))
    ids = {}
    for index, article in ipairs(articles) do
      ids[index] = assert(store:put(article))
    end
  end)
  teardown(function()
    local path = store:path()
    store:close()
    for _, ending in ipairs { "", "-wal", "-shm" } do
      os.remove(path .. ending)
    end
  end)

  local function known()
    local list = {}
    for _, id in ipairs(ids) do
      list[id] = store:article(id)
    end
    return list
  end

  local function cite(text, id, options)
    local plan = compose.plan(text, assert(store:bind(text, options)), {
      format = options.format,
      lang = "ja",
      articles = known(),
    })
    local _, last = text:find(CLAIM, 1, true)
    local answer = assert(plan:cite(store:article(id), last + 1))
    return compose.apply(text, plan:edits()), answer
  end

  -- The article that a key of the draft points to.
  local function article_of(text, key, options)
    local citations = assert(store:bind(text, options))
    for _, marker in ipairs(citations.markers) do
      for _, one in ipairs(marker.keys) do
        if one.key == key then
          return citations.references[one.reference] and citations.references[one.reference].article
        end
      end
    end
  end

  for name, style in pairs(styles) do
    it("follows " .. name, function()
      local options = { format = style.format or "markdown" }
      for index, id in ipairs(ids) do
        local text, answer = cite(style[1], id, options)
        assert.equal(id, article_of(text, answer.key, options), text)
        if index == 1 then
          assert.equal(style[2], answer.marker)
          local codes = {}
          for _, finding in ipairs(assert(store:check(text, options))) do
            codes[#codes + 1] = finding.code
          end
          assert.same({}, codes)
        end
        -- Cited a second time the draft stays as it is.
        local again, twice = cite(text, id, options)
        assert.is_true(twice.already)
        assert.equal(text, again)
      end
    end)
  end
end)
