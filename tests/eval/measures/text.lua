--- Sentence boundaries: running text from treebanks by precision, recall and F1, hard cases by the share that is
-- exactly right. Beside ours stands a baseline in the same run that splits behind every end mark.

local RUNNING = { "ud_ja_gsd", "ud_zh_gsd", "ud_en_ewt", "ud_de_gsd", "ud_ko_gsd" }
local HARD = { "bunkai_tests", "pragmatic_segmenter", "sentencex" }
local OURS = {}
for lang in ("ja en zh de fr es it nl ko ru"):gmatch("%S+") do
  OURS[lang] = true
end

--- Without white space at its ends, ideographic spaces too.
local function trim(text)
  local before
  repeat
    before = text
    text = text:gsub("^%s+", ""):gsub("%s+$", ""):gsub("^\u{3000}", ""):gsub("\u{3000}$", "")
  until text == before
  return text
end

--- Ends of the expected sentences in the text; nil when they are not parts of it in its order (cases of text repair).
local function expected_ends(text, sentences)
  local ends, at = {}, 1
  for _, sentence in ipairs(sentences) do
    local words = trim(sentence)
    local first, last = text:find(words, at, true)
    if not first or trim(text:sub(at, first - 1)) ~= "" then
      return nil
    end
    ends[#ends + 1], at = last, last + 1
  end
  if trim(text:sub(at)) ~= "" then
    return nil
  end
  return ends
end

local function our_ends(tenkyo, text, lang)
  local ends = {}
  for _, span in ipairs(assert(tenkyo.sentences(text, { lang = lang, format = "text" }))) do
    ends[#ends + 1] = span.last
  end
  return ends
end

local MARKS = { ["."] = true, ["!"] = true, ["?"] = true, ["。"] = true, ["！"] = true, ["？"] = true }

--- Behind every run of end marks: in Latin script only where white space follows.
local function baseline_ends(text)
  local ends = {}
  local last_end
  for first, code in utf8.codes(text) do
    local character = utf8.char(code)
    local after = first + #character
    local next_text = text:sub(after, (utf8.offset(text, 2, after) or #text + 1) - 1)
    if MARKS[character] and not MARKS[next_text] and (#character > 1 or next_text == "" or next_text:find("%s")) then
      last_end = after - 1
      ends[#ends + 1] = last_end
    end
  end
  local stop = #text:gsub("%s+$", "")
  if last_end ~= stop then
    ends[#ends + 1] = stop
  end
  return ends
end

--- Adds what one text has right, too much and too little; the text's own end counts for nothing.
local function count(score, wanted, found)
  local want = {}
  for index = 1, #wanted - 1 do
    want[wanted[index]] = true
    score.wanted = score.wanted + 1
  end
  for _, place in ipairs(found) do
    if place < wanted[#wanted] then
      score.found = score.found + 1
      score.right = score.right + (want[place] and 1 or 0)
    end
  end
end

local function rates(score)
  local precision = score.found > 0 and score.right / score.found or 0.0
  local recall = score.wanted > 0 and score.right / score.wanted or 0.0
  local sum = precision + recall
  return precision, recall, sum > 0 and 2 * precision * recall / sum or 0.0
end

local function new_score()
  return { wanted = 0, found = 0, right = 0 }
end

local function measure_running(context, rows, notes)
  for _, set in ipairs(RUNNING) do
    local runs, message = context.read_lines("segmentation/" .. set .. "/sbd_runs.jsonl")
    if not runs then
      notes[#notes + 1] = set .. " is not there: " .. message
    else
      local ours, baseline, left_out = new_score(), new_score(), 0
      for _, run in ipairs(runs) do
        local wanted = expected_ends(run.text, run.sentences)
        if wanted then
          count(ours, wanted, our_ends(context.tenkyo, run.text))
          count(baseline, wanted, baseline_ends(run.text))
        else
          left_out = left_out + 1
        end
      end
      local precision, recall, f1 = rates(ours)
      local _, _, baseline_f1 = rates(baseline)
      rows[#rows + 1] = { set, #runs - left_out, ours.wanted, precision, recall, f1, baseline_f1 }
    end
  end
end

local function same(a, b)
  if #a ~= #b then
    return false
  end
  for index, value in ipairs(a) do
    if value ~= b[index] then
      return false
    end
  end
  return true
end

--- One set of hard cases, by language: cases, exactly right ones, boundaries.
local function measure_cases(context, cases)
  local by_lang, order, left_out = {}, {}, 0
  for _, case in ipairs(cases) do
    local lang = case.lang or "ja"
    local wanted = expected_ends(case.text, case.sentences)
    if wanted and #wanted > 0 then
      if not by_lang[lang] then
        by_lang[lang] = { cases = 0, right = 0, golden = 0, golden_right = 0, score = new_score() }
        order[#order + 1] = lang
      end
      local entry = by_lang[lang]
      local found = our_ends(context.tenkyo, case.text, lang)
      local right = same(wanted, found) and 1 or 0
      entry.cases, entry.right = entry.cases + 1, entry.right + right
      if case.golden then
        entry.golden, entry.golden_right = entry.golden + 1, entry.golden_right + right
      end
      count(entry.score, wanted, found)
      if right == 0 and os.getenv("TENKYO_EVAL_SHOW") == lang then
        print("--- " .. case.text)
        local at = 1
        for _, last in ipairs(found) do
          print("    | " .. case.text:sub(at, last))
          at = last + 1
        end
        print("    expected: " .. table.concat(case.sentences, " | "))
      end
    else
      left_out = left_out + 1
    end
  end
  table.sort(order)
  return by_lang, order, left_out
end

local function case_row(set, lang, entry)
  local _, _, f1 = rates(entry.score)
  local golden = entry.golden > 0 and ("%d/%d"):format(entry.golden_right, entry.golden) or "-"
  return { set .. " " .. lang, entry.cases, entry.right, entry.right / entry.cases, golden, f1 }
end

local function measure_hard(context, rows, notes)
  for _, set in ipairs(HARD) do
    local cases, message = context.read_lines("segmentation/" .. set .. "/cases.jsonl")
    if not cases then
      notes[#notes + 1] = set .. " is not there: " .. message
    else
      local by_lang, order, left_out = measure_cases(context, cases)
      local others = { cases = 0, right = 0, golden = 0, golden_right = 0, score = new_score() }
      for _, lang in ipairs(order) do
        local entry = by_lang[lang]
        if OURS[lang] then
          rows[#rows + 1] = case_row(set, lang, entry)
        else
          for _, key in ipairs({ "cases", "right", "golden", "golden_right" }) do
            others[key] = others[key] + entry[key]
          end
          for key, value in pairs(entry.score) do
            others.score[key] = others.score[key] + value
          end
        end
      end
      if others.cases > 0 then
        rows[#rows + 1] = case_row(set, "others", others)
      end
      notes[#notes + 1] = ("%s: %d cases left out, whose sentences are not parts of the text"):format(set, left_out)
    end
  end
end

local M = { name = "text", about = "where sentences end" }

function M.run(context)
  local running = {
    title = "Running text (boundaries inside a text; the language is found; the baseline splits behind end marks)",
    columns = { "set", "texts", "boundaries", "precision", "recall", "F1", "baseline F1" },
    rows = {},
    notes = {},
  }
  local hard = {
    title = "Hard cases (the language is given)",
    columns = { "set", "cases", "right", "share", "golden", "F1" },
    rows = {},
    notes = {},
  }
  measure_running(context, running.rows, running.notes)
  measure_hard(context, hard.rows, hard.notes)
  return { running, hard }
end

--- The scoring itself, on a text of our own where one boundary is right, one missed and one too many.
function M.smoke(context)
  local text = "雨が降った。風も吹いた。\nIt rained. It blew."
  local wanted = expected_ends(text, { "雨が降った。", "風も吹いた。", "It rained.", "It blew." })
  assert(wanted and #wanted == 4 and wanted[4] == #text)
  assert(same(wanted, our_ends(context.tenkyo, text)), "the sentences of a plain text are not found")
  assert(same(wanted, baseline_ends(text)))
  local score = new_score()
  count(score, wanted, { wanted[1], wanted[2] - 3, wanted[3] })
  local precision, recall = rates(score)
  assert(score.wanted == 3 and math.abs(precision - 2 / 3) < 1e-9 and math.abs(recall - 2 / 3) < 1e-9)
  assert(expected_ends("a b", { "a", "c" }) == nil)
end

return M
