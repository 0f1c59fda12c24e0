-- The reference list of a draft: where a new reference goes, in which dress, and the list itself where there is none
-- yet. Plain Lua for every host. compose.lua plans the change; this file writes its part of it.

local entry = require("tenkyo.entry")

local M = {}

local HEADINGS = {
  ["参考文献"] = true, ["出典"] = true, ["参考資料"] = true, ["引用文献"] = true, ["参照"] = true, ["脚注"] = true,
  ["注"] = true, ["references"] = true, ["sources"] = true, ["bibliography"] = true, ["notes"] = true,
  ["works cited"] = true, ["footnotes"] = true,
}

--- What kind of marker a key is.
---@param key string|nil
---@return "number"|"footnote"|"keyed"|nil
function M.kind_of(key)
  if not key then
    return nil
  end
  return key:find("^%d+$") and "number" or key:find("^%^") and "footnote" or key:find("^@") and "keyed" or nil
end

---@param text string
---@return integer last byte of the YAML front matter, or 0
function M.front_matter_end(text)
  if not text:find("^%-%-%-[ \t]*\r?\n") then
    return 0
  end
  local from = 4
  while true do
    local first, last, mark = text:find("\n([-.][-.][-.])[ \t]*\r?\n", from)
    if not first then
      local final, finish = text:find("\n%-%-%-[ \t]*$", from)
      return final and finish or 0
    end
    if mark == "---" or mark == "..." then
      return last
    end
    from = first + 1
  end
end

--- The end of the line that holds a byte.
---@param text string
---@param offset integer
---@return integer offset of its line break, or one behind the text
function M.line_end(text, offset)
  return text:find("\n", offset, true) or #text + 1
end

---@param text string
---@param offset integer
---@return integer offset of the line's first byte
function M.line_start(text, offset)
  local start = offset
  while start > 1 and text:byte(start - 1) ~= 10 do
    start = start - 1
  end
  return start
end

