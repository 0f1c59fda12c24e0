-- One entry of a reference list: the label in front of it, the order and dress of its fields, read from an entry that
-- the writer made, and a new entry in the same dress. Plain Lua for every host; compose.lua decides where it goes.

local M = {}

---@class tenkyo.Label
---@field before string what stands before the number: bullet, bracket
---@field digits "ascii"|"wide"|"raised"
---@field number integer
---@field after string what stands between the number and the entry's text
---@field size integer bytes of the whole label

---@class tenkyo.Field
---@field name "title"|"url"|"author"|"publisher"|"published"
---@field separator string what stands between the field before and this one
---@field open string marks directly around the field
---@field close string
---@field date? string the form of a date

---@class tenkyo.Template
---@field fields tenkyo.Field[]
---@field tail string

local WIDE = { "０", "１", "２", "３", "４", "５", "６", "７", "８", "９" }
local RAISED = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" }
local OPENING = { "[^", "[", "［", "〔", "【", "(", "（" }
local CLOSING = { "]", "］", "〕", "】", ")", "）" }
local POINTS = { ":", ".", ")", "：", "．", "、" }

-- Marks that dress a field, closing mark by opening mark.
local PAIRS = {
  { "[", "]" }, { "(", ")" }, { "<", ">" }, { '"', '"' }, { "“", "”" }, { "‘", "’" }, { "「", "」" }, { "『", "』" },
  { "《", "》" }, { "〈", "〉" }, { "（", "）" }, { "【", "】" }, { "**", "**" }, { "*", "*" }, { "_", "_" },
}

-- Characters of more than one byte that are no part of a word.
local PUNCTUATION = {}
for mark in ("、，。．：；・　—–―｜／「」『』（）“”‘’«»【】〈〉《》〔〕［］！？…"):gmatch("[\194-\244][\128-\191]*") do
  PUNCTUATION[mark] = true
end

local MONTHS = {
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
}

-- A date with one of these right before or behind it says when somebody looked, not when the article came out.
local VISITED_BEFORE = { "ccessed", "etrieved", "閲覧", "参照", "アクセス", "取得" }
local VISITED_BEHIND = { "閲覧", "参照", "アクセス", "取得" }

--- A text without white space at its end, in one pass whatever it holds.
---@param text string
---@return string
function M.trim_end(text)
  local last = #text
  while last > 0 and text:find("^%s", last) do
    last = last - 1
  end
  return text:sub(1, last)
end

