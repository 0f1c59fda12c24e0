-- Changing, removing and bringing back stored articles, and opening their pages in the browser.

local article = require("tenkyo.nvim.article")
local messages = require("tenkyo.nvim.messages")
local notice = require("tenkyo.nvim.notice")
local work = require("tenkyo.nvim.work")

local M = {}

-- The fields that can be changed, in the order in which they are offered.
M.fields = { "title", "url", "published", "publisher", "author", "key", "lang" }

-- Names that a writer may type for a field.
local OTHER_NAMES = { date = "published" }

--- The field that a name means, or nil.
---@param name string
---@return string|nil
function M.field(name)
  name = OTHER_NAMES[name] or name
  return vim.tbl_contains(M.fields, name) and name or nil
end

--- Reads `name=value name=value …`, values with blanks in them, from the end of a command. What stands before the
--- first field is given back; a word with = that names no field belongs to the value or the word it stands in.
---@param text string
---@return table<string, string> fields
---@return string before
function M.parse(text)
  local starts, from = {}, 1
  while true do
    local first, last, name = text:find("%f[%w](%l+)=", from)
    if not first then
      break
    end
    if M.field(name) and (first == 1 or text:find("^%s", first - 1)) then
      starts[#starts + 1] = { first = first, last = last, name = name }
    end
    from = last + 1
  end
  local fields = {}
  for index, start in ipairs(starts) do
    local finish = starts[index + 1] and starts[index + 1].first - 1 or #text
    fields[M.field(start.name)] = vim.trim(text:sub(start.last + 1, finish))
  end
  return fields, vim.trim(text:sub(1, starts[1] and starts[1].first - 1 or #text))
end

--- Changes fields of an article; an empty value clears one.
---@param id integer|string
---@param fields table<string, string>
---@param store string
---@param on_done? fun(article: table)
function M.update(id, fields, store, on_done)
  local request = { store = store, article = id, fields = fields }
  work.ask("update", request, messages.text("job_edit"), function(changed)
    notice.info(messages.text("edited", article.label(changed), changed.key))
    require("tenkyo.nvim.watch").recheck()
    if on_done then
      on_done(changed)
    end
  end)
end

--- Asks which field shall be what.
---@param one table the article
---@param store string
---@param on_done? fun(article: table)
function M.interactive(one, store, on_done)
  local width = require("tenkyo.nvim.width")
  vim.ui.select(M.fields, {
    prompt = messages.text("choose_field", width.cut(article.label(one), 32)),
    kind = "tenkyo.field",
    format_item = function(field)
      return ("%s = %s"):format(field, width.one_line(one[field]))
    end,
  }, function(field)
    if not field then
      return
    end
    vim.ui.input({ prompt = field .. " = ", default = width.one_line(one[field]) }, function(value)
      if value then
        M.update(one.id, { [field] = value }, store, on_done)
      end
    end)
  end)
end

--- `:Tenkyo edit KEY field=value …`; without fields it asks.
---@param options { name: string|nil, fields: table<string, string>, store: string }
---@param on_done? fun(article: table)
function M.run(options, on_done)
  local wanted = { name = options.name, store = options.store, title = messages.text("job_edit") }
  require("tenkyo.nvim.pick").article(wanted, function(one)
    if next(options.fields) then
      M.update(one.id, options.fields, options.store, on_done)
    else
      M.interactive(one, options.store, on_done)
    end
  end)
end

---@param operation string
---@param title string
---@param said string
---@param removed boolean
local function change(operation, title, said, removed)
  ---@param options { name: string|nil, store: string }
  ---@param on_done? fun(article: table)
  return function(options, on_done)
    local wanted = { name = options.name, store = options.store, title = messages.text(title), removed = removed }
    require("tenkyo.nvim.pick").article(wanted, function(one)
      work.ask(operation, { store = options.store, article = one.id }, messages.text(title), function(changed)
        notice.info(messages.text(said, article.label(changed), changed.key, changed.key))
        require("tenkyo.nvim.watch").recheck()
        if on_done then
          on_done(changed)
        end
      end)
    end)
  end
end

M.remove = change("remove", "job_remove", "removed", false)
M.restore = change("restore", "job_restore", "restored", true)

--- Opens an article's page in the browser.
---@param one table the article
function M.browse(one)
  local url = one.url or ""
  if not url:find("^https?://") or url:find("[%c%s]") then
    return notice.warn(messages.text("no_url", article.label(one)))
  end
  local _, failure = vim.ui.open(url)
  if failure then
    notice.error(failure)
  end
end

return M
