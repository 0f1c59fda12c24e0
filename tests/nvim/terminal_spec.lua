-- The plugin on a real terminal: what a writer sees, with wide characters on every line.
package.path = (os.getenv("TENKYO_ROOT") or ".") .. "/tests/nvim/?.lua;" .. package.path
local helper = require("helper")

local PATIENCE = 30000
local COLUMNS, LINES = 90, 30

-- A terminal of its own with a Neovim in it.
local Terminal = {}
Terminal.__index = Terminal

local count = 0

local function tmux(socket, ...)
  local result = vim.system({ "tmux", "-L", socket, "-f", "/dev/null", ... }, { text = true }):wait()
  return result.stdout or "", result.code
end

local function start(options)
  count = count + 1
  local folder = vim.fn.resolve(vim.fn.tempname())
  local socket = ("tenkyo-%d-%d"):format(vim.uv.os_getpid(), count)
  local root = options.unbuilt and helper.plugin_copy(folder .. "/plugin") or helper.root
  local lines = {
    ("vim.opt.runtimepath:prepend(%q)"):format(root),
    "vim.o.swapfile = false",
    "vim.g.tenkyo = { messages = 'ja' }",
  }
  if helper.module and not options.unbuilt then
    lines[#lines + 1] = ("package.cpath = %q .. ';' .. package.cpath"):format(helper.module .. "/?.so")
  end
  helper.write(folder .. "/init.lua", table.concat(lines, "\n"))
  helper.write(folder .. "/work/draft.md", options.draft)
  for name, text in pairs(options.articles or {}) do
    helper.write(folder .. "/work/articles/" .. name, text)
  end
  local command = helper.environment(folder)
  vim.list_extend(command, { "LC_ALL=C.UTF-8", helper.nvim, "-i", "NONE", "-u", folder .. "/init.lua", "draft.md" })
  local quoted = vim.tbl_map(vim.fn.shellescape, command)
  local line = ("cd %s && exec %s"):format(vim.fn.shellescape(folder .. "/work"), table.concat(quoted, " "))
  local _, code = tmux(socket, "new-session", "-d", "-x", tostring(COLUMNS), "-y", tostring(LINES), line)
  assert.equal(0, code)
  return setmetatable({ socket = socket, folder = folder }, Terminal)
end

function Terminal:screen()
  return (tmux(self.socket, "capture-pane", "-p"))
end

function Terminal:type(...)
  tmux(self.socket, "send-keys", ...)
end

-- Waits until the screen shows this text.
function Terminal:wait(part, gone)
  local screen
  local ok = vim.wait(PATIENCE, function()
    screen = self:screen()
    return (screen:find(part, 1, true) ~= nil) ~= (gone or false)
  end, 50)
  assert.is_true(ok, ("%s %s\n%s"):format(gone and "still shows" or "does not show", part, screen))
  return screen
end

function Terminal:command(text)
  self:type("-l", ":" .. text)
  self:type("Enter")
end

function Terminal:stop()
  tmux(self.socket, "kill-server")
  vim.fn.delete(self.folder, "rf")
end

local function line_with(screen, part)
  for line in screen:gmatch("[^\n]+") do
    if line:find(part, 1, true) then
      return line
    end
  end
  error("no line with " .. part .. "\n" .. screen)
end

local library = ("---\ntitle: %s\nurl: %s\npublisher: %s\npublished: %s\nkey: aoba2025\n---\n\n%s\n"):format(
  helper.library.title,
  helper.library.url,
  helper.library.publisher,
  helper.library.published,
  helper.library.body
)

local has_tmux = vim.fn.executable("tmux") == 1

describe("on a terminal", function()
  local terminal

  after_each(function()
    if terminal then
      terminal:stop()
      terminal = nil
    end
  end)

  local function it_shows(what, test)
    it(what, function()
      if not has_tmux then
        return pending("tmux is not installed")
      end
      test()
    end)
  end

  it_shows("findings, the source of a marker, lists and the article", function()
    terminal = start({
      draft = helper.library_draft(5),
      articles = { ["library.md"] = library, ["harbour.txt"] = "港の灯台が再び点灯\n\n灯台は十年ぶりに光った。\n" },
    })
    terminal:wait("参考文献")
    terminal:command("Tenkyo add articles")
    terminal:wait("追加 2")
    -- the sign of the warning stands before the line
    terminal:wait("W 新しい図書館の蔵書は5万冊で")
    terminal:command("Tenkyo sources")
    local screen = terminal:wait("記事 2 件")
    local first, second = line_with(screen, "港の灯台"), line_with(screen, "aoba2025")
    assert.truthy(second:find("青葉新聞", 1, true))
    local function cells_before(line, part)
      return vim.fn.strdisplaywidth(line:sub(1, line:find(part, 1, true) - 1))
    end
    assert.equal(cells_before(first, "港の灯台"), cells_before(second, "青葉市の"))
    terminal:type("q")
    terminal:wait("記事 2 件", true)
    terminal:command([[call search("\\[1\\]")]])
    terminal:type("K")
    screen = terminal:wait("根拠: ")
    assert.truthy(screen:find("青葉市の図書館が開館、蔵書は3万冊 — 青葉新聞 — 2025-04-13", 1, true))
    terminal:type("Escape")
    terminal:type("C-]")
    terminal:wait("[RO]")
    screen = terminal:wait("館長の森下さんは「子どもが一日いられる場所にしたい」と話した。")
    assert.falsy(screen:find("Press ENTER", 1, true))
  end)

  it_shows("a summary that is quoted in the draft", function()
    terminal = start({ draft = "# 図書館\n\n前の段落。\n\n後の段落。\n", articles = { ["library.md"] = library } })
    terminal:wait("前の段落")
    terminal:command("Tenkyo add articles/library.md")
    terminal:wait("追加しました")
    terminal:type("3G", "$")
    terminal:command("Tenkyo summary 図書館 sentences=1")
    terminal:wait("「図書館」の要約 — 1 文")
    terminal:type("i")
    local screen = terminal:wait("1 文を引用しました")
    assert.truthy(line_with(screen, "前の段落。「"):find("」[1]", 1, true))
    terminal:type("q")
    terminal:type("G")
    screen = terminal:wait("参考文献")
    assert.truthy(line_with(screen, "- [1] "):find("「青葉市の図書館が開館、蔵書は3万冊」青葉新聞、2025年4月13日", 1, true))
    assert.falsy(screen:find("Press ENTER", 1, true))
  end)

  it_shows("how to build what was never built, without asking for <Enter>", function()
    terminal = start({ draft = helper.library_draft(5), unbuilt = true })
    terminal:wait("まだビルドされていません")
    terminal:type("-l", "ggOtyped")
    terminal:type("Escape")
    local screen = terminal:wait("typed")
    assert.falsy(screen:find("Press ENTER", 1, true))
    terminal:command("messages")
    terminal:wait("cmake")
    terminal:wait("--build")
  end)
end)
