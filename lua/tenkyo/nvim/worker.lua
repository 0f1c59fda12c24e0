-- The worker's side: each operation opens the store for itself, does one thing and answers with tables. It runs in
-- threads without most of `vim`; only `vim.mpack` is used.

local position = require("tenkyo.nvim.position")
local claim = require("tenkyo.nvim.claim")
local compose = require("tenkyo.compose")

local M = {}

---@class tenkyo.Context
---@field tenkyo table
---@field store table|nil
---@field cancel integer
---@field progress fun(done: integer, total: integer): boolean

-- Operations that ask nothing of a store.
local WITHOUT_STORE = { summary_text = true }

---@type table<string, fun(context: tenkyo.Context, request: table): any, string|nil, string|nil>
local operations = {}

-- Articles ------------------------------------------------------------------------------------------------------------

--- The articles that passages come from, by id, without their bodies.
---@param store table
---@param lists table[][] lists of passages
---@return table<string, table> articles by id as a string
local function articles_of(store, lists)
  local articles = {}
  for _, passages in ipairs(lists) do
    for _, passage in ipairs(passages) do
      local id = tostring(passage.article or 0)
      if passage.article and not articles[id] then
        local article = store:article(passage.article)
        if article then
          article.body = nil
          articles[id] = article
        end
      end
    end
  end
  return articles
end

---@param store table
---@param id integer|string
---@return table|nil article without its body
---@return string|nil message
---@return string|nil code
local function describe(store, id)
  local article, message, code = store:article(id)
  if not article then
    return nil, message, code
  end
  article.body = nil
  return article
end

function operations.articles(context, request)
  local options = { query = request.query, limit = request.limit, offset = request.offset, removed = request.removed }
  return context.store:articles(options)
end

function operations.article(context, request)
  return describe(context.store, request.article)
end

function operations.add_text(context, request)
  local id, outcome, code = context.store:put(request.article)
  if not id then
    return nil, outcome, code
  end
  local article, message, why = describe(context.store, id)
  if not article then
    return nil, message, why
  end
  return { article = article, outcome = outcome }
end

