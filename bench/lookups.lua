-- wrk script: lookups of things that exist, each text new or one of a few hundred.
-- wrk … -- PATH SEED REPORTS PERSONS BODIES DIFFERENT   (DIFFERENT 0: never the same text twice)
local path, reports, persons, bodies, different
local kept = {}

local function encoded(text)
  return (text:gsub("[^A-Za-z0-9_.~-]", function(c) return string.format("%%%02X", c:byte()) end))
end

local prologue = encoded([[
PREFIX cmq: <https://w3id.org/communique/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
]])
local id = "<https://w3id.org/communique/id/"

local function query()
  local event = id .. "event/r" .. math.random(0, reports - 1) .. "e0>"
  local person = id .. "person/p" .. math.random(0, persons - 1) .. ">"
  local body = id .. "institution/i" .. math.random(0, bodies - 1) .. ">"
  local which = math.random(1, 6)
  if which == 1 then return "ASK { " .. event .. " a ?type }" end
  if which == 2 then return "SELECT ?l { " .. person .. " rdfs:label ?l FILTER(lang(?l)='en') }" end
  if which == 3 then return "SELECT ?p ?o { " .. person .. " ?p ?o } ORDER BY ?p ?o" end
  if which == 4 then return "SELECT ?s ?p { ?s ?p " .. body .. " } ORDER BY ?s ?p" end
  if which == 5 then
    return "SELECT ?x ?name { " .. event .. " cmq:participation ?x . ?x cmq:participant ?y . "
      .. "?y rdfs:label ?name } ORDER BY ?x"
  end
  return "SELECT DISTINCT ?e ?d { ?x cmq:participant " .. person .. " . ?e cmq:participation ?x ; "
    .. "cmq:earliest ?d } ORDER BY DESC(?d) ?e"
end

local function made(number)
  local text = prologue .. encoded(query() .. "\n# " .. number)
  local headers = { Accept = "application/sparql-results+json" }
  return wrk.format("GET", path .. "?query=" .. text, headers)
end

function init(args)
  path, reports, persons, bodies = args[1], tonumber(args[3]), tonumber(args[4]), tonumber(args[5])
  different = tonumber(args[6])
  math.randomseed(tonumber(args[2]))
  for number = 1, different do kept[number] = made(number) end
end

function request()
  if different > 0 then return kept[math.random(1, different)] end
  return made(math.random(1, 2000000000))
end
