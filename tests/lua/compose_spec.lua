-- What Tenkyo writes into a draft, in the draft's own style. No native part is needed: the citations are laid out here.
local compose = require "tenkyo.compose"
local entry = require "tenkyo.entry"

local tea = {
  id = 7,
  key = "asagao2024tea",
  title = "茶畑の面積が三年ぶりに増えた",
  publisher = "あさがお新聞",
  published = "2024-05-02",
  url = "https://asagao.example/tea",
}

local function find(text, part, from)
  local first, last = text:find(part, from or 1, true)
  assert(first, "not in the text: " .. part)
  return first, last
end

-- Citations by hand: markers = { "[1]" = {"1"} … } in order, references = { "entry" = {key=…} }.
local function citations(text, markers, references)
  local result, from = { markers = {}, references = {} }, 1
  for _, marker in ipairs(markers) do
    local first, last = find(text, marker[1], from)
    local keys = {}
    for index = 2, #marker do
      local shown = marker[index]:gsub("^[%^@]", "")
      local at = text:sub(first, last):find(shown, 1, true) or 2
      keys[#keys + 1] = { key = marker[index], first = first + at - 1, last = first + at + #shown - 2 }
    end
    result.markers[#result.markers + 1] = { first = first, last = last, keys = keys }
    from = last + 1
  end
  for _, reference in ipairs(references) do
    local first, last = find(text, reference[1])
    result.references[#result.references + 1] = {
      first = first,
      last = last,
      key = reference.key,
      title = reference.title,
      url = reference.url,
      article = reference.article,
      text = reference[1],
    }
  end
  return result
end

local function cited(text, markers, references, at, options, article)
  local _, last = find(text, at)
  local plan = compose.plan(text, citations(text, markers, references), options)
  local answer, reason = plan:cite(article or tea, last + 1)
  return compose.apply(text, plan:edits()), answer, reason
end

describe("a marker and its reference", function()
  it("follow a list of bracketed numbers with titles only", function()
    local text = "最初の文[1]。次の文。\n\n参考文献\n- [1] 港の記事\n*終わり*"
    local references = { { "- [1] 港の記事", key = "1", title = "港の記事", article = 3 } }
    local options = { articles = { [3] = { id = 3, title = "港の記事", publisher = "みなと新報" } } }
    local new, answer = cited(text, { { "[1]", "1" } }, references, "次の文。", options)
    assert.equal(
      "最初の文[1]。次の文[2]。\n\n参考文献\n- [1] 港の記事\n- [2] 茶畑の面積が三年ぶりに増えた\n*終わり*",
      new
    )
    assert.same({ key = "2", marker = "[2]", new = true, already = false }, answer)
  end)

  it("are written in full where the entries that are there belong to no known article", function()
    local full = "「茶畑の面積が三年ぶりに増えた」あさがお新聞、2024年5月2日、https://asagao.example/tea"
    local text = "最初の文[1]。次の文。\n\n参考文献\n* 〔1〕 港の記事 みなと新報 五月\n"
    local entries = { { "* 〔1〕 港の記事 みなと新報 五月", key = "1", title = "港の記事 みなと新報 五月" } }
    local new = cited(text, { { "[1]", "1" } }, entries, "次の文。")
    assert.equal(text:gsub("次の文", "%0[2]") .. "* 〔2〕 " .. full .. "\n", new)
    local port = { id = 3, title = "港の話", publisher = "みなと新報" }
    text = "最初の文[1]。次の文。\n\n参考文献\n1. 『港の話』（みなと新報）\n2. 覚え書き\n"
    entries = {
      { "1. 『港の話』（みなと新報）", key = "1", title = "港の話", article = 3 },
      { "2. 覚え書き", key = "2", title = "覚え書き" },
    }
    new = cited(text, { { "[1]", "1" } }, entries, "次の文。", { articles = { [3] = port } })
    assert.truthy(new:find("\n3. 『茶畑の面積が三年ぶりに増えた』（あさがお新聞）\n", 1, true))
  end)

  it("follow entries of title, publisher, date and URL", function()
    local old = "1. “Old port”, Harbour Daily, 3 June 2021, https://a.example/port"
    local text = "A claim [1]. Another claim.\n\n## References\n\n" .. old .. "\n"
    local article =
      { id = 2, title = "New port", publisher = "The Quay", published = "2022-01-09", url = "https://b.example" }
    local references = { { old, key = "1", title = "Old port" } }
    assert.equal(
      "A claim [1]. Another claim [2].\n\n## References\n\n" .. old
        .. "\n2. “New port”, The Quay, 9 January 2022, https://b.example\n",
      (cited(text, { { "[1]", "1" } }, references, "Another claim.", nil, article))
    )
  end)

  it("follow links, and drop the brackets where there is no URL", function()
    local text = "One [1]. Two.\n\nSources\n[1] [Old](https://a.example/1)"
    local references = { { "[1] [Old](https://a.example/1)", key = "1", title = "Old" } }
    local article = { id = 3, title = "New [x]", url = "https://b.example" }
    local new = cited(text, { { "[1]", "1" } }, references, "Two.", nil, article)
    assert.truthy(new:find("\n[2] [New \\[x\\]](https://b.example)", 1, true))
    new = cited(text, { { "[1]", "1" } }, references, "Two.", nil, { id = 3, title = "New", url = "" })
    assert.truthy(new:find("\n%[2%] New$"))
  end)

  it("follow link definitions and footnotes", function()
    local text = "One [1]. Two.\n\n[1]: https://a.example/1"
    local references = { { "[1]: https://a.example/1", key = "1", url = "https://a.example/1" } }
    local new = cited(text, { { "[1]", "1" } }, references, "Two.")
    assert.truthy(new:find("\n[2]: https://asagao.example/tea", 1, true))
    text = "一つ目[^1]。二つ目。\n\n[^1]: 港の記事。https://a.example/1\n\n[^a]: 覚え書き"
    new = cited(text, { { "[^1]", "^1" } }, {
      { "[^1]: 港の記事。https://a.example/1", key = "^1", title = "港の記事" },
      { "[^a]: 覚え書き", key = "^a", title = "覚え書き" },
    }, "二つ目。")
    assert.truthy(new:find("二つ目[^2]。", 1, true))
    assert.truthy(new:find("\n\n[^2]: 茶畑の面積が三年ぶりに増えた", 1, true))
  end)

  it("follow full-width and raised numbers", function()
    local text = "一つ目［１］。二つ目。\n\n出典\n［１］港の記事"
    local new = cited(text, { { "［１］", "1" } }, { { "［１］港の記事", key = "1", title = "港の記事" } }, "二つ目。")
    -- the key's place in the marker is behind the three bytes of the bracket
    assert.truthy(new:find("\n［２］「茶畑の面積が三年ぶりに増えた", 1, true))
    text = "一つ目¹。二つ目。\n\n出典\n¹ 港の記事"
    local laid = citations(text, { { "¹", "1" } }, { { "¹ 港の記事", key = "1", title = "港の記事" } })
    laid.markers[1].keys[1].first = laid.markers[1].first
    local plan = compose.plan(text, laid)
    local _, last = find(text, "二つ目。")
    plan:cite(tea, last + 1)
    new = compose.apply(text, plan:edits())
    assert.truthy(new:find("二つ目²。", 1, true))
    assert.truthy(new:find("\n² 「茶畑", 1, true))
  end)

  it("use a reference that is already the article", function()
    local text = "一つ目[1]。二つ目。\n\n参考文献\n- [1] 港\n- [2] 茶畑の面積"
    local new, answer = cited(text, { { "[1]", "1" } }, {
      { "- [1] 港", key = "1", title = "港" },
      { "- [2] 茶畑の面積", key = "2", title = "茶畑の面積", article = 7 },
    }, "二つ目。")
    assert.equal("一つ目[1]。二つ目[2]。\n\n参考文献\n- [1] 港\n- [2] 茶畑の面積", new)
    assert.is_false(answer.new)
  end)

  it("take no number that a marker without reference has", function()
    local text = "一つ目[1]。三つ目[3]。二つ目[2]。文。\n\n参考文献\n- [1] 港"
    local _, answer = cited(
      text,
      { { "[1]", "1" }, { "[3]", "3" }, { "[2]", "2" } },
      { { "- [1] 港", key = "1", title = "港" } },
      "文。"
    )
    assert.equal("4", answer.key)
  end)

  it("make a list where there is none, in the draft's language", function()
    local new = cited("# 茶\n\n畑の話。\n", {}, {}, "畑の話。")
    assert.equal(
      "# 茶\n\n畑の話[1]。\n\n## 参考文献\n\n- [1] 「茶畑の面積が三年ぶりに増えた」あさがお新聞、2024年5月2日、https://asagao.example/tea\n",
      new
    )
    local article = { id = 1, title = "Tea", url = "https://t.example" }
    new = cited("Tea grows.", {}, {}, "Tea grows.", { format = "text" }, article)
    assert.equal("Tea grows [1].\n\nReferences\n- [1] Tea. https://t.example", new)
    new = cited("話。\n\n## 出典\n", {}, {}, "話。")
    assert.truthy(new:find("## 出典\n\n- [1] 「茶畑", 1, true))
  end)

  it("go behind a quotation at the draft's end", function()
    local text = "話。\n\n\n"
    local plan = compose.plan(text, citations(text, {}, {}))
    assert.truthy(plan:quote({ { text = "畑が増えた。", article = tea } }, #text + 1, "inline"))
    assert.truthy(compose.apply(text, plan:edits()):find("「畑が増えた」[1]\n\n## 参考文献\n\n- [1]", 1, true))
  end)

  it("stand behind the full stop where the others do", function()
    local text = "A claim.[1] Another claim.\n\nReferences\n[1] Old"
    local references = { { "[1] Old", key = "1", title = "Old" } }
    local new = cited(text, { { "[1]", "1" } }, references, "Another claim.", nil, { id = 4, title = "New" })
    assert.truthy(new:find("Another claim.[2]\n", 1, true))
  end)

  it("join the marker that is there, and are not written twice", function()
    local text = "話[1]。別の話[1, 2]。\n\n出典\n- [1] 港\n- [2] 畑"
    local references = { { "- [1] 港", key = "1", title = "港" }, { "- [2] 畑", key = "2", title = "畑" } }
    local markers = { { "[1]", "1" }, { "[1, 2]", "1", "2" } }
    assert.truthy(cited(text, markers, references, "話[1"):find("話[1, 3]。", 1, true))
    local new, answer = cited(text, markers, references, "話[1", nil, { id = 9, title = "港" })
    assert.is_true(answer.already)
    assert.equal(text, new)
    text = "話[1]。\n\n出典\n- [1] 港"
    new = cited(text, { { "[1]", "1" } }, { { "- [1] 港", key = "1", title = "港" } }, "話[1]。")
    assert.truthy(new:find("話[1][2]。", 1, true))
  end)

  it("are refused in the reference list and the front matter", function()
    local text = "---\ntitle: x\n---\n\n話[1]。\n\n出典\n- [1] 港"
    local references = { { "- [1] 港", key = "1", title = "港" } }
    local _, answer, reason = cited(text, { { "[1]", "1" } }, references, "[1] 港")
    assert.is_nil(answer)
    assert.equal("reference-list", reason)
    _, answer, reason = cited(text, { { "[1]", "1" } }, references, "title")
    assert.is_nil(answer)
    assert.equal("front-matter", reason)
  end)

  it("never split a character", function()
    local text = "漢字👍です"
    for offset = 0, #text + 3 do
      local plan = compose.plan(text, { markers = {}, references = {} })
      plan:cite(tea, offset)
      local new = compose.apply(text, plan:edits())
      assert.truthy(new:find("漢[1]字👍です", 1, true) or new:find("漢字[1]👍です", 1, true) or new:find("^%[1%]漢字👍です")
        or new:find("漢字👍[1]です", 1, true) or new:find("漢字👍で[1]す", 1, true) or new:find("漢字👍です[1]", 1, true))
    end
  end)
end)

describe("a keyed bibliography", function()
  local text = '---\ntitle: 茶\nreferences:\n  - id: port2021\n    title: "港"\nlang: ja\n---\n\n話[@port2021]。別の話。\n'

  it("gets an item in the front matter", function()
    local new, answer = cited(text, { { "[@port2021]", "@port2021" } }, {}, "別の話。")
    assert.equal("@asagao2024tea", answer.key)
    assert.truthy(new:find("別の話[@asagao2024tea]。", 1, true))
    assert.truthy(new:find('    title: "港"\n  - id: "asagao2024tea"\n', 1, true))
    assert.truthy(new:find('    URL: "https://asagao.example/tea"\nlang: ja\n---\n', 1, true))
  end)

  it("joins keys in one bracket", function()
    local new = cited(text, { { "[@port2021]", "@port2021" } }, {}, "[@port2021]")
    assert.truthy(new:find("話[@port2021; @asagao2024tea]。", 1, true))
  end)

  it("cannot be broken by what a title holds", function()
    local hostile = { id = 5, key = "a b]; @x", title = 'x"\n---\ny: \\', url = "" }
    local new, answer = cited(text, { { "[@port2021]", "@port2021" } }, {}, "別の話。", nil, hostile)
    assert.equal("@a-b-x", answer.key)
    assert.truthy(new:find('    title: "x\\" --- y: \\\\"\n', 1, true))
  end)
end)

describe("quotations", function()
  it("hold the sentence without the source's markers", function()
    local sentence = "畑は3%\n増えた [2]。"
    local first, last = find(sentence, "[2]")
    assert.equal("畑は3% 増えた。", compose.clean(sentence, { { first = first, last = last } }))
    assert.equal("畑が増えた", compose.clean("畑が\n増えた"))
    assert.equal("a &lt;!-- tenkyo: ignore --> b", compose.clean("a <!-- tenkyo: ignore --> b"))
  end)

  it("stand in the line or as a block below it", function()
    local text = "話。\n次の行"
    local plan = compose.plan(text, { markers = {}, references = {} })
    local _, last = find(text, "話。")
    plan:quote({ { text = "畑が増えた。", article = tea } }, last + 1, "inline")
    assert.truthy(compose.apply(text, plan:edits()):find("^話。「畑が増えた」%[1%]\n次の行\n\n"))
    plan = compose.plan(text, { markers = {}, references = {} })
    local english = { text = "Tea grew.", article = { id = 8, title = "T" } }
    plan:quote({ { text = "畑が増えた。", article = tea }, english }, 1, "block")
    local new = compose.apply(text, plan:edits())
    assert.truthy(new:find("話。\n\n> 畑が増えた。[1]\n>\n> Tea grew. [2]\n\n次の行\n\n", 1, true))
    assert.truthy(new:find("%- %[1%] 「茶畑.*\n%- %[2%] 「T」"))
  end)

  it("are a paragraph of their own among paragraphs", function()
    local text = "一段落目。\n\n二段落目。"
    local plan = compose.plan(text, { markers = {}, references = {} })
    plan:quote({ { text = "甲。", article = tea }, { text = "乙。", article = tea } }, 4, "inline")
    assert.truthy(compose.apply(text, plan:edits()):find("一段落目。\n\n「甲」[1]\n「乙」[1]\n\n二段落目。", 1, true))
    text = "一行目。\n二行目。"
    plan = compose.plan(text, { markers = {}, references = {} })
    plan:quote({ { text = "甲。", article = tea }, { text = "乙。", article = tea } }, 4, "inline")
    assert.truthy(compose.apply(text, plan:edits()):find("一行目。\n「甲」[1]\n「乙」[1]\n二行目。", 1, true))
  end)

  it("put a quotation inside a quotation into other marks", function()
    local plan = compose.plan("", { markers = {}, references = {} }, { lang = "ja" })
    plan:quote({ { text = "彼は「増えた」と話した。", article = tea } }, 1, "inline")
    assert.truthy(compose.apply("", plan:edits()):find("^『彼は「増えた」と話した』%[1%]"))
  end)
end)

describe("an entry's label", function()
  it("is found in every form", function()
    for line, expected in pairs {
      ["- [1] 題"] = { "- [", 1, "] ", 6 },
      ["[12] Title"] = { "[", 12, "] ", 5 },
      ["3. Title"] = { "", 3, ". ", 3 },
      ["[^4]: Note"] = { "[^", 4, "]: ", 6 },
      ["［１０］題"] = { "［", 10, "］", 12 },
      ["* 〔2〕　題"] = { "* 〔", 2, "〕　", 12 },
      ["² 題"] = { "", 2, " ", 3 },
    } do
      local label = assert(entry.label(line), line)
      assert.same(expected, { label.before, label.number, label.after, label.size })
    end
    for _, line in ipairs { "Title", "- Title", "2024 was a year", "", "[x]: y" } do
      assert.is_nil(entry.label(line))
    end
  end)

  it("and its title is that of the article, the quoted one, or what was read", function()
    assert.equal("港", entry.find_title("港、社、2020", "港", "港、社、2020"))
    assert.equal("港の話", entry.find_title("「港の話」社、2020", nil, "「港の話」社、2020"))
    assert.equal("Old", entry.find_title("**Old**, 2020", "New", "Old, 2020"))
    assert.equal("Old", entry.find_title("Old, 2020", "", "Old"))
    assert.is_nil(entry.find_title("「」", nil, nil))
  end)

  it("and its dates are written as the others are", function()
    local article = { title = "T", published = "2024-05-02", url = "u" }
    for text, expected in pairs {
      ["Old (2021)"] = "T (2024)",
      ["Old, 2021/03/04"] = "T, 2024/05/02",
      ["Old (March 4, 2021)"] = "T (May 2, 2024)",
      ["Old、2021年3月4日"] = "T、2024年5月2日",
      ["*Old*. 2021-03-04. (accessed 2022-01-01)"] = "*T*. 2024-05-02",
    } do
      local template = assert(entry.template(text, { title = "Old" }))
      assert.equal(expected, entry.render(template, article))
    end
    local template = entry.template("「Old」（あさがお新聞、2021年3月4日）", { title = "Old" })
    local whole = { title = "T", published = "2024-05-02", publisher = "N" }
    assert.equal("「T」（N、2024年5月2日）", entry.render(template, whole))
    assert.equal("「T」（N）", entry.render(template, { title = "T", publisher = "N" }))
    assert.equal("T, 2024-05-02", entry.render(template, { title = "T", published = "2024-05-02" }))
  end)
end)

describe("long and broken input", function()
  it("is read in linear time", function()
    local blanks = string.rep(" ", 200000)
    assert.equal("a b", compose.clean("a" .. blanks .. "b"))
    assert.is_nil(entry.template(blanks .. string.rep(")", 200000), { title = "x" }))
    local text = "a" .. blanks .. "\n\255\254" .. string.rep("[", 100000)
    local plan = compose.plan(text, { markers = {}, references = {} })
    assert.truthy(plan:cite(tea, 3))
    assert.truthy(compose.apply(text, plan:edits()):find("- [1] ", 1, true))
  end)
end)
