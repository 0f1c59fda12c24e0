-- The language server inside Neovim: diagnostics, hover, definition and code actions of drafts. It speaks the protocol
-- with Neovim's own client. Every answer goes out on a later turn of the main loop; what needs the store is asked from
-- a worker. One server serves all drafts.

local article = require("tenkyo.nvim.article")
local checker = require("tenkyo.nvim.checker")
local draft = require("tenkyo.nvim.draft")
local messages = require("tenkyo.nvim.messages")
local position = require("tenkyo.nvim.position")
local work = require("tenkyo.nvim.work")

local M = {}

local NAME = "tenkyo"
local SEVERITY = { error = 1, warning = 2, information = 3, hint = 4 }
local METHOD_NOT_FOUND, INTERNAL_ERROR = -32601, -32603
local REQUEST_CANCELLED, CONTENT_MODIFIED = -32800, -32801

---@class tenkyo.Server
---@field dispatchers table
---@field encoding tenkyo.Encoding
---@field ready boolean the client has said "initialized"
---@field closing boolean
---@field requests table<integer, tenkyo.Job> jobs of requests that are not answered yet
---@field later fun()[] what waits for the client

---@type tenkyo.Server|nil
local server

local drawn_while_typing = false

-- Places --------------------------------------------------------------------------------------------------------------

---@param uri string
---@return integer bufnr
local function buffer_of(uri)
  -- A buffer without a name has an empty path.
  if uri == "file://" or uri == "" then
    return vim.api.nvim_get_current_buf()
  end
  return vim.uri_to_bufnr(uri)
end

