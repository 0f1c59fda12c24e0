-- What Tenkyo writes into a draft: a marker and its reference in the draft's own style, and quotations with them. Plain
-- Lua for every host: it is given the draft's bytes and its citations (tenkyo.citations, or store:bind when the
-- articles behind the references are known) and answers with edits; it changes nothing itself.

local entry = require("tenkyo.entry")
local listing = require("tenkyo.listing")

local M = {}

---@class tenkyo.MarkerStyle
---@field kind "number"|"footnote"|"keyed"
---@field open string
---@field close string
---@field digits "ascii"|"wide"|"raised"
---@field space boolean a space stands before a marker
---@field behind_stop boolean a marker stands behind the full stop
---@field joined boolean one marker holds several numbers

---@class tenkyo.Plan
---@field text string
---@field citations table
---@field options { format: string|nil, lang: "ja"|"en"|nil, articles: table<integer, table>|nil }
---@field style tenkyo.MarkerStyle
---@field used table<string, true> keys that a marker or a reference has
---@field keys table<integer, string> the key of an article that this plan cites, by id
---@field added { key: string, article: table }[] references to be written
---@field inserted tenkyo.Edit[]
local Plan = {}
Plan.__index = Plan

local kind_of = listing.kind_of
local line_end, line_start = listing.line_end, listing.line_start

local STOPS = { "。", "．", "！", "？", ".", "!", "?" }

-- Style ---------------------------------------------------------------------------------------------------------------

---@param citations table
---@return "number"|"footnote"|"keyed"
local function choose_kind(citations)
  local counts = { number = 0, footnote = 0, keyed = 0 }
  for _, reference in ipairs(citations.references) do
    local kind = kind_of(reference.key)
    if kind then
      counts[kind] = counts[kind] + 1
    end
  end
  if counts.number + counts.footnote + counts.keyed == 0 then
    for _, marker in ipairs(citations.markers) do
      for _, key in ipairs(marker.keys) do
        local kind = kind_of(key.key)
        if kind then
          counts[kind] = counts[kind] + 1
        end
      end
    end
  end
  local best = "number"
  for _, kind in ipairs({ "footnote", "keyed" }) do
    best = counts[kind] > counts[best] and kind or best
  end
  return best
end

---@param text string
---@param before integer the byte behind the character
---@return string character that ends right before the byte, or ""
local function character_before(text, before)
  local first = before - 1
  while first > 1 and before - first < 4 and (text:byte(first) or 0) >= 0x80 and text:byte(first) <= 0xBF do
    first = first - 1
  end
  return text:sub(math.max(1, first), before - 1)
end

