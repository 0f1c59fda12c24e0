-- The main job on five real articles: import, summaries, search, and the check of the one that cites its sources.
-- The articles are no part of the project: TENKYO_SEEDS names their folder, and without it there is nothing to do.
local helper = require "helper"
local tenkyo = helper.tenkyo

local seeds = os.getenv "TENKYO_SEEDS"
local names = {
  "000_1e3e79eab861f391.txt",
  "001_8cc03c9f354eb09a.txt",
  "002_2b33df31c9f74a01.txt",
  "003_7dc76a8ccd74af40.txt",
  "004_ff147b6c28769fd0.txt",
}

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

local function seed(number) return read(seeds .. "/" .. names[number + 1]) end

local function has(text, part) return text:find(part, 1, true) ~= nil end

-- Replaces a part that must be there, once.
local function changed(text, from, to)
  local first, last = text:find(from, 1, true)
  assert(first, "not in the text: " .. from)
  return text:sub(1, first - 1) .. to .. text:sub(last + 1)
end

local function codes(findings)
  local count = {}
  for _, finding in ipairs(findings) do count[finding.code] = (count[finding.code] or 0) + 1 end
  return count
end

-- Written for this test under the titles that seed 0 cites.
local english = {
  {
    title = "Where is DeepSeek’s next AI model? Speculation rises after OpenAI unveils GPT-5",
    body = [[
Interest in DeepSeek has grown again since OpenAI presented GPT-5 last week. The Chinese start-up released its R1
model in January and has shipped no major update since then, although investors had counted on a new foundation
model within months.

According to the Financial Times, the company tried to train the successor on Ascend chips from Huawei. The attempt
ran into technical trouble and the model did not reach the performance that its makers wanted.

DeepSeek began as a side project of a quantitative trading firm. Its founder, Liang Wenfeng, rarely speaks in public.
]],
  },
  {
    title = "DeepSeek denies rumors of August launch for R2 AI model",
    body = [[
DeepSeek has rejected market talk that its R2 model would appear between August 15 and August 30. A person close to
the company said that no date had been fixed.

An earlier rumor had named March 17 for the release, and that day passed without one. Reuters had reported before that
the developers wanted to be ready in May, with better coding and reasoning in languages other than English.

Chief executive Liang Wenfeng was still not satisfied with the model in June and asked his engineers to go on.
]],
  },
  {
    title = "DeepSeek’s launch of new AI model delayed by Huawei chip issues, FT reports",
    body = [[
The launch of DeepSeek's new model has been put off after training on Huawei chips failed, the Financial Times
reported on Thursday. The setback shows how hard it is for China to replace American technology, which Beijing has
made a priority.
]],
  },
  {
    title = "DeepSeek’s R2 AI Model Delayed by Huawei Chip Woes",
    body = [[
Engineers from Huawei visited DeepSeek to help, but no training run on the Ascend platform succeeded. The company now
trains on Nvidia hardware and keeps the Huawei chips for inference.
]],
  },
  {
    title = "Upcoming DeepSeek AI model failed to train using Huawei’s chips",
    body = [[
Huawei has made large advances in chip design. Training the most advanced models still asks for more than its
processors can give, as the failed run at DeepSeek has shown.
]],
  },
}

