--- Checks: sentences of news articles cited as they stand, shortened, changed in one value, and under the wrong source.
-- A finding on the first two is a false alarm; no finding on a changed value is a miss. Every sentence is checked as a
-- draft of its own, with a reference list that names its article by title.

local LISTS = { ja = "%s[1]\n\n参考文献\n\n- [1] %s\n", en = "%s[1]\n\nReferences\n\n- [1] %s\n" }
local COMMA = { ja = "、", en = ", " }
local STOP = { ja = "。", en = "." }
local SHORTEST = 60 -- bytes of a sentence or a clause that says enough to be compared
local EVERY = 5 -- one sentence in so many is taken from the sets
local ARTICLES = 200

-- ---- Articles of the sets ------------------------------------------------------------------------------------------

local SETS = {
  {
    lang = "ja",
    path = "summaries/jawikinews/articles.jsonl",
    read = function(item)
      return { key = item.id, title = item.headline, body = table.concat(item.sentences, "\n"), lang = "ja" }
    end,
  },
  {
    lang = "en",
    path = "summaries/bbc_news_summary/items.jsonl",
    read = function(item)
      return { key = item.id, title = item.title, body = item.text, lang = "en", published = "2005-01-15" }
    end,
  },
}

-- ---- Changed sentences ---------------------------------------------------------------------------------------------

local function replace(text, first, last, part)
  return text:sub(1, first - 1) .. part .. text:sub(last + 1)
end

--- A number with its first digit changed, or nil when it has none.
local function change_number(part)
  local changed, count = part:gsub("%d", function(digit)
    return tostring((tonumber(digit) + 3) % 9 + 1)
  end, 1)
  return count > 0 and changed or nil
end

--- A date with its last number moved by one, so that it stays a date.
local function change_date(part)
  local head, digits, tail = part:match("^(.-)(%d+)([^%d]*)$")
  local value = tonumber(digits)
  if not value then
    return nil
  end
  return head .. tostring(value > 1 and value - 1 or value + 1) .. tail
end

local CHANGES = { number = change_number, date = change_date }
local CODES = { number = "number-differs", date = "date-differs" }

