-- Work off the main loop. A job is one request to worker.lua in a thread of libuv's pool, with a store connection of
-- its own and a token that stops it. Few jobs run at a time, since the pool also serves everybody's file calls; the
-- rest wait, urgent ones first.

local native = require("tenkyo.nvim.native")

local M = {}

local MOST = 2 -- jobs at a time, of the pool's four threads

---@class tenkyo.Failure
---@field code string a status of the core, or "INTERNAL"
---@field message string

---@class tenkyo.JobOptions
---@field title? string what the writer asked for; shown as progress, and stopped by :Tenkyo cancel
---@field urgent? boolean goes before waiting jobs

---@class tenkyo.Job
---@field operation string
---@field request table
---@field on_done fun(failure: tenkyo.Failure|nil, result: any)
---@field title string|nil
---@field token table|nil
---@field progress table|nil
---@field finished boolean
---@field cancelled boolean
local Job = {}
Job.__index = Job

---@type tenkyo.Job[]
local waiting = {}
---@type table<tenkyo.Job, true>
local running = {}
local stopped = false

-- Runs in the worker: it has no upvalues, and nothing but strings, numbers and handles goes in and out.
local function entry(path, cpath, request, async)
  local ok, answer = pcall(function()
    package.path, package.cpath = path, cpath
    return require("tenkyo.nvim.worker").answer(request, async)
  end)
  return ok, ok and answer or tostring(answer)
end

---@return string path
---@return string cpath
local function search_paths()
  local lua = native.root() .. "/lua/"
  local path = lua .. "?.lua;" .. lua .. "?/init.lua;" .. package.path
  local module = native.path()
  local folder = module and module:match("^(.*)tenkyo/core%.so$")
  return path, (folder and folder .. "?.so;" or "") .. package.cpath
end

local start_waiting

---@param failure tenkyo.Failure|nil
---@param result any
function Job:_finish(failure, result)
  if self.finished then
    return
  end
  self.finished = true
  running[self] = nil
  if self.async then
    self.async:close()
  end
  if self.progress then
    self.progress:finish(not failure and "success" or failure.code == "CANCELLED" and "cancel" or "failed")
  end
  start_waiting()
  if not stopped then
    self.on_done(failure, result)
  end
end

---@param ok boolean|nil
---@param answer string|nil
function Job:_receive(ok, answer)
  if self.cancelled then
    return self:_finish({ code = "CANCELLED", message = "" })
  elseif not ok then
    -- No value at all comes back when the worker itself broke.
    return self:_finish({ code = "INTERNAL", message = answer or "worker" })
  end
  local decoded = vim.mpack.decode(answer)
  if decoded.failure then
    return self:_finish(decoded.failure)
  end
  self:_finish(nil, decoded.result)
end

function Job:_start()
  running[self] = true
  local work = vim.uv.new_work(entry, function(ok, answer)
    vim.schedule(function()
      self:_receive(ok, answer)
    end)
  end)
  if self.progress then
    self.async = vim.uv.new_async(function(done, total)
      self.progress:update(done, total)
    end)
  end
  local path, cpath = search_paths()
  local request = vim.mpack.encode({ operation = self.operation, token = self.token:id(), request = self.request })
  -- A trailing nil would be no argument at all; the worker looks whether it has the handle.
  if not (self.async and work:queue(path, cpath, request, self.async) or work:queue(path, cpath, request)) then
    vim.schedule(function()
      self:_finish({ code = "INTERNAL", message = "queue" })
    end)
  end
end

start_waiting = function()
  while not stopped and #waiting > 0 and vim.tbl_count(running) < MOST do
    local job = table.remove(waiting, 1)
    if not job.finished then
      job:_start()
    end
  end
end

--- Stops the job; its `on_done` is called with the code CANCELLED.
function Job:cancel()
  if self.finished or self.cancelled then
    return
  end
  self.cancelled = true
  self.token:cancel()
  if not running[self] then
    vim.schedule(function()
      self:_finish({ code = "CANCELLED", message = "" })
    end)
  end
end

--- Runs an operation of worker.lua. Returns nil, after saying why, when the module is not there.
---@param operation string
---@param request table strings, numbers, booleans and tables of them
---@param on_done fun(failure: tenkyo.Failure|nil, result: any) called on the main loop, once
---@param options? tenkyo.JobOptions
---@return tenkyo.Job|nil
function M.run(operation, request, on_done, options)
  options = options or {}
  local tenkyo = native.need(options.title ~= nil)
  if not tenkyo or stopped then
    return nil
  end
  local job = setmetatable({
    operation = operation,
    request = request,
    on_done = on_done,
    title = options.title,
    token = assert(tenkyo.cancel()),
    progress = options.title and require("tenkyo.nvim.notice").progress(options.title) or nil,
    finished = false,
    cancelled = false,
  }, Job)
  table.insert(waiting, options.urgent and 1 or #waiting + 1, job)
  start_waiting()
  return job
end

--- Runs what the writer asked for: failures are told under its title, and only results come back.
---@param operation string
---@param request table
---@param title string
---@param on_result fun(result: any)
---@return tenkyo.Job|nil
function M.ask(operation, request, title, on_result)
  local messages = require("tenkyo.nvim.messages")
  local notice = require("tenkyo.nvim.notice")
  return M.run(operation, request, function(failure, result)
    if not failure then
      on_result(result)
    elseif failure.code == "CANCELLED" then
      notice.info(messages.text("cancelled", title))
    else
      notice.error(messages.text("failed", title, messages.failure(failure)))
    end
  end, { title = title, urgent = true })
end

-- What runs outside the workers and can be stopped too, such as a download.
---@type table<table, fun()>
local others = {}

--- Makes something else stoppable by :Tenkyo cancel until the returned function is called.
---@param cancel fun()
---@return fun()
function M.also(cancel)
  local key = {}
  others[key] = cancel
  return function()
    others[key] = nil
  end
end

--- Stops everything that the writer asked for.
---@return integer count
function M.cancel()
  local jobs, count = {}, 0
  for job in pairs(running) do
    jobs[#jobs + 1] = job
  end
  vim.list_extend(jobs, waiting)
  for _, job in ipairs(jobs) do
    if job.title and not job.cancelled then
      count = count + 1
      job:cancel()
    end
  end
  for _, cancel in pairs(vim.deepcopy(others)) do
    count = count + 1
    cancel()
  end
  return count
end

--- How many jobs run or wait.
---@return integer
function M.count()
  return vim.tbl_count(running) + #waiting
end

--- Stops every job, for the editor's end: quitting waits for what runs.
function M.stop()
  stopped = true
  for job in pairs(running) do
    job.token:cancel()
  end
  waiting = {}
end

vim.api.nvim_create_autocmd("VimLeavePre", {
  group = vim.api.nvim_create_augroup("tenkyo.work", {}),
  callback = M.stop,
})

return M