---@param text string
---@param at integer
---@param marks string[]
---@return string|nil
local function mark_at(text, at, marks)
  for _, mark in ipairs(marks) do
    if text:sub(at, at + #mark - 1) == mark then
      return mark
    end
  end
  return nil
end

---@param text string
---@param at integer
---@return integer|nil value
---@return string kind
---@return integer size
local function digit_at(text, at)
  local byte = text:byte(at)
  if byte and byte >= 0x30 and byte <= 0x39 then
    return byte - 0x30, "ascii", 1
  end
  for value = 0, 9 do
    for kind, digits in pairs({ wide = WIDE, raised = RAISED }) do
      local digit = digits[value + 1]
      if text:sub(at, at + #digit - 1) == digit then
        return value, kind, #digit
      end
    end
  end
  return nil, "ascii", 0
end

--- A number in ASCII, full-width or raised digits.
---@param number integer
---@param digits "ascii"|"wide"|"raised"
---@return string
function M.number(number, digits)
  local text = string.format("%d", number)
  if digits == "ascii" then
    return text
  end
  local set = digits == "wide" and WIDE or RAISED
  return (text:gsub("%d", function(digit)
    return set[digit:byte() - 0x2F]
  end))
end

--- The number at a byte of a text: its value, its kind of digits, and the byte behind it.
---@param text string
---@param at integer
---@return integer|nil number
---@return "ascii"|"wide"|"raised" digits
---@return integer behind
function M.read_number(text, at)
  local number, kind
  while true do
    local value, found, size = digit_at(text, at)
    if not value or (kind and found ~= kind) or (number and number > 99999) then
      return number, kind or "ascii", at
    end
    number, kind, at = (number or 0) * 10 + value, found, at + size
  end
end

---@param text string
---@param at integer
---@return integer
local function skip_blanks(text, at)
  while true do
    local behind = text:match("^[ \t]+()", at) or text:match("^　()", at)
    if not behind then
      return at
    end
    at = behind
  end
end

--- The numbered label at the start of an entry's line, or nil.
---@param line string
---@return tenkyo.Label|nil
function M.label(line)
  local at = skip_blanks(line, 1)
  at = line:match("^[-*+][ \t]+()", at) or at
  local opening = mark_at(line, at, OPENING)
  at = at + #(opening or "")
  local number, digits, behind = M.read_number(line, at)
  if not number then
    return nil
  end
  local before = line:sub(1, at - 1)
  at = behind
  local closing = mark_at(line, at, CLOSING)
  at = at + #(closing or "")
  at = at + #(mark_at(line, at, POINTS) or "")
  local after = skip_blanks(line, at)
  if not closing and at == behind and digits ~= "raised" then
    return nil
  end
  return { before = before, digits = digits, number = number, after = line:sub(behind, after - 1), size = after - 1 }
end

-- Dates ---------------------------------------------------------------------------------------------------------------

-- Forms of a date in an entry. `pattern` finds one; `print` writes year, month and day so.
local DATES = {
  { name = "iso", pattern = "%d%d%d%d%-%d%d?%-%d%d?", print = function(y, m, d)
    return ("%s-%02d-%02d"):format(y, m, d)
  end },
  { name = "slash", pattern = "%d%d%d%d/%d%d?/%d%d?", print = function(y, m, d)
    return ("%s/%02d/%02d"):format(y, m, d)
  end },
  { name = "japanese", pattern = "%d%d%d%d年%d%d?月%d%d?日", print = function(y, m, d)
    return ("%s年%d月%d日"):format(y, m, d)
  end },
  { name = "month first", pattern = "%u%l%l+%.? %d%d?, %d%d%d%d", print = function(y, m, d)
    return ("%s %d, %s"):format(MONTHS[m], d, y)
  end },
  { name = "day first", pattern = "%d%d? %u%l%l+%.? %d%d%d%d", print = function(y, m, d)
    return ("%d %s %s"):format(d, MONTHS[m], y)
  end },
  { name = "year", pattern = "%f[%d]%d%d%d%d%f[%D]", print = function(y)
    return y
  end },
}

---@param form string|nil
---@param published string YYYY-MM-DD, YYYY-MM or YYYY
---@return string
local function print_date(form, published)
  local year, month, day = published:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  month, day = tonumber(month), tonumber(day)
  if form == "year" then
    return published:match("^%d%d%d%d") or published
  end
  if not year or month < 1 or month > 12 then
    return published
  end
  for _, date in ipairs(DATES) do
    if date.name == form then
      return date.print(year, month, day)
    end
  end
  return published
end

---@param text string
---@param words string[]
---@return boolean
local function has_any(text, words)
  for _, word in ipairs(words) do
    if text:find(word, 1, true) then
      return true
    end
  end
  return false
end

---@param text string
---@param first integer
---@param last integer
---@return boolean
local function is_visit(text, first, last)
  return has_any(text:sub(math.max(1, first - 16), first - 1), VISITED_BEFORE)
    or has_any(text:sub(last + 1, last + 12), VISITED_BEHIND)
end

-- Reading an entry ----------------------------------------------------------------------------------------------------

---@class tenkyo.Place a field found in an entry
---@field name string
---@field first integer
---@field last integer
---@field date? string

---@param places tenkyo.Place[]
---@param first integer
---@param last integer
---@return boolean
local function is_free(places, first, last)
  for _, place in ipairs(places) do
    if first <= place.last and last >= place.first then
      return false
    end
  end
  return true
end

---@param text string
---@return integer|nil first
---@return integer|nil last
local function find_url(text)
  local first, last = text:find("https?://[%w%-%._~:/%?#%[%]@!%$&'%(%)%*%+,;=%%]+")
  if not first then
    return nil, nil
  end
  local opened = text:sub(first, last):find("[%(%[]")
  while text:find("^[%.,;:!%?'%*]", last) or (not opened and text:find("^[%)%]]", last)) do
    last = last - 1
  end
  return first, last
end

---@param text string
---@param places tenkyo.Place[]
local function place_date(text, places)
  for _, date in ipairs(DATES) do
    local from = 1
    while true do
      local first, last = text:find(date.pattern, from)
      if not first then
        break
      end
      if is_free(places, first, last) and not is_visit(text, first, last) then
        places[#places + 1] = { name = "published", first = first, last = last, date = date.name }
        return
      end
      from = last + 1
    end
  end
end

---@param text string
---@param values table<string, string|nil> what the entry's fields are known to be
---@return tenkyo.Place[]
local function find_places(text, values)
  local places = {}
  local first, last = find_url(text)
  if first and last then
    places[1] = { name = "url", first = first, last = last }
  end
  for _, name in ipairs({ "title", "publisher", "author" }) do
    local value = values[name]
    if value and value ~= "" then
      local from, to = text:find(value, 1, true)
      if from and is_free(places, from, to) then
        places[#places + 1] = { name = name, first = from, last = to }
      end
    end
  end
  place_date(text, places)
  table.sort(places, function(a, b)
    return a.first < b.first
  end)
  return places
end

--- First and last byte of what is a word in a text between two fields.
---@param text string
---@return integer|nil first
---@return integer|nil last
local function find_words(text)
  local first, last
  for at, piece in text:gmatch("()([%z\1-\127\194-\244][\128-\191]*)") do
    local is_word = #piece == 1 and piece:find("%w") or #piece > 1 and not PUNCTUATION[piece]
    if is_word then
      first, last = first or at, at + #piece - 1
    end
  end
  return first, last
end

--- Words that no known value explains are the publisher behind the title and the author before it; more of them, and
--- dates of a visit, are left out of the template.
---@param text string
---@param places tenkyo.Place[]
---@return tenkyo.Place[]
local function place_words(text, places)
  local seen, complete, behind = {}, {}, 1
  for _, place in ipairs(places) do
    seen[place.name] = true
  end
  for _, place in ipairs(places) do
    local gap = text:sub(behind, place.first - 1)
    local first, last = find_words(gap)
    local after_title = #complete > 0 and seen.title
    local name = after_title and "publisher" or "author"
    if first and seen.title and not seen[name] then
      seen[name] = true
      complete[#complete + 1] = { name = name, first = behind + first - 1, last = behind + last - 1 }
    end
    complete[#complete + 1] = place
    behind = place.last + 1
  end
  local rest = text:sub(behind)
  local first, last = find_words(rest)
  local unknown = first and seen.title and not seen.publisher and #complete > 0
  if unknown and not has_any(rest, VISITED_BEFORE) then
    complete[#complete + 1] = { name = "publisher", first = behind + first - 1, last = behind + last - 1 }
  end
  return complete
end

---@param gap string
---@param open string the marks that opened the field before
---@return string close
---@return string rest
local function take_closing(gap, open)
  for _, pair in ipairs(PAIRS) do
    if open ~= "" and open:sub(-#pair[1]) == pair[1] and gap:sub(1, #pair[2]) == pair[2] then
      local close, rest = take_closing(gap:sub(#pair[2] + 1), open:sub(1, -#pair[1] - 1))
      return pair[2] .. close, rest
    end
  end
  return "", gap
end

---@param gap string
---@return string rest
---@return string open
local function take_opening(gap)
  for _, pair in ipairs(PAIRS) do
    if gap ~= "" and gap:sub(-#pair[1]) == pair[1] then
      local rest, open = take_opening(gap:sub(1, -#pair[1] - 1))
      return rest, open .. pair[1]
    end
  end
  return gap, ""
end

--- Words that belong to no field are dropped from a separator; what stood before them stays.
---@param gap string
---@return string
local function without_words(gap)
  local first = find_words(gap)
  return (first and gap:sub(1, first - 1) or gap):gsub("%s*\n%s*", " ")
end

--- What the title in an entry's text is: that of the article it is, when it stands there; what is in quotation marks at
--- its start; else what was read as its title.
---@param text string
---@param known string|nil the title of the article
---@param read string|nil
---@return string|nil
function M.find_title(text, known, read)
  if (known or "") ~= "" and text:find(known, 1, true) then
    return known
  end
  for _, pair in ipairs(PAIRS) do
    local opened = text:sub(1, #pair[1]) == pair[1] and pair[1] ~= "("
    local finish = opened and text:find(pair[2], #pair[1] + 1, true)
    local is_link = finish and text:sub(finish + 1, finish + 1) == "("
    if finish and finish > #pair[1] + 1 and (pair[1] ~= "[" or is_link) then
      return text:sub(#pair[1] + 1, finish - 1)
    end
  end
  return read
end

--- The order and dress of the fields of an entry's text, or nil when neither a title nor a URL is seen in it.
---@param text string the entry after its label
---@param values { title: string|nil, publisher: string|nil, author: string|nil }
---@return tenkyo.Template|nil
function M.template(text, values)
  local places = place_words(text, find_places(text, values))
  local fields, behind, useful = {}, 1, false
  for index, place in ipairs(places) do
    local gap = text:sub(behind, place.first - 1)
    local previous = fields[index - 1]
    if previous then
      previous.close, gap = take_closing(gap, previous.open)
    end
    local separator, open = take_opening(gap)
    separator = without_words(separator)
    fields[index] = { name = place.name, separator = separator, open = open, close = "", date = place.date }
    useful = useful or place.name == "title" or place.name == "url"
    behind = place.last + 1
  end
  if not useful then
    return nil
  end
  local final = fields[#fields]
  local tail
  final.close, tail = take_closing(text:sub(behind), final.open)
  return { fields = fields, tail = find_words(tail) and "" or M.trim_end(tail) }
end

--- The dress of an entry in a list that has none yet.
---@param language "ja"|"en"
---@return tenkyo.Template
function M.default_template(language)
  local japanese = language == "ja"
  local function field(name, separator, open, close)
    return { name = name, separator = separator, open = open or "", close = close or "" }
  end
  local fields = {
    japanese and field("title", "", "「", "」") or field("title", ""),
    field("publisher", japanese and "" or ". "),
    field("published", japanese and "、" or ", "),
    field("url", japanese and "、" or ". "),
  }
  fields[3].date = japanese and "japanese" or "iso"
  return { fields = fields, tail = "" }
end

-- Writing an entry ----------------------------------------------------------------------------------------------------

--- Text from an article on one line, without control characters and without what would open a comment in the draft.
---@param text string|nil
---@return string
function M.one_line(text)
  local line = (text or ""):gsub("[%z\1-\32\127]+", " "):gsub("^ +", ""):gsub(" +$", "")
  return (line:gsub("<!%-%-", "&lt;!--"))
end

---@param article table
---@param name string
---@param date string|nil
---@return string
local function value_of(article, name, date)
  local value = M.one_line(article[name])
  if name == "published" and value ~= "" then
    return print_date(date, value)
  end
  if name == "title" and value == "" and M.one_line(article.url) == "" then
    return M.one_line(article.key)
  end
  return value
end

---@param text string
---@return boolean
local function is_balanced(text)
  for _, pair in ipairs(PAIRS) do
    local _, opened = text:gsub(pair[1]:gsub("%p", "%%%0"), "")
    local _, closed = text:gsub(pair[2]:gsub("%p", "%%%0"), "")
    if pair[1] ~= pair[2] and opened ~= closed then
      return false
    end
  end
  return true
end

---@param template tenkyo.Template
---@param article table
---@return string text
---@return boolean whole nothing that stands around a missing value is left alone
---@return boolean named a title or a URL is in it
local function fill(template, article)
  local parts, complete, named, frame = {}, true, false, {}
  local linked = {}
  for _, field in ipairs(template.fields) do
    linked[field.name] = value_of(article, field.name, field.date) ~= ""
  end
  for index, field in ipairs(template.fields) do
    local value = value_of(article, field.name, field.date)
    if value == "" then
      complete = false
    else
      local open, close = field.open, field.close
      local following = template.fields[index + 1]
      if close == "]" and following and following.name == "url" and following.open == "(" then
        value = value:gsub("[%[%]]", "\\%0")
        if not linked.url then
          open, close = "", ""
        end
      end
      if open == "「" and close == "」" and value:find("「", 1, true) then
        open, close = "『", "』" -- a quotation in the title keeps its own marks
      end
      local separator = #parts > 0 and field.separator or (index == 1 and field.separator or "")
      parts[#parts + 1] = separator .. open .. value .. close
      frame[#frame + 1] = separator .. open .. close
      named = named or field.name == "title" or field.name == "url"
    end
  end
  local whole = complete or is_balanced(table.concat(frame) .. template.tail)
  return table.concat(parts) .. template.tail, whole, named
end

--- An article as an entry's text in the dress of the template. Where the article lacks a field and the rest would not
--- stand alone, its title, publisher, date and URL are joined by commas.
---@param template tenkyo.Template
---@param article table
---@return string
function M.render(template, article)
  local text, whole, named = fill(template, article)
  if whole and named then
    return text
  end
  local parts = {}
  for _, name in ipairs({ "title", "publisher", "published", "url" }) do
    local value = value_of(article, name)
    if value ~= "" then
      parts[#parts + 1] = value
    end
  end
  return table.concat(parts, ", ")
end

--- A string as YAML's double-quoted scalar.
---@param text string
---@return string
local function quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0") .. '"'
end

--- An article as an item of a draft's YAML `references:`.
---@param key string
---@param article table
---@param indent string
---@return string[] lines
function M.yaml(key, article, indent)
  local lines = { indent .. "- id: " .. quoted(key) }
  local function add(name, value)
    if value ~= "" then
      lines[#lines + 1] = indent .. "  " .. name .. ": " .. quoted(value)
    end
  end
  add("type", "article-newspaper")
  add("title", M.one_line(article.title))
  local author = M.one_line(article.author)
  if author ~= "" then
    lines[#lines + 1] = indent .. "  author:"
    lines[#lines + 1] = indent .. "    - literal: " .. quoted(author)
  end
  add("container-title", M.one_line(article.publisher))
  add("issued", M.one_line(article.published))
  add("URL", M.one_line(article.url))
  return lines
end

return M
