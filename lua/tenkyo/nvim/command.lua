-- :Tenkyo and its subcommands: what each takes, what it completes, and which function of tenkyo.nvim does it.

local messages = require("tenkyo.nvim.messages")

local M = {}

local KEYS_OFFERED = 60

---@class tenkyo.Call
---@field words string what stands behind the subcommand
---@field bang boolean
---@field region fun(): tenkyo.Region|nil the selected text, when a range was given

---@class tenkyo.Subcommand
---@field usage string
---@field run fun(call: tenkyo.Call)
---@field complete? fun(lead: string, words: string[]): string[]

---@return table
local function api()
  return require("tenkyo.nvim")
end

---@param text string
---@return string|nil
local function given(text)
  return text ~= "" and text or nil
end

-- Completion ----------------------------------------------------------------------------------------------------------

---@param candidates string[]
---@param lead string
---@return string[]
local function starting_with(candidates, lead)
  return vim.tbl_filter(function(candidate)
    return vim.startswith(candidate, lead)
  end, candidates)
end

--- Keys of the articles in which the typed text is found, in the key, the title or another field.
---@param lead string
---@param removed boolean|nil
---@return string[]
local function article_keys(lead, removed)
  local tenkyo = require("tenkyo.nvim.native").get()
  local path = require("tenkyo.nvim.place").store()
  if not tenkyo or not vim.uv.fs_stat(path) then
    return {}
  end
  local store = tenkyo.open(path, { readonly = true })
  if not store then
    return {}
  end
  local articles = store:articles({ query = given(lead), limit = KEYS_OFFERED, removed = removed }) or {}
  store:close()
  local keys = {}
  for index, article in ipairs(articles) do
    keys[index] = require("tenkyo.nvim.width").one_line(article.key)
  end
  return keys
end

---@param lead string
---@return string[]
local function files(lead)
  local found = vim.fn.getcompletion((lead:gsub("\\ ", " ")), "file")
  for index, path in ipairs(found) do
    found[index] = path:gsub(" ", "\\ ")
  end
  return found
end