---@param text string
---@param at integer
---@return string|nil
local function stop_at(text, at)
  for _, stop in ipairs(STOPS) do
    if text:sub(at, at + #stop - 1) == stop then
      return stop
    end
  end
  return nil
end

---@param text string
---@param at integer
---@return string|nil stop that ends right before the byte
local function stop_before(text, at)
  local character = character_before(text, at)
  return stop_at(character, 1)
end

---@param text string
---@param marker table
---@return string open
---@return string close
---@return "ascii"|"wide"|"raised" digits
local function brackets_of(text, marker)
  local key = marker.keys[1]
  local _, digits = entry.read_number(text, key.first)
  if digits == "raised" then
    return "", "", digits
  end
  local shown = text:sub(marker.first, marker.last)
  for _, pair in ipairs({ { "[", "]" }, { "［", "］" }, { "〔", "〕" }, { "【", "】" } }) do
    if shown:sub(1, #pair[1]) == pair[1] then
      return pair[1], pair[2], digits
    end
  end
  return "[", "]", digits
end

---@param text string
---@param citations table
---@return tenkyo.MarkerStyle
local function read_style(text, citations)
  local kind = choose_kind(citations)
  local style = { kind = kind, open = "[", close = "]", digits = "ascii", space = false, behind_stop = false }
  local spaced, seen, before, behind = 0, 0, 0, 0
  for _, marker in ipairs(citations.markers) do
    if marker.keys[1] and kind_of(marker.keys[1].key) == kind then
      if kind == "number" then
        style.open, style.close, style.digits = brackets_of(text, marker)
        style.joined = style.joined or #marker.keys > 1
      end
      seen = seen + 1
      spaced = spaced + (text:find("^[ \t]", marker.first - 1) and marker.first > 1 and 1 or 0)
      before = before + (stop_at(text, marker.last + 1) and 1 or 0)
      behind = behind + (marker.first > 1 and stop_before(text, marker.first) and 1 or 0)
    end
  end
  style.space = seen > 0 and spaced * 2 > seen
  style.space_unknown = seen == 0
  style.behind_stop = behind > before
  return style
end

--- The draft's language, from its letters.
---@param text string
---@return "ja"|"en"|nil
function M.language(text)
  local _, letters = text:gsub("%a", "")
  local _, wide = text:gsub("[\227-\233][\128-\191][\128-\191]", "")
  if letters + wide == 0 then
    return nil
  end
  return wide * 3 > letters and "ja" or "en"
end

-- Plans ---------------------------------------------------------------------------------------------------------------

--- A plan for one change of a draft. Ask it for markers, tell it what to insert, and take its edits.
---@param text string
---@param citations table as tenkyo.citations gives them; references may carry `article`
---@param options? { format: string|nil, lang: "ja"|"en"|nil, articles: table<integer, table>|nil }
---@return tenkyo.Plan
function M.plan(text, citations, options)
  local plan = setmetatable({
    text = text,
    citations = citations,
    options = options or {},
    style = read_style(text, citations),
    used = {},
    keys = {},
    added = {},
    inserted = {},
  }, Plan)
  plan.lang = M.language(text) or plan.options.lang or "en"
  for _, reference in ipairs(citations.references) do
    plan.used[reference.key or ""] = true
  end
  for _, marker in ipairs(citations.markers) do
    for _, key in ipairs(marker.keys) do
      plan.used[key.key] = true
    end
  end
  return plan
end

---@param reference table
---@param article table
---@return boolean
local function is_article(reference, article)
  if reference.article then
    return reference.article == article.id
  end
  local same_url = (article.url or "") ~= "" and reference.url == article.url
  return same_url or (reference.url or "") == "" and (article.title or "") ~= "" and reference.title == article.title
end

---@return string
function Plan:_next_number()
  local highest = 0
  for _, reference in ipairs(self.citations.references) do
    highest = math.max(highest, tonumber((reference.key or ""):match("^%^?(%d+)$")) or 0)
  end
  local prefix = self.style.kind == "footnote" and "^" or ""
  local number = highest + 1
  while self.used[prefix .. string.format("%d", number)] do
    number = number + 1
  end
  return prefix .. string.format("%d", number)
end

---@param article table
---@return string
function Plan:_next_name(article)
  local name = entry.one_line(article.key):gsub("[%s%c%[%]{}(),;\"'@`|\\<>!*=^~]+", "-"):gsub("^[%-%.:]+", "")
  name = name:gsub("[%-%.:]+$", "")
  if name == "" then
    name = string.format("article-%d", article.id or 0)
  end
  local key, suffix = "@" .. name, 1
  while self.used[key] do
    suffix = suffix + 1
    key = string.format("@%s-%d", name, suffix)
  end
  return key
end

--- The key under which the draft cites an article: the one of a reference that is this article, else a new one, whose
--- reference is then part of the edits.
---@param article table id, title, url, author, publisher, published, key
---@return string key
---@return boolean new
function Plan:key(article)
  local known = self.keys[article.id]
  if known then
    return known, false
  end
  for _, reference in ipairs(self.citations.references) do
    if is_article(reference, article) and kind_of(reference.key) then
      self.keys[article.id] = reference.key
      return reference.key, false
    end
  end
  local key = self.style.kind == "keyed" and self:_next_name(article) or self:_next_number()
  self.used[key] = true
  self.keys[article.id] = key
  self.added[#self.added + 1] = { key = key, article = article }
  return key, true
end

--- A key as a marker of its own.
---@param key string
---@return string
function Plan:marker(key)
  local kind = kind_of(key)
  if kind == "number" then
    local style = self.style.kind == "number" and self.style or { open = "[", close = "]", digits = "ascii" }
    return style.open .. entry.number(tonumber(key), style.digits) .. style.close
  end
  return "[" .. key .. "]"
end

-- Places --------------------------------------------------------------------------------------------------------------

---@param ranges table[] with first and last, in order
---@param offset integer
---@return table|nil the range that holds the byte
local function range_at(ranges, offset)
  for _, range in ipairs(ranges) do
    if range.first <= offset and offset <= range.last then
      return range
    end
  end
  return nil
end

---@param plan tenkyo.Plan
---@param offset integer
---@return table|nil marker that ends right before the byte
local function marker_before(plan, offset)
  for _, marker in ipairs(plan.citations.markers) do
    if marker.last + 1 == offset then
      return marker
    end
  end
  return nil
end

--- The nearest place to write at: never inside a character, a marker, the reference list or the front matter.
---@param offset integer what is written goes before this byte
---@return integer|nil offset
---@return "reference-list"|"front-matter"|nil reason why there is none
function Plan:_free_place(offset)
  local text = self.text
  offset = math.max(1, math.min(offset, #text + 1))
  while offset <= #text and text:byte(offset) >= 0x80 and text:byte(offset) <= 0xBF do
    offset = offset + 1
  end
  local reference = range_at(self.citations.references, offset)
  if reference or range_at(self.citations.references, offset - 1) then
    return nil, "reference-list"
  end
  if offset <= listing.front_matter_end(text) then
    return nil, "front-matter"
  end
  local marker = range_at(self.citations.markers, offset)
  return marker and marker.first < offset and marker.last + 1 or offset
end

--- Where a marker for a place stands in this draft's style: before or behind the full stop as the others do, and never
--- in the blanks at a line's end.
---@param offset integer
---@return integer|nil offset
---@return "reference-list"|"front-matter"|nil reason
function Plan:place(offset)
  local text = self.text
  local free, reason = self:_free_place(offset)
  if not free or marker_before(self, free) then
    return free, reason
  end
  offset = free
  while offset > 1 and text:find("^[ \t]", offset - 1) and (offset > #text or text:find("^[%s]", offset)) do
    offset = offset - 1
  end
  local stop = offset > 1 and stop_before(text, offset)
  if stop and not self.style.behind_stop then
    return offset - #stop
  end
  local following = self.style.behind_stop and stop_at(text, offset)
  return following and offset + #following or offset
end

---@param plan tenkyo.Plan
---@param offset integer
---@param key string
---@return boolean
local function is_cited_at(plan, offset, key)
  local marker = marker_before(plan, offset)
  while marker do
    for _, other in ipairs(marker.keys) do
      if other.key == key then
        return true
      end
    end
    marker = marker_before(plan, marker.first)
  end
  local following = range_at(plan.citations.markers, offset)
  for _, other in ipairs(following and following.keys or {}) do
    if other.key == key then
      return true
    end
  end
  return false
end

---@param plan tenkyo.Plan
---@param offset integer
---@return string
local function space_before(plan, offset)
  local character = character_before(plan.text, offset)
  if offset == 1 or character:find("^%s$") or plan.style.kind == "footnote" then
    return ""
  end
  if plan.style.space_unknown then
    return character:find("^[%w%p]$") and plan.lang == "en" and " " or ""
  end
  return plan.style.space and " " or ""
end

--- Cites an article at a place.
---@param article table
---@param offset integer the marker goes before this byte
---@return { key: string, marker: string, new: boolean, already: boolean }|nil
---@return string|nil reason "reference-list" or "front-matter"
function Plan:cite(article, offset)
  local at, reason = self:place(offset)
  if not at then
    return nil, reason
  end
  local key, new = self:key(article)
  local marker = self:marker(key)
  if is_cited_at(self, at, key) then
    return { key = key, marker = marker, new = new, already = true }
  end
  local previous = marker_before(self, at)
  local kind = kind_of(key)
  local same = previous and previous.keys[1] and kind_of(previous.keys[1].key) == kind
  if same and kind == "keyed" and self.text:sub(previous.last, previous.last) == "]" then
    self:insert(previous.last, "; " .. key)
  elseif same and kind == "number" and self.style.joined and self.style.close ~= "" then
    local comma = self.style.digits == "wide" and "，" or ", "
    self:insert(at - #self.style.close, comma .. entry.number(tonumber(key), self.style.digits))
  else
    self:insert(at, (previous and "" or space_before(self, at)) .. marker)
  end
  return { key = key, marker = marker, new = new, already = false }
end

---@param offset integer
---@param text string
function Plan:insert(offset, text)
  self.inserted[#self.inserted + 1] = { first = offset, last = offset - 1, text = text }
end

-- Quotations ----------------------------------------------------------------------------------------------------------

--- A source's sentence on one line and without the source's own markers.
---@param sentence string
---@param markers? table[] the markers of the sentence, from tenkyo.citations
---@return string
function M.clean(sentence, markers)
  local parts, from = {}, 1
  for _, marker in ipairs(markers or {}) do
    parts[#parts + 1] = entry.trim_end(sentence:sub(from, marker.first - 1))
    from = marker.last + 1
  end
  parts[#parts + 1] = sentence:sub(from)
  local text = table.concat(parts)
  text = text:gsub("([\128-\255])[ \t]*[\r\n]+[ \t]*([\128-\255])", "%1%2")
  return entry.one_line(text)
end

---@param text string
---@return string open
---@return string close
local function quotation_marks(text)
  local japanese = M.language(text) == "ja"
  if japanese and not text:find("[「」]") then
    return "「", "」"
  end
  if japanese then
    return text:find("「", 1, true) and "『" or "「", text:find("「", 1, true) and "』" or "」"
  end
  return "“", "”"
end

---@param plan tenkyo.Plan
---@param sentence { text: string, article: table }
---@param block boolean
---@return string
local function quotation(plan, sentence, block)
  local marker = plan:marker((plan:key(sentence.article)))
  local spaced = plan.style.space or plan.style.space_unknown and M.language(sentence.text) == "en"
  local gap = spaced and plan.style.kind ~= "footnote" and " " or ""
  if block then
    return "> " .. sentence.text .. gap .. marker
  end
  local open, close = quotation_marks(sentence.text)
  return open .. sentence.text:gsub("。$", "") .. close .. gap .. marker
end

--- Quotes sentences of articles. One inline quotation goes to the place itself; several, and block quotations, become
--- lines of their own below the line of the place.
---@param sentences { text: string, article: table }[]
---@param offset integer
---@param style "inline"|"block"
---@return true|nil
---@return string|nil reason
function Plan:quote(sentences, offset, style)
  local at, reason = self:_free_place(offset)
  if not at then
    return nil, reason
  end
  local quotations = {}
  for _, sentence in ipairs(sentences) do
    quotations[#quotations + 1] = quotation(self, sentence, style == "block")
  end
  if style ~= "block" and #quotations == 1 then
    self:insert(at, quotations[1])
    return true
  end
  local lines = table.concat(quotations, style == "block" and "\n>\n" or "\n")
  local finish = line_end(self.text, at)
  local start = line_start(self.text, finish)
  local following = self.text:sub(finish + 1, line_end(self.text, finish + 1) - 1)
  local ends_paragraph = not following:find("%S")
  if self.text:sub(start, finish - 1):find("^%s*$") then
    self.inserted[#self.inserted + 1] = { first = start, last = finish - 1, text = lines }
  else
    -- A paragraph of their own, where the draft sets its paragraphs apart by blank lines.
    self:insert(finish, ((style == "block" or ends_paragraph) and "\n\n" or "\n") .. lines)
  end
  if style == "block" and not ends_paragraph then
    self:insert(finish, "\n")
  end
  return true
end

-- Edits ---------------------------------------------------------------------------------------------------------------

--- What changes the draft as planned: in the order of the text, never overlapping. Of two at one place the first in the
--- list stands first.
---@return tenkyo.Edit[]
function Plan:edits()
  local edits = {}
  for index, edit in ipairs(self.inserted) do
    edits[index] = { first = edit.first, last = edit.last, text = edit.text, order = index }
  end
  if #self.added > 0 then
    local edit = listing.edit(self)
    edit.order = #edits + 1
    edits[#edits + 1] = edit
  end
  table.sort(edits, function(a, b)
    return a.first < b.first or a.first == b.first and a.order < b.order
  end)
  for _, edit in ipairs(edits) do
    edit.order = nil
  end
  return edits
end

--- The text with edits (as Plan:edits gives them) applied.
---@param text string
---@param edits tenkyo.Edit[]
---@return string
function M.apply(text, edits)
  local parts, from = {}, 1
  for _, edit in ipairs(edits) do
    parts[#parts + 1] = text:sub(from, edit.first - 1)
    parts[#parts + 1] = edit.text
    from = math.max(from, edit.last + 1)
  end
  parts[#parts + 1] = text:sub(from)
  return table.concat(parts)
end

return M
