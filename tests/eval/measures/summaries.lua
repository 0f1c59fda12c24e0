--- Summaries: which sentences are chosen, against people's choices or summaries. Beside ours stand, in the same run and
-- with the same budget, the first sentences, sentences drawn by lot, and TextRank (Mihalcea and Tarau 2004).

local STEPS, DAMPING = 30, 0.85

-- ---- Tokens and ROUGE ----------------------------------------------------------------------------------------------

--- Words of Latin text in lower case, or every character that is no white space.
local function tokens_of(text, by_character)
  local tokens = {}
  if by_character then
    for _, code in utf8.codes(text, true) do
      if code > 32 and code ~= 0x3000 then
        tokens[#tokens + 1] = utf8.char(code)
      end
    end
  else
    for word in text:lower():gmatch("[a-z0-9]+") do
      tokens[#tokens + 1] = word
    end
  end
  return tokens
end

local function grams_of(tokens, size)
  local grams, total = {}, math.max(0, #tokens - size + 1)
  for first = 1, total do
    local gram = table.concat(tokens, " ", first, first + size - 1)
    grams[gram] = (grams[gram] or 0) + 1
  end
  return grams, total
end

--- F1 of the n-grams, the mean over the references.
local function rouge(text, references, size, by_character)
  local ours, our_total = grams_of(tokens_of(text, by_character), size)
  local sum = 0.0
  for _, reference in ipairs(references) do
    local theirs, their_total = grams_of(tokens_of(reference, by_character), size)
    local shared = 0
    for gram, count in pairs(ours) do
      shared = shared + math.min(count, theirs[gram] or 0)
    end
    sum = sum + (shared > 0 and 2 * shared / (our_total + their_total) or 0)
  end
  return sum / #references
end

-- ---- Choosers: each gives sentences of the text, as an ordered list of their numbers -------------------------------

--- Takes sentences in this order as long as the budget lasts.
local function take(order, sentences, budget)
  local taken, characters = {}, 0
  for _, index in ipairs(order) do
    local length = utf8.len(sentences[index].text, 1, -1, true) or #sentences[index].text
    local room = not budget.chars or characters + length <= budget.chars
    if room and (not budget.sentences or #taken < budget.sentences) then
      taken[#taken + 1] = index
      characters = characters + length
    end
  end
  table.sort(taken)
  return taken
end

local function lead(sentences, budget)
  local order = {}
  for index = 1, #sentences do
    order[index] = index
  end
  return take(order, sentences, budget)
end

local seed = 1

--- Numbers of our own, so that a run can be repeated anywhere.
local function by_lot(sentences, budget)
  local order = {}
  for index = 1, #sentences do
    order[index] = index
  end
  for index = #order, 2, -1 do
    seed = (seed * 1103515245 + 12345) % 2147483648
    local other = seed // 65536 % index + 1
    order[index], order[other] = order[other], order[index]
  end
  return take(order, sentences, budget)
end

local function overlaps(sentences, by_character)
  local sets = {}
  for index, sentence in ipairs(sentences) do
    local tokens = tokens_of(sentence.text, by_character)
    local set, count = {}, 0
    for first = 1, #tokens - (by_character and 1 or 0) do
      local token = by_character and tokens[first] .. tokens[first + 1] or tokens[first]
      if not set[token] then
        set[token], count = true, count + 1
      end
    end
    sets[index] = { set = set, count = count }
  end
  return sets
end

local function likeness(a, b)
  if a.count < 2 or b.count < 2 then
    return 0.0
  end
  local shared = 0
  for token in pairs(a.set) do
    shared = shared + (b.set[token] and 1 or 0)
  end
  return shared / (math.log(a.count) + math.log(b.count))
end

local function text_rank(sentences, budget, by_character)
  local sets, edges, degrees, ranks, order = overlaps(sentences, by_character), {}, {}, {}, {}
  for i = 1, #sentences do
    edges[i], degrees[i], ranks[i], order[i] = {}, 0.0, 1.0, i
    for k = 1, #sentences do
      edges[i][k] = i ~= k and (k < i and edges[k][i] or likeness(sets[i], sets[k])) or 0.0
      degrees[i] = degrees[i] + edges[i][k]
    end
  end
  for _ = 1, STEPS do
    local after = {}
    for i = 1, #sentences do
      local sum = 0.0
      for k = 1, #sentences do
        sum = sum + (degrees[k] > 0 and edges[k][i] / degrees[k] * ranks[k] or 0)
      end
      after[i] = 1 - DAMPING + DAMPING * sum
    end
    ranks = after
  end
  table.sort(order, function(a, b)
    return ranks[a] > ranks[b] or (ranks[a] == ranks[b] and a < b)
  end)
  return take(order, sentences, budget)
end

local function ours(tenkyo, text, sentences, budget, lang)
  local at, taken = {}, {}
  for index, sentence in ipairs(sentences) do
    at[sentence.first] = index
  end
  local options = { sentences = budget.sentences, chars = budget.chars, lang = lang, format = "text" }
  for _, chosen in ipairs(assert(tenkyo.summarize(text, options))) do
    taken[#taken + 1] = at[chosen.first] -- not a title that ends like a sentence
  end
  return taken
end

local CHOOSERS = { "ours", "TextRank", "lead", "by lot" }

local function choose(tenkyo, name, text, sentences, budget, set)
  if name == "ours" then
    return ours(tenkyo, text, sentences, budget, set.lang)
  elseif name == "TextRank" then
    return text_rank(sentences, budget, set.by_character)
  end
  return (name == "lead" and lead or by_lot)(sentences, budget)
end

-- ---- Sets ----------------------------------------------------------------------------------------------------------

--- An item is { text =, body = where it begins, references = | gold =, budget = }. Sentences without their text are run
-- together to one paragraph, so that no line of theirs is taken for a heading.
local SETS = {
  {
    name = "bbc_news_summary",
    file = "summaries/bbc_news_summary/items.jsonl",
    lang = "en",
    read = function(row)
      return { text = row.title .. "\n\n" .. row.text, body = #row.title + 3, gold = row.gold_extract }
    end,
  },
  {
    name = "opinosis, 2 sentences",
    file = "summaries/opinosis/items.jsonl",
    lang = "en",
    read = function(row)
      return { text = table.concat(row.sentences, " "), references = row.references, budget = { sentences = 2 } }
    end,
  },
  {
    name = "ntcir14_poliinfo, to its limit",
    file = "summaries/ntcir14_poliinfo_summarization/items.jsonl",
    lang = "ja",
    by_character = true,
    read = function(row)
      local limit = tonumber(row.length_limit:match("%d+"))
      return { text = table.concat(row.sentences), references = { row.summary }, budget = { chars = limit } }
    end,
  },
  {
    name = "jawikinews, 1 sentence",
    file = "summaries/jawikinews/articles.jsonl",
    lang = "ja",
    by_character = true,
    read = function(row)
      return { text = table.concat(row.sentences), references = { row.headline }, budget = { sentences = 1 } }
    end,
  },
}

--- The sentences that begin at `body` or later: a title before it is given to nobody as a sentence.
local function sentences_of(tenkyo, text, lang, body)
  local sentences = {}
  for _, sentence in ipairs(assert(tenkyo.sentences(text, { lang = lang, format = "text" }))) do
    if sentence.first >= (body or 1) then
      sentence.text = text:sub(sentence.first, sentence.last)
      sentences[#sentences + 1] = sentence
    end
  end
  return sentences
end

--- Marks the sentences that the gold extract holds and sets the budget to their number.
local function read_gold(item, sentences)
  local wanted = 0
  for _, sentence in ipairs(sentences) do
    sentence.wanted = item.gold:find(sentence.text, 1, true) ~= nil
    wanted = wanted + (sentence.wanted and 1 or 0)
  end
  item.budget = { sentences = wanted }
  return wanted
end

local function add(sums, name, values)
  local entry = sums[name] or { 0.0, 0.0, count = 0 }
  sums[name] = entry
  entry.count = entry.count + 1
  entry[1], entry[2] = entry[1] + values[1], entry[2] + values[2]
end

local function judge(set, item, sentences, taken)
  local texts, right = {}, 0
  for _, index in ipairs(taken) do
    texts[#texts + 1] = sentences[index].text
    right = right + (sentences[index].wanted and 1 or 0)
  end
  local text = table.concat(texts, " ")
  if item.gold then
    local both = math.max(1, #taken + item.budget.sentences)
    return { 2 * right / both, rouge(text, { item.gold }, 2, set.by_character) }
  end
  return { rouge(text, item.references, 1, set.by_character), rouge(text, item.references, 2, set.by_character) }
end

local function measure_set(tenkyo, set, rows_of_file)
  local sums, items = {}, 0
  for _, row in ipairs(rows_of_file) do
    local item = set.read(row)
    local sentences = sentences_of(tenkyo, item.text, set.lang, item.body)
    if #sentences > 0 and not (item.gold and read_gold(item, sentences) == 0) then
      items = items + 1
      for _, name in ipairs(CHOOSERS) do
        add(sums, name, judge(set, item, sentences, choose(tenkyo, name, item.text, sentences, item.budget, set)))
      end
    end
  end
  local rows = {}
  for _, name in ipairs(CHOOSERS) do
    local entry = sums[name] or { 0.0, 0.0, count = 1 }
    rows[#rows + 1] = { name, items, entry[1] / entry.count, entry[2] / entry.count }
  end
  return rows
end

local function run(context)
  local tables = {}
  for _, set in ipairs(SETS) do
    local rows, message = context.read_lines(set.file)
    local first = set.file:find("bbc", 1, true) and "F1 of sentences" or "ROUGE-1"
    local result = { title = set.name, columns = { "chooser", "items", first, "ROUGE-2" }, rows = {}, notes = {} }
    if rows then
      result.rows = measure_set(context.tenkyo, set, rows)
    else
      result.notes[1] = "is not there: " .. message
    end
    tables[#tables + 1] = result
  end
  return tables
end

-- ---- Does it work at all? ------------------------------------------------------------------------------------------

local STORY = table.concat({
  "Gulls slept on the warm roof of the market.",
  "The town council pays for two new ferries to the island.",
  "The ferries to the island are old, and the council was asked for new ones for years.",
  "The baker opened late.",
  "The council says the new ferries reach the island in spring.",
}, " ")

local function smoke(context)
  local set = { lang = "en", by_character = false }
  local item = { text = STORY, gold = "The town council pays for two new ferries to the island." }
  local sentences = sentences_of(context.tenkyo, STORY, "en")
  assert(#sentences == 5 and read_gold(item, sentences) == 1)
  for _, name in ipairs(CHOOSERS) do
    local taken = choose(context.tenkyo, name, STORY, sentences, { sentences = 2 }, set)
    assert(#taken == 2, name)
    assert(#choose(context.tenkyo, name, STORY, sentences, { chars = 3 }, set) == 0, name)
  end
  local values = judge(set, item, sentences, ours(context.tenkyo, STORY, sentences, item.budget, "en"))
  assert(values[1] == 1 and values[2] == 1, "the main sentence is not the one that is chosen")
  assert(rouge("a b c", { "a b c" }, 2, false) == 1 and rouge("a", { "b" }, 1, false) == 0)
  assert(math.abs(rouge("東京都", { "東京" }, 1, true) - 0.8) < 1e-9)
end

return { name = "summaries", about = "the chosen sentences against people's choices", run = run, smoke = smoke }