describe("five real articles", function()
  if not seeds then
    pending "TENKYO_SEEDS is not set"
    return
  end

  local store, folder, ids

  before_each(function()
    folder = helper.folder()
    store = assert(tenkyo.open(folder .. "/store.db"))
    ids = {}
    for i, name in ipairs(names) do
      local report = assert(store:import(seeds .. "/" .. name))
      assert.equal(0, #report.failed)
      ids[i - 1] = report.ids[1]
    end
  end)

  after_each(function()
    store:close()
    helper.remove(folder)
  end)

  it("get the titles that a person would give", function()
    local expected = {
      [0] = "Huaweiチップでの訓練失敗が延期の原因",
      "中国政府がDeepSeekの新AIモデル「DeepSeek-R2」をHuawei製チップで開発するよう求めたが失敗してリリースが遅れているとの報道",
      "DeepSeek「R2」遅延が暴く米制裁の”時間差”効果。NVIDIAチップ依存という中国AIのアキレス腱",
      "DeepSeekの逆風",
      "中国スタートアップDeepSeekが米国AIリーダーシップに挑戦",
    }
    for i = 0, 4 do
      local article = assert(store:article(ids[i]))
      assert.equal(expected[i], article.title)
      assert.equal(seed(i), article.body)
    end
    assert.equal("2025-08-15", store:article(ids[1]).published)
    assert.equal("2025-06-27", store:article(ids[2]).published)
  end)

  local refused = {
    "by Tim Reckmann", "by Kārlis Dambrāns", "スポンサーリンク", "Follow Me", "フォロー", "コメントする", "https://",
    "Speculation rises", "denies rumors", "FT reports", "Chip Woes", "failed to train", "生成AIを活用しています",
    "毎日配信中", "Kobayashi", "13時15分", "GIGAZINE", "参考文献", "Tom's Hardware\n",
  }

  local function check_summary(sentences, limit)
    assert.is_true(#sentences > 0 and #sentences <= limit)
    for _, sentence in ipairs(sentences) do
      local body = store:article(sentence.article, sentence.revision).body
      assert.equal(sentence.text, body:sub(sentence.first, sentence.last))
      for _, part in ipairs(refused) do
        assert.is_false(has(sentence.text, part), part .. " in a summary: " .. sentence.text)
      end
      -- A whole statement ends as one.
      assert.is_true(has("。！？!?.」", sentence.text:match "[^\128-\191][\128-\191]*$"), sentence.text)
    end
  end

  it("are summarised in their own sentences, each and together", function()
    for i = 0, 4 do
      local summary = assert(store:summarize { articles = { ids[i] }, sentences = 5 })
      assert.equal(5, #summary)
      check_summary(summary, 5)
    end
    local together = assert(store:summarize { sentences = 5 })
    assert.equal(5, #together)
    check_summary(together, 5)
    local articles = {}
    for _, sentence in ipairs(together) do articles[sentence.article] = true end
    assert.is_true(next(articles, next(articles)) ~= nil, "all from one article")
    check_summary(assert(store:summarize { query = "半導体の輸出規制", sentences = 3 }), 3)
  end)

  it("keep to a budget in characters", function()
    local summary = assert(store:summarize { articles = { ids[4] }, chars = 200 })
    check_summary(summary, 5)
    local length = 0
    for _, sentence in ipairs(summary) do length = length + select(2, sentence.text:gsub("[^\128-\191]", "")) end
    assert.is_true(length <= 200)
  end)

  it("are found by what they say, the sentences that hold it first", function()
    local forms = { ["ＤｅｅｐＳｅｅｋ"] = "DeepSeek" }
    for _, query in ipairs { "延期", "梁文峰", "H20", "50,000", "DeepSeek", "ＤｅｅｐＳｅｅｋ", "米", "5000億ドル" } do
      local holding, total = 0, 0
      local word = forms[query] or query
      for i = 0, 4 do
        local body = seed(i)
        for _, span in ipairs(tenkyo.sentences(body)) do
          if has(body:sub(span.first, span.last), word) then total = total + 1 end
        end
      end
      local hits = assert(store:search(query, { limit = 10 }))
      for _, hit in ipairs(hits) do
        local body = store:article(hit.article).body
        assert.equal(hit.text, body:sub(hit.first, hit.last))
        if not has(hit.text, word) then break end
        holding = holding + 1
      end
      assert.is_true(total > 0, query)
      assert.equal(math.min(10, total), holding, query)
    end
  end)

  it("hold the verified index", function()
    local report = assert(store:verify())
    assert.equal(0, #report.problems, table.concat(report.problems, "\n"))
    assert.equal(5, report.articles)
  end)
end)

describe("the real draft", function()
  if not seeds then
    pending "TENKYO_SEEDS is not set"
    return
  end

  local store, folder

  before_each(function()
    folder = helper.folder()
    store = assert(tenkyo.open(folder .. "/store.db"))
  end)

  after_each(function()
    store:close()
    helper.remove(folder)
  end)

  it("has six markers and five references", function()
    for _, format in ipairs { "text", "markdown" } do
      local citations = assert(tenkyo.citations(seed(0), { format = format }))
      local keys = {}
      for _, marker in ipairs(citations.markers) do keys[#keys + 1] = marker.keys[1].key end
      assert.same({ "1", "1", "2", "2", "3", "5" }, keys)
      assert.equal(5, #citations.references)
      assert.equal(english[4].title, citations.references[4].title)
    end
  end)

  it("has one unused reference and five unknown sources", function()
    for _, format in ipairs { "text", "markdown" } do
      local findings = assert(store:check(seed(0), { format = format }))
      assert.same({ ["unused-reference"] = 1, ["unknown-source"] = 5 }, codes(findings))
    end
  end)

  it("is no evidence of itself", function()
    assert(store:import(seeds .. "/" .. names[1]))
    local findings = assert(store:check(seed(0), { path = seeds .. "/" .. names[1] }))
    assert.same({ ["unused-reference"] = 1, ["unknown-source"] = 5 }, codes(findings))
  end)

  it("is not blamed across languages, but for a changed value", function()
    for _, article in ipairs(english) do assert(store:put(article)) end
    for _, format in ipairs { "text", "markdown" } do
      local options = { format = format, date = "2025-08-18" }
      assert.same({ ["unused-reference"] = 1 }, codes(assert(store:check(seed(0), options))))
      local findings = assert(store:check(changed(seed(0), "8月15日から30日", "8月10日から30日"), options))
      assert.same({ ["unused-reference"] = 1, ["date-differs"] = 1 }, codes(findings))
      findings = assert(store:check(changed(seed(0), "同社は1月にR1モデル", "同社は2月にR1モデル"), options))
      assert.same({ ["unused-reference"] = 1, ["date-differs"] = 1 }, codes(findings))
    end
  end)

  it("is compared with articles of its own language", function()
    local one = assert(store:import(seeds .. "/" .. names[3])).ids[1]
    local two = assert(store:put { title = "元の記事", body = seed(0), key = "origin" })
    local template = "%s[1]\n\n%s[2]\n\n参考文献\n\n- [1] %s\n- [2] 元の記事\n"
    local counts =
      "その内訳は、H20が30,000個、H800が10,000個、そして規制対象のH100が10,000個という構成だ。"
    local dates =
      "DeepSeekは8月15日から30日の間にR2モデルを発表するという市場の憶測を否定しています。"
    local draft = template:format(counts, dates, store:article(one).title)
    assert.same({}, codes(assert(store:check(draft, { date = "2025-08-18" }))))

    local wrong = changed(changed(draft, "H20が30,000個", "H20が10,000個"), "8月15日から30日", "8月10日から30日")
    local findings = assert(store:check(wrong, { date = "2025-08-18", messages = "ja" }))
    assert.same({ ["number-differs"] = 1, ["date-differs"] = 1 }, codes(findings))
    assert.equal("number-differs", findings[1].code)
    assert.is_true(has(wrong:sub(findings[1].first, findings[1].last), "10,000"))
    assert.is_true(has(findings[1].evidence[1].text, "H20が30,000個"))
    assert.equal(one, findings[1].evidence[1].article)
    assert.is_true(has(wrong:sub(findings[2].first, findings[2].last), "8月10日"))
    assert.is_true(has(findings[2].evidence[1].text, "8月15日から30日"))
    assert.equal(two, findings[2].evidence[1].article)
  end)

  it("takes an inserted summary without a finding", function()
    local lines, list = {}, {}
    for i = 2, 5 do
      local id = assert(store:import(seeds .. "/" .. names[i])).ids[1]
      list[#list + 1] = ("- [%d] %s"):format(i, store:article(id).title)
      for _, sentence in ipairs(assert(store:summarize { articles = { id }, sentences = 8 })) do
        lines[#lines + 1] = ("「%s」[%d]\n"):format(sentence.text, i)
      end
    end
    local draft = table.concat(lines, "\n") .. "\n参考文献\n\n" .. table.concat(list, "\n") .. "\n"
    local findings = assert(store:check(draft, { date = "2025-08-18" }))
    local messages = {}
    for _, finding in ipairs(findings) do messages[#messages + 1] = finding.code .. ": " .. finding.message end
    assert.same({}, messages)
  end)
end)
