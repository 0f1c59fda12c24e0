-- Adding articles: files and folders, a selection, the clipboard, and URLs. After each the title is shown with the way
-- to correct it.

local article = require("tenkyo.nvim.article")
local messages = require("tenkyo.nvim.messages")
local notice = require("tenkyo.nvim.notice")
local place = require("tenkyo.nvim.place")
local work = require("tenkyo.nvim.work")

local M = {}

local OUTCOMES = { added = "added", updated = "updated", unchanged = "unchanged" }
local FAILURES_SHOWN = 5

---@param outcome string
---@param one table the article
local function tell(outcome, one)
  notice.info(messages.text(OUTCOMES[outcome] or "added", article.label(one), one.key, one.key))
end

---@param report table of the worker's operation "add_paths"
local function tell_report(report)
  for index, failed in ipairs(report.failed) do
    if index <= FAILURES_SHOWN then
      -- A status in front is for programs.
      notice.warn(messages.text("import_failed", failed.path, (failed.message:gsub("^%u+: ", ""))))
    end
  end
  if report.article then
    tell(report.added == 1 and "added" or report.updated == 1 and "updated" or "unchanged", report.article)
  elseif #report.ids > 0 or #report.failed > FAILURES_SHOWN then
    local counts = { report.added, report.updated, report.unchanged, #report.failed }
    notice.info(messages.text("imported", unpack(counts)))
  elseif #report.failed == 0 then
    notice.warn(messages.text("no_texts"))
  end
end

--- Whether articles can be added to a store; says so when they cannot.
---@param store string
---@return boolean
local function is_writable(store)
  local writable = vim.uv.fs_access(store, "W") and vim.uv.fs_access(vim.fs.dirname(store), "W")
  if vim.uv.fs_stat(store) and not writable then
    notice.error(messages.text("health_readonly", store))
    return false
  end
  return true
end

---@param store string
---@param request table
---@param on_done? fun(report: table)
local function import(store, request, on_done)
  if not is_writable(store) then
    return
  end
  place.prepare(store)
  request.store = store
  work.ask("add_paths", request, messages.text("job_add"), function(report)
    tell_report(report)
    require("tenkyo.nvim.watch").recheck()
    if on_done then
      on_done(report)
    end
  end)
end

--- Adds files and folders.
---@param options { paths: string[], fields: table<string, string>|nil, store: string }
---@param on_done? fun(report: table)
function M.paths(options, on_done)
  for _, path in ipairs(options.paths) do
    if not vim.uv.fs_stat(path) then
      return notice.error(messages.text("no_such_path", path))
    end
  end
  local fields = options.fields and next(options.fields) and options.fields or nil
  import(options.store, { paths = options.paths, fields = fields }, on_done)
end

--- Adds text as a file of a kind, so that it is read as such a file is: its title and front matter are found.
---@param text string
---@param name string of the file
---@param options { fields: table<string, string>|nil, store: string }
---@param on_done? fun(result: table) the article, or the report of the import when there are several
local function add_as_file(text, name, options, on_done)
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, "p", tonumber("700", 8))
  local path = vim.fs.joinpath(folder, name)
  local file, failure = io.open(path, "wb")
  local written = file and file:write(text)
  if not (file and file:close() and written) then
    return notice.error(messages.text("failed", messages.text("job_add"), messages.text("status_IO", failure or path)))
  end
  import(options.store, { paths = { path }, fields = options.fields }, function(report)
    vim.fn.delete(folder, "rf")
    if on_done then
      on_done(report.article or report)
    end
  end)
end

