-- Downloading an article's text through curl: text, Markdown and JSON, with a bound on time and size.

local messages = require("tenkyo.nvim.messages")

local M = {}

---@class tenkyo.Fetched
---@field body string UTF-8
---@field kind "text"|"markdown"|"json"|"jsonl"
---@field url string where it came from in the end

-- What is read, by content type; a type that says nothing is decided by the URL's ending.
local KINDS = {
  ["text/plain"] = "text",
  ["text/markdown"] = "markdown",
  ["text/x-markdown"] = "markdown",
  ["application/json"] = "json",
  ["application/x-ndjson"] = "jsonl",
  ["application/jsonl"] = "jsonl",
  ["application/json-lines"] = "jsonl",
}
local ENDINGS = {
  md = "markdown",
  markdown = "markdown",
  qmd = "markdown",
  json = "json",
  jsonl = "jsonl",
  txt = "text",
}
local SAYS_NOTHING = { ["text/plain"] = true, ["application/octet-stream"] = true, [""] = true }

---@param body string
---@return boolean
local function looks_like_html(body)
  local start = body:sub(1, 1024):gsub("^\239\187\191", ""):gsub("^%s+", ""):lower()
  return start:find("^<!doctype html") ~= nil or start:find("^<html") ~= nil or start:find("^<head") ~= nil
end

--- How an answer is to be read.
---@param content_type string
---@param url string
---@param body string
---@return string|nil kind
---@return string|nil failure name of a message
---@return string|nil value of the message
function M.kind(content_type, url, body)
  local kind = vim.trim(content_type:match("^[^;]*") or ""):lower()
  if kind:find("html", 1, true) or looks_like_html(body) then
    return nil, "fetch_html"
  end
  local ending = url:gsub("[?#].*$", ""):match("%.(%w+)$")
  local by_ending = SAYS_NOTHING[kind] and ENDINGS[(ending or ""):lower()]
  local found = by_ending or KINDS[kind] or (kind:find("%+json$") and "json")
  if not found then
    return nil, "fetch_type", kind ~= "" and kind or "?"
  end
  return found
end

---@param body string
---@param content_type string
---@return string|nil body in UTF-8
---@return string|nil charset that cannot be converted
local function to_utf8(body, content_type)
  local charset = (content_type:lower():match("charset%s*=%s*\"?([%w_%-%.:]+)") or "utf-8")
  if charset == "utf-8" or charset == "utf8" or charset == "us-ascii" then
    return (body:gsub("^\239\187\191", ""))
  end
  local converted = vim.iconv(body, charset, "utf-8")
  if not converted or (converted == "" and body ~= "") then
    return nil, charset
  end
  return converted
end

---@param url string
---@param options { curl: string, timeout: integer, largest: integer }
---@return string[]
local function command(url, options)
  return {
    options.curl, "--silent", "--show-error", "--location", "--max-redirs", "8", "--compressed",
    "--proto", "=http,https", "--proto-redir", "=http,https",
    "--max-time", tostring(options.timeout), "--max-filesize", tostring(options.largest),
    "--header", "Accept: text/markdown, text/plain, application/json;q=0.9, */*;q=0.1",
    "--user-agent", "tenkyo/" .. require("tenkyo.version"),
    "--write-out", "%{stderr}\ntenkyo:%{http_code}\t%{content_type}\t%{url_effective}",
    "--output", "-", "--url", url,
  }
end

--- What curl says at its end.
---@param text string of stderr
---@return { status: integer, content_type: string, url: string }
local function read_report(text)
  local status, content_type, url = text:match("\ntenkyo:(%d*)\t([^\t\n]*)\t([^\n]*)")
  return { status = tonumber(status) or 0, content_type = content_type or "", url = url or "" }
end

---@param url string
---@param options { curl: string, timeout: integer, largest: integer }
---@param code integer of curl
---@param size integer
---@param text string of stderr
---@return string
local function explain(url, options, code, size, text)
  if size > options.largest or code == 63 then
    return messages.text("fetch_large", options.largest, url)
  elseif code == 28 then
    return messages.text("fetch_slow", options.timeout, url)
  end
  local reason = vim.trim(text:gsub("\ntenkyo:.*$", ""))
  return messages.text("fetch_failed", reason ~= "" and reason or ("curl: %d"):format(code), url)
end

---@param url string
---@param body string
---@param report { status: integer, content_type: string, url: string }
---@return tenkyo.Fetched|nil
---@return string|nil failure
local function judge(url, body, report)
  if report.status < 200 or report.status > 299 then
    return nil, messages.text("fetch_status", tostring(report.status), url)
  end
  local final = report.url ~= "" and report.url or url
  local kind, failure, value = M.kind(report.content_type, final, body)
  if not kind then
    return nil, value and messages.text(failure, value, url) or messages.text(failure, url)
  end
  local converted, charset = to_utf8(body, report.content_type)
  if not converted then
    return nil, messages.text("fetch_charset", charset, url)
  end
  return { body = converted, kind = kind, url = final }
end

--- Downloads a URL. `on_done` is called on the main loop with what came, or with what to tell the writer.
---@param url string
---@param options { curl: string, timeout: integer, largest: integer }
---@param on_done fun(failure: string|nil, fetched: tenkyo.Fetched|nil)
---@return fun()|nil cancel
function M.get(url, options, on_done)
  local parts, size, process = {}, 0, nil
  local function take(_, data)
    size = size + #(data or "")
    if data and size <= options.largest then
      parts[#parts + 1] = data
    elseif data and process then
      process:kill("sigterm")
    end
  end
  local function finish(result)
    local text = result.stderr or ""
    if size > options.largest or result.code ~= 0 then
      return on_done(explain(url, options, result.code, size, text), nil)
    end
    local fetched, failure = judge(url, table.concat(parts), read_report(text))
    on_done(failure, fetched)
  end
  if vim.fn.executable(options.curl) ~= 1 then
    on_done(messages.text("fetch_no_curl", options.curl), nil)
    return nil
  end
  local settings = { stdout = take, timeout = (options.timeout + 5) * 1000 }
  local ok, started = pcall(vim.system, command(url, options), settings, vim.schedule_wrap(finish))
  if not ok then
    on_done(messages.text("fetch_failed", tostring(started), url), nil)
    return nil
  end
  process = started
  return function()
    process:kill("sigterm")
  end
end

return M
