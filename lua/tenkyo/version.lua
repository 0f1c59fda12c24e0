-- The version of every part of Tenkyo: CMake reads this line, and a test holds the rockspec and the changelog to it.
return "0.1.0"
