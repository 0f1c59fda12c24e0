-- What a marker of a draft covers: the sentence that contains it or that it directly follows; with several markers in
-- one sentence, the part back to the marker before. Needs no `vim`: the workers use it.

local M = {}

---@param text string
---@return boolean
local function is_blank(text)
  return not text:find("[^%s]")
end

--- The text between two bytes without the markers in it.
---@param text string
---@param first integer
---@param last integer
---@param markers tenkyo.Marker[] in order
---@return string
function M.without_markers(text, first, last, markers)
  local parts, from = {}, first
  for _, marker in ipairs(markers) do
    if marker.first >= from and marker.last <= last then
      parts[#parts + 1] = text:sub(from, marker.first - 1)
      from = marker.last + 1
    end
  end
  parts[#parts + 1] = text:sub(from, last)
  return table.concat(parts)
end

--- The place in the list of the last sentence that starts at or before the byte.
---@param sentences tenkyo.Span[]
---@param offset integer
---@return integer
local function sentence_before(sentences, offset)
  local low, high = 0, #sentences
  while low < high do
    local middle = math.floor((low + high + 1) / 2)
    if sentences[middle].first <= offset then
      low = middle
    else
      high = middle - 1
    end
  end
  return low
end

--- The sentence at a byte, or nil between sentences.
---@param sentences tenkyo.Span[]
---@param offset integer
---@return tenkyo.Span|nil
function M.sentence_at(sentences, offset)
  local sentence = sentences[sentence_before(sentences, offset)]
  return sentence and offset <= sentence.last and sentence or nil
end

--- The claim of a marker, or nil when nothing stands before it.
---@param text string the draft
---@param sentences tenkyo.Span[]
---@param markers tenkyo.Marker[]
---@param marker tenkyo.Marker
---@return { first: integer, last: integer, text: string }|nil
function M.of(text, sentences, markers, marker)
  local index = sentence_before(sentences, marker.first)
  local sentence = sentences[index]
  -- A marker behind the full stop may be cut off with the sentence that follows.
  if sentence and is_blank(M.without_markers(text, sentence.first, marker.first - 1, markers)) then
    sentence = sentences[index - 1]
  end
  local gap = sentence and text:sub(sentence.last + 1, marker.first - 1) or ""
  if not sentence or gap:find("\n[ \t\r]*\n") then
    return nil
  end
  local first, alone = sentence.first, true
  for _, other in ipairs(markers) do
    local inside = other.first >= sentence.first and other.last <= sentence.last
    if inside and other ~= marker then
      alone = false
      local between = M.without_markers(text, other.last + 1, marker.first - 1, markers)
      if other.last < marker.first and not is_blank(between) then
        first = other.last + 1
      end
    end
  end
  local last = alone and sentence.last or math.min(sentence.last, marker.last)
  local covered = M.without_markers(text, first, last, markers)
  return not is_blank(covered) and { first = first, last = last, text = covered } or nil
end

return M
