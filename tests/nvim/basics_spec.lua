-- The plugin's parts that need no native module: start-up, options, messages, positions, what a server may answer.
package.path = (os.getenv("TENKYO_ROOT") or ".") .. "/tests/nvim/?.lua;" .. package.path
local helper = require("helper")

describe("start-up", function()
  it("requires nothing and costs less than half a millisecond", function()
    local child = helper.child({ module = false })
    local loaded = child:lua([[
      local names = {}
      for name in pairs(package.loaded) do
        if name:find("^tenkyo") then names[#names + 1] = name end
      end
      return names]])
    assert.same({}, loaded)
    assert.equal(2, child:lua([[return vim.fn.exists(":Tenkyo")]]))
    -- The least of several runs: what the plugin costs, not what the machine was doing.
    local best = child:lua(
      [[local path = ... .. "/plugin/tenkyo.lua"
        local best = math.huge
        for _ = 1, 20 do
          vim.g.loaded_tenkyo = nil
          local chunk = assert(loadfile(path))
          local start = vim.uv.hrtime()
          chunk()
          best = math.min(best, vim.uv.hrtime() - start)
        end
        return best / 1e6]],
      helper.root
    )
    assert.is_true(best < 0.5, ("%.3f ms"):format(best))
    child:stop()
  end)

  it("maps each <Plug> and sets no other key", function()
    local child = helper.child({ module = false })
    local maps = child:lua([[
      local names = {}
      for _, map in ipairs(vim.api.nvim_get_keymap("n")) do
        if map.lhs:find("tenkyo", 1, true) then names[#names + 1] = map.lhs end
      end
      table.sort(names)
      return names]])
    assert.equal(10, #maps)
    for _, lhs in ipairs(maps) do
      assert.truthy(lhs:find("^<Plug>%(tenkyo%-%l+%)$"))
    end
    child:stop()
  end)
end)

describe("a plugin that was never built", function()
  local child

  before_each(function()
    child = helper.child({ module = false })
  end)
  after_each(function()
    child:stop()
  end)

  local function count(part)
    local _, times = child:messages():gsub(vim.pesc(part), "")
    return times
  end

  it("says so once, and how to build it", function()
    child:draft(helper.library_draft(3))
    child:wait_message("cmake --preset release && cmake --build --preset release")
    for _ = 1, 3 do
      child:type("ggOa<Esc>u")
    end
    child:draft(helper.library_draft(3), "other.md")
    child:wait("the other draft", [[return vim.api.nvim_buf_get_name(0):find("other.md", 1, true) ~= nil]])
    child:wait("its watch", [[return require("tenkyo.nvim.watch").is_watched(vim.api.nvim_get_current_buf())]])
    child:wait("idleness", [[
      if vim.g.turns == nil then vim.g.turns = 0 end
      vim.g.turns = vim.g.turns + 1
      return vim.g.turns > 10]])
    assert.equal(1, count("not built"))
    assert.falsy(child:messages():find("stack traceback", 1, true))
  end)

  it("is silent for a draft without citations", function()
    child:draft("# A letter\n\nNothing is cited here.\n")
    child:wait("its watch", [[return require("tenkyo.nvim.watch").is_watched(vim.api.nvim_get_current_buf())]])
    child:type("ggOa<Esc>")
    child:wait("the typed text", [[return vim.api.nvim_buf_get_lines(0, 0, 1, true)[1] == "a"]])
    assert.equal(0, count("not built"))
  end)

  it("says so for each command", function()
    child:draft("text\n")
    for _, command in ipairs({ "check", "sources", "search x", "summary", "cite x", "add ." }) do
      child:ex("Tenkyo " .. command)
    end
    assert.equal(6, count("not built"))
  end)

  it("has a health report that says it", function()
    child:ex("checkhealth tenkyo")
    local report = child:text()
    assert.truthy(report:find("not built", 1, true))
    assert.truthy(report:find("cmake --preset release", 1, true))
    assert.truthy(report:find("Neovim 0.1", 1, true))
    assert.falsy(report:find("Failed to run healthcheck", 1, true))
  end)

  it("still takes require('tenkyo').setup", function()
    child:lua([[require("tenkyo").setup({ delay = 20 })]])
    assert.equal(20, child:lua([[return vim.g.tenkyo.delay]]))
    assert.equal("en", child:lua([[return vim.g.tenkyo.messages]]))
  end)
end)

describe("a native module that cannot be loaded", function()
  it("is told of with the reason and what to do", function()
    local folder = vim.fn.tempname()
    helper.write(folder .. "/core.so", "no library at all")
    local root = helper.plugin_copy(folder .. "/plugin", folder .. "/core.so")
    local child = helper.child({ module = false, root = root })
    child:draft(helper.library_draft(3))
    child:wait_message("cannot be loaded")
    child:wait_message("start Neovim again: cmake --preset release")
    child:ex("checkhealth tenkyo")
    assert.truthy(child:text():find("cannot be loaded", 1, true))
    child:stop()
    vim.fn.delete(folder, "rf")
  end)
end)

describe("options", function()
  local config = require("tenkyo.nvim.config")

  it("have defaults", function()
    local options, problems = config.read(nil)
    assert.same({}, problems)
    assert.same({ "markdown", "quarto", "text" }, options.filetypes)
    assert.equal(400, options.delay)
    assert.is_false(options.live)
    assert.equal("inline", options.summary.quotation)
  end)

  it("keep what is well-formed and name what is not", function()
    local options, problems = config.read({
      delay = -1,
      live = true,
      summary = { sentences = 3, quotation = "loud" },
      fetch = { timeuot = 3 },
      filetypes = { "markdown", 7 },
      messages = "fr",
      colour = "red",
    })
    assert.equal(400, options.delay)
    assert.is_true(options.live)
    assert.equal(3, options.summary.sentences)
    assert.equal("inline", options.summary.quotation)
    assert.same({ "markdown", "quarto", "text" }, options.filetypes)
    local paths = vim.tbl_map(function(problem)
      return problem.path
    end, problems)
    table.sort(paths)
    assert.same({
      "tenkyo.colour",
      "tenkyo.delay",
      "tenkyo.fetch.timeuot",
      "tenkyo.filetypes",
      "tenkyo.messages",
      "tenkyo.summary.quotation",
    }, paths)
  end)

  it("may not even be a table", function()
    local _, problems = config.read("yes")
    assert.equal("tenkyo", problems[1].path)
    _, problems = config.read({ "yes", [3.5] = true, summary = 4 })
    assert.equal(3, #problems)
  end)

  it("are told of once", function()
    local child = helper.child({ module = false, config = "vim.g.tenkyo = { messages = 'en', dellay = 3 }" })
    child:draft("text\n")
    child:wait_message("There is no option tenkyo.dellay")
    child:lua([[for _ = 1, 5 do require("tenkyo.nvim.config").get() end]])
    local _, times = child:messages():gsub("dellay", "")
    assert.equal(1, times)
    child:stop()
  end)
end)

describe("messages", function()
  local messages = require("tenkyo.nvim.messages")

  it("say the same in both languages", function()
    local count = 0
    for name, text in pairs(messages.all()) do
      count = count + 1
      local function places(language)
        local found = {}
        for place in text[language]:gsub("%%%%", ""):gmatch("%%[%d.]*[sdf]") do
          found[#found + 1] = place
        end
        return found
      end
      assert.same(places("ja"), places("en"), name)
    end
    assert.is_true(count > 100)
  end)

  it("go to the display that the writer has set up", function()
    local child = helper.child({ module = false })
    child:lua([[
      _G.told = {}
      vim.notify = setmetatable({}, { __call = function(_, text) table.insert(_G.told, text) end })
      vim.cmd("Tenkyo nonsense")
      vim.notify = function(text) table.insert(_G.told, text) end
      vim.cmd("Tenkyo nonsense")]])
    assert.equal(2, child:lua("return #_G.told"))
    assert.falsy(child:messages():find("nonsense", 1, true))
    child:stop()
  end)

  it("follow the option, then the language of the editor", function()
    local old, environment = vim.g.tenkyo, vim.env.LC_ALL
    vim.g.tenkyo = { messages = "ja" }
    assert.equal("ja", messages.language())
    vim.g.tenkyo = { messages = "en" }
    assert.equal("en", messages.language())
    vim.g.tenkyo = nil
    vim.env.LC_ALL = "ja_JP.UTF-8"
    local by_editor = vim.v.lang
    if by_editor == "C" or by_editor:find("^C%.") then
      assert.equal("ja", messages.language())
    end
    vim.env.LC_ALL = environment
    vim.g.tenkyo = old
  end)

  it("are used with all their values", function()
    -- Every message that the code names is there, and none is left that nobody names.
    local used = {}
    for _, path in ipairs(vim.fn.glob(helper.root .. "/lua/tenkyo/nvim/*.lua", false, true)) do
      for name in assert(helper.read(path)):gmatch("\"([%l_]+)\"") do
        used[name] = true
      end
    end
    local computed = { status = true, support = true, scope = true, refuse = true }
    for name in pairs(messages.all()) do
      assert.is_true(used[name] or computed[name:match("^%l+")] or false, "nobody says " .. name)
    end
  end)
end)

describe("positions", function()
  local position = require("tenkyo.nvim.position")
  local line = "a漢字👍e\204\129\255z"

  it("are converted between encodings", function()
    -- byte, UTF-16, UTF-32 of: a 漢 字 👍 e U+0301, a stray byte, z, end
    for _, one in ipairs({
      { 0, 0, 0 }, { 1, 1, 1 }, { 4, 2, 2 }, { 7, 3, 3 }, { 11, 5, 4 }, { 12, 6, 5 }, { 14, 7, 6 }, { 15, 8, 7 },
      { 16, 9, 8 },
    }) do
      local place = table.concat(one, " ")
      assert.equal(one[2], position.convert(line, one[1], "utf-8", "utf-16"), place)
      assert.equal(one[3], position.convert(line, one[1], "utf-8", "utf-32"), place)
      assert.equal(one[1], position.convert(line, one[2], "utf-16", "utf-8"), place)
      assert.equal(one[1], position.convert(line, one[3], "utf-32", "utf-8"), place)
    end
  end)

  it("agree with Neovim's own", function()
    for column = 0, #line do
      local whole = column == #line or vim.str_utf_start(line, column + 1) == 0
      if whole then
        local utf32, utf16 = vim.str_utfindex(line, column)
        assert.equal(utf16, position.convert(line, column, "utf-8", "utf-16"), "column " .. column)
        assert.equal(utf32, position.convert(line, column, "utf-8", "utf-32"), "column " .. column)
      end
    end
  end)

  it("inside a character are its start, behind the line its end", function()
    assert.equal(1, position.convert(line, 2, "utf-8", "utf-32"))
    assert.equal(3, position.convert(line, 8, "utf-8", "utf-16"))
    assert.equal(7, position.convert(line, 4, "utf-16", "utf-8"))
    assert.equal(9, position.convert(line, 99, "utf-8", "utf-16"))
    assert.equal(16, position.convert(line, 99, "utf-16", "utf-8"))
    assert.equal(16, position.convert(line, 99, "utf-8", "utf-8"))
  end)

  it("find lines and bytes both ways", function()
    local text = "一行目\n\nthird\n"
    local lines = position.lines(text)
    for offset = 1, #text + 1 do
      local row, column = lines:at(offset)
      assert.equal(offset, lines:offset(row, column))
    end
    assert.same({ 3, 0 }, { lines:at(#text + 1) })
    assert.equal("third", lines:line(2))
    assert.same({ line = 0, character = 2 }, lines:position(7, "utf-16"))
    assert.equal(7, lines:byte({ line = 0, character = 2 }, "utf-16"))
    assert.equal(#text + 1, lines:offset(99, 0))
    assert.equal(1, lines:offset(-1, 0))
  end)

  it("of a buffer are those of its text", function()
    local draft = require("tenkyo.nvim.draft")
    local bufnr = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_lines(bufnr, 0, -1, true, { "漢字", "", "a\0b", "👍" })
    assert.equal("漢字\n\na\0b\n👍", draft.text(bufnr))
    for _, format in ipairs({ "unix", "dos" }) do
      vim.bo[bufnr].fileformat = format
      local lines = position.lines(draft.text(bufnr))
      for row = 0, 3 do
        local column = #lines:line(row)
        assert.equal(lines:offset(row, column), draft.offset(bufnr, row, column), format)
      end
    end
    assert.same({ "漢字", "", "a\0b", "👍" }, draft.lines(draft.text(bufnr)))
    vim.api.nvim_buf_delete(bufnr, { force = true })
  end)
end)

describe("what a marker covers", function()
  local claim = require("tenkyo.nvim.claim")

  -- Sentences end at 。; markers are [n].
  local function read(text)
    local sentences, markers, from = {}, {}, 1
    while from <= #text do
      local _, last = text:find("。", from, true)
      sentences[#sentences + 1] = { first = from, last = last or #text }
      from = (last or #text) + 1
    end
    from = 1
    while true do
      local first, last = text:find("%[%d%]", from)
      if not first then
        return sentences, markers
      end
      markers[#markers + 1] = { first = first, last = last, keys = {} }
      from = last + 1
    end
  end

  local function covered(text, index)
    local sentences, markers = read(text)
    local found = claim.of(text, sentences, markers, markers[index])
    return found and found.text
  end

  it("is its sentence, before or behind the full stop", function()
    assert.equal("二つ目の文。", covered("一つ目の文。二つ目の文[1]。三つ目。", 1))
    assert.equal("二つ目の文。", covered("一つ目の文。二つ目の文。[1]三つ目。", 1))
    assert.equal("一つ目の文。", covered("一つ目の文。[1][2]二つ目。", 2))
  end)

  it("is the part back to the marker before", function()
    assert.equal("前の半分で、", covered("前の半分で、[1]後の半分[2]。", 1))
    assert.equal("後の半分", covered("前の半分で、[1]後の半分[2]。", 2))
    assert.equal("前の半分で、", covered("前の半分で、[1][2]後[3]。", 2))
  end)

  it("is nothing where nothing stands", function()
    assert.is_nil(covered("[1]", 1))
    assert.is_nil(covered("一つ目。\n\n[1]二つ目。", 1))
  end)
end)

describe("width", function()
  local width = require("tenkyo.nvim.width")

  it("is counted in cells", function()
    assert.equal("漢…", width.cut("漢字かな", 4))
    assert.equal("漢字かな", width.cut("漢字かな", 8))
    assert.equal("漢字 ", width.fill("漢字", 5))
    for _, text in ipairs({ "漢字かな交じり文", "plain text here", "👍👍👍👍👍", "e\204\129e\204\129e\204\129", "" }) do
      for cells = 1, 12 do
        assert.equal(cells, width.cells(width.fill(text, cells)), text)
      end
    end
  end)

  it("is that of one line", function()
    assert.equal("a b c", width.one_line("a\r\n b\0\27c\n"))
    assert.equal("ab", width.one_line("a\226\128\174b"))
    local long = string.rep("a", 1000000)
    assert.equal(10, width.cells(width.cut(long, 10)))
  end)
end)

describe("the fields of a command", function()
  local edit = require("tenkyo.nvim.edit")

  it("are read with the blanks in their values", function()
    local fields, before = edit.parse("smith2024 title=A title = with signs  date=2024-01-02")
    assert.equal("smith2024", before)
    assert.same({ title = "A title = with signs", published = "2024-01-02" }, fields)
    fields, before = edit.parse("https://a.example/?key=1&title=2 publisher=新聞 社")
    assert.equal("https://a.example/?key=1&title=2", before)
    assert.same({ publisher = "新聞 社" }, fields)
    fields, before = edit.parse("x url=")
    assert.same({ url = "" }, fields)
    assert.equal("x", before)
    fields, before = edit.parse("plain words")
    assert.same({}, fields)
    assert.equal("plain words", before)
  end)
end)

describe("a downloaded answer", function()
  local fetch = require("tenkyo.nvim.fetch")

  it("is read by its type, then by its ending", function()
    for _, one in ipairs({
      { "text/plain; charset=utf-8", "https://a.example/x", "text" },
      { "text/plain", "https://a.example/x.md?raw=1", "markdown" },
      { "text/markdown", "https://a.example/x", "markdown" },
      { "application/json", "https://a.example/x", "json" },
      { "application/ld+json", "https://a.example/x", "json" },
      { "application/octet-stream", "https://a.example/x.jsonl#a", "jsonl" },
      { "", "https://a.example/x.TXT", "text" },
    }) do
      assert.equal(one[3], (fetch.kind(one[1], one[2], "text")), one[1])
    end
  end)

  it("is refused when it is a page or no text", function()
    local _, failure = fetch.kind("text/html; charset=utf-8", "https://a.example/", "x")
    assert.equal("fetch_html", failure)
    _, failure = fetch.kind("text/plain", "https://a.example/", "\239\187\191 \n<!DOCTYPE HTML><p>x")
    assert.equal("fetch_html", failure)
    _, failure = fetch.kind("application/pdf", "https://a.example/x.md", "%PDF")
    assert.equal("fetch_type", failure)
    _, failure = fetch.kind("application/octet-stream", "https://a.example/x", "x")
    assert.equal("fetch_type", failure)
  end)
end)

describe("Markdown that is added", function()
  local add = require("tenkyo.nvim.add")

  it("gets the given fields above its own, the address below", function()
    assert.equal("# T\n", add.with_front_matter("# T\n", {}))
    assert.equal(
      '---\npublisher: "a \\"b\\" \\\\"\ntitle: "x y"\nurl: "https://u"\n---\n# T\n',
      add.with_front_matter("# T\n", { title = "x\ny", publisher = 'a "b" \\' }, "https://u")
    )
    assert.equal(
      '---\ntitle: "new"\ntitle: old\nurl: "https://u"\n---\nbody\n',
      add.with_front_matter("---\ntitle: old\n---\nbody\n", { title = "new" }, "https://u")
    )
    assert.equal('---\nurl: "https://u"\n---\nbody', add.with_front_matter("---\n---\nbody", {}, "https://u"))
  end)
end)

describe("the name of an article's buffer", function()
  local article = require("tenkyo.nvim.article")

  it("holds any path and gives it back", function()
    for _, path in ipairs({
      "/home/a/.local/share/nvim/tenkyo/store.db",
      "/家/記事 集/store.db",
      "/odd/%41|<CR>\n`x`/$HOME/~/a*b?[c]{d}#'\"\\/store.db",
      "/1/2/3",
    }) do
      local uri = article.uri(path, 12, 3)
      assert.same({ store = path, id = 12, revision = 3 }, article.parse(uri))
      assert.falsy(uri:find("[%c |<>*?%[%]{}#$`'\"\\]"))
    end
  end)

  it("is refused when it is not ours", function()
    local large = "tenkyo:///x/1/" .. ("9"):rep(17)
    for _, uri in ipairs({
      "tenkyo://", "tenkyo:///a/b/c", "tenkyo://a/1", "tenkyo:///x%00/1/1", "file:///x/1/1", large,
    }) do
      assert.is_nil(article.parse(uri))
    end
  end)
end)