---@param plan tenkyo.Plan
---@return table[] references of the plan's kind, in order
local function listed(plan)
  local list = {}
  for _, reference in ipairs(plan.citations.references) do
    if M.kind_of(reference.key) == plan.style.kind then
      list[#list + 1] = reference
    end
  end
  return list
end

---@param plan tenkyo.Plan
---@param reference table
---@return string line the entry from the start of its line
local function entry_text(plan, reference)
  return plan.text:sub(M.line_start(plan.text, reference.first), reference.last)
end

--- Whether a template tells how entries of the list are dressed. Of an entry whose article is not known, all the text
--- may have been read as its title: a template with nothing but a title then says nothing of the other fields.
---@param template tenkyo.Template
---@param known boolean the entry's article is known
---@return boolean
local function tells_dress(template, known)
  return known or #template.fields > 1 or template.fields[1].name ~= "title"
end

--- What stands before the number of a new entry, and behind it, and the dress of what follows.
---@param plan tenkyo.Plan
---@param list table[]
---@return tenkyo.Label label
---@return tenkyo.Template template
local function entry_style(plan, list)
  local footnote = plan.style.kind == "footnote"
  local fresh = { before = footnote and "[^" or "- [", digits = "ascii", after = footnote and "]: " or "] " }
  local label
  for index = #list, 1, -1 do
    local text = entry_text(plan, list[index])
    local found = entry.label(text)
    label = label or found
    local known = plan.options.articles and plan.options.articles[list[index].article or 0]
    local article = known or {}
    local body = found and text:sub(found.size + 1) or list[index].text or text
    local template = entry.template(body, {
      title = entry.find_title(body, article.title, list[index].title),
      publisher = article.publisher,
      author = article.author,
    })
    if template and tells_dress(template, known ~= nil) then
      return label or fresh, template
    end
  end
  return label or fresh, entry.default_template(plan.lang)
end

---@param plan tenkyo.Plan
---@param list table[]
---@return string[] entries
local function new_entries(plan, list)
  local label, template = entry_style(plan, list)
  local entries = {}
  for _, added in ipairs(plan.added) do
    local number = tonumber(added.key:match("%d+"))
    local name = number and entry.number(number, label.digits) or added.key:gsub("^%^", "")
    entries[#entries + 1] = label.before .. name .. label.after .. entry.render(template, added.article)
  end
  return entries
end

--- Calls `visit` with each line outside code fences and the byte it starts at, until `visit` answers.
---@param text string
---@param visit fun(line: string, first: integer): any
---@return any
local function each_line(text, visit)
  local fence
  for first, line in text:gmatch("()([^\n]*)") do
    local mark = line:match("^%s*(```+)") or line:match("^%s*(~~~+)")
    if mark and not fence then
      fence = mark
    elseif mark and mark:sub(1, #fence) == fence then
      fence = nil
    elseif not fence then
      local answer = visit(line, first)
      if answer ~= nil then
        return answer
      end
    end
  end
  return nil
end

---@param text string
---@return { first: integer, last: integer, marked: boolean }|nil the line that is a reference list's heading
local function find_heading(text)
  return each_line(text, function(line, first)
    if #line > 200 then
      return nil
    end
    local title = line:gsub("\r$", ""):gsub("^%s*#+%s*", ""):gsub("[%s#*_]+$", ""):gsub("^[%s*_]+", "")
    title = title:gsub("[:：]$", ""):gsub("：$", "")
    if HEADINGS[title:lower()] then
      return { first = first, last = first + #line - 1, marked = line:find("^%s*#") ~= nil }
    end
    return nil
  end)
end

---@param plan tenkyo.Plan
---@return string heading line of a new list
local function new_heading(plan)
  local counts, any = {}, false
  each_line(plan.text, function(line)
    local marks = line:match("^(#+)%s")
    if marks then
      counts[#marks] = (counts[#marks] or 0) + 1
      any = true
    end
  end)
  local name = plan.lang == "ja" and "参考文献" or "References"
  if not any and (plan.options.format == "text" or plan.text:find("%S")) then
    return plan.options.format == "text" and name or "## " .. name
  end
  local level = (counts[1] or 0) > 1 and 1 or 2
  return string.rep("#", level) .. " " .. name
end

---@param plan tenkyo.Plan
---@return tenkyo.Edit
local function list_edit(plan)
  local text, list = plan.text, listed(plan)
  local entries = new_entries(plan, list)
  if #list > 0 then
    local loose = #list > 1 and text:sub(list[#list - 1].last + 1, list[#list].first - 1):find("\n[ \t]*\r?\n")
    local offset = M.line_end(text, list[#list].last)
    local gap = loose and "\n\n" or "\n"
    return { first = offset, last = offset - 1, text = gap .. table.concat(entries, gap) }
  end
  local heading = plan.style.kind == "number" and find_heading(text)
  if heading then
    local body = (heading.marked and "\n\n" or "\n") .. table.concat(entries, "\n")
    return { first = heading.last + 1, last = heading.last, text = body }
  end
  local finish = #entry.trim_end(text) + 1
  for _, edit in ipairs(plan.inserted) do
    finish = math.max(finish, edit.last + 1)
  end
  local body = table.concat(entries, "\n")
  if plan.style.kind == "number" then
    local name = new_heading(plan)
    body = name .. (name:find("^#") and "\n\n" or "\n") .. body
  end
  return { first = finish, last = finish - 1, text = (finish > 1 and "\n\n" or "") .. body }
end

---@param front string
---@return integer|nil first byte of the line behind the last item of `references:`
---@return string indent of its items
local function find_yaml_list(front)
  local at, indent
  for first, line in front:gmatch("()([^\n]*)\n") do
    if line:find("^references:%s*$") then
      at, indent = first + #line + 1, indent or ""
    elseif at and first == at and (line:find("^%s+%S") or line:find("^%-%s")) then
      indent = line:match("^(%s*)%-%s+id:") or indent
      at = first + #line + 1
    end
  end
  return at, indent or ""
end

---@param plan tenkyo.Plan
---@return tenkyo.Edit
local function yaml_edit(plan)
  local front = plan.text:sub(1, M.front_matter_end(plan.text))
  local at, indent = find_yaml_list(front)
  local lines = {}
  for _, added in ipairs(plan.added) do
    for _, line in ipairs(entry.yaml(added.key:sub(2), added.article, indent)) do
      lines[#lines + 1] = line .. "\n"
    end
  end
  local items = table.concat(lines)
  if at then
    return { first = at, last = at - 1, text = items }
  end
  if front == "" then
    return { first = 1, last = 0, text = "---\nreferences:\n" .. items .. "---\n\n" }
  end
  local closing = M.line_start(front, #front - (front:sub(-1) == "\n" and 1 or 0))
  return { first = closing, last = closing - 1, text = "references:\n" .. items }
end

--- The change of the draft that writes a plan's new references.
---@param plan tenkyo.Plan
---@return tenkyo.Edit
function M.edit(plan)
  return plan.style.kind == "keyed" and yaml_edit(plan) or list_edit(plan)
end

return M
