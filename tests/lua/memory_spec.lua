-- Garbage collection at every moment: results, tokens and stores come and go while the collector never rests.
local helper = require("helper")
local tenkyo = helper.tenkyo

-- Lua 5.4 really collects all the time, which is slow.
local times = helper.luajit and 20 or 3

-- Runs the function with a collector that works as hard as it can.
local function stressed(run)
  collectgarbage()
  if not helper.luajit then
    collectgarbage("incremental", 1, 1000)
  else
    collectgarbage("setpause", 1)
    collectgarbage("setstepmul", 1000)
  end
  local ok, message = pcall(run)
  collectgarbage("setpause", 200)
  collectgarbage("setstepmul", helper.luajit and 200 or 100)
  assert(ok, message)
end

describe("under a busy collector", function()
  it("text functions give the same", function()
    local text = helper.articles()[1].body .. helper.articles()[2].body
    local function all()
      return helper.serialize {
        assert(tenkyo.normalize(text)),
        assert(tenkyo.sentences(text, { lang = "ja" })),
        assert(tenkyo.words(text)),
        assert(tenkyo.facts(text, { date = "2024-11-06" })),
        assert(tenkyo.citations(text)),
        assert(tenkyo.summarize(text)),
      }
    end
    local expected = all()
    stressed(function()
      for _ = 1, times do
        assert(all() == expected)
      end
    end)
  end)

  it("stores give the same, and old ones go", function()
    local store, folder = helper.store(helper.articles())
    local function all(from)
      return helper.serialize {
        assert(from:articles()),
        assert(from:article(1)),
        assert(from:search("橋")),
        assert(from:evidence("橋の維持費は年間3億円である。")),
        assert(from:summarize { articles = { "harbour2024", 2 } }),
        assert(from:bind("橋[1]\n\n参考文献\n\n- [1] 橋の維持費は年間3億円\n")),
        assert(from:check("橋の維持費は4億円だ[1]。\n\n参考文献\n\n- [1] 橋の維持費は年間3億円\n")),
        assert(from:export()),
      }
    end
    local expected = all(store)
    stressed(function()
      for _ = 1, times do
        assert(all(assert(tenkyo.open(store:path()))) == expected)
      end
    end)
    store:close()
    collectgarbage()
    helper.remove(folder)
  end)

  it("a call's arguments live as long as the call", function()
    local store, folder = helper.store(helper.articles())
    stressed(function()
      for i = 1, times do
        local options = { query = "橋の開通" .. i, articles = { "harbour" .. 2024, 2 } }
        options.progress = function()
          options.query, options.articles = nil, nil
          collectgarbage()
          return true
        end
        options.cancel = tenkyo.cancel()
        assert(#assert(store:summarize(options)) > 0)
      end
    end)
    store:close()
    helper.remove(folder)
  end)
end)
