-- `:checkhealth tenkyo` looks for this file; the report itself is Neovim's part.
return require("tenkyo.nvim.health")
