-- :Tenkyo, each subcommand as a writer types it, and the functions of tenkyo.nvim behind them.
package.path = (os.getenv("TENKYO_ROOT") or ".") .. "/tests/nvim/?.lua;" .. package.path
local helper = require("helper")

local child

before_each(function()
  child = helper.child()
end)
after_each(function()
  child:stop()
end)

-- The stored articles, newest first.
local function stored(removed)
  return child:lua(
    [[local store = assert(require("tenkyo").open(require("tenkyo.nvim.place").store()))
      local list = assert(store:articles({ removed = ... }))
      for _, one in ipairs(list) do
        local whole = store:article(one.id)
        one.body = whole and whole.body
      end
      store:close()
      return list]],
    removed or false
  )
end

local function go_to(text)
  child:lua(
    [[local text = ...
      for row, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
        local column = line:find(text, 1, true)
        if column then
          return vim.api.nvim_win_set_cursor(0, { row, column - 1 })
        end
      end
      error("not there: " .. text)]],
    text
  )
end

local function wait_list(name)
  return child:wait(
    "the list " .. name,
    [[return vim.api.nvim_buf_get_name(0) == "tenkyo-list://" .. ...
      and vim.api.nvim_buf_get_lines(0, 0, -1, true) or nil]],
    name
  )
end

-- Answers vim.ui.select with the first item whose label holds the text, and vim.ui.input with the other.
local function answer(choice, input)
  child:lua(
    [[local choice, input = ...
      vim.ui.select = function(items, options, on_choice)
        for index, item in ipairs(items) do
          local label = (options.format_item or tostring)(item)
          assert(not label:find("[%c]"), "a label on several lines")
          if label:find(choice, 1, true) then
            return on_choice(item, index)
          end
        end
        on_choice(nil)
      end
      vim.ui.input = function(_, on_input)
        on_input(input)
      end]],
    choice,
    input or ""
  )
end

local function count_text(text, part)
  local count, from = 0, 1
  while true do
    local first, last = text:find(part, from, true)
    if not first then
      return count
    end
    count, from = count + 1, last + 1
  end
end