--- Imports files and folders one after the other; what fails is reported and the rest kept.
function operations.add_paths(context, request)
  local total = { added = 0, updated = 0, unchanged = 0, ids = {}, failed = {} }
  for _, path in ipairs(request.paths) do
    local report, message, code = context.store:import(path, {
      format = request.format,
      cancel = context.cancel,
      progress = context.progress,
    })
    if not report then
      if code == "CANCELLED" or code == "FULL" or code == "BUSY" or code == "CORRUPT" then
        return nil, message, code
      end
      total.failed[#total.failed + 1] = { path = path, message = message }
    else
      for _, count in ipairs({ "added", "updated", "unchanged" }) do
        total[count] = total[count] + report[count]
      end
      for _, list in ipairs({ "ids", "failed" }) do
        for _, item in ipairs(report[list]) do
          total[list][#total[list] + 1] = item
        end
      end
    end
  end
  if #total.ids == 1 and request.fields then
    local id, message, code = context.store:update(total.ids[1], request.fields)
    if not id then
      return nil, message, code
    end
  end
  if #total.ids == 1 then
    total.article = describe(context.store, total.ids[1])
  end
  return total
end

function operations.update(context, request)
  local id, message, code = context.store:update(request.article, request.fields)
  if not id then
    return nil, message, code
  end
  return describe(context.store, id)
end

function operations.remove(context, request)
  local article, message, code = describe(context.store, request.article)
  if not article then
    return nil, message, code
  end
  local id
  id, message, code = context.store:remove(article.id)
  return id and article, message, code
end

function operations.restore(context, request)
  local id, message, code = context.store:restore(request.article)
  if not id then
    return nil, message, code
  end
  return describe(context.store, id)
end

function operations.link(context, request)
  local id, message, code = context.store:link(request.reference, request.article)
  if not id then
    return nil, message, code
  end
  return describe(context.store, id)
end

function operations.verify(context)
  return context.store:verify({ cancel = context.cancel })
end

-- Passages ------------------------------------------------------------------------------------------------------------

---@param store table
---@param passages table[]|nil
---@param message string|nil
---@param code string|nil
local function with_articles(store, passages, message, code)
  if not passages then
    return nil, message, code
  end
  local lists = { passages }
  for _, passage in ipairs(passages) do
    lists[#lists + 1] = passage.also
  end
  return { passages = passages, articles = articles_of(store, lists) }
end

function operations.search(context, request)
  local options = { limit = request.limit, cancel = context.cancel }
  return with_articles(context.store, context.store:search(request.query, options))
end

function operations.summary_store(context, request)
  return with_articles(
    context.store,
    context.store:summarize({
      articles = request.articles,
      query = request.query,
      sentences = request.sentences,
      chars = request.chars,
      since = request.since,
      cancel = context.cancel,
    })
  )
end

function operations.summary_text(context, request)
  local passages, message, code = context.tenkyo.summarize(request.text, {
    lang = request.lang,
    format = request.format,
    sentences = request.sentences,
    chars = request.chars,
    cancel = context.cancel,
  })
  if not passages then
    return nil, message, code
  end
  return { passages = passages, articles = {} }
end

--- Evidence for a claim given as text, or for the sentence of a draft at a byte.
function operations.evidence(context, request)
  local text = request.claim
  if not text then
    local sentences, message, code =
      context.tenkyo.sentences(request.text, { format = request.format, lang = request.lang, cancel = context.cancel })
    if not sentences then
      return nil, message, code
    end
    local sentence = claim.sentence_at(sentences, request.offset)
    if not sentence then
      return { none = true }
    end
    text = request.text:sub(sentence.first, sentence.last)
  end
  local citations = context.tenkyo.citations(text, { format = request.format })
  text = claim.without_markers(text, 1, #text, citations and citations.markers or {})
  local evidence, message, code =
    context.store:evidence(text, { limit = request.limit, cancel = context.cancel })
  if not evidence then
    return nil, message, code
  end
  evidence.claim = text
  evidence.articles = articles_of(context.store, { evidence.hits })
  return evidence
end

-- Drafts --------------------------------------------------------------------------------------------------------------

---@param context tenkyo.Context
---@param request table
---@return table options of store:check and store:bind
local function draft_options(context, request)
  return {
    format = request.format,
    path = request.path,
    lang = request.lang,
    date = request.date,
    messages = request.messages,
    cancel = context.cancel,
  }
end

function operations.check(context, request)
  return context.store:check(request.text, draft_options(context, request))
end

function operations.bind(context, request)
  return context.store:bind(request.text, draft_options(context, request))
end

---@param list table[] with first and last
---@param offset integer
---@return table|nil the one that holds the byte, or that ends right before it
---@return integer|nil index
local function at(list, offset)
  for index, item in ipairs(list) do
    if item.first <= offset and offset <= item.last then
      return item, index
    end
  end
  return nil, nil
end

--- Adds to each hit where it stands in its article, as lines and columns of the client's encoding.
---@param store table
---@param hits table[]
---@param encoding string
local function add_ranges(store, hits, encoding)
  local bodies = {}
  for _, hit in ipairs(hits) do
    local key = ("%d/%d"):format(hit.article, hit.revision)
    if not bodies[key] then
      local article = store:article(hit.article, hit.revision)
      bodies[key] = position.lines(article and article.body or "")
    end
    hit.range = bodies[key]:range(hit.first, hit.last, encoding)
  end
end

--- What the keys of a marker point to, each with its article and the best evidence for the claim there.
---@param context tenkyo.Context
---@param request table
---@param citations table
---@param keys table[]
---@param text string|nil the claim
local function sources_of(context, request, citations, keys, text)
  local sources = {}
  for _, key in ipairs(keys) do
    local reference = citations.references[key.reference or 0]
    local source = { key = key.key, reference = reference }
    if reference and reference.article then
      source.article = describe(context.store, reference.article)
      local evidence = text
        and context.store:evidence(text, { articles = { reference.article }, limit = 3, cancel = context.cancel })
      if evidence then
        add_ranges(context.store, evidence.hits, request.encoding)
        source.evidence = evidence
      end
    end
    sources[#sources + 1] = source
  end
  return sources
end

--- The evidence of a finding as sources, one for each article, in the evidence's order.
---@param context tenkyo.Context
---@param request table
---@param finding tenkyo.Finding
---@return table|nil answer
---@return string|nil message
---@return string|nil code
local function finding_sources(context, request, finding)
  local sources, by_article, hits = {}, {}, {}
  for _, passage in ipairs(finding.evidence) do
    local id = passage.article
    if id and not by_article[id] then
      local article, message, code = describe(context.store, id)
      if not article then
        return nil, message, code
      end
      by_article[id] = { key = "", article = article, evidence = { hits = {} } }
      sources[#sources + 1] = by_article[id]
    end
    if id then
      local found = by_article[id].evidence.hits
      found[#found + 1], hits[#hits + 1] = passage, passage
    end
  end
  add_ranges(context.store, hits, request.encoding)
  if #sources == 0 then
    return { none = true }
  end
  return { finding = { first = finding.first, last = finding.last }, sources = sources }
end

--- The marker at a byte of the draft, what it covers and what it points to; or the reference there; or the evidence of
--- the finding that the request brings along.
function operations.marker(context, request)
  local citations, message, code = operations.bind(context, request)
  if not citations then
    return nil, message, code
  end
  local marker = at(citations.markers, request.offset)
  if marker then
    local sentences =
      context.tenkyo.sentences(request.text, { format = request.format, lang = request.lang, cancel = context.cancel })
    local covered = claim.of(request.text, sentences or {}, citations.markers, marker)
    local sources = sources_of(context, request, citations, marker.keys, covered and covered.text)
    return { marker = { first = marker.first, last = marker.last }, claim = covered, sources = sources }
  end
  local reference, index = at(citations.references, request.offset)
  if reference then
    local keys = { { key = reference.key, reference = index } }
    return { reference = reference, sources = sources_of(context, request, citations, keys) }
  end
  if request.finding then
    return finding_sources(context, request, request.finding)
  end
  return { none = true }
end

-- Writing into drafts -------------------------------------------------------------------------------------------------

---@param context tenkyo.Context
---@param request table
---@param citations table
---@return tenkyo.Plan
local function plan_for(context, request, citations)
  local articles = {}
  for _, reference in ipairs(citations.references) do
    if reference.article and not articles[reference.article] then
      articles[reference.article] = describe(context.store, reference.article)
    end
  end
  return compose.plan(request.text, citations, {
    format = request.format,
    lang = request.lang or request.messages,
    articles = articles,
  })
end

--- Binds the references that an insertion added: where neither URL nor title says which article it is, the store
--- remembers it.
---@param context tenkyo.Context
---@param request table
---@param plan tenkyo.Plan
---@param edits tenkyo.Edit[]
---@return boolean bound all of them are
local function bind_added(context, request, plan, edits)
  if #plan.added == 0 then
    return true
  end
  local options = draft_options(context, request)
  local citations = context.store:bind(compose.apply(request.text, edits), options)
  local bound = true
  for _, added in ipairs(plan.added) do
    for _, reference in ipairs(citations and citations.references or {}) do
      if reference.key == added.key and reference.article ~= added.article.id then
        local text = (reference.text or "") ~= "" and reference.text or reference.url or ""
        bound = text ~= "" and context.store:link(text, added.article.id) ~= nil and bound
      end
    end
  end
  return bound
end

--- What the writer asked for last, as one of the edits; the reference list is another.
---@param plan tenkyo.Plan
---@return tenkyo.Edit|nil
local function last_inserted(plan)
  local edit = plan.inserted[#plan.inserted]
  return edit and { first = edit.first, last = edit.last, text = edit.text }
end

function operations.cite(context, request)
  local article, message, code = describe(context.store, request.article)
  if not article then
    return nil, message, code
  end
  local citations
  citations, message, code = operations.bind(context, request)
  if not citations then
    return nil, message, code
  end
  local plan = plan_for(context, request, citations)
  local answer, reason = plan:cite(article, request.offset)
  if not answer then
    return { refused = reason }
  end
  local edits = plan:edits()
  local bound = bind_added(context, request, plan, edits)
  answer.edits, answer.bound, answer.article = edits, bound, article
  answer.inserted = last_inserted(plan)
  return answer
end

---@param context tenkyo.Context
---@param wanted { article: integer, revision: integer, first: integer, last: integer }[]
---@return { text: string, article: table }[]|nil
---@return string|nil message
---@return string|nil code
local function read_sentences(context, wanted)
  local sentences = {}
  for _, passage in ipairs(wanted) do
    local article, message, code = context.store:article(passage.article, passage.revision)
    if not article then
      return nil, message, code
    end
    local text = article.body:sub(passage.first, passage.last)
    local citations = context.tenkyo.citations(text)
    article.body = nil
    sentences[#sentences + 1] = { text = compose.clean(text, citations and citations.markers), article = article }
  end
  return sentences
end

--- Quotes stored sentences in a draft.
function operations.quote(context, request)
  local sentences, message, code = read_sentences(context, request.sentences)
  if not sentences then
    return nil, message, code
  end
  local citations
  citations, message, code = operations.bind(context, request)
  if not citations then
    return nil, message, code
  end
  local plan = plan_for(context, request, citations)
  local done, reason = plan:quote(sentences, request.offset, request.style)
  if not done then
    return { refused = reason }
  end
  local edits = plan:edits()
  return {
    edits = edits,
    inserted = last_inserted(plan),
    count = #sentences,
    bound = bind_added(context, request, plan, edits),
  }
end

-- The door ------------------------------------------------------------------------------------------------------------

---@param message string|nil
---@param code string|nil
---@return string
local function failed(message, code)
  return vim.mpack.encode({ failure = { code = code or "INTERNAL", message = message or "" } })
end

--- Does what a request asks. Both sides are messages in MessagePack.
---@param bytes string
---@param async table|nil handle of the main loop that takes progress
---@return string
function M.answer(bytes, async)
  local call = vim.mpack.decode(bytes)
  local request = call.request
  local context = { tenkyo = require("tenkyo"), cancel = call.token }
  context.progress = function(done, total)
    if async then
      async:send(done, total)
    end
    return true
  end
  if not WITHOUT_STORE[call.operation] then
    local store, message, code = context.tenkyo.open(request.store)
    if not store then
      return failed(message, code)
    end
    context.store = store
  end
  -- A store left open by an error would keep its file until the collector comes by.
  local ok, result, message, code = pcall(operations[call.operation], context, request)
  if context.store then
    context.store:close()
  end
  if not ok then
    return failed(tostring(result), "INTERNAL")
  elseif not result then
    return failed(message, code)
  end
  return vim.mpack.encode({ result = result })
end

return M
