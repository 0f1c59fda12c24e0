--- Claims that people judged against their source: how often a true one is blamed, how often a false one is found, and
-- how well the score of store:evidence tells the two apart. A claim is also put under the source of another one, where
-- "not-supported" is the right answer.

local EVERY = { jglue = 4 }
local FAR = 97 -- the source under which a claim is put wrongly stands so many places behind its own

local function poliinfo(item)
  return { claim = item.claim, body = item.source, published = item.date, label = item.supported and "true" or "false" }
end

local WICE = { supported = "true", partially_supported = "partly", not_supported = "false" }

local function wice(item)
  return { claim = item.claim, body = table.concat(item.evidence, "\n\n"), label = WICE[item.label] }
end

local JNLI = { entailment = "true", neutral = "partly", contradiction = "false" }

local function jglue(item)
  return { claim = item.sentence2, body = item.sentence1, label = JNLI[item.label] }
end

local SETS = {
  { name = "poliinfo4", path = "claims/poliinfo4_answer_verification/claims.jsonl", read = poliinfo },
  { name = "wice", path = "claims/wice/claims.jsonl", read = wice },
  { name = "jglue", path = "claims/jglue_jnli/pairs.jsonl", read = jglue },
}

local function temporary_store(tenkyo)
  local path = os.tmpname()
  os.remove(path)
  return assert(tenkyo.open(path .. ".db")), function()
    for _, suffix in ipairs { ".db", ".db-wal", ".db-shm" } do
      os.remove(path .. suffix)
    end
  end
end

--- The claims with the id of their source in the store.
local function keep_sources(store, items)
  local ids = {}
  for index, item in ipairs(items) do
    local known = ids[item.body]
    item.id = known
      or assert(store:put { key = "source" .. index, title = "", body = item.body, published = item.published })
    ids[item.body] = item.id
  end
end

--- The share of pairs in which the true claim has the higher score (ties count half).
local function area_under_curve(positive, negative)
  local better = 0
  for _, a in ipairs(positive) do
    for _, b in ipairs(negative) do
      better = better + (a > b and 1 or a == b and 0.5 or 0)
    end
  end
  return #positive * #negative > 0 and better / (#positive * #negative) or 0
end

local function count_status(store, pairs_of)
  local counts, scores = { n = 0 }, {}
  for _, pair in ipairs(pairs_of) do
    local evidence = assert(store:evidence(pair.claim, { articles = { pair.id } }))
    counts.n = counts.n + 1
    counts[evidence.status] = (counts[evidence.status] or 0) + 1
    scores[#scores + 1] = evidence.score
  end
  return counts, scores
end

--- Claims by label, and under "other" every claim with the source of another.
local function groups_of(items)
  local groups = { ["true"] = {}, partly = {}, ["false"] = {}, other = {} }
  for index, item in ipairs(items) do
    table.insert(groups[item.label], item)
    local other = items[(index + FAR - 1) % #items + 1]
    if other.id ~= item.id then
      table.insert(groups.other, { claim = item.claim, id = other.id })
    end
  end
  return groups
end

local function measure_set(tenkyo, name, items)
  local store, remove = temporary_store(tenkyo)
  keep_sources(store, items)
  local groups = groups_of(items)
  local rows, scores = {}, {}
  for _, label in ipairs { "true", "partly", "false", "other" } do
    local counts
    counts, scores[label] = count_status(store, groups[label])
    local function share(status)
      return counts.n > 0 and (counts[status] or 0) / counts.n or 0.0
    end
    rows[#rows + 1] =
      { label, counts.n, share "not-supported", share "differs", share "partly", share "supported" }
  end
  store:close()
  remove()
  return {
    title = "claims of " .. name,
    columns = { "claim is", "claims", "not-supported", "differs", "partly", "supported" },
    rows = rows,
    notes = {
      ("area under the curve, true against false: %.3f"):format(area_under_curve(scores["true"], scores["false"])),
      ("area under the curve, true against another source: %.3f"):format(
        area_under_curve(scores["true"], scores.other)
      ),
    },
  }
end

local function read_items(context, set)
  local lines, message = context.read_lines(set.path)
  if not lines then
    return nil, message
  end
  local items = {}
  for index, item in ipairs(lines) do
    local claim = set.read(item)
    if index % (EVERY[set.name] or 1) == 0 and claim.claim:find "%S" then
      items[#items + 1] = claim
    end
  end
  return items
end

local function run(context)
  local results = {}
  for _, set in ipairs(SETS) do
    local items, message = read_items(context, set)
    results[#results + 1] = items and measure_set(context.tenkyo, set.name, items)
      or { title = "claims of " .. set.name, columns = { "claim is" }, rows = {}, notes = { message } }
  end
  return results
end

local SMOKE = {
  {
    claim = "港の橋は四月に開通する。",
    body = "港の橋は四月に開通し、通行料は取らないと市が発表した。工事は三年かかった。"
      .. "式典には市長と近くの小学生が出て、橋の上を歩く予定だという。",
    label = "true",
  },
  {
    claim = "庭のあじさいが見ごろを迎え、多くの人が写真を撮っていた。",
    body = "市の図書館は月曜も開けることにした。職員を二人増やし、夜は八時まで本を貸し出す。"
      .. "利用者への調査で、仕事の帰りに寄りたいという声が多かったためだ。",
    label = "false",
  },
}

local function smoke(context)
  local result = measure_set(context.tenkyo, "two claims", SMOKE)
  local of_true, of_false = result.rows[1], result.rows[3]
  assert(of_true[2] == 1 and of_true[3] == 0, "a true claim is called unsupported")
  assert(of_false[2] == 1 and of_false[3] == 1, "an unsupported claim is not told")
end

return {
  name = "claims",
  about = "claims judged by people: true ones blamed, false ones found",
  run = run,
  smoke = smoke,
}
