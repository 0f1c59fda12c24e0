-- svg.lua COLUMNS <SCREEN >PICTURE: draws a screen, as `tmux capture-pane -e -p -N` prints it, as an SVG. Every
-- run of cells with one look becomes one text of a fixed length, so that wide characters keep their two cells in any
-- font.

local columns = tonumber(arg[1]) or error("usage: svg.lua COLUMNS <SCREEN >PICTURE")
local CELL, LINE, MARGIN = 8, 20, 12
-- Sizes at which a character is as wide as its cells: an ideograph by nature, a letter in the usual fixed fonts.
local SIZES = { [1] = 13.3, [2] = 16 }
local FOREGROUND, BACKGROUND = "#e0e2ea", "#14161b" -- of Neovim's own dark colours

local PALETTE = {
  [0] = "#07080d", "#ffc0b9", "#b3f6c0", "#fce094", "#a6dbff", "#ffcaff", "#8cf8f7", "#eef1f8",
  "#4f5258", "#ffc0b9", "#b3f6c0", "#fce094", "#a6dbff", "#ffcaff", "#8cf8f7", "#eef1f8",
}

-- Of the 256 colours: 16 named, a cube of 6 x 6 x 6, 24 greys.
local function indexed(n)
  if n < 16 then
    return PALETTE[n]
  elseif n >= 232 then
    local grey = 8 + (n - 232) * 10
    return ("#%02x%02x%02x"):format(grey, grey, grey)
  end
  local function level(i)
    return i == 0 and 0 or 55 + i * 40
  end
  n = n - 16
  return ("#%02x%02x%02x"):format(level(n // 36), level(n // 6 % 6), level(n % 6))
end

local WIDE = {
  { 0x1100, 0x115F }, { 0x2E80, 0x303E }, { 0x3041, 0xA4CF }, { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF },
  { 0xFE30, 0xFE6F }, { 0xFF00, 0xFF60 }, { 0xFFE0, 0xFFE6 }, { 0x1F300, 0x1FAFF }, { 0x20000, 0x3FFFD },
}

local function cells_of(code)
  for _, range in ipairs(WIDE) do
    if code >= range[1] and code <= range[2] then
      return 2
    end
  end
  return 1
end

-- The numbers of one escape sequence, with those after a colon as their own list: "4:3;38;5;9".
local function parameters(text)
  local list = {}
  for part in (text == "" and "0" or text):gmatch("[^;]+") do
    local numbers = {}
    for number in (part .. ":"):gmatch("(%d*):") do
      numbers[#numbers + 1] = tonumber(number) or -1
    end
    list[#list + 1] = numbers
  end
  return list
end

-- A colour after 38, 48 or 58, written with colons in one parameter or with semicolons over several. Gives the colour
-- and the last parameter that was read.
local function colour(list, at)
  local numbers, last = list[at], at
  if #numbers == 1 then
    local mode = list[at + 1] and list[at + 1][1]
    last = at + (mode == 5 and 2 or 4)
    numbers = { numbers[1] }
    for i = at + 1, last do
      numbers[#numbers + 1] = list[i] and list[i][1] or 0
    end
  end
  if numbers[2] == 5 then
    return indexed(numbers[3]), last
  end
  local n = #numbers
  return ("#%02x%02x%02x"):format(numbers[n - 2], numbers[n - 1], numbers[n]), last
end

local SWITCHES = {
  [1] = { "bold", true }, [2] = { "dim", true }, [3] = { "italic", true }, [7] = { "reverse", true },
  [22] = { "bold", nil }, [23] = { "italic", nil }, [24] = { "underline", nil }, [27] = { "reverse", nil },
  [39] = { "foreground", nil }, [49] = { "background", nil }, [59] = { "line", nil },
}

local function apply(look, text)
  local list, at = parameters(text), 1
  while at <= #list do
    local code = list[at][1]
    if code == 0 then
      for name in pairs(look) do
        look[name] = nil
      end
    elseif code == 4 then
      look.underline = list[at][2] == 3 and "wavy" or (list[at][2] ~= 0 and "solid" or nil)
    elseif code == 38 then
      look.foreground, at = colour(list, at)
    elseif code == 48 then
      look.background, at = colour(list, at)
    elseif code == 58 then
      look.line, at = colour(list, at)
    elseif SWITCHES[code] then
      look[SWITCHES[code][1]] = SWITCHES[code][2]
      look.dim = code ~= 22 and look.dim or nil
    elseif code >= 30 and code <= 37 then
      look.foreground = PALETTE[code - 30]
    elseif code >= 40 and code <= 47 then
      look.background = PALETTE[code - 40]
    elseif code >= 90 and code <= 97 then
      look.foreground = PALETTE[code - 82]
    elseif code >= 100 and code <= 107 then
      look.background = PALETTE[code - 92]
    end
    at = at + 1
  end
end

-- What a cell looks like, as the attributes of its text and the colour behind it.
local function style(look)
  local front, back = look.foreground or FOREGROUND, look.background or BACKGROUND
  if look.reverse then
    front, back = back, front
  end
  local attributes = { ('fill="%s"'):format(front) }
  attributes[#attributes + 1] = look.bold and 'font-weight="bold"' or nil
  attributes[#attributes + 1] = look.italic and 'font-style="italic"' or nil
  attributes[#attributes + 1] = look.dim and 'opacity="0.7"' or nil
  return table.concat(attributes, " "), back, look.underline, look.line or front
end

-- What is in force carries on from line to line.
local look = {}

-- The runs of one line: { text, cells, width of a character, attributes, background, underline, colour of it }.
local function runs_of(line)
  local runs, at, column = {}, 1, 0
  while at <= #line do
    local sequence, stop = line:match("^\27%[([%d;:]*)m()", at)
    if sequence then
      apply(look, sequence)
      at = stop
    else
      local char = line:match("^[%z\1-\127\194-\244][\128-\191]*", at)
      local cells = cells_of(utf8.codepoint(char))
      local attributes, back, underline, under = style(look)
      local run = runs[#runs]
      if not run or run.each ~= cells or run.attributes ~= attributes or run.back ~= back
        or run.underline ~= underline or run.under ~= under then
        run = { text = "", cells = 0, each = cells, column = column, attributes = attributes, back = back,
          underline = underline, under = under }
        runs[#runs + 1] = run
      end
      run.text, run.cells = run.text .. char, run.cells + cells
      column, at = column + cells, at + #char
    end
  end
  return runs
end

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }

local function wave(x, y, width)
  local path = { ("M%g %g"):format(x, y) }
  for i = 0, width // 4 - 1 do
    path[#path + 1] = ("q2 %g 4 0"):format(i % 2 == 0 and 2.5 or -2.5)
  end
  return table.concat(path, " ")
end

local function draw_run(out, run, row)
  local x, y, width = MARGIN + run.column * CELL, MARGIN + row * LINE, run.cells * CELL
  if run.back ~= BACKGROUND then
    out[#out + 1] = ('<rect x="%g" y="%g" width="%g" height="%g" fill="%s"/>'):format(x, y, width, LINE, run.back)
  end
  if run.underline == "wavy" then
    out[#out + 1] = ('<path d="%s" fill="none" stroke="%s"/>'):format(wave(x, y + LINE - 2, width), run.under)
  elseif run.underline then
    out[#out + 1] = ('<path d="M%g %gh%g" stroke="%s"/>'):format(x, y + LINE - 2, width, run.under)
  end
  if run.text:find("[^ ]") then
    out[#out + 1] = ('<text x="%g" y="%g" font-size="%g" textLength="%g" %s>%s</text>'):format(x, y + LINE - 5,
      SIZES[run.each], width, run.attributes, (run.text:gsub("[&<>]", ESCAPES)))
  end
end

local body, rows = {}, 0
for line in io.lines() do
  for _, run in ipairs(runs_of(line)) do
    draw_run(body, run, rows)
  end
  rows = rows + 1
end

local width, height = 2 * MARGIN + columns * CELL, 2 * MARGIN + rows * LINE
io.write(('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">\n'):format(
  width, height, width, height))
io.write('<title>Neovim with a draft, its findings and a summary of the articles</title>\n')
io.write(('<rect width="100%%" height="100%%" rx="8" fill="%s"/>\n'):format(BACKGROUND))
io.write('<g xml:space="preserve" '
  .. 'font-family="ui-monospace, \'DejaVu Sans Mono\', Menlo, Consolas, \'Noto Sans Mono CJK JP\', monospace">\n')
io.write(table.concat(body, "\n"), "\n</g>\n</svg>\n")
