--- Writes character_tables.h: the class and the width of every character, from the Unicode Character Database.
--
-- Usage: lua5.4 core/text/tables/generate.lua [FOLDER] > core/text/tables/character_tables.h
-- FOLDER holds UnicodeData.txt, Scripts.txt, EastAsianWidth.txt and auxiliary/SentenceBreakProperty.txt; Debian's
-- package unicode-data puts them into /usr/share/unicode, which is the default. The tables that come out are data
-- derived from these files, under the Unicode licence, whose notice is written into them.

local folder = arg[1] or "/usr/share/unicode"
local LAST = 0x10FFFF

local function lines(name)
  local file = assert(io.open(folder .. "/" .. name, "r"))
  local text = file:read("a")
  file:close()
  return text:gmatch("[^\r\n]+"), text
end

--- A property file's rows: first, last, value.
local function property(name)
  local values = {}
  local next_line, text = lines(name)
  for line in next_line do
    local range, value = line:match("^([%x%.]+)%s*;%s*(%w+)")
    if range then
      local first, last = range:match("^(%x+)%.%.(%x+)$")
      first = tonumber(first or range, 16)
      for code = first, last and tonumber(last, 16) or first do
        values[code] = value
      end
    end
  end
  return values, text:match("^#%s*(%S+)")
end

local function categories()
  local values, first = {}, nil
  for line in (lines("UnicodeData.txt")) do
    local code, name, category = line:match("^(%x+);([^;]*);([^;]*)")
    code = tonumber(code, 16)
    if name:find(", First>$") then
      first = code
    else
      for each = first or code, code do
        values[each] = category
      end
      first = nil
    end
  end
  return values
end

local category = categories()
local script, scripts_version = property("Scripts.txt")
local width, width_version = property("EastAsianWidth.txt")
local sentence, sentence_version = property("auxiliary/SentenceBreakProperty.txt")

-- What a character's category and script do not say.
local exceptions = {
  [0x85] = "NEWLINE", [0x0A] = "NEWLINE", [0x0D] = "NEWLINE",
  [0x09] = "SPACE", [0x0B] = "SPACE", [0x0C] = "SPACE",
  [0x200C] = "MARK", [0x200D] = "MARK", -- joiners shape what stands beside them
  [0x2025] = "STOP", [0x2026] = "STOP",
  [0x30FC] = "KATAKANA", [0xFF70] = "KATAKANA", [0xFF9E] = "KATAKANA", [0xFF9F] = "KATAKANA",
  [0x3006] = "HAN",
  [0x30F5] = "HAN", [0x30F6] = "HAN", -- counters written between Chinese characters
}

local by_category = {
  Nd = "DIGIT", Mn = "MARK", Mc = "MARK", Me = "MARK", Zs = "SPACE", Zl = "NEWLINE", Zp = "NEWLINE",
  Ps = "OPENING", Pi = "OPENING", Pe = "CLOSING", Pf = "CLOSING", Po = "PUNCTUATION", Pd = "PUNCTUATION",
  Pc = "PUNCTUATION", Cc = "CONTROL", Cf = "CONTROL",
}

local by_script = { Latin = "LATIN", Hiragana = "HIRAGANA", Katakana = "KATAKANA", Han = "HAN", Hangul = "HANGUL" }

local function class_of(code)
  if exceptions[code] then
    return exceptions[code]
  end
  if sentence[code] == "STerm" or sentence[code] == "ATerm" then
    return "STOP"
  end
  local general = category[code]
  if not general then -- later versions put Chinese characters here
    return (code >= 0x20000 and code <= 0x3FFFD) and "HAN" or "SYMBOL"
  end
  if general:sub(1, 1) == "L" or general == "Nl" then
    return by_script[script[code]] or "LETTER"
  end
  return by_category[general] or "SYMBOL"
end

local function ranges(value_of)
  local list, previous = {}, nil
  for code = 0, LAST do
    local value = value_of(code)
    if value ~= previous then
      list[#list + 1] = { code, value }
      previous = value
    end
  end
  return list
end

--- Lines of at most 120 columns.
local function write_items(items)
  local line = " "
  for _, item in ipairs(items) do
    if #line + #item + 2 > 120 then
      print(line)
      line = " "
    end
    line = line .. " " .. item .. ","
  end
  print(line)
end

local CLASSES = {
  "SPACE", "NEWLINE", "DIGIT", "LATIN", "HIRAGANA", "KATAKANA", "HAN", "HANGUL", "LETTER", "MARK", "OPENING",
  "CLOSING", "STOP", "PUNCTUATION", "SYMBOL", "CONTROL",
}
local number = {}
for index, name in ipairs(CLASSES) do
  number[name] = index - 1
end

print(([[
/*
 * The class and the width of every character. Made by tables/generate.lua from the Unicode Character Database
 * (%s, %s, %s, UnicodeData.txt); do not edit.
 *
 * Copyright (c) 1991-2022 Unicode, Inc. All rights reserved. Distributed under the Terms of Use in
 * https://www.unicode.org/copyright.html. Permission is hereby granted, free of charge, to any person obtaining a copy
 * of the Unicode data files and any associated documentation (the "Data Files") to deal in the Data Files without
 * restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, and/or sell
 * copies of the Data Files, and to permit persons to whom the Data Files are furnished to do so, provided that either
 * this copyright and permission notice appear with all copies of the Data Files, or this copyright and permission
 * notice appear in associated documentation. The Data Files are provided "as is", without warranty of any kind.
 * This file holds data derived from them, not the Data Files themselves.
 */
#ifndef TENKYO_CHARACTER_TABLES_H
#define TENKYO_CHARACTER_TABLES_H

#include <stdint.h>

// clang-format off
]]):format(scripts_version, width_version, sentence_version))

print("/* The classes of ASCII. */")
print("static const uint8_t ascii_classes[128] = {")
local ascii = {}
for code = 0, 127 do
  ascii[#ascii + 1] = tostring(number[class_of(code)])
end
write_items(ascii)
print("};\n")

print("/* Where a run of characters of one class begins, shifted left by 4, and the class in the low 4 bits. */")
print("static const uint32_t class_starts[] = {")
local starts = {}
for _, range in ipairs(ranges(class_of)) do
  starts[#starts + 1] = ("0x%X"):format(range[1] << 4 | number[range[2]])
end
write_items(starts)
print("};\n")

print("/* The same for the width: 1 where a character takes two columns (East Asian Width W or F), else 0. */")
print("static const uint32_t width_starts[] = {")
starts = {}
for _, range in ipairs(ranges(function(code) return (width[code] == "W" or width[code] == "F") and 1 or 0 end)) do
  starts[#starts + 1] = ("0x%X"):format(range[1] << 4 | range[2])
end
write_items(starts)
print("};\n\n// clang-format on\n\n#endif")