---@param fields table<string, string>
---@return string lines of YAML
local function front_lines(fields)
  local lines = {}
  for name, value in vim.spairs(fields) do
    lines[#lines + 1] = ('%s: "%s"\n'):format(name, require("tenkyo.entry").one_line(value):gsub('[\\"]', "\\%0"))
  end
  return table.concat(lines)
end

--- Markdown with the given fields in its front matter. Of two fields of one name the first counts, so what the writer
--- gave stands before what the text says, and where it was downloaded from behind.
---@param text string
---@param fields table<string, string>
---@param url string|nil
---@return string
function M.with_front_matter(text, fields, url)
  local above, below = front_lines(fields), front_lines({ url = url })
  local opening, rest = text:match("^(%-%-%-[ \t]*\r?\n)(.*)$")
  local finish = opening and ("\n" .. rest):find("\n[-.][-.][-.][ \t]*\r?\n")
  if not finish then
    return above == "" and below == "" and text or ("---\n%s%s---\n%s"):format(above, below, text)
  end
  return opening .. above .. rest:sub(1, finish - 1) .. below .. rest:sub(finish)
end

---@param text string
---@return boolean has front matter or a heading, so that the reader of Markdown files finds more than the text itself
local function is_marked(text)
  return text:find("^%-%-%-[ \t]*\r?\n") ~= nil or ("\n" .. text):find("\n#+[ \t]+%S") ~= nil
end

--- Adds a text, such as a selection, as an article.
---@param options { text: string, kind: string|nil, url: string|nil, fields: table<string, string>|nil, store: string }
---@param on_done? fun(article: table)
function M.text(options, on_done)
  if not options.text:find("%S") then
    return notice.warn(messages.text("nothing_to_add"))
  elseif options.kind == "markdown" and is_marked(options.text) then
    local text = M.with_front_matter(options.text, options.fields or {}, options.url)
    return add_as_file(text, "text.md", { store = options.store }, on_done)
  end
  if not is_writable(options.store) then
    return
  end
  place.prepare(options.store)
  local new = vim.tbl_extend("force", { url = options.url }, options.fields or {}, { body = options.text })
  local request = { store = options.store, article = new }
  work.ask("add_text", request, messages.text("job_add"), function(result)
    tell(result.outcome, result.article)
    require("tenkyo.nvim.watch").recheck()
    if on_done then
      on_done(result.article)
    end
  end)
end

--- Adds what the clipboard holds.
---@param options { fields: table<string, string>|nil, store: string }
---@param on_done? fun(article: table)
function M.clipboard(options, on_done)
  local ok, text = pcall(vim.fn.getreg, "+")
  if not ok or not text:find("%S") then
    ok, text = pcall(vim.fn.getreg, "*")
  end
  if not ok or not text:find("%S") then
    return notice.warn(messages.text("clipboard_empty"))
  end
  M.text({ text = text, fields = options.fields, store = options.store }, on_done)
end

--- Downloads a URL and adds what comes.
---@param options { url: string, fields: table<string, string>|nil, store: string }
---@param on_done? fun(result: table)
function M.url(options, on_done)
  local settings = require("tenkyo.nvim.config").get().fetch
  if not require("tenkyo.nvim.native").need(true) then
    return
  end
  local progress = notice.progress(messages.text("job_fetch"))
  local cancelled, release = false, nil
  local cancel = require("tenkyo.nvim.fetch").get(options.url, settings, function(failure, fetched)
    progress:finish(cancelled and "cancel" or failure and "failed" or "success")
    if release then
      release()
    end
    if cancelled then
      return notice.info(messages.text("cancelled", messages.text("job_fetch")))
    elseif not fetched then
      return notice.error(failure or "")
    elseif fetched.kind == "json" or fetched.kind == "jsonl" then
      return add_as_file(fetched.body, "text." .. fetched.kind, options, on_done)
    end
    M.text({
      text = fetched.body,
      kind = fetched.kind,
      url = options.url,
      fields = options.fields,
      store = options.store,
    }, on_done)
  end)
  if cancel then
    release = work.also(function()
      cancelled = true
      cancel()
    end)
  end
end

--- The files that the words of a command name. A word that is no path may hold wildcards.
---@param words string
---@return string[]
local function paths_of(words)
  local whole = vim.fs.normalize(words)
  if vim.uv.fs_stat(whole) then
    return { whole }
  end
  local paths = {}
  -- A backslash keeps what is behind it in the word, as completion and fnameescape() write it.
  local kept = words:gsub("\\(.)", function(character)
    return character == " " and "\1" or character
  end)
  for word in kept:gmatch("%S+") do
    local path = vim.fs.normalize((word:gsub("\1", " ")))
    local found = not vim.uv.fs_stat(path) and path:find("[*?%[]") and vim.fn.glob(path, false, true) or {}
    if #found > 0 then
      vim.list_extend(paths, found)
    else
      paths[#paths + 1] = path
    end
  end
  return paths
end

--- `:Tenkyo add …`: what the words mean.
---@param options { words: string, fields: table<string, string>, region: tenkyo.Region|nil, store: string }
function M.run(options)
  local words = options.words
  local rest = { fields = options.fields, store = options.store }
  if options.region and words == "" then
    rest.text = options.region.text
    rest.kind = require("tenkyo.nvim.draft").format(vim.api.nvim_get_current_buf())
    return M.text(rest)
  elseif words == "clipboard" then
    return M.clipboard(rest)
  elseif words:find("^https?://%S+$") then
    rest.url = words
    return M.url(rest)
  elseif words == "%" then
    words = vim.api.nvim_buf_get_name(0)
  end
  if words == "" then
    return notice.warn(messages.text("usage", messages.text("add_usage")))
  end
  rest.paths = words == vim.api.nvim_buf_get_name(0) and { words } or paths_of(words)
  M.paths(rest)
end

return M