describe(":Tenkyo add", function()
  it("takes files and folders, and says how to correct a title", function()
    helper.write(child.work .. "/one.md", "# 一つ目の題\n\n一つ目の記事の本文である。\n")
    helper.write(child.work .. "/more/two.txt", "二つ目の題である行\n\n二つ目の本文。\n")
    helper.write(child.work .. "/more/three.json", '{"title": "Three", "body": "A third text.", "key": "three"}')
    child:ex("Tenkyo add one.md")
    local messages = child:wait_message("一つ目の題")
    local key = stored()[1].key
    assert.truthy(messages:find((":Tenkyo edit %s title="):format(key), 1, true))
    child:ex("Tenkyo add more")
    child:wait_message("Added 2")
    assert.equal(3, #stored())
    child:ex("Tenkyo add one.md")
    child:wait_message("Already in the store")
    assert.equal(3, #stored())
  end)

  it("makes the store for its user alone", function()
    helper.write(child.work .. "/one.md", "# 題\n\n本文。\n")
    child:ex("Tenkyo add one.md")
    child:wait_message("Added")
    local path = child.folder .. "/data/nvim/tenkyo/store.db"
    assert.equal("rw-------", vim.fn.getfperm(path))
    assert.equal("rwx------", vim.fn.getfperm(vim.fs.dirname(path)))
  end)

  it("takes names with blanks, wildcards and several files", function()
    helper.write(child.work .. "/my file.txt", "空白のある名前\n\n一つ目。\n")
    helper.write(child.work .. "/a1.txt", "番号の付いた名前\n\n二つ目。\n")
    helper.write(child.work .. "/a2.txt", "別の番号の名前\n\n三つ目。\n")
    child:ex("Tenkyo add my file.txt")
    child:wait_message("空白のある名前")
    child:ex("Tenkyo add my\\ file.txt a*.txt")
    child:wait_message("Added 2, updated 0, unchanged 1")
  end)

  it("names what cannot be read and keeps the rest", function()
    helper.write(child.work .. "/in/good.json", '[{"title": "Good", "body": "Text."}, {"title": "No body"}]')
    helper.write(child.work .. "/in/bad.json", "{")
    child:ex("Tenkyo add in")
    child:wait_message("bad.json")
    child:wait("the good one", [[
      local store = require("tenkyo").open(require("tenkyo.nvim.place").store())
      local found = #(store:articles() or {})
      store:close()
      return found == 1]])
    child:ex("Tenkyo add nowhere.txt")
    child:wait_message("There is no file or folder")
    helper.write(child.work .. "/paper.pdf", "%PDF-1.4")
    child:ex("Tenkyo add paper.pdf")
    child:wait_message("Cannot be read: paper.pdf: this file format")
    vim.fn.mkdir(child.work .. "/nothing")
    child:ex("Tenkyo add nothing")
    child:wait_message("There is no file to add")
  end)

  it("takes lines, a selection and fields", function()
    child:draft("捨てる行\n選んだ題の行\n選んだ本文である。\n捨てる行\n")
    child:ex("2,3Tenkyo add title=与えた題 publisher=青葉 新聞 date=2024-01-02 url=https://a.example/x?b=c")
    child:wait_message("与えた題")
    local one = stored()[1]
    assert.equal("選んだ題の行\n選んだ本文である。", one.body)
    assert.equal("青葉 新聞", one.publisher)
    assert.equal("2024-01-02", one.published)
    assert.equal("https://a.example/x?b=c", one.url)
    go_to("本文")
    child:type("vg_:Tenkyo add title=字の選択<CR>")
    child:wait_message("字の選択")
    assert.equal("本文である。", stored()[1].body)
  end)

  it("takes the clipboard", function()
    child:lua([[
      vim.g.clipboard = {
        name = "test",
        copy = { ["+"] = function() end, ["*"] = function() end },
        paste = { ["+"] = function() return { { "写した題の行", "", "写した本文。" }, "V" } end,
          ["*"] = function() return { {}, "v" } end },
      }]])
    child:ex("Tenkyo add clipboard url=https://clip.example/")
    child:wait_message("Added")
    assert.truthy(stored()[1].body:find("写した本文。", 1, true))
    assert.equal("https://clip.example/", stored()[1].url)
  end)

  it("says when the store is read-only, and blames no file", function()
    child:articles({ helper.library })
    helper.write(child.work .. "/one.txt", "一つの題の行\n\n本文。\n")
    child:lua([[vim.uv.fs_access = function() return false end]])
    child:ex("Tenkyo add one.txt")
    child:wait_message("The store is read-only")
    child:ex("messages clear")
    child:lua([[require("tenkyo.nvim").add({ text = "二つ目の本文。" })]])
    child:wait_message("The store is read-only")
    assert.equal(1, #stored())
  end)

  it("says how it is used", function()
    child:ex("Tenkyo add")
    child:wait_message("Usage: :Tenkyo add")
    child:ex("new")
    child:ex("1Tenkyo add")
    child:wait_message("There is no text to add")
  end)
end)

describe(":Tenkyo add URL", function()
  local server, answers

  -- A server of one answer for a connection, on a port of its own.
  local function start()
    server = assert(vim.uv.new_tcp())
    server:bind("127.0.0.1", 0)
    server:listen(8, function()
      local client = vim.uv.new_tcp()
      server:accept(client)
      local received = ""
      client:read_start(function(_, data)
        received = received .. (data or "")
        if data and received:find("\r\n\r\n", 1, true) then
          local path = received:match("^%u+ (%S+)")
          client:write(answers[path] or "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", function()
            client:close()
          end)
        end
      end)
    end)
    return ("http://127.0.0.1:%d"):format(server:getsockname().port)
  end

  local function reply(kind, body)
    return ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"):format(
      kind,
      #body,
      body
    )
  end

  -- curl does not run under a sanitizer's runtime.
  before_each(function()
    if os.getenv("LD_PRELOAD") then
      local path = child.folder .. "/bin/curl"
      local curl = vim.fn.exepath("curl")
      helper.write(path, ("#!/bin/sh\nunset LD_PRELOAD\nexec %s \"$@\"\n"):format(vim.fn.shellescape(curl)))
      vim.fn.setfperm(path, "rwx------")
      child:lua("vim.env.PATH = ... .. ':' .. vim.env.PATH", child.folder .. "/bin")
    end
  end)
  after_each(function()
    if server then
      server:close()
      server = nil
    end
  end)

  it("keeps text, Markdown and JSON", function()
    answers = {
      ["/a.txt"] = reply("text/plain; charset=utf-8", "港の灯台が点灯した日\n\n灯台は再び光る。\n"),
      ["/b"] = reply("text/markdown", "# 見出しの題\n\n本文の一文である。\n"),
      ["/e"] = reply("text/markdown", "---\ntitle: 前書きの題\nauthor: 森\n---\n\n本文の二文目である。\n"),
      ["/c.json"] = reply("application/json", '{"title": "From JSON", "body": "A text.", "url": "https://j.example/"}'),
      -- 日本語の題名です
      ["/d.txt"] = reply(
        "text/plain; charset=shift_jis",
        "\147\250\150\123\140\234\130\204\145\232\150\188\130\197\130\183\n"
      ),
    }
    local address = start()
    child:ex("Tenkyo add " .. address .. "/a.txt")
    child:wait_message("Added")
    assert.equal(address .. "/a.txt", stored()[1].url)
    assert.truthy(stored()[1].body:find("灯台は再び光る。", 1, true))
    child:ex("Tenkyo add " .. address .. "/b title=直した題")
    child:wait_message("直した題")
    assert.equal(address .. "/b", stored()[1].url)
    child:ex("Tenkyo add " .. address .. "/e publisher=社")
    child:wait_message("前書きの題")
    local one = stored()[1]
    assert.same({ "森", "社", address .. "/e" }, { one.author, one.publisher, one.url })
    -- Added again, it keeps the title that the writer gave.
    child:ex("Tenkyo add " .. address .. "/b")
    child:wait_message("Already in the store: 直した題")
    child:ex("Tenkyo add " .. address .. "/c.json")
    child:wait_message("From JSON")
    assert.equal("https://j.example/", stored()[1].url)
    child:ex("Tenkyo add " .. address .. "/d.txt title=d")
    child:wait_message("Added: d")
    assert.truthy(stored()[1].body:find("日本語の題名です", 1, true))
  end)

  it("refuses pages, failures and what is too much", function()
    child:lua("vim.g.tenkyo = { messages = 'en', fetch = { largest = 1000, timeout = 5 } }")
    answers = {
      ["/page"] = reply("text/html", "<!doctype html><p>text"),
      ["/sly"] = reply("text/plain", "  <HTML><body>"),
      ["/pdf"] = reply("application/pdf", "%PDF"),
      ["/large"] = reply("text/plain", ("x"):rep(5000)),
      ["/endless"] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" .. ("y"):rep(5000),
    }
    local address = start()
    for path, message in pairs({
      page = "HTML pages cannot be read yet",
      sly = "HTML pages cannot be read yet",
      pdf = "application/pdf cannot be read",
      large = "more than 1000 bytes",
      endless = "more than 1000 bytes",
      missing = "The server answered 404",
    }) do
      child:ex("messages clear")
      child:ex("Tenkyo add " .. address .. "/" .. path)
      child:wait_message(message)
    end
    child:ex("Tenkyo add http://127.0.0.1:1/")
    child:wait_message("Cannot fetch")
    child:lua("vim.g.tenkyo = { messages = 'en', fetch = { curl = '/nowhere/curl' } }")
    child:ex("Tenkyo add " .. address .. "/page")
    child:wait_message("/nowhere/curl was not found")
    assert.equal(0, vim.fn.filereadable(child.folder .. "/data/nvim/tenkyo/store.db"))
  end)

  it("can be cancelled", function()
    answers = {}
    server = assert(vim.uv.new_tcp())
    server:bind("127.0.0.1", 0)
    local clients = {}
    server:listen(8, function()
      local client = vim.uv.new_tcp()
      server:accept(client)
      clients[#clients + 1] = client
    end)
    child:ex(("Tenkyo add http://127.0.0.1:%d/"):format(server:getsockname().port))
    assert.is_true(vim.wait(20000, function()
      return #clients > 0
    end, 20))
    child:ex("Tenkyo cancel")
    child:wait_message("Downloading: cancelled")
    for _, client in ipairs(clients) do
      client:close()
    end
  end)
end)

describe(":Tenkyo sources", function()
  before_each(function()
    child:articles({ helper.library, helper.harbour })
    child:draft("# 原稿\n\n図書館の話。\n")
  end)

  it("is a table whose columns stand straight", function()
    child:ex("Tenkyo sources")
    local lines = wait_list("sources")
    assert.equal(5, #lines)
    assert.truthy(lines[4]:find("^kitaura2024harbour%s+Harbour reopens"))
    assert.truthy(lines[5]:find("^aoba2025library%s+青葉市の図書館"))
    local columns = child:lua([[
      local columns = {}
      for row = 4, 5 do
        local line = vim.fn.getline(row)
        local before = line:match("^(.-)%d%d%d%d%-%d%d%-%d%d$")
        columns[#columns + 1] = vim.fn.strdisplaywidth(before)
      end
      return columns]])
    assert.equal(columns[1], columns[2])
  end)

  it("narrows by words", function()
    child:ex("Tenkyo sources 図書館")
    assert.equal(4, #wait_list("sources"))
    child:type("q")
    child:ex("Tenkyo sources なにもない語")
    child:wait_message("No article matches")
  end)

  it("opens, edits, removes and brings back", function()
    child:ex("Tenkyo sources")
    wait_list("sources")
    answer("publisher", "北浦 時報")
    child:type("4Ge")
    child:wait_message("Changed")
    child:wait("the changed row", [[return vim.fn.getline(4):find("北浦 時報", 1, true) ~= nil]])
    child:type("4GD")
    child:wait_message("Removed")
    child:wait("one row less", [[return vim.fn.line("$") == 4]])
    assert.equal(1, #stored(true))
    child:type("u")
    child:wait_message("Restored")
    child:wait("the row again", [[return vim.fn.line("$") == 5]])
    child:type("4G<CR>")
    child:wait("the article", [[return vim.api.nvim_buf_get_name(0):find("^tenkyo://") ~= nil]])
    assert.equal(helper.harbour.body, child:text())
  end)

  it("cites and summarises", function()
    local draft = child:lua([[vim.fn.cursor(3, 1) vim.cmd("normal! $") return vim.api.nvim_get_current_buf()]])
    child:ex("Tenkyo sources")
    wait_list("sources")
    child:type("5Gc")
    child:wait_message("added the reference")
    local new = "図書館の話[1]。\n\n## 参考文献\n\n- [1] 「青葉市の図書館が開館、蔵書は3万冊」青葉新聞"
    assert.truthy(child:text(draft):find(new, 1, true))
    child:type("4GVGs")
    local lines = wait_list("summary")
    local all = table.concat(lines, "\n")
    assert.truthy(all:find("三番目に大きい。", 1, true))
    assert.truthy(all:find("4.2 billion yen", 1, true))
  end)
end)

describe(":Tenkyo edit", function()
  before_each(function()
    child:articles({ helper.library, helper.harbour })
  end)

  it("changes fields", function()
    child:ex("Tenkyo edit aoba2025library title=直した 題 date=2025-04-14 author=")
    child:wait_message("Changed: 直した 題")
    local one = stored()[2]
    assert.equal("直した 題", one.title)
    assert.equal("2025-04-14", one.published)
    assert.truthy(one.author == nil or one.author == "")
  end)

  it("refuses another article's key and unknown fields", function()
    child:ex("Tenkyo edit aoba2025library key=kitaura2024harbour")
    child:wait_message("another article has this key")
    child:ex("Tenkyo edit aoba2025library colour=red")
    child:wait_message("There is no field “colour”")
    child:ex("Tenkyo edit aoba2025library date=someday")
    child:wait_message("this cannot be used")
    assert.equal("2025-04-13", stored()[2].published)
  end)

  it("finds the article by a word of its title, or asks", function()
    child:ex("Tenkyo edit Harbour title=One word found it")
    child:wait_message("Changed: One word found it")
    answer("図書館")
    child:ex("Tenkyo edit title=asked")
    child:wait_message("Changed: asked")
    assert.equal("asked", stored()[2].title)
  end)
end)

describe(":Tenkyo search", function()
  before_each(function()
    child:articles({ helper.library, helper.harbour })
    child:draft("図書館の話。\n")
  end)

  it("lists sentences, goes to them and quotes them", function()
    child:ex("Tenkyo search 1,200人")
    local lines = wait_list("search")
    assert.truthy(lines[4]:find("初日は1,200人が訪れた。", 1, true))
    assert.truthy(lines[5]:find("青葉市の図書館が開館", 1, true))
    child:type("<CR>")
    child:wait("the sentence", [[return vim.api.nvim_get_current_line() == "初日は1,200人が訪れた。"]])
  end)

  it("says when nothing is found", function()
    child:ex("Tenkyo search \"こんな文はない\"")
    assert.truthy(table.concat(wait_list("search")):find("nothing found", 1, true))
  end)
end)

describe(":Tenkyo summary", function()
  local body = helper.library.body .. "\n天気は晴れだった。\n図書館の前には長い列ができ、子どもたちが本を選んだ。\n"

  before_each(function()
    child:articles({ helper.library, helper.harbour })
  end)

  it("of the draft goes to its sentences", function()
    child:draft("# 題\n\n" .. body)
    child:ex("Tenkyo summary sentences=2")
    local lines = wait_list("summary")
    assert.equal(5, #lines)
    local sentence = lines[5]:gsub("^%s*%d+ ", "")
    child:type("5G<CR>")
    child:wait("the draft", [[return vim.bo.filetype == "markdown"]])
    local rest = child:lua([[return vim.api.nvim_get_current_line():sub(vim.api.nvim_win_get_cursor(0)[2] + 1)]])
    assert.equal(1, rest:find(sentence, 1, true))
  end)

  it("of lines has the right places", function()
    child:draft("前置きの行である。\n" .. body)
    child:ex("2,$Tenkyo summary sentences=1")
    local lines = wait_list("summary")
    local sentence = lines[4]:gsub("^%s*%d+ ", "")
    child:type("4G<CR>")
    child:wait("the draft", [[return vim.bo.filetype == "markdown"]])
    local rest = child:lua([[return vim.api.nvim_get_current_line():sub(vim.api.nvim_win_get_cursor(0)[2] + 1)]])
    assert.equal(1, rest:find(sentence, 1, true))
  end)

  it("of articles and about words names their sources", function()
    child:draft("話。\n")
    child:ex("Tenkyo summary articles kitaura2024harbour sentences=2")
    local lines = wait_list("summary")
    assert.truthy(lines[5]:find("Harbour reopens after repairs — Kitaura Times — 2024-03-04", 1, true))
    child:type("q")
    child:ex("Tenkyo summary 図書館 蔵書")
    lines = wait_list("summary")
    assert.truthy(lines[1]:find("図書館 蔵書", 1, true))
    assert.truthy(table.concat(lines, "\n"):find("蔵書は3万冊", 1, true))
    assert.falsy(table.concat(lines, "\n"):find("Harbour", 1, true))
  end)

  it("is inserted with markers and references, and gives no findings", function()
    for _, key in ipairs({ "i", "I" }) do
      local name = key .. ".md"
      local draft = child:draft("# 図書館\n\n新しい図書館ができた。\n\n次の段落。\n", name:upper())
      child:type("3G$")
      child:ex("Tenkyo summary all sentences=4")
      wait_list("summary")
      child:type("4GVG" .. key)
      child:wait("the quotations", [[
        return table.concat(vim.api.nvim_buf_get_lines(..., 0, -1, true)):find("参考文献", 1, true) ~= nil]], draft)
      local text = child:text(draft)
      assert.truthy(text:find("%[1%]"))
      assert.truthy(text:find("%[2%]"))
      assert.equal(1, count_text(text, "- [1] "))
      assert.equal(1, count_text(text, "- [2] "))
      local found = child:lua([[
        local path = require("tenkyo.nvim.place").store()
        local store = assert(require("tenkyo").open(path))
        local findings = assert(store:check(..., { format = "markdown" }))
        store:close()
        return findings]], text)
      assert.same({}, vim.tbl_map(function(one)
        return one.code .. ": " .. one.message
      end, found))
      child:lua([[vim.api.nvim_set_current_win(vim.fn.bufwinid(...)) vim.cmd("undo")]], draft)
      assert.equal("# 図書館\n\n新しい図書館ができた。\n\n次の段落。", child:text(draft))
      child:ex("only")
    end
  end)

  it("of the article that is shown goes into the draft in sight", function()
    local draft = child:draft("話。\n")
    child:ex("Tenkyo search 1,200人")
    wait_list("search")
    child:type("4G<CR>")
    child:wait("the article", [[return vim.api.nvim_buf_get_name(0):find("^tenkyo://") ~= nil]])
    -- beside the draft and the list
    assert.equal(3, child:lua("return #vim.api.nvim_tabpage_list_wins(0)"))
    child:ex("Tenkyo summary sentences=1")
    wait_list("summary")
    child:type("4Gi")
    child:wait_message("Quoted sentences: 1")
    assert.truthy(child:text(draft):find("」[1]", 1, true))
  end)

  it("is quoted sentence by sentence in the order of asking", function()
    for _, key in ipairs({ "i", "I" }) do
      local draft = child:draft("# 図書館\n\n新しい図書館ができた。\n\n次の段落。\n", key == "i" and "one.md" or "two.md")
      child:type("3G$")
      child:ex("Tenkyo summary all sentences=9")
      wait_list("summary")
      for _, sentence in ipairs({ "新しい図書館の蔵書は3万冊", "初日は1,200人" }) do
        child:lua([[
          for row, line in ipairs(vim.api.nvim_buf_get_lines(0, 3, -1, true)) do
            if line:find("^ *%d+ ") and line:find(..., 1, true) then
              return vim.api.nvim_win_set_cursor(0, { row + 3, 0 })
            end
          end
          error("no such sentence")]], sentence)
        child:type(key)
        child:wait("the quotation", [[
          local draft, sentence = ...
          local text = table.concat(vim.api.nvim_buf_get_lines(draft, 0, -1, true), "\n"):gsub("## 参考文献.*", "")
          return text:find(sentence, 1, true) ~= nil]], draft, sentence)
      end
      local text = child:text(draft):gsub("## 参考文献.*", "")
      assert.is_true(text:find("新しい図書館の蔵書は3万冊", 1, true) < text:find("初日は1,200人", 1, true))
      assert.is_true(text:find("初日は1,200人", 1, true) < text:find("次の段落", 1, true))
      child:ex("only")
    end
  end)

  it("refuses values that are none", function()
    child:draft("話。\n")
    for _, words in ipairs({ "sentences=0", "all sentences=x", "図書館 chars=", "all since=2025" }) do
      child:ex("messages clear")
      child:ex("Tenkyo summary " .. words)
      child:wait_message("Usage: :[range]Tenkyo summary")
    end
  end)

  it("of a draft is not quoted in it", function()
    child:draft("# 題\n\n" .. body)
    child:ex("Tenkyo summary sentences=1")
    wait_list("summary")
    child:type("4Gi")
    child:wait_message("Only sentences of articles can be quoted")
  end)
end)

describe(":Tenkyo evidence", function()
  before_each(function()
    child:articles({ helper.library, helper.harbour })
    child:draft("図書館は県内では三番目に大きいという[1]。\n\n港の話。\n\n参考文献\n- [1] 題\n")
  end)

  it("is for the sentence at the cursor, a selection or words", function()
    go_to("県内")
    child:ex("Tenkyo evidence")
    local lines = wait_list("evidence")
    assert.truthy(lines[1]:find("^Evidence: "))
    assert.truthy(lines[4]:find("三番目に大きい。", 1, true))
    child:type("q")
    child:ex("Tenkyo evidence Fishermen returned to the harbour the same morning.")
    assert.truthy(wait_list("evidence")[4]:find("Fishermen returned", 1, true))
    child:type("q")
    child:lua([[vim.fn.cursor(2, 1)]])
    child:ex("Tenkyo evidence")
    child:wait_message("no sentence at the cursor")
    child:ex("Tenkyo search 図書館")
    wait_list("search")
    child:ex("Tenkyo evidence")
    child:wait_message("This buffer is no draft")
  end)
end)

describe(":Tenkyo cite", function()
  before_each(function()
    child:articles({ helper.library, helper.harbour })
  end)

  it("puts marker and reference as one undo step", function()
    child:draft("# 題\n\n図書館が開いた。\n")
    child:lua([[vim.fn.cursor(3, 1) vim.cmd("normal! $")]])
    child:type("a次の文。<Esc>")
    child:ex("Tenkyo cite aoba2025library")
    child:wait_message("added the reference")
    local text = "# 題\n\n図書館が開いた。次の文[1]。\n\n## 参考文献\n\n"
      .. "- [1] 「青葉市の図書館が開館、蔵書は3万冊」青葉新聞、2025年4月13日、https://aoba.example/library"
    assert.equal(text, child:text())
    child:type("u")
    child:wait("the undone citation", [[return vim.fn.line("$") == 3]])
    assert.equal("# 題\n\n図書館が開いた。次の文。", child:text())
    child:type("<C-r>")
    child:wait("the citation again", [[return vim.fn.line("$") > 3]])
    assert.equal(text, child:text())
  end)

  it("works while inserting and leaves the cursor behind the marker", function()
    child:draft("Tea [1]. The harbour reopened.\n\nReferences\n[1] [Old](https://old.example/)\n")
    child:lua([[vim.keymap.set("i", "<F2>", "<Cmd>Tenkyo cite kitaura2024harbour<CR>")]])
    go_to(" reopened.")
    child:type("ea<F2>")
    child:wait_message("added the reference")
    child:type("!<Esc>")
    child:wait("the typed text", [[return vim.fn.getline(1) == "Tea [1]. The harbour reopened [2]!."]])
    assert.equal("[2] [Harbour reopens after repairs](https://kitaura.example/harbour)", child:lines()[5])
  end)

  it("puts the next marker behind the one before", function()
    for text, last in pairs({ ["図書館が開き、港も開いた"] = "]", ["港も図書館も開いた。"] = "。" }) do
      child:draft("# 題\n\n" .. text .. "\n", last == "]" and "open.md" or "closed.md")
      child:type("3G$")
      child:ex("Tenkyo cite aoba2025library")
      child:wait("the first marker", [[return vim.fn.getline(3):find("[1]", 1, true) ~= nil]])
      assert.equal(last, child:lua([[return vim.fn.strcharpart(vim.fn.getline("."):sub(vim.fn.col(".")), 0, 1)]]))
      child:ex("Tenkyo cite kitaura2024harbour")
      child:wait("the second marker", [[return vim.fn.getline(3):find("[2]", 1, true) ~= nil]])
      local stop = last == "。" and last or ""
      assert.equal(text:sub(1, #text - #stop) .. "[1][2]" .. stop, child:lines()[3])
    end
  end)

  it("uses the reference that is there and cites nothing twice", function()
    child:draft(helper.library_draft(3):gsub("#.-\n\n", "一つ目の文。", 1))
    go_to("。")
    child:ex("Tenkyo cite aoba2025library")
    child:wait_message("Inserted [1]")
    assert.truthy(child:text():find("^一つ目の文%[1%]。"))
    assert.equal(1, count_text(child:text(), "- [1]"))
    child:ex("Tenkyo cite aoba2025library")
    child:wait_message("already cited here")
  end)

  it("remembers what neither title nor URL could say", function()
    child:articles({
      { title = "同じ題の記事", body = "一つ目の記事の本文。", key = "same1" },
      { title = "同じ題の記事", body = "二つ目の記事の本文。", key = "same2" },
    })
    child:draft("話[1]。別の話。\n\n参考文献\n- [1] 港の記事\n")
    go_to("別")
    child:type("$")
    child:ex("Tenkyo cite same2")
    child:wait_message("added the reference")
    local bound = child:lua([[
      local store = assert(require("tenkyo").open(require("tenkyo.nvim.place").store()))
      local citations = assert(store:bind(table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")))
      local article = store:article(citations.references[2].article or 0)
      store:close()
      return article and article.key]])
    assert.equal("same2", bound)
  end)

  it("refuses the reference list and a buffer that cannot be changed", function()
    child:draft(helper.library_draft(3))
    go_to("- [1]")
    child:ex("Tenkyo cite kitaura2024harbour")
    child:wait_message("inside the reference list")
    child:lua("vim.bo.modifiable = false")
    child:ex("Tenkyo cite kitaura2024harbour")
    child:wait_message("cannot be changed")
  end)

  it("does nothing to a draft that changed meanwhile", function()
    child:draft("図書館が開いた。\n")
    child:lua([[
      require("tenkyo.nvim.cite").run({ article = "aoba2025library", window = vim.api.nvim_get_current_win() })
      -- before the worker has answered
      vim.api.nvim_buf_set_lines(0, 0, 0, true, { "new" })]])
    child:wait_message("The draft changed meanwhile")
    assert.equal("new\n図書館が開いた。", child:text())
  end)

  it("asks when no article is named", function()
    child:draft("図書館が開いた。\n")
    answer("青葉市の図書館")
    child:type("$")
    child:ex("Tenkyo cite")
    child:wait_message("added the reference")
  end)
end)

describe(":Tenkyo link and open", function()
  before_each(function()
    child:articles({ helper.library, helper.harbour })
    child:draft("港は再開した[1]。\n\n参考文献\n- [1] ある港の記事\n")
    child:wait_codes(1)
  end)

  it("link the reference at the cursor or of its marker", function()
    go_to("[1]")
    child:ex("Tenkyo link kitaura2024harbour")
    child:wait_message("Linked: “ある港の記事” is Harbour reopens")
    child:wait_codes(0)
    go_to("[1]。")
    child:ex("Tenkyo open")
    child:wait("the article", [[return vim.api.nvim_buf_get_name(0):find("^tenkyo://") ~= nil]])
    assert.equal(helper.harbour.body, child:text())
  end)

  it("say when there is no reference", function()
    go_to("港")
    child:ex("Tenkyo link kitaura2024harbour")
    child:wait_message("There is no reference at the cursor")
  end)

  it("open by key, in the list's place never", function()
    child:ex("Tenkyo open aoba2025library")
    child:wait("the article", [[return vim.api.nvim_buf_get_name(0):find("^tenkyo://") ~= nil]])
    child:wait_message("tenkyo: 青葉市の図書館が開館、蔵書は3万冊 — 青葉新聞 — 2025-04-13")
    child:articles({ vim.tbl_extend("force", helper.library, { body = "新しい本文。" }) })
    child:ex("Tenkyo open aoba2025library")
    child:wait_message("revision 2 of 2")
    assert.equal("新しい本文。", child:text())
    child:ex("Tenkyo open nothing-like-this")
    child:wait_message("No article matches")
  end)

  it("open the page in the browser", function()
    child:lua([[vim.ui.open = function(url) _G.opened = url end]])
    child:ex("Tenkyo! open aoba2025library")
    assert.equal(helper.library.url, child:wait("the browser", "return _G.opened"))
  end)
end)

describe(":Tenkyo check", function()
  it("fills the quickfix list and counts", function()
    child:articles({ helper.library })
    child:draft(helper.library_draft(5) .. "- [2] 引かれない題\n")
    child:wait_codes(3)
    child:ex("Tenkyo! check")
    child:wait_message("Findings: 3 (errors 0, warnings 2, information 1)")
    local items = child:wait("the list", [[local list = vim.fn.getqflist() return #list == 3 and list or nil]])
    assert.equal("W", items[1].type)
    assert.truthy(items[1].text:find("^number%-differs: "))
    assert.equal("quickfix", child:lua("return vim.bo.buftype"))
  end)

  it("says when there is nothing", function()
    child:draft("一つの文。\n")
    child:ex("Tenkyo check")
    child:wait_message("No findings")
    child:ex("help")
    child:ex("Tenkyo check")
    child:wait_message("This buffer is no draft")
  end)
end)

describe(":Tenkyo ignore", function()
  before_each(function()
    child:articles({ helper.library })
    child:draft(helper.library_draft(5))
    child:wait_codes(1)
  end)

  it("silences on the line, in the file, for the project", function()
    go_to("5万")
    child:ex("Tenkyo ignore line")
    child:wait("the comment", [[
      return vim.api.nvim_get_current_line():find("<!-- tenkyo: ignore number-differs -->", 1, true) ~= nil]])
    child:wait_codes(0)
    child:type("u")
    child:wait_codes(1)
    go_to("5万")
    child:ex("Tenkyo ignore number-differs file")
    child:wait("the comment", [[return vim.fn.getline("$") == "<!-- tenkyo: ignore-file number-differs -->"]])
    child:wait_codes(0)
    child:type("u")
    child:wait_codes(1)
    go_to("5万")
    answer("without changing the file")
    child:ex("Tenkyo ignore")
    child:wait_codes(0)
    assert.truthy(helper.read(child.work .. "/.tenkyo/ignore"):find("^number%-differs %x+\n$"))
  end)

  it("says when there is nothing to silence", function()
    child:ex("1Tenkyo ignore")
    child:type("gg")
    child:ex("Tenkyo ignore line")
    child:wait_message("no finding on the cursor's line")
  end)
end)

describe(":Tenkyo remove and restore", function()
  it("take an article out and bring it back", function()
    child:articles({ helper.library, helper.harbour })
    child:ex("Tenkyo remove aoba2025library")
    child:wait_message(":Tenkyo restore aoba2025library")
    assert.equal(1, #stored())
    assert.equal(1, #stored(true))
    child:ex("Tenkyo restore aoba2025library")
    child:wait_message("Restored")
    assert.equal(2, #stored())
    child:ex("Tenkyo restore")
    child:wait_message("No article is removed")
  end)
end)

describe(":Tenkyo health", function()
  it("reports and tests itself", function()
    child:articles({ helper.library })
    child:ex("Tenkyo health")
    local report = child:text()
    local parts = { "Native part: ", "Self-test: passed", "(articles: 1)", "Filetypes: markdown, quarto, text" }
    for _, part in ipairs(parts) do
      assert.truthy(report:find(part, 1, true), part .. "\n" .. report)
    end
    assert.falsy(report:find("ERROR", 1, true))
    child:ex("Tenkyo health verify")
    child:wait_message("The store is sound (articles 1, revisions 1")
  end)

  it("reports a store that is none, and options that are none", function()
    helper.write(child.folder .. "/bad.db", ("no database"):rep(500))
    child:lua("vim.g.tenkyo = { messages = 'en', store = ..., colour = 1 }", child.folder .. "/bad.db")
    child:ex("checkhealth tenkyo")
    local report = child:text()
    assert.truthy(report:find("The store cannot be opened", 1, true))
    assert.truthy(report:find("There is no option tenkyo.colour", 1, true))
  end)
end)

describe("the store's place", function()
  it("is the nearest .tenkyo/store.db, else the user's, or as given", function()
    local function store()
      return child:lua([[return require("tenkyo.nvim.place").store()]])
    end
    helper.write(child.work .. "/.tenkyo/store.db", "")
    child:draft("話。\n", "deep/er/draft.md")
    assert.equal(child.work .. "/.tenkyo/store.db", store())
    child:lua("vim.g.tenkyo = { messages = 'en', store = '~/mine.db' }")
    assert.equal(child.folder .. "/home/mine.db", store())
    child:lua("vim.g.tenkyo = { messages = 'en' }")
    os.remove(child.work .. "/.tenkyo/store.db")
    assert.equal(child.folder .. "/data/nvim/tenkyo/store.db", store())
  end)
end)

describe("completion", function()
  local function complete(line)
    return child:lua([[return vim.fn.getcompletion(..., "cmdline")]], line)
  end

  it("offers subcommands, keys, fields and files", function()
    child:articles({ helper.library, helper.harbour })
    assert.same({ "search", "sources", "summary" }, complete("Tenkyo s"))
    assert.equal(15, #complete("Tenkyo "))
    assert.same({ "kitaura2024harbour", "aoba2025library" }, complete("Tenkyo cite "))
    assert.same({ "aoba2025library" }, complete("Tenkyo cite 図書館"))
    assert.same({ "title=" }, complete("Tenkyo edit aoba2025library t"))
    assert.same({ "articles", "all" }, complete("Tenkyo summary a"))
    assert.same({ "aoba2025library" }, complete("Tenkyo summary articles aoba"))
    helper.write(child.work .. "/my file.txt", "x")
    assert.same({ "my\\ file.txt" }, complete("Tenkyo add my"))
    assert.same({ "clipboard" }, complete("Tenkyo add clip"))
    assert.same({ "verify" }, complete("Tenkyo health "))
    assert.same({}, complete("Tenkyo nothing "))
    assert.same({ "check" }, complete("Tenkyo! ch"))
  end)

  it("says what there is", function()
    child:ex("Tenkyo nonsense")
    child:wait_message("There is no “:Tenkyo nonsense”. There are: add, cancel, check")
    child:ex("Tenkyo")
    child:wait_message("Usage: :Tenkyo {add|cancel|check|")
    child:ex("Tenkyo cancel")
    child:wait_message("Nothing is running")
  end)
end)

describe("what articles hold", function()
  local hostile = {
    title = "a|b %s %#Error#%{system('touch x')}<CR>\nnext\27[31m\tvim: set ft=lua:",
    body = "vim: set fileformat=dos filetype=lua tw=7:\n\0nul\0 and `touch y` sentence one.\r\n"
      .. "The second <!-- tenkyo: ignore --> sentence speaks of lamps.\nvim: set tw=9 ft=c:",
    publisher = "pub\nlisher|",
    author = "${HOME}",
    url = "https://h.example/%41?|<CR>",
    key = "h-1",
    published = "2024-01-01",
  }

  before_each(function()
    child:articles({ hostile })
  end)

  local function is_whole()
    assert.falsy(child:messages():find("E%d+:"))
    assert.equal(0, vim.fn.filereadable(child.work .. "/x") + vim.fn.filereadable(child.work .. "/y"))
  end

  it("is only text in lists, pickers and messages", function()
    child:draft("話。\n")
    child:ex("Tenkyo sources")
    assert.equal(4, #wait_list("sources"))
    child:lua("vim.o.columns = 60 vim.cmd.redrawstatus()")
    child:type("<CR>")
    child:wait("the article", [[return vim.api.nvim_buf_get_name(0):find("^tenkyo://") ~= nil]])
    assert.equal((hostile.body:gsub("\r\n", "\n")), child:text())
    assert.same({ 0, "text", false }, child:lua("return { vim.bo.textwidth, vim.bo.filetype, vim.bo.modeline }"))
    child:ex("only")
    child:ex("Tenkyo search lamps")
    wait_list("search")
    answer("h-1")
    child:ex("Tenkyo open")
    is_whole()
  end)

  it("is only text in a draft", function()
    child:draft("Lamps.\n")
    child:ex("Tenkyo cite h-1")
    child:wait_message("added the reference")
    local lines = child:lines()
    assert.equal(5, #lines)
    assert.falsy(lines[5]:find("%c"))
    child:ex("Tenkyo search lamps")
    wait_list("search")
    child:type("4Gi")
    child:wait_message("Quoted sentences: 1")
    child:ex("wincmd p")
    assert.falsy(child:text():find("<!--", 1, true))
    is_whole()
  end)

  it("is completed as one word of the command line", function()
    child:articles({ { title = "t", body = "another body", key = "k|x y" } })
    for _, key in ipairs(child:lua([[return vim.fn.getcompletion("Tenkyo cite ", "cmdline")]])) do
      assert.falsy(key:find("%c"))
    end
  end)
end)

describe("the Lua functions", function()
  it("are one for each subcommand", function()
    local missing = child:lua([[
      local api, missing = require("tenkyo.nvim"), {}
      for name in pairs(require("tenkyo.nvim.command").subcommands) do
        if type(api[name]) ~= "function" then missing[#missing + 1] = name end
      end
      return missing]])
    assert.same({}, missing)
  end)

  it("call back with what was done", function()
    child:draft("話。\n")
    child:lua([[
      local api = require("tenkyo.nvim")
      api.add({ text = "追加した記事の本文。", fields = { title = "追加", key = "added" } }, function(article)
        api.edit("added", { publisher = "社" }, nil, function(edited)
          api.cite("added", nil, function(done)
            api.check(nil, function(findings)
              api.remove("added", nil, function(removed)
                _G.result = { article.key, edited.publisher, done, #findings, removed.key }
              end)
            end)
          end)
        end)
      end)]])
    assert.same({ "added", "社", true, 0, "added" }, child:wait("the result", "return _G.result"))
  end)
end)