--- The byte that a client's position means. Neovim 0.10 compares the cursor's byte with the line's length in UTF-16
--- units and says "end of the line" for a cursor behind that; there the cursor itself is what was meant.
---@param bufnr integer
---@param lines tenkyo.Lines
---@param place { line: integer, character: integer }
---@return integer
local function byte_of(bufnr, lines, place)
  local window = vim.api.nvim_get_current_win()
  local cursor = vim.api.nvim_win_get_cursor(window)
  if vim.api.nvim_win_get_buf(window) == bufnr and cursor[1] - 1 == place.line then
    local line = lines:line(place.line)
    local units = position.convert(line, #line, "utf-8", server.encoding)
    if place.character == units and cursor[2] > units then
      return lines:offset(place.line, cursor[2])
    end
  end
  return lines:byte(place, server.encoding)
end

---@param params table
---@return integer bufnr
---@return tenkyo.Lines lines
---@return integer offset
local function place_of(params)
  local bufnr = buffer_of(params.textDocument.uri)
  local lines = position.lines(draft.text(bufnr))
  return bufnr, lines, byte_of(bufnr, lines, params.position)
end

-- Hover ---------------------------------------------------------------------------------------------------------------

local MOST_PASSAGES = 2

--- A passage on one line, without the line at its start that only repeats the article's title.
---@param text string
---@param title string
---@return string
local function without_title(text, title)
  local width = require("tenkyo.nvim.width")
  local first, rest = text:match("^([^\n]*)\n?(.*)$")
  local is_title = title ~= "" and width.one_line((first:gsub("^#+ ", ""))) == title
  return width.one_line(is_title and rest or text)
end

--- The best passages of a source; the title is shown above them already.
---@param source table
---@return string[]
local function shown_passages(source)
  local title = require("tenkyo.nvim.width").one_line(source.article and source.article.title or "")
  local shown = {}
  for _, hit in ipairs(source.evidence.hits) do
    local text = without_title(hit.text, title)
    if #shown < MOST_PASSAGES and text ~= "" then
      shown[#shown + 1] = text
    end
  end
  return shown
end

---@param lines string[]
---@param source table
local function add_source(lines, source)
  local width = require("tenkyo.nvim.width")
  local label = source.article and article.label(source.article)
    or source.reference and width.one_line(source.reference.text)
    or messages.text("hover_undefined")
  local name = source.key ~= "" and ("[%s] "):format(source.key) or ""
  lines[#lines + 1] = name .. label
  if source.reference and not source.article then
    lines[#lines + 1] = messages.text("hover_unbound")
  elseif source.article and (source.article.url or "") ~= "" then
    lines[#lines + 1] = width.one_line(source.article.url)
  end
  if source.evidence then
    local status = source.evidence.status
    if status then
      lines[#lines + 1] = messages.text("hover_evidence", messages.text("support_" .. status))
    end
    for _, text in ipairs(shown_passages(source)) do
      lines[#lines + 1] = "  " .. text
    end
  end
end

---@param answer table of the worker's operation "marker"
---@return string
local function hover_text(answer)
  local lines = {}
  for index, source in ipairs(answer.sources) do
    if index > 1 then
      lines[#lines + 1] = ""
    end
    add_source(lines, source)
  end
  return table.concat(lines, "\n")
end

--- The finding shown at a byte: the one whose place holds it, else one of the sentence that holds it. None when the
--- draft has changed since its check.
---@param bufnr integer
---@param offset integer
---@return tenkyo.Finding|nil
local function finding_at(bufnr, offset)
  local checked = checker.last(bufnr)
  if not checked or checked.tick ~= vim.api.nvim_buf_get_changedtick(bufnr) then
    return nil
  end
  local around
  for _, finding in ipairs(checked.findings) do
    local sentence = finding.sentence
    if #(finding.evidence or {}) > 0 then
      if finding.first <= offset and offset <= finding.last then
        return finding
      elseif not around and sentence and sentence.first <= offset and offset <= sentence.last then
        around = finding
      end
    end
  end
  return around
end

--- Asks a worker about the marker or reference at a position, else about the finding there.
---@param params table
---@param reply fun(err: table|nil, result: any)
---@param on_answer fun(answer: table, lines: tenkyo.Lines, store: string)
---@return tenkyo.Job|nil
local function ask_marker(params, reply, on_answer)
  local bufnr, lines, offset = place_of(params)
  local request = draft.request(bufnr)
  request.offset, request.encoding = offset, server.encoding
  request.finding = finding_at(bufnr, offset)
  local job = work.run("marker", request, function(failure, answer)
    if failure and failure.code == "CANCELLED" then
      reply({ code = REQUEST_CANCELLED, message = "cancelled" })
    elseif failure then
      reply({ code = INTERNAL_ERROR, message = messages.failure(failure) })
    elseif answer.none then
      reply(nil, nil)
    else
      on_answer(answer, lines, request.store)
    end
  end, { urgent = true })
  if not job then
    reply(nil, nil)
  end
  return job
end

---@type table<string, fun(params: table, reply: fun(err: table|nil, result: any)): tenkyo.Job|nil>
local handlers = {}

handlers["textDocument/hover"] = function(params, reply)
  return ask_marker(params, reply, function(answer, lines)
    local here = answer.marker or answer.reference or answer.finding
    reply(nil, {
      contents = { kind = "plaintext", value = hover_text(answer) },
      range = lines:range(here.first, here.last, server.encoding),
    })
  end)
end

handlers["textDocument/definition"] = function(params, reply)
  return ask_marker(params, reply, function(answer, _, store)
    local locations = {}
    for _, source in ipairs(answer.sources) do
      local hit = source.evidence and source.evidence.hits[1]
      if hit then
        local uri = article.uri(store, hit.article, hit.revision)
        article.highlight(uri, hit)
        locations[#locations + 1] = { uri = uri, range = hit.range }
      elseif source.article then
        local start = { line = 0, character = 0 }
        local uri = article.uri(store, source.article.id, source.article.revision)
        locations[#locations + 1] = { uri = uri, range = { start = start, ["end"] = start } }
      end
    end
    reply(nil, locations)
  end)
end

-- Code actions --------------------------------------------------------------------------------------------------------

handlers["textDocument/codeAction"] = function(params, reply)
  local bufnr = buffer_of(params.textDocument.uri)
  checker.now(bufnr, function(failure, checked)
    if failure or not checked then
      return reply({ code = CONTENT_MODIFIED, message = "content modified" })
    end
    local first = byte_of(bufnr, checked.lines, params.range.start)
    local last = byte_of(bufnr, checked.lines, params.range["end"])
    reply(nil, require("tenkyo.nvim.actions").list(bufnr, checked, first, last, params.context or {}))
  end)
end

handlers["codeAction/resolve"] = function(action, reply)
  local data = action.data
  if type(data) ~= "table" or not data.edits then
    return reply(nil, action)
  end
  local bufnr = data.bufnr
  if not vim.api.nvim_buf_is_loaded(bufnr) or vim.api.nvim_buf_get_changedtick(bufnr) ~= data.tick then
    return reply({ code = CONTENT_MODIFIED, message = messages.text("draft_changed") })
  end
  local lines = position.lines(draft.text(bufnr))
  local edits = {}
  for index, edit in ipairs(data.edits) do
    edits[index] = { range = lines:range(edit.first, edit.last, server.encoding), newText = edit.text }
  end
  local resolved = vim.deepcopy(action)
  resolved.edit = { changes = { [vim.uri_from_bufnr(bufnr)] = edits } }
  reply(nil, resolved)
end

handlers["workspace/executeCommand"] = function(params, reply)
  require("tenkyo.nvim.actions").execute(params.command, params.arguments or {})
  reply(nil, nil)
end

-- Life ----------------------------------------------------------------------------------------------------------------

---@param capabilities table of the client
---@return tenkyo.Encoding
local function choose_encoding(capabilities)
  local offered = vim.tbl_get(capabilities, "general", "positionEncodings") or {}
  return vim.tbl_contains(offered, "utf-8") and "utf-8" or "utf-16"
end

handlers.initialize = function(params, reply)
  server.encoding = choose_encoding(params.capabilities or {})
  reply(nil, {
    serverInfo = { name = NAME, version = require("tenkyo.version") },
    capabilities = {
      positionEncoding = server.encoding,
      textDocumentSync = { openClose = true, change = 0 },
      hoverProvider = true,
      definitionProvider = true,
      codeActionProvider = { codeActionKinds = { "quickfix" }, resolveProvider = true },
      executeCommandProvider = { commands = require("tenkyo.nvim.actions").commands },
    },
  })
end

handlers.shutdown = function(_, reply)
  reply(nil, nil)
end

local notifications = {}

function notifications.initialized()
  server.ready = true
  local later = server.later
  server.later = {}
  for _, action in ipairs(later) do
    vim.schedule(action)
  end
end

notifications["$/cancelRequest"] = function(params)
  local job = server.requests[params.id]
  if job then
    job:cancel()
  end
end

---@param instance tenkyo.Server
---@param callback fun(err: table|nil, result: any)
---@param notify_reply fun(id: integer)|nil
---@param id integer
---@return fun(err: table|nil, result: any)
local function replier(instance, callback, notify_reply, id)
  local replied = false
  return function(err, result)
    if replied then
      return
    end
    replied = true
    -- Neovim 0.10 cannot take an answer before the request call has returned.
    vim.schedule(function()
      instance.requests[id] = nil
      if notify_reply then
        notify_reply(id)
      end
      callback(err, result)
    end)
  end
end

---@param dispatchers table
---@return table client as vim.lsp.rpc describes it
local function start(dispatchers)
  local instance = { dispatchers = dispatchers, encoding = "utf-16", ready = false, closing = false }
  instance.requests, instance.later = {}, {}
  drawn_while_typing = false -- each client has a namespace of its own
  server = instance
  local count = 0
  return {
    request = function(method, params, callback, notify_reply)
      count = count + 1
      local reply = replier(instance, callback, notify_reply, count)
      local handler = handlers[method]
      if not handler then
        reply({ code = METHOD_NOT_FOUND, message = "method not found: " .. method })
        return true, count
      end
      local ok, job = pcall(handler, params or {}, reply)
      if not ok then
        reply({ code = INTERNAL_ERROR, message = tostring(job) })
      elseif type(job) == "table" and not job.finished then
        instance.requests[count] = job
      end
      return true, count
    end,
    notify = function(method, params)
      local handler = notifications[method]
      if method == "exit" then
        M.close(instance)
      elseif handler then
        handler(params or {})
      end
      return true
    end,
    is_closing = function()
      return instance.closing
    end,
    terminate = function()
      M.close(instance)
    end,
  }
end

--- Ends a server; its client goes with it.
---@param instance tenkyo.Server
function M.close(instance)
  if instance.closing then
    return
  end
  instance.closing = true
  for _, job in pairs(instance.requests) do
    job:cancel()
  end
  if server == instance then
    server = nil
    require("tenkyo.nvim.notice").channel = nil
    require("tenkyo.nvim.watch").server_stopped()
  end
  vim.schedule(function()
    instance.dispatchers.on_exit(0, 0)
  end)
end

---@param token string
---@param value table
---@return boolean sent
local function send_progress(token, value)
  if not (server and server.ready and M.client()) then
    return false
  end
  server.dispatchers.notification("$/progress", { token = token, value = value })
  return true
end

vim.api.nvim_create_autocmd("LspProgress", {
  group = vim.api.nvim_create_augroup("tenkyo.progress", {}),
  callback = function(args)
    local client = vim.lsp.get_client_by_id(args.data.client_id)
    local params = args.data.params or args.data.result
    if client and client.name == NAME and params then
      require("tenkyo.nvim.notice").show_progress(tostring(params.token), params.value)
    end
  end,
})

--- The client of the server, if it runs.
---@return table|nil
function M.client()
  return vim.lsp.get_clients({ name = NAME })[1]
end

--- Attaches the server to a draft; starts it the first time.
---@param bufnr integer
---@return integer|nil client id
function M.attach(bufnr)
  require("tenkyo.nvim.notice").channel = send_progress
  return vim.lsp.start({
    name = NAME,
    cmd = start,
    root_dir = nil,
    capabilities = vim.lsp.protocol.make_client_capabilities(),
  }, {
    bufnr = bufnr,
    reuse_client = function(client)
      return client.name == NAME and not client.is_stopped()
    end,
  })
end

---@param bufnr integer
---@return boolean
function M.is_attached(bufnr)
  return #vim.lsp.get_clients({ name = NAME, bufnr = bufnr }) > 0
end

-- Diagnostics ---------------------------------------------------------------------------------------------------------

---@param finding tenkyo.Finding
---@param lines tenkyo.Lines
---@return table
local function diagnostic(finding, lines)
  return {
    range = lines:range(finding.first, finding.last, server.encoding),
    severity = SEVERITY[finding.severity],
    code = finding.code,
    source = NAME,
    message = finding.message,
  }
end

--- Neovim draws diagnostics that come in insert mode only when it is told to.
---@param client table
local function set_drawing(client)
  local live = require("tenkyo.nvim.config").get().live
  if live ~= drawn_while_typing then
    drawn_while_typing = live
    vim.diagnostic.config({ update_in_insert = live }, vim.lsp.diagnostic.get_namespace(client.id))
  end
end

---@param bufnr integer
---@param findings tenkyo.Finding[]
---@param lines tenkyo.Lines
local function publish_now(bufnr, findings, lines)
  local client = M.client()
  if not (server and client and vim.api.nvim_buf_is_loaded(bufnr)) then
    return
  end
  set_drawing(client)
  local diagnostics = {}
  for index, finding in ipairs(findings) do
    diagnostics[index] = diagnostic(finding, lines)
  end
  local uri = vim.uri_from_bufnr(bufnr)
  if uri ~= "file://" then
    return server.dispatchers.notification("textDocument/publishDiagnostics", { uri = uri, diagnostics = diagnostics })
  end
  -- A buffer without a name has no URI to be found by.
  local shown = {}
  for index, finding in ipairs(findings) do
    local row, column = lines:at(finding.first)
    local end_row, end_column = lines:at(finding.last + 1)
    shown[index] = {
      lnum = row,
      col = column,
      end_lnum = end_row,
      end_col = end_column,
      severity = SEVERITY[finding.severity],
      message = finding.message,
      source = NAME,
      code = finding.code,
    }
  end
  vim.diagnostic.set(vim.lsp.diagnostic.get_namespace(client.id), bufnr, shown)
end

--- Shows findings as the diagnostics of a buffer, in place of those shown before.
---@param bufnr integer
---@param findings tenkyo.Finding[]
---@param lines tenkyo.Lines
function M.publish(bufnr, findings, lines)
  if not server then
    return
  elseif server.ready then
    publish_now(bufnr, findings, lines)
  else
    server.later[#server.later + 1] = function()
      publish_now(bufnr, findings, lines)
    end
  end
end

return M
