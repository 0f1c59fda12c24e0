-- The help: what the plugin has, it describes, in both languages; and its tags are sound.
package.path = (os.getenv("TENKYO_ROOT") or ".") .. "/tests/nvim/?.lua;" .. package.path
local helper = require("helper")

local function tags_of(name)
  local tags = {}
  for line in (assert(helper.read(helper.root .. "/doc/" .. name)) .. "\n"):gmatch("([^\n]*)\n") do
    for tag in line:gmatch("%*([^%s*|]+)%*") do
      tags[tag] = true
    end
  end
  return tags
end

-- Everything that must have a tag.
local function expected()
  local names = {}
  for name in pairs(require("tenkyo.nvim.command").subcommands) do
    names[#names + 1] = ":Tenkyo-" .. name
  end
  for name in pairs(require("tenkyo.nvim")) do
    names[#names + 1] = ("tenkyo.nvim.%s()"):format(name)
  end
  local function add_options(options, prefix)
    for _, option in ipairs(options) do
      if option.fields then
        add_options(option.fields, prefix .. option.name .. ".")
      else
        names[#names + 1] = "tenkyo-option-" .. prefix .. option.name
      end
    end
  end
  add_options(require("tenkyo.nvim.config").schema, "")
  local plugin = assert(helper.read(helper.root .. "/plugin/tenkyo.lua"))
  for name in assert(plugin:match('for name in %("([%l ]+)"%)')):gmatch("%l+") do
    names[#names + 1] = ("<Plug>(tenkyo-%s)"):format(name)
  end
  for name in assert(plugin:match("pairs%(({%s*Title.-})%)")):gmatch("(%u%l+) =") do
    names[#names + 1] = "hl-Tenkyo" .. name
  end
  for code in ("undefined-citation unused-reference duplicate-reference unknown-source number-differs date-differs "
    .. "quote-altered not-supported"):gmatch("%S+") do
    names[#names + 1] = "tenkyo-" .. code
  end
  return names
end

describe("the help", function()
  for _, file in ipairs({ "tenkyo.txt", "tenkyo.jax" }) do
    it("has a tag for all there is, in " .. file, function()
      local tags, names = tags_of(file), expected()
      assert.is_true(#names > 60)
      for _, name in ipairs(names) do
        assert.is_true(tags[name] or false, "no tag " .. name)
      end
    end)

    it("names the defaults as they are, in " .. file, function()
      local text = assert(helper.read(helper.root .. "/doc/" .. file))
      local shown = assert(text:match("\n    vim%.g%.tenkyo = ({.-\n    })\n<"))
      local options, problems = require("tenkyo.nvim.config").read(assert(loadstring("return " .. shown))())
      assert.same({}, problems)
      assert.same((require("tenkyo.nvim.config").read(nil)), options)
    end)
  end

  it("has the same tags in both languages", function()
    assert.same(tags_of("tenkyo.txt"), tags_of("tenkyo.jax"))
  end)

  it("makes sound tags, and links only to what is there", function()
    local folder = vim.fn.tempname()
    for _, name in ipairs({ "tenkyo.txt", "tenkyo.jax" }) do
      helper.write(folder .. "/doc/" .. name, assert(helper.read(helper.root .. "/doc/" .. name)))
    end
    vim.cmd("helptags " .. vim.fn.fnameescape(folder .. "/doc"))
    vim.opt.runtimepath:append(folder)
    for _, language in ipairs({ "en", "ja" }) do
      vim.cmd("help tenkyo@" .. language)
      local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
      local count = 0
      for link in text:gmatch("|([#-)!+-{}~]+)|") do
        count = count + 1
        assert.is_true(#vim.fn.getcompletion(link, "help") > 0, "no help for " .. link)
      end
      assert.is_true(count > 30)
    end
    vim.opt.runtimepath:remove(folder)
    vim.fn.delete(folder, "rf")
  end)
end)
