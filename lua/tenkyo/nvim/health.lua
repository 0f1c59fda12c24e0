-- :checkhealth tenkyo: each thing the plugin needs, with what to do where it is not there, and a self-test that keeps,
-- finds and checks in a store of its own.

local messages = require("tenkyo.nvim.messages")
local native = require("tenkyo.nvim.native")
local place = require("tenkyo.nvim.place")

local M = {}

local health = vim.health

local function check_nvim()
  local version = tostring(vim.version())
  local text = messages.text("health_nvim", version)
  if vim.fn.has("nvim-0.10.4") == 1 then
    health.ok(text)
  else
    health.error(text)
  end
end

---@return table|nil tenkyo
local function check_module()
  local tenkyo, reason = native.get()
  if not tenkyo then
    health.error(native.advice(reason or ""), { reason or "" })
    return nil
  end
  health.ok(messages.text("health_module", tenkyo.VERSION, vim.fn.fnamemodify(native.path() or "?", ":~")))
  return tenkyo
end

---@param tenkyo table
local function check_store(tenkyo)
  local path = place.store()
  local shown = vim.fn.fnamemodify(path, ":~")
  if not vim.uv.fs_stat(path) then
    return health.info(messages.text("health_no_store", shown))
  end
  local store, message, code = tenkyo.open(path)
  if not store then
    return health.error(messages.text("health_store_bad", messages.failure({ code = code, message = message })))
  end
  local articles = store:articles({ limit = 10000 }) or {}
  local count = #articles < 10000 and tostring(#articles) or "10000+"
  health.ok(messages.text("health_store", shown, count))
  if store:readonly() then
    health.warn(messages.text("health_readonly", shown))
  end
  store:close()
  health.info(messages.text("health_verify"))
end

local function check_curl()
  local curl = require("tenkyo.nvim.config").get().fetch.curl
  if vim.fn.executable(curl) ~= 1 then
    return health.warn(messages.text("health_no_curl"))
  end
  local ok, result = pcall(function()
    return vim.system({ curl, "--version" }, { text = true, timeout = 5000 }):wait()
  end)
  local version = ok and result.stdout and result.stdout:match("^curl ([%d.]+)")
  health.ok(messages.text("health_curl", version or curl))
end

local function check_options()
  local config, problems = require("tenkyo.nvim.config").read(vim.g.tenkyo)
  for _, problem in ipairs(problems) do
    local text = problem.expected and "config_wrong" or "config_unknown"
    health.warn(messages.text(text, problem.path, problem.expected or "", problem.got))
  end
  if #problems == 0 then
    health.ok(messages.text("health_config"))
  end
  health.info(messages.text("health_filetypes", table.concat(config.filetypes, ", ")))
end

-- One source and two drafts about it: one says what the source says, the other another number.
local SOURCE = "青葉市は4月に図書館を開いた。図書館の蔵書は3万冊である。"
local TITLE = "青葉市の図書館が開館"
local GOOD = "図書館の蔵書は3万冊である[1]。\n\n参考文献\n- [1] " .. TITLE .. "\n"
local BAD = GOOD:gsub("3万", "5万")

---@param tenkyo table
---@param path string
---@return string|nil failure
local function try(tenkyo, path)
  local store, message = tenkyo.open(path)
  if not store then
    return message
  end
  local id
  id, message = store:put({ title = TITLE, body = SOURCE, lang = "ja" })
  local found = id and store:search("図書館")
  local good = found and store:check(GOOD, { format = "markdown" })
  local bad = good and store:check(BAD, { format = "markdown" })
  store:close()
  if not bad then
    return message or "search"
  elseif #found == 0 or #good > 0 then
    return ("search %d, check %d"):format(#found, #good)
  end
  return (not bad[1] or bad[1].code ~= "number-differs") and "number-differs" or nil
end

---@param tenkyo table
local function check_self(tenkyo)
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, "p", tonumber("700", 8))
  local start = vim.uv.hrtime()
  local ok, failure = pcall(try, tenkyo, vim.fs.joinpath(folder, "store.db"))
  local spent = ("%.0f ms"):format((vim.uv.hrtime() - start) / 1e6)
  vim.fn.delete(folder, "rf")
  if ok and not failure then
    health.ok(messages.text("health_selftest", spent))
  else
    health.error(messages.text("health_selftest_bad", tostring(failure)))
  end
end

--- The report.
function M.check()
  health.start("tenkyo")
  check_nvim()
  check_options()
  check_curl()
  local tenkyo = check_module()
  if tenkyo then
    check_store(tenkyo)
    check_self(tenkyo)
  end
end

--- Verifies a store in a worker and tells what was found.
---@param path string
function M.verify(path)
  local notice = require("tenkyo.nvim.notice")
  require("tenkyo.nvim.work").ask("verify", { store = path }, messages.text("job_verify"), function(report)
    for _, problem in ipairs(report.problems) do
      notice.error(messages.text("verify_bad", problem))
    end
    if #report.problems == 0 then
      notice.info(messages.text("verify_good", report.articles, report.revisions, report.sentences))
    end
  end)
end

return M
