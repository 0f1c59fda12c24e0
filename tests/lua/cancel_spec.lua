-- Stopping a call: tokens, progress callbacks, and what a callback may not do.
local helper = require("helper")
local tenkyo = helper.tenkyo

local function fails(code, ...)
  local value, message, got = ...
  assert.is_nil(value)
  assert.truthy(#message > 0)
  assert.equal(code, got)
end

local draft = "橋は来年4月1日に開通する[1]。工事費は120億円に上る[1]。\n\n## 参考文献\n\n- [1] 港の新しい橋、来春に開通へ\n"

describe("a token", function()
  it("is set once and for all", function()
    local token = assert(tenkyo.cancel())
    assert.is_false(token:cancelled())
    assert.equal("tenkyo.cancel", tostring(token))
    token:cancel()
    token:cancel()
    assert.is_true(token:cancelled())
    assert.equal("tenkyo.cancel (cancelled)", tostring(token))
  end)

  it("has a whole number that no other has", function()
    local one, two = tenkyo.cancel(), tenkyo.cancel()
    assert.equal("number", type(one:id()))
    assert.equal(0, one:id() % 1)
    assert.truthy(one:id() > 0 and one:id() < 2 ^ 53)
    assert.is_true(one:id() ~= two:id())
    assert.equal(one:id(), one:id())
  end)

  it("stops the calls it is given to, itself or by its number", function()
    local text = ("橋が開通した。船は残る。"):rep(200)
    local token = tenkyo.cancel()
    assert.equal(400, #assert(tenkyo.sentences(text, { cancel = token })))
    token:cancel()
    for _, cancel in ipairs { token, token:id() } do
      for _, name in ipairs { "sentences", "words", "facts", "citations", "summarize" } do
        fails("CANCELLED", tenkyo[name](text, { cancel = cancel }))
      end
    end
  end)

  it("stops the methods of a store", function()
    local store, folder = helper.store(helper.articles())
    local token = tenkyo.cancel()
    token:cancel()
    fails("CANCELLED", store:search("橋", { cancel = token }))
    fails("CANCELLED", store:evidence("橋", { cancel = token }))
    fails("CANCELLED", store:summarize { cancel = token })
    fails("CANCELLED", store:check(draft, { cancel = token:id() }))
    fails("CANCELLED", store:bind(draft, { cancel = token }))
    fails("CANCELLED", store:verify { cancel = token })
    helper.write(folder .. "/a.txt", "橋の話\n\n橋が開通した。")
    fails("CANCELLED", store:import(folder .. "/a.txt", { cancel = token }))
    assert.equal(3, #store:articles())
    store:close()
    helper.remove(folder)
  end)

  it("may be collected after a call", function()
    for _ = 1, 200 do
      assert(tenkyo.words("橋", { cancel = tenkyo.cancel() }))
    end
    collectgarbage()
  end)
end)

describe("progress", function()
  local store, folder

  before_each(function()
    store, folder = helper.store(helper.articles())
    assert(os.execute("mkdir '" .. folder .. "/in'"))
    for i = 1, 5 do
      local story = ("A story of day %d\n\nIt was day %d. Nothing else."):format(i, i)
      helper.write(("%s/in/%d.txt"):format(folder, i), story)
    end
  end)

  after_each(function()
    store:close()
    helper.remove(folder)
  end)

  -- Every call that takes a callback.
  local function calls()
    return {
      import = function(progress) return store:import(folder .. "/in", { progress = progress }) end,
      check = function(progress) return store:check(draft, { progress = progress }) end,
      summarize = function(progress) return store:summarize { progress = progress } end,
    }
  end

  it("is told the steps done and their number", function()
    for name, call in pairs(calls()) do
      local last, count = -1, 0
      assert(call(function(done, total)
        count = count + 1
        assert(done % 1 == 0 and total % 1 == 0 and done >= last and (total == 0 or done <= total))
        if not helper.luajit then
          assert(math.type(done) == "integer" and math.type(total) == "integer")
        end
        last = done
        if count % 2 == 0 then
          return true
        end
      end))
      assert.truthy(count > 0, name)
    end
  end)

  it("stops the call with false, and with nothing else", function()
    for _, call in pairs(calls()) do
      fails("CANCELLED", call(function() return false end))
      assert(call(function() return nil end))
      assert(call(function() return 0 end))
    end
  end)

  it("may cancel through a token", function()
    local token = tenkyo.cancel()
    fails("CANCELLED", store:check(draft, { cancel = token, progress = function() token:cancel() end }))
  end)

  it("raises through the call, with the same value, once", function()
    local values = { "text", {}, false, 5 }
    for _, call in pairs(calls()) do
      for _, value in ipairs(values) do
        local count = 0
        local ok, raised = pcall(call, function()
          count = count + 1
          error(value, 0)
        end)
        assert.is_false(ok)
        assert.equal(value, raised)
        assert.equal(1, count)
      end
      local ok, raised = pcall(call, function() error(nil) end)
      assert.is_false(ok)
      assert.is_true(raised == nil or type(raised) == "string")
    end
    assert.same({}, store:verify().problems)
  end)

  it("cannot use the store that calls it", function()
    for _, call in pairs(calls()) do
      for _, use in ipairs {
        function() store:search("橋") end,
        function() store:put { title = "x", body = "y" } end,
        function() store:check(draft) end,
        function() store:close() end,
        function() store:timeline() end,
        function() coroutine.wrap(function() store:articles() end)() end,
      } do
        local ok, message = pcall(call, use)
        assert.is_false(ok)
        assert.truthy(message:find("store is busy", 1, true), message)
      end
      assert(call(function() assert(pcall(store.articles, store) == false) end))
    end
    assert.equal("table", type(store:articles()))
  end)

  it("may use another store and the text functions", function()
    local other, elsewhere = helper.store(helper.articles())
    for _, call in pairs(calls()) do
      assert(call(function()
        assert(#other:search("橋") > 0)
        assert(#tenkyo.words("橋") > 0)
        collectgarbage()
        return true
      end))
    end
    other:close()
    helper.remove(elsewhere)
  end)

  it("cannot yield, and says so", function()
    for _, call in pairs(calls()) do
      local thread = coroutine.create(function()
        return call(function() coroutine.yield() end)
      end)
      local ok, message = coroutine.resume(thread)
      assert.is_false(ok)
      assert.truthy(tostring(message):find("yield", 1, true))
    end
  end)

  it("works inside a coroutine", function()
    for _, call in pairs(calls()) do
      assert(coroutine.wrap(function() return call(function() return true end) end)())
    end
  end)
end)
