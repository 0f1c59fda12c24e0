-- Drafts in Neovim: when they are checked, and what the language server gives for them.
package.path = (os.getenv("TENKYO_ROOT") or ".") .. "/tests/nvim/?.lua;" .. package.path
local helper = require("helper")

local child

before_each(function()
  child = helper.child()
  child:articles({ helper.library, helper.harbour })
end)
after_each(function()
  child:stop()
end)

-- Puts the cursor on the first place of this text in the current buffer.
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

-- Sends a request to the server for the cursor's place and waits for its answer.
local function request(method, extra)
  child:lua(
    [[local method, extra = ...
      local client = vim.lsp.get_clients({ name = "tenkyo" })[1]
      local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
      params.position = params.range.start
      params = vim.tbl_extend("force", params, extra or {})
      _G.answer = nil
      vim.lsp.buf_request(0, method, params, function(err, result)
        _G.answer = { err = err, result = result }
      end)]],
    method,
    extra or vim.empty_dict()
  )
  return child:wait("the answer to " .. method, "return _G.answer")
end

describe("findings", function()
  it("appear by themselves, where they belong", function()
    child:draft(helper.library_draft(5))
    assert.same({ "number-differs" }, child:wait_codes(1))
    local shown = child:lua([[
      local one = vim.diagnostic.get(0)[1]
      local text = vim.api.nvim_buf_get_text(0, one.lnum, one.col, one.end_lnum, one.end_col, {})[1]
      return { text = text, source = one.source, severity = one.severity, message = one.message }]])
    assert.equal("5万冊", shown.text)
    assert.equal("tenkyo", shown.source)
    assert.equal(2, shown.severity)
    assert.truthy(shown.message:find("3万冊", 1, true))
  end)

  it("appear although the front matter names a day that no calendar has", function()
    child:draft("---\ndate: 2025-02-30\n---\n\n" .. helper.library_draft(5))
    assert.same({ "number-differs" }, child:wait_codes(1))
  end)

  it("are none for a draft that says what its sources say", function()
    child:draft(helper.library_draft(3))
    child:wait("a check", [[return require("tenkyo.nvim.checker").last(vim.api.nvim_get_current_buf()) ~= nil]])
    assert.same({}, child:lua("return vim.diagnostic.get(0)"))
  end)

  it("are shown after wide characters, emoji and combining marks", function()
    child:draft("漢字👍e\204\129 " .. helper.library_draft(3):gsub("^# 図書館\n\n", ""):gsub("3万", "9万"))
    child:wait_codes(1)
    local text = child:lua([[
      local one = vim.diagnostic.get(0)[1]
      return vim.api.nvim_buf_get_text(0, one.lnum, one.col, one.end_lnum, one.end_col, {})[1] ]])
    assert.equal("9万冊", text)
  end)

  it("come when insert mode is left, not while typing", function()
    child:draft(helper.library_draft(3))
    child:wait("a check", [[return require("tenkyo.nvim.checker").last(vim.api.nvim_get_current_buf()) ~= nil]])
    go_to("3万")
    child:type("xi7")
    child:wait("the typed number", [[return vim.api.nvim_get_current_line():find("7万", 1, true) ~= nil]])
    child:settle()
    assert.equal("i", child:call("nvim_get_mode").mode)
    assert.same({}, child:lua("return vim.diagnostic.get(0)"))
    child:type("<Esc>")
    assert.same({ "number-differs" }, child:wait_codes(1))
  end)

  it("come after a rest in normal mode, and go", function()
    child:lua("vim.g.tenkyo = { messages = 'en', delay = 30 }")
    child:draft(helper.library_draft(3))
    child:wait("a check", [[return require("tenkyo.nvim.checker").last(vim.api.nvim_get_current_buf()) ~= nil]])
    go_to("3万")
    child:type("r8")
    assert.same({ "number-differs" }, child:wait_codes(1))
    child:type("u")
    child:wait_codes(0)
  end)

  it("come while typing when wanted, but not for the sentence at the cursor", function()
    child:lua("vim.g.tenkyo = { messages = 'en', live = true, delay = 10 }")
    local text = helper.library_draft(5):gsub("\n\n## ", "\n\n初日は千人が訪れたと聞いた。\n\n## ")
    child:draft(text)
    child:wait_codes(1)
    go_to("5万")
    child:type("a0")
    child:wait("no finding at the cursor", [[return vim.api.nvim_get_current_line():find("50万", 1, true)
      and #vim.diagnostic.get(0) == 0]])
    child:type("<Esc>/初日<CR>A<BS>、")
    child:wait("insert mode", [[return vim.api.nvim_get_mode().mode == "i"
      and vim.api.nvim_get_current_line():find("、$") ~= nil]])
    assert.same({ "number-differs" }, child:wait_codes(1))
    child:wait("its mark on the screen", [[
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, -1, 0, -1, { details = true })) do
        if (mark[4].hl_group or ""):find("^DiagnosticUnderline") then return true end
      end]])
    assert.equal("i", child:call("nvim_get_mode").mode)
  end)

  it("wait for a marker or a reference list", function()
    child:draft("# 図書館\n\n新しい図書館の蔵書は5万冊だ。\n")
    child:wait("its watch", [[return require("tenkyo.nvim.watch").is_watched(vim.api.nvim_get_current_buf())]])
    child:settle()
    assert.equal(0, child:lua([[return #vim.lsp.get_clients()]]))
    child:type("Go[9]<CR><CR>参考文献<CR>- [1] 題<Esc>")
    child:wait("findings", [[return #vim.diagnostic.get(0) > 0]])
    assert.equal(1, child:lua([[return #vim.lsp.get_clients({ name = "tenkyo" })]]))
    child:type("gg/9\\]<CR>dG")
    child:wait_codes(0)
  end)

  it("are only for the filetypes listed and for normal buffers", function()
    local text = helper.library_draft(5)
    child:draft(text, "draft.lua")
    child:lua("vim.bo.filetype = 'lua'")
    child:lua([[vim.cmd("new") vim.bo.buftype = "nofile" vim.bo.filetype = "markdown"
      vim.api.nvim_buf_set_lines(0, 0, -1, true, vim.split(..., "\n"))]], text)
    child:settle()
    assert.equal(0, child:lua([[return #vim.lsp.get_clients()]]))
    child:draft(text, "draft.txt")
    child:wait_codes(1)
  end)

  it("of the latest text win", function()
    child:lua("vim.g.tenkyo = { messages = 'en', delay = 0 }")
    child:draft(helper.library_draft(3))
    child:wait("a check", [[return require("tenkyo.nvim.checker").last(vim.api.nvim_get_current_buf()) ~= nil]])
    go_to("3万")
    child:type("r1r2r4r5r6r7r8r9r3")
    child:settle()
    child:wait("the check of the last text", [[
      local last = require("tenkyo.nvim.checker").last(vim.api.nvim_get_current_buf())
      return last.tick == vim.b.changedtick]])
    assert.same({}, child:lua("return vim.diagnostic.get(0)"))
    child:type("r9")
    child:wait_codes(1)
  end)

  it("follow the store", function()
    child:draft("図書館の本[1]。\n\n参考文献\n- [1] 港の灯台が点灯\n")
    assert.same({ "unknown-source" }, child:wait_codes(1))
    helper.write(child.work .. "/lamp.txt", "港の灯台が点灯\n\n図書館の本が灯台に置かれた。\n")
    child:ex("Tenkyo add lamp.txt")
    child:wait_message("港の灯台が点灯")
    child:wait("other findings", [[
      for _, one in ipairs(vim.diagnostic.get(0)) do
        if one.code == "unknown-source" then return false end
      end
      return true]])
  end)

  it("of a buffer without a name are shown too", function()
    child:lua([[vim.cmd.enew() vim.bo.filetype = "markdown"
      vim.api.nvim_buf_set_lines(0, 0, -1, true, vim.split(..., "\n"))]], helper.library_draft(5))
    child:type("ix<Esc>")
    assert.same({ "number-differs" }, child:wait_codes(1))
    assert.equal(1, child:lua("return #vim.api.nvim_list_bufs()"))
  end)

  it("hold for a draft with NUL and invalid bytes", function()
    child:draft("x\n\n" .. helper.library_draft(5) .. "\0")
    child:lua([[vim.api.nvim_buf_set_lines(0, 0, 1, true, { "\0\255\254漢\0" })]])
    child:type("ax<Esc>")
    child:wait_codes(1)
    local text = child:lua([[
      local one = vim.diagnostic.get(0)[1]
      return vim.api.nvim_buf_get_text(0, one.lnum, one.col, one.end_lnum, one.end_col, {})[1] ]])
    assert.equal("5万冊", text)
  end)

  it("go away for a client that the writer stopped, and come back by command", function()
    child:draft(helper.library_draft(5))
    child:wait_codes(1)
    child:lua([[vim.lsp.get_clients({ name = "tenkyo" })[1]:stop()]])
    child:wait("its end", [[return #vim.lsp.get_clients({ name = "tenkyo" }) == 0]])
    child:type("ggOx<Esc>")
    child:settle()
    assert.equal(0, child:lua([[return #vim.lsp.get_clients({ name = "tenkyo" })]]))
    child:ex("Tenkyo check")
    child:wait_codes(1)
  end)
end)

describe("the server", function()
  before_each(function()
    child:draft(helper.library_draft(5))
    child:wait_codes(1)
  end)

  it("shows the source's sentence on a marker", function()
    go_to("[1]")
    local answer = request("textDocument/hover")
    assert.is_nil(answer.err)
    local text = answer.result.contents.value
    assert.equal("plaintext", answer.result.contents.kind)
    assert.truthy(text:find("蔵書は3万冊で、県内では三番目に大きい。", 1, true))
    assert.truthy(text:find(helper.library.title, 1, true))
    assert.truthy(text:find("青葉新聞", 1, true))
    assert.truthy(text:find("2025-04-13", 1, true))
    child:type("K")
    child:wait("the window", [[
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true)
        if vim.api.nvim_win_get_config(window).relative ~= "" and table.concat(lines):find("三番目", 1, true) then
          return true
        end
      end]])
  end)

  it("shows the two best sentences, without the title again and without a score", function()
    child:articles({
      {
        title = "北浦港の桟橋が完成",
        body = "北浦港の桟橋が完成\n\n北浦港の桟橋は長さ80メートルで完成した。\n北浦港の桟橋の工事は二年で完成した。\n"
          .. "北浦港の桟橋を市長が見て完成を祝った。",
      },
    })
    child:draft("北浦港の桟橋が完成した[1]。\n\n参考文献\n- [1] 北浦港の桟橋が完成\n", "pier.md")
    child:wait("a check", [[return require("tenkyo.nvim.checker").last(vim.api.nvim_get_current_buf()) ~= nil]])
    go_to("[1]")
    local text = request("textDocument/hover").result.contents.value
    local _, titles = (text .. "\n"):gsub("桟橋が完成[ \n]", "")
    local _, sentences = text:gsub("\n  北浦港の桟橋", "")
    assert.equal(1, titles, text)
    assert.equal(2, sentences, text)
    assert.is_nil(text:find("%d%.%d%d"), text)
  end)

  it("shows a finding's source on its value and in its sentence", function()
    for _, place in ipairs({ "5万", "新しい", "三番目" }) do
      go_to(place)
      local answer = request("textDocument/hover")
      assert.is_nil(answer.err)
      local text = answer.result.contents.value
      assert.truthy(text:find(helper.library.title, 1, true), place)
      assert.truthy(text:find("蔵書は3万冊で、県内では三番目に大きい。", 1, true), place)
    end
  end)

  it("goes from a finding's sentence to the source's", function()
    for _, place in ipairs({ "5万", "新しい" }) do
      go_to(place)
      child:type("<C-]>")
      child:wait("the article", [[return vim.api.nvim_buf_get_name(0):find("^tenkyo://") ~= nil]])
      local rest = child:lua([[
        return vim.api.nvim_get_current_line():sub(vim.api.nvim_win_get_cursor(0)[2] + 1)]])
      assert.equal(1, rest:find("新しい図書館の蔵書は3万冊", 1, true))
      child:type("<C-o>")
      child:wait("the draft", [[return vim.bo.filetype == "markdown"]])
    end
  end)

  it("has nothing to show where nothing is found", function()
    child:draft(helper.library_draft(3), "right.md")
    child:wait("a check", [[return require("tenkyo.nvim.checker").last(vim.api.nvim_get_current_buf()) ~= nil]])
    go_to("新しい")
    local answer = request("textDocument/hover")
    assert.is_nil(answer.err)
    assert.is_nil(answer.result)
  end)

  it("has nothing to show elsewhere", function()
    go_to("図書館")
    local answer = request("textDocument/hover")
    assert.is_nil(answer.err)
    assert.is_nil(answer.result)
  end)

  it("goes to the sentence in the stored article", function()
    go_to("[1]")
    child:type("<C-]>")
    child:wait("the article", [[return vim.api.nvim_buf_get_name(0):find("^tenkyo://") ~= nil]])
    local state = child:lua([[return {
      line = vim.api.nvim_get_current_line(),
      column = vim.api.nvim_win_get_cursor(0)[2],
      buftype = vim.bo.buftype, swapfile = vim.bo.swapfile, modifiable = vim.bo.modifiable,
      readonly = vim.bo.readonly, modeline = vim.bo.modeline, modified = vim.bo.modified,
      marks = #vim.api.nvim_buf_get_extmarks(0, vim.api.nvim_create_namespace("tenkyo.article"), 0, -1, {}),
    }]])
    assert.equal(1, state.line:sub(state.column + 1):find("新しい図書館の蔵書は3万冊", 1, true))
    assert.equal("nofile", state.buftype)
    assert.equal(1, state.marks)
    for _, name in ipairs({ "swapfile", "modifiable", "modeline", "modified" }) do
      assert.is_false(state[name], name)
    end
    assert.is_true(state.readonly)
    assert.equal(helper.library.body, child:text())
    child:type("<C-o>")
    child:wait("the draft", [[return vim.bo.filetype == "markdown"]])
  end)

  it("answers what it does not know with -32601", function()
    local answer = child:lua([[
      local client = vim.lsp.get_clients({ name = "tenkyo" })[1]
      _G.answer = nil
      client.rpc.request("textDocument/unheard-of", {}, function(err) _G.answer = err end)
      return _G.answer == nil]])
    assert.is_true(answer)
    assert.equal(-32601, child:wait("the answer", "return _G.answer").code)
  end)

  local function actions(text)
    go_to(text)
    local answer = request("textDocument/codeAction", { context = { diagnostics = {} } })
    assert.is_nil(answer.err)
    return answer.result
  end

  local function apply(action)
    child:lua(
      [[local action = ...
        local client = vim.lsp.get_clients({ name = "tenkyo" })[1]
        _G.done = nil
        client.rpc.request("codeAction/resolve", action, function(err, resolved)
          if err then
            _G.done = { err = err }
            return
          end
          if resolved.edit then
            vim.lsp.util.apply_workspace_edit(resolved.edit, client.offset_encoding)
          elseif resolved.command then
            client.rpc.request("workspace/executeCommand", resolved.command, function() end)
          end
          _G.done = { resolved = true }
        end)]],
      action
    )
    return child:wait("the action", "return _G.done")
  end

  local function find_action(list, part)
    for _, action in ipairs(list) do
      if action.title:find(part, 1, true) then
        return action
      end
    end
    error("no action " .. part .. " in " .. vim.inspect(list))
  end

  it("offers to take over the source's value", function()
    local list = actions("5万")
    local fix = list[1]
    assert.equal("quickfix", fix.kind)
    assert.is_nil(fix.edit)
    apply(fix)
    assert.truthy(child:text():find("蔵書は3万冊で", 1, true))
    child:type("<Ignore>")
    child:wait_codes(0)
    child:type("u")
    child:wait("the undone fix", [[
      return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true)):find("5万", 1, true) ~= nil]])
  end)

  it("does not resolve an action for a text that has changed", function()
    local list = actions("5万")
    child:lua([[vim.api.nvim_buf_set_lines(0, 0, 0, true, { "new" })]])
    assert.equal(-32801, apply(list[1]).err.code)
  end)

  it("silences on the line, in the file and for the sentence", function()
    apply(find_action(actions("5万"), "on this line"))
    assert.truthy(child:text():find("大きい[1]。 <!-- tenkyo: ignore number-differs -->\n", 1, true))
    child:wait_codes(0)
    child:type("u")
    child:wait_codes(1)
    apply(find_action(actions("5万"), "in this file"))
    assert.truthy(child:text():find("\n\n<!-- tenkyo: ignore-file number-differs -->", 1, true))
    child:wait_codes(0)
    child:type("u")
    child:wait_codes(1)
    apply(find_action(actions("5万"), "for this sentence"))
    child:wait_codes(0)
    local ignored = helper.read(child.work .. "/.tenkyo/ignore")
    assert.truthy(ignored:find("^number%-differs %x+\n$"))
  end)

  it("opens the source", function()
    apply(find_action(actions("5万"), "Open the source"))
    child:wait("the article", [[return vim.api.nvim_buf_get_name(0):find("^tenkyo://") ~= nil]])
    assert.truthy(child:lua("return vim.api.nvim_get_current_line()"):find("3万冊", 1, true))
  end)

  it("links a reference to the likely article", function()
    child:lua([[vim.cmd("bwipeout!")]])
    child:draft("港は再開した[1]。\n\n参考文献\n- [1] Harbour of Kitaura reopens after repairs\n")
    assert.same({ "unknown-source" }, child:wait_codes(1))
    apply(find_action(actions("- [1]"), "Harbour reopens"))
    child:wait_message("Linked")
    child:wait_codes(0)
  end)

  it("moves by ]d", function()
    child:type("gg]d")
    child:wait("the cursor at the finding", [[
      local place = vim.api.nvim_win_get_cursor(0)
      return vim.api.nvim_get_current_line():sub(place[2] + 1):find("^5万") ~= nil]])
  end)
end)

describe("the plugin as a package", function()
  it("finds its module in the main thread and in workers, with vim.loader too", function()
    local folder = vim.fn.resolve(vim.fn.tempname())
    helper.plugin_copy(folder .. "/pack/any/start/tenkyo", helper.module_path())
    local config = ("vim.loader.enable() vim.opt.packpath = { %q, vim.env.VIMRUNTIME }"):format(folder)
    local packed = helper.child({ module = false, root = "", config = config })
    packed:articles({ helper.library })
    packed:draft(helper.library_draft(5))
    assert.same({ "number-differs" }, packed:wait_codes(1))
    packed:stop()
    vim.fn.delete(folder, "rf")
  end)
end)

describe("what takes longer", function()
  -- An article a line, enough of them for some seconds.
  local function many(count)
    local lines = {}
    for number = 1, count do
      lines[number] = vim.json.encode({
        title = ("第%d号の記事"):format(number),
        body = ("これは%d番目の記事である。港の灯台と図書館の話が%d回出る。"):format(number, number * 7):rep(8),
      })
    end
    return table.concat(lines, "\n")
  end

  it("can be cancelled, and is kept in whole batches", function()
    helper.write(child.work .. "/many.jsonl", many(30000))
    child:ex("Tenkyo add many.jsonl")
    child:wait("the import", [[return require("tenkyo.nvim.work").count() > 0]])
    child:ex("Tenkyo cancel")
    child:wait_message("Adding articles: cancelled")
    child:settle()
    child:ex("Tenkyo health verify")
    child:wait_message("The store is sound")
  end)

  it("shows its progress through the server and by itself", function()
    local function progress()
      return child:lua([[
        _G.shown = {}
        local notice = require("tenkyo.nvim.notice")
        _G.show = _G.show or notice.show_progress
        notice.show_progress = function(token, value)
          table.insert(_G.shown, value.kind .. (value.percentage or ""))
          _G.show(token, value)
        end
        vim.api.nvim_create_autocmd("LspProgress", { callback = function() _G.by_server = true end })
        local one = notice.progress("Reading")
        one:update(3, 4)
        _G.one = one]])
    end
    progress()
    child:wait("the beginning", [[return _G.shown[1] == "begin75" and _G.shown[2] == "report75"]])
    assert.is_true(child:lua("return _G.by_server == nil"))
    child:lua([[_G.one:finish("success")]])
    child:wait("the end", [[return _G.shown[#_G.shown] == "end"]])
    child:draft(helper.library_draft(5))
    child:wait_codes(1)
    progress()
    child:wait("the server's progress", [[return _G.by_server and _G.shown[1] == "begin75"]])
    child:lua([[_G.one:finish("cancel") _G.one:finish("cancel")]])
    child:wait("one end", [[
      return #vim.tbl_filter(function(kind) return kind == "end" end, _G.shown) == 1]])
  end)

  it("never stops the keys", function()
    helper.write(child.work .. "/many.jsonl", many(8000))
    child:draft("一行目\n")
    child:ex("Tenkyo add many.jsonl")
    local most = 0
    while child:lua([[return require("tenkyo.nvim.work").count() > 0]]) do
      local start = vim.uv.hrtime()
      child:type("ix<Esc>")
      child:lua("return 1")
      most = math.max(most, (vim.uv.hrtime() - start) / 1e6)
    end
    -- The import takes seconds; a key waits for none of it.
    assert.is_true(most < 1000, most .. " ms")
  end)
end)

describe("quitting", function()
  it("does not wait for a check that runs", function()
    local text = helper.library_draft(5) .. ("港は3月に再開した[1]。\n\n"):rep(20000)
    child:draft(text)
    child:wait("a running check", [[return require("tenkyo.nvim.work").count() > 0]])
    local start = vim.uv.hrtime()
    pcall(child.call, child, "nvim_command", "qall!")
    assert.equal(0, vim.fn.jobwait({ child.channel }, 20000)[1])
    -- Far less than the check would take; a bound for slow machines and sanitizers.
    assert.is_true((vim.uv.hrtime() - start) / 1e9 < 10)
  end)
end)
