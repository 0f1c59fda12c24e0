-- luacheck's settings: strict, with the globals that each folder's host really has.
std = "min"
max_line_length = 120
codes = true

-- Loaded by Lua 5.4, LuaJIT and Neovim alike: only what all of them have, and no `vim` (a guarded rawget finds it).
files["lua/tenkyo"] = { std = "min" }
-- Declarations for the language server: bodies are empty.
files["lua/tenkyo/types.lua"] = { std = "min", ignore = { "212" } }

-- Neovim only.
files["lua/tenkyo/nvim"] = { std = "luajit", globals = { "vim" } }
files["plugin"] = { std = "luajit", globals = { "vim" } }
files["tests/nvim"] = { std = "luajit+busted", globals = { "vim" } }
files["tests/samples/*.lua"] = { std = "luajit", globals = { "vim" } }

files["tests/lua"] = { std = "max+busted", globals = { "vim" } }
files["tests/eval"] = { std = "max" }
files["tests/bench"] = { std = "max" }
files["tests/gate"] = { std = "lua54" }
files["tests/picture"] = { std = "lua54" }