---@return string[]
local function field_names()
  local names = vim.deepcopy(require("tenkyo.nvim.edit").fields)
  for index, name in ipairs(names) do
    names[index] = name .. "="
  end
  names[#names + 1] = "date="
  return names
end

---@param lead string
---@param words string[]
---@return string[]
local function key_then_fields(lead, words)
  return #words == 0 and article_keys(lead) or starting_with(field_names(), lead)
end

---@param lead string
---@param words string[]
---@return string[]
local function only_key(lead, words)
  return #words == 0 and article_keys(lead) or {}
end

---@param lead string
---@return string[]
local function finding_codes(lead)
  local checked = require("tenkyo.nvim.checker").last(vim.api.nvim_get_current_buf())
  local codes, seen = {}, {}
  for _, finding in ipairs(checked and checked.findings or {}) do
    if not seen[finding.code] then
      seen[finding.code] = true
      codes[#codes + 1] = finding.code
    end
  end
  return starting_with(vim.list_extend(codes, { "line", "file", "project" }), lead)
end

local SUMMARY_WORDS = { "articles", "query", "all", "sentences=", "chars=", "since=" }

---@param lead string
---@param words string[]
---@return string[]
local function summary_words(lead, words)
  if vim.tbl_contains(words, "articles") then
    return article_keys(lead)
  end
  return vim.tbl_contains(words, "query") and {} or starting_with(SUMMARY_WORDS, lead)
end

-- Subcommands ---------------------------------------------------------------------------------------------------------

---@param text string
local function wrong(text)
  require("tenkyo.nvim.notice").warn(messages.text("usage", text))
end

--- Reads what :Tenkyo summary is to summarise; words that say nothing else are a query.
---@param text string
---@return table|nil options
local function read_summary(text)
  local options = {}
  local wrong_value = false
  local rest = text:gsub("%f[%w](%l+)=(%S*)", function(name, value)
    local number = tonumber(value)
    if (name == "sentences" or name == "chars") and number and number >= 1 and number % 1 == 0 then
      options[name] = number
      return ""
    elseif name == "since" and value:find("^%d%d%d%d%-%d%d%-%d%d$") then
      options.since = value
      return ""
    end
    wrong_value = wrong_value or name == "sentences" or name == "chars" or name == "since"
    return nil
  end)
  if wrong_value then
    return nil
  end
  rest = vim.trim(rest)
  local mode, more = rest:match("^(%S+)%s*(.*)$")
  if mode == "query" and more ~= "" then
    options.query = more
  elseif mode == "articles" and more ~= "" then
    options.articles = vim.tbl_map(require("tenkyo.nvim.pick").parse, vim.split(more, "%s+"))
  elseif mode == "all" and more == "" then
    options.all = true
  elseif mode == "query" or mode == "articles" then
    return nil
  elseif rest ~= "" then
    options.query = rest
  end
  return options
end

local SCOPES = { line = true, file = true, project = true }

---@type table<string, tenkyo.Subcommand>
M.subcommands = {
  add = {
    usage = ":Tenkyo add {file|folder|URL|clipboard} [field=value …]",
    complete = function(lead, words)
      local found = files(lead)
      if #words == 0 then
        vim.list_extend(found, starting_with({ "clipboard", "https://" }, lead))
      end
      return vim.list_extend(found, #words > 0 and starting_with(field_names(), lead) or {})
    end,
    run = function(call)
      local fields, words = require("tenkyo.nvim.edit").parse(call.words)
      require("tenkyo.nvim.add").run({
        words = words,
        fields = fields,
        region = call.region(),
        store = require("tenkyo.nvim.place").store(),
      })
    end,
  },
  sources = {
    usage = ":Tenkyo sources [words]",
    complete = only_key,
    run = function(call)
      api().sources({ query = given(call.words) })
    end,
  },
  edit = {
    usage = ":Tenkyo edit {key} [field=value …]",
    complete = key_then_fields,
    run = function(call)
      local fields, name = require("tenkyo.nvim.edit").parse(call.words)
      local unknown = name:match("%s(%w+)=")
      if unknown then
        local names = table.concat(require("tenkyo.nvim.edit").fields, ", ")
        return require("tenkyo.nvim.notice").warn(messages.text("unknown_field", unknown, names))
      end
      api().edit(given(name), fields)
    end,
  },
  link = {
    usage = ":Tenkyo link [key]",
    complete = only_key,
    run = function(call)
      api().link(given(call.words))
    end,
  },
  open = {
    usage = ":Tenkyo[!] open [key]",
    complete = only_key,
    run = function(call)
      api().open(given(call.words), { browser = call.bang })
    end,
  },
  search = {
    usage = ":Tenkyo search {words}",
    run = function(call)
      local region = call.words == "" and call.region()
      local query = region and region.text or call.words
      if query:find("%S") then
        return api().search(query)
      end
      vim.ui.input({ prompt = messages.text("search_prompt") }, function(typed)
        if typed and typed:find("%S") then
          api().search(typed)
        end
      end)
    end,
  },
  summary = {
    usage = ":[range]Tenkyo summary [{words} | articles {key} … | all] [sentences=N] [chars=N] "
      .. "[since=YYYY-MM-DD]",
    complete = summary_words,
    run = function(call)
      local options = read_summary(call.words)
      if not options then
        return wrong(M.subcommands.summary.usage)
      end
      options.region = call.region()
      api().summary(options)
    end,
  },
  evidence = {
    usage = ":[range]Tenkyo evidence [claim]",
    run = function(call)
      local region = call.words == "" and call.region()
      api().evidence(region and region.text or given(call.words))
    end,
  },
  cite = {
    usage = ":Tenkyo cite [key]",
    complete = only_key,
    run = function(call)
      api().cite(given(call.words))
    end,
  },
  check = {
    usage = ":Tenkyo[!] check",
    run = function(call)
      api().check({ quickfix = call.bang })
    end,
  },
  ignore = {
    usage = ":Tenkyo ignore [code] [line|file|project]",
    complete = finding_codes,
    run = function(call)
      local options = {}
      for word in call.words:gmatch("%S+") do
        options[SCOPES[word] and "scope" or "code"] = word
      end
      api().ignore(options)
    end,
  },
  remove = {
    usage = ":Tenkyo remove {key}",
    complete = only_key,
    run = function(call)
      api().remove(given(call.words))
    end,
  },
  restore = {
    usage = ":Tenkyo restore [key]",
    complete = function(lead, words)
      return #words == 0 and article_keys(lead, true) or {}
    end,
    run = function(call)
      api().restore(given(call.words))
    end,
  },
  cancel = {
    usage = ":Tenkyo cancel",
    run = function()
      if api().cancel() == 0 then
        require("tenkyo.nvim.notice").info(messages.text("nothing_running"))
      end
    end,
  },
  health = {
    usage = ":Tenkyo health [verify]",
    complete = function(lead)
      return starting_with({ "verify" }, lead)
    end,
    run = function(call)
      if call.words ~= "" and call.words ~= "verify" then
        return wrong(M.subcommands.health.usage)
      end
      api().health({ verify = call.words == "verify" })
    end,
  },
}

---@return string[]
local function names()
  local list = vim.tbl_keys(M.subcommands)
  table.sort(list)
  return list
end

--- Whether the command line that runs was made from a visual selection.
---@return boolean
local function is_visual()
  local typed = vim.fn.histget(":", -1)
  return typed:find("^%s*'<,'>") ~= nil
end

--- Runs :Tenkyo.
---@param args table as nvim_create_user_command gives them
function M.run(args)
  local name, words = args.args:match("^%s*(%S+)%s*(.*)$")
  local subcommand = M.subcommands[name or ""]
  if not name then
    return wrong(":Tenkyo {" .. table.concat(names(), "|") .. "}")
  elseif not subcommand then
    return require("tenkyo.nvim.notice").warn(messages.text("unknown_command", name, table.concat(names(), ", ")))
  end
  subcommand.run({
    words = vim.trim(words),
    bang = args.bang,
    region = function()
      if args.range == 0 then
        return nil
      end
      local draft = require("tenkyo.nvim.draft")
      local marks = args.line1 == vim.fn.line("'<") and args.line2 == vim.fn.line("'>")
      if marks and (args.visual or is_visual()) then
        return draft.visual_region(0)
      end
      return draft.line_region(0, args.line1, args.line2)
    end,
  })
end

--- Runs a subcommand from a <Plug> map, in visual mode on the selection.
---@param name string
function M.plug(name)
  local mode = vim.fn.mode()
  local visual = mode == "v" or mode == "V" or mode == "\22"
  if visual then
    vim.api.nvim_feedkeys(vim.keycode("<Esc>"), "nx", false)
  end
  M.run({
    args = name,
    bang = false,
    range = visual and 2 or 0,
    visual = visual,
    line1 = visual and vim.fn.line("'<") or 0,
    line2 = visual and vim.fn.line("'>") or 0,
  })
end

--- Completes :Tenkyo.
---@param lead string
---@param line string
---@param cursor integer
---@return string[]
function M.complete(lead, line, cursor)
  -- Blanks that a backslash keeps in a word do not end it.
  local typed = line:sub(1, cursor):gsub("\\ ", "\1\1")
  local words = vim.split(typed:gsub("^.-Tenkyo!?%s*", ""), "%s+")
  if #words <= 1 then
    return starting_with(names(), lead)
  end
  local subcommand = M.subcommands[table.remove(words, 1)]
  table.remove(words)
  return subcommand and subcommand.complete and subcommand.complete(lead, words) or {}
end

return M
