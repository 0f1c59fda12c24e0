---@meta _
-- The types of the native part, for language servers. Nothing loads this file.
--
-- A text is bytes, meant to be UTF-8. `first` and `last` are bytes of it, inclusive from 1, as string.sub takes them;
-- an insertion point has last = first - 1. A call that fails for a reason outside the program returns nil, a message
-- and a tenkyo.Code; a wrong argument raises. An integer names an article by id, a string by key.

---@alias tenkyo.Code
---| "NOMEM"|"INVALID"|"NOTFOUND"|"EXISTS"|"BUSY"|"CORRUPT"|"VERSION"|"UNSUPPORTED"|"CANCELLED"|"IO"|"FULL"
---@alias tenkyo.Progress fun(done: integer, total: integer): boolean? # `false` stops the call; total 0: not known

---@class tenkyo.Span
---@field first integer
---@field last integer

---@class tenkyo.Word: tenkyo.Span
---@field kind "word"|"number"|"symbol"

---@class tenkyo.Fact: tenkyo.Span
---@field kind "number"|"date"|"quote"
---@field value string? plain decimal
---@field unit string?
---@field low string?
---@field high string?
---@field from string? YYYY-MM-DD, or --MM-DD without a year
---@field to string?
---@field approximate boolean?
---@field relative boolean? hangs on the option `date`

---@class tenkyo.Key: tenkyo.Span
---@field key string
---@field reference integer? its place in `references`

---@class tenkyo.Marker: tenkyo.Span
---@field keys tenkyo.Key[]

---@class tenkyo.Reference: tenkyo.Span
---@field key string
---@field text string the entry after its label
---@field title string?
---@field url string?
---@field doi string?
---@field article integer? store:bind only: the article that it is

---@class tenkyo.Citations
---@field markers tenkyo.Marker[]
---@field references tenkyo.Reference[]

---@class tenkyo.Passage: tenkyo.Span
---@field article integer? not in the summary of a text
---@field revision integer?
---@field text string
---@field score number
---@field also tenkyo.Passage[]? store:summarize only: places that say the same

---@class tenkyo.Hit: tenkyo.Passage
---@field signals { coverage: number } the share of the claim's weight that stands in the passage, 0 to 1

---@class tenkyo.Evidence
---@field status "supported"|"partly"|"differs"|"not-supported"|"not-comparable"|"no-evidence"
---@field score number 0 to 1
---@field hits tenkyo.Hit[]

---@class tenkyo.Edit: tenkyo.Span
---@field text string

---@class tenkyo.Fix has either edits or a link
---@field title string
---@field edits tenkyo.Edit[]?
---@field link { reference: string, article: integer }? what store:link takes

---@class tenkyo.Finding: tenkyo.Span
---@field code string
---@field severity "error"|"warning"|"information"|"hint"
---@field message string
---@field sentence tenkyo.Span the claim or the entry that it is in
---@field hash string of that sentence, as .tenkyo/ignore names it
---@field value string? what the draft has
---@field source_value string? what the source has
---@field evidence tenkyo.Passage[]
---@field fixes tenkyo.Fix[]

---@class tenkyo.Fields
---@field title string?
---@field url string?
---@field author string?
---@field publisher string?
---@field published string? YYYY-MM-DD, YYYY-MM or YYYY
---@field lang string?
---@field key string?

---@class tenkyo.NewArticle: tenkyo.Fields
---@field body string

---@class tenkyo.Article: tenkyo.Fields
---@field id integer
---@field revision integer
---@field revisions integer how many there are
---@field removed boolean
---@field key string
---@field title string
---@field body string? not in a list
---@field sha256 string of the body

---@class tenkyo.Import
---@field added integer
---@field updated integer
---@field unchanged integer
---@field ids integer[]
---@field failed { path: string, message: string }[]

---@class tenkyo.Verification
---@field articles integer
---@field revisions integer
---@field sentences integer
---@field problems string[]

---@class tenkyo.TextOptions
---@field lang string?
---@field format ("markdown"|"text")?
---@field cancel (tenkyo.Cancel|integer)?

---@class tenkyo.WordOptions
---@field lang string?
---@field cancel (tenkyo.Cancel|integer)?

---@class tenkyo.FactOptions: tenkyo.WordOptions
---@field date string? YYYY-MM-DD that relative dates hang on

---@class tenkyo.CitationOptions
---@field format ("markdown"|"text")?
---@field cancel (tenkyo.Cancel|integer)?

---@class tenkyo.TextSummaryOptions: tenkyo.TextOptions
---@field sentences integer? at most; default 5
---@field chars integer? at most
---@field progress tenkyo.Progress?

---@class tenkyo.SearchOptions
---@field limit integer?
---@field articles (integer|string)[]? an empty list finds nothing
---@field cancel (tenkyo.Cancel|integer)?

---@class tenkyo.SummaryOptions
---@field articles (integer|string)[]?
---@field query string?
---@field sentences integer?
---@field chars integer?
---@field since string? published on or after this YYYY-MM-DD
---@field cancel (tenkyo.Cancel|integer)?
---@field progress tenkyo.Progress?

---@class tenkyo.DraftOptions
---@field format ("markdown"|"text")?
---@field path string?
---@field lang string?
---@field messages ("en"|"ja")?
---@field date string?
---@field cancel (tenkyo.Cancel|integer)?
---@field progress tenkyo.Progress?

