-- Choosing an article: by a key or id that was typed, else through vim.ui.select, which the writer's picker serves.

local article = require("tenkyo.nvim.article")
local messages = require("tenkyo.nvim.messages")
local notice = require("tenkyo.nvim.notice")
local work = require("tenkyo.nvim.work")

local M = {}

local MOST = 500 -- articles offered at a time

--- What was typed as an article: "#12" is an id, a whole number too, anything else a key.
---@param name string
---@return integer|string
function M.parse(name)
  local id = name:match("^#?(%d+)$")
  return id and #id < 16 and tonumber(id) or name
end

---@param articles table[]
---@param name string|nil
---@return table|nil the one that is meant without asking
local function only_one(articles, name)
  for _, one in ipairs(articles) do
    if name and (one.key == name or one.id == M.parse(name)) then
      return one
    end
  end
  return name and #articles == 1 and articles[1] or nil
end

---@param articles table[]
---@param on_choice fun(article: table)
function M.choose(articles, on_choice)
  vim.ui.select(articles, {
    prompt = messages.text("choose_article"),
    kind = "tenkyo.article",
    format_item = function(item)
      return ("%s  [%s]"):format(article.label(item), item.key)
    end,
  }, function(choice)
    if choice then
      on_choice(choice)
    end
  end)
end

--- Finds the article that a command means: by key or id, else by words of its title, else by choosing.
---@param options { name: string|nil, store: string, title: string, removed: boolean|nil }
---@param on_article fun(article: table)
function M.article(options, on_article)
  local name = options.name ~= "" and options.name or nil
  local function list()
    local request = { store = options.store, query = name, limit = MOST, removed = options.removed }
    work.ask("articles", request, options.title, function(articles)
      if #articles == 0 then
        local text = options.removed and "none_removed" or name and "no_match" or "no_articles"
        notice.warn(messages.text(text, name))
        return
      end
      local one = only_one(articles, name)
      if one then
        on_article(one)
      else
        M.choose(articles, on_article)
      end
    end)
  end
  if not name or options.removed then
    return list()
  end
  work.run("article", { store = options.store, article = M.parse(name) }, function(failure, found)
    if found and not found.removed then
      on_article(found)
    elseif not failure or failure.code == "NOTFOUND" then
      list()
    else
      notice.error(messages.text("failed", options.title, messages.failure(failure)))
    end
  end, { title = options.title, urgent = true })
end

return M