--- Calls visit(kind, text, first, last) for every way to change one value, or to exchange two of one unit.
local function each_change(tenkyo, sentence, date, visit)
  local facts = tenkyo.facts(sentence, { date = date })
  for index, fact in ipairs(facts) do
    local change = CHANGES[fact.kind]
    local part = change and change(sentence:sub(fact.first, fact.last))
    if part then
      visit(fact.kind .. " changed", replace(sentence, fact.first, fact.last, part), fact.first, fact.first + #part - 1)
    end
    for later = index + 1, #facts do
      local other = facts[later]
      if fact.kind == "number" and other.kind == "number" and fact.unit == other.unit and fact.value ~= other.value then
        local one, two = sentence:sub(fact.first, fact.last), sentence:sub(other.first, other.last)
        local text = replace(replace(sentence, other.first, other.last, one), fact.first, fact.last, two)
        visit("numbers exchanged", text, fact.first, other.last)
      end
    end
  end
end

--- The sentence without its first clause, and its first clause alone, where they are long enough.
local function clauses(sentence, lang)
  local first, last = sentence:find(COMMA[lang], 1, true)
  local parts = {}
  if first and #sentence - last > SHORTEST then
    parts[#parts + 1] = sentence:sub(last + 1)
  end
  if first and first > SHORTEST then
    parts[#parts + 1] = sentence:sub(1, first - 1) .. STOP[lang]
  end
  return parts
end

-- ---- Counting ------------------------------------------------------------------------------------------------------

local function new_counts()
  return { names = {}, rows = {} }
end

local function count(counts, name, good, sentence, findings)
  local row = counts.rows[name]
  if not row then
    row = { total = 0, good = 0 }
    counts.rows[name] = row
    counts.names[#counts.names + 1] = name
  end
  row.total = row.total + 1
  row.good = row.good + (good and 1 or 0)
  if not good and os.getenv("TENKYO_EVAL_MISSES") then
    print(("  miss: %s: %s"):format(name, sentence))
    for _, finding in ipairs(findings) do
      print(("    %s (%s): %s"):format(finding.code, finding.severity, finding.message))
    end
  end
end

--- Whether a finding of the wanted kind touches the bytes. A value inside a quotation is the quotation's fault.
local function touches(findings, kind, first, last)
  for _, finding in ipairs(findings) do
    local wanted = finding.code == "quote-altered" or kind == "numbers exchanged" and finding.code == "number-differs"
      or finding.code == CODES[kind:match("^%a+")]
    if wanted and finding.first <= last + 3 and finding.last >= first - 3 then
      return true
    end
  end
  return false
end

local function measure_sentence(context, counts, store, lang, article, other, sentence)
  local function check(text, title)
    return assert(store:check(LISTS[lang]:format(text, title), { date = article.published }))
  end
  local findings = check(sentence, article.title)
  count(counts, "as it stands: silent", #findings == 0, sentence, findings)
  for _, clause in ipairs(clauses(sentence, lang)) do
    findings = check(clause, article.title)
    count(counts, "shortened: silent", #findings == 0, clause, findings)
  end
  each_change(context.tenkyo, sentence, article.published, function(kind, text, first, last)
    findings = check(text, article.title)
    count(counts, kind .. ": found", touches(findings, kind, first, last), text, findings)
    count(counts, "one fault: one finding", #findings <= (kind == "numbers exchanged" and 2 or 1), text, findings)
  end)
  findings = check(sentence, other.title)
  count(counts, "wrong source: found", #findings > 0, sentence, findings)
end

-- ---- One set -------------------------------------------------------------------------------------------------------

local function temporary_folder()
  local pipe = assert(io.popen("mktemp -d"))
  local path = assert(pipe:read("l"), "mktemp gave no folder")
  pipe:close()
  return path
end

--- Opens a store in a folder of its own, and removes both at the end, whatever happens.
local function with_store(tenkyo, use)
  local folder = temporary_folder()
  local store = assert(tenkyo.open(folder .. "/store.db"))
  local done, message = pcall(use, store)
  store:close()
  os.execute("rm -rf '" .. folder:gsub("'", "'\\''") .. "'")
  assert(done, message)
end

--- Articles with a title of their own: one that two share binds to neither.
local function put_all(store, articles)
  local titles, kept = {}, {}
  for _, article in ipairs(articles) do
    if not titles[article.title] then
      titles[article.title] = true
      article.id = assert(store:put(article))
      kept[#kept + 1] = article
    end
  end
  return kept
end

--- One sentence in `every` is taken.
local function measure_articles(context, counts, lang, articles, every)
  with_store(context.tenkyo, function(store)
    local kept = put_all(store, articles)
    for number, article in ipairs(kept) do
      local other = kept[number % #kept + 1]
      for position, span in ipairs(context.tenkyo.sentences(article.body)) do
        local sentence = article.body:sub(span.first, span.last)
        if other ~= article and #sentence > SHORTEST and (number * 7 + position) % every == 0 then
          measure_sentence(context, counts, store, lang, article, other, sentence)
        end
      end
    end
  end)
end

local function run(context)
  local tables = {}
  for _, set in ipairs(SETS) do
    local items, message = context.read_lines(set.path)
    local columns = { "case", "right", "of", "share" }
    local result = { title = "check " .. set.lang, columns = columns, rows = {}, notes = {} }
    if items then
      local articles = {}
      for number = 1, math.min(ARTICLES, #items) do
        articles[number] = set.read(items[number])
      end
      local counts = new_counts()
      measure_articles(context, counts, set.lang, articles, EVERY)
      table.sort(counts.names)
      for _, name in ipairs(counts.names) do
        local row = counts.rows[name]
        result.rows[#result.rows + 1] = { name, row.good, row.total, row.good / row.total }
      end
    else
      result.notes[1] = "not measured: " .. message
    end
    tables[#tables + 1] = result
  end
  return tables
end

local function smoke(context)
  local counts = new_counts()
  measure_articles(context, counts, "en", {
    {
      key = "a",
      title = "Ferry service to return",
      body = "The ferry between Norrby and the mainland will run again from 12 May, the harbour office said. "
        .. "It carried 48,000 passengers last year, and the town has paid 3.2 million euros for its new engine.",
    },
    {
      key = "b",
      title = "Library opens on Sundays",
      body = "Readers asked for it for ten years: from autumn the city library is to open on Sundays, too. "
        .. "The council expects 900 visitors a day and has hired 14 people for the weekend.",
    },
  }, 1)
  for _, name in ipairs({ "as it stands: silent", "number changed: found", "wrong source: found" }) do
    local row = assert(counts.rows[name], name .. " was not measured")
    assert(row.good == row.total, name)
  end
end

return {
  name = "check",
  about = "false alarms and missed values of a check; TENKYO_EVAL_MISSES=1 prints each",
  run = run,
  smoke = smoke,
}