---@class tenkyo.CheckOptions: tenkyo.DraftOptions
---@field uncited boolean? UNSUPPORTED when true
---@field previous any UNSUPPORTED when given

---@class tenkyo
---@field VERSION string
local M = {}

--- The form in which texts are searched.
---@param text string
---@return string? form, string? message, tenkyo.Code? code
function M.normalize(text) end

---@param text string
---@param options tenkyo.TextOptions?
---@return tenkyo.Span[]? sentences, string? message, tenkyo.Code? code
function M.sentences(text, options) end

---@param text string
---@param options tenkyo.WordOptions?
---@return tenkyo.Word[]? words, string? message, tenkyo.Code? code
function M.words(text, options) end

---@param text string
---@param options tenkyo.FactOptions?
---@return tenkyo.Fact[]? facts, string? message, tenkyo.Code? code
function M.facts(text, options) end

---@param text string
---@param options tenkyo.CitationOptions?
---@return tenkyo.Citations? citations, string? message, tenkyo.Code? code
function M.citations(text, options) end

---@param text string
---@param options tenkyo.TextSummaryOptions?
---@return tenkyo.Passage[]? sentences, string? message, tenkyo.Code? code
function M.summarize(text, options) end

--- A token that stops the calls it was given to. Keep it for as long as its id is in use.
---@return tenkyo.Cancel? token, string? message, tenkyo.Code? code
function M.cancel() end

--- Opens the store in this file; makes it when it is not there.
---@param path string
---@param options { readonly: boolean?, busy_timeout: integer? }? milliseconds to wait for another writer
---@return tenkyo.Store? store, string? message, tenkyo.Code? code
function M.open(path, options) end

---@class tenkyo.Cancel
local Cancel = {}

function Cancel:cancel() end

--- A number that another thread's calls take in place of the token.
---@return integer
function Cancel:id() end

---@return boolean
function Cancel:cancelled() end

---@class tenkyo.Store
local Store = {}

---@param article tenkyo.NewArticle
---@return integer? id, string outcome "added", "updated" or "unchanged"; else a message, tenkyo.Code? code
function Store:put(article) end

--- Changes the fields that are given; an empty string clears one.
---@param article integer|string
---@param fields tenkyo.Fields
---@return integer? id, string? message, tenkyo.Code? code
function Store:update(article, fields) end

--- Imports a file, or the files of a folder.
---@param path string
---@param options { format: string?, cancel: (tenkyo.Cancel|integer)?, progress: tenkyo.Progress? }?
---@return tenkyo.Import? report, string? message, tenkyo.Code? code
function Store:import(path, options) end

---@param article integer|string
---@param revision integer? the newest
---@return tenkyo.Article? article, string? message, tenkyo.Code? code
function Store:article(article, revision) end

---@param options { query: string?, limit: integer?, offset: integer?, removed: boolean? }?
---@return tenkyo.Article[]? articles, string? message, tenkyo.Code? code
function Store:articles(options) end

---@param article integer|string
---@return integer? id, string? message, tenkyo.Code? code
function Store:remove(article) end

---@param article integer|string
---@return integer? id, string? message, tenkyo.Code? code
function Store:restore(article) end

--- Deletes for good what was removed; with `revisions` old revisions too.
---@param options { article: (integer|string)?, revisions: boolean? }?
---@return integer? count, string? message, tenkyo.Code? code
function Store:purge(options) end

--- Remembers that a reference with this text or URL is that article.
---@param reference string
---@param article integer|string
---@return integer? id, string? message, tenkyo.Code? code
function Store:link(reference, article) end

--- Sentences, best first; "quoted" words are found verbatim.
---@param query string
---@param options tenkyo.SearchOptions?
---@return tenkyo.Passage[]? passages, string? message, tenkyo.Code? code
function Store:search(query, options) end

---@param claim string
---@param options tenkyo.SearchOptions?
---@return tenkyo.Evidence? evidence, string? message, tenkyo.Code? code
function Store:evidence(claim, options) end

---@param options tenkyo.SummaryOptions?
---@return tenkyo.Passage[]? sentences, string? message, tenkyo.Code? code
function Store:summarize(options) end

--- Findings in the order of the draft; the second value is for a later release.
---@param draft string
---@param options tenkyo.CheckOptions?
---@return tenkyo.Finding[]? findings, string? message, tenkyo.Code? code
function Store:check(draft, options) end

--- The markers and references of a draft, with the article that each reference is.
---@param draft string
---@param options tenkyo.DraftOptions?
---@return tenkyo.Citations? citations, string? message, tenkyo.Code? code
function Store:bind(draft, options) end

--- All articles with their revisions, as JSON that import reads back.
---@param options { format: "json"? }?
---@return string? json, string? message, tenkyo.Code? code
function Store:export(options) end

---@param options { cancel: (tenkyo.Cancel|integer)? }?
---@return tenkyo.Verification? report, string? message, tenkyo.Code? code
function Store:verify(options) end

--- The file that it was opened with.
---@return string
function Store:path() end

---@return boolean
function Store:readonly() end

--- Closing twice is harmless; any other use of a closed store raises.
function Store:close() end

return M, Cancel, Store
