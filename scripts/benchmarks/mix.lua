-- Asks for the addresses of a list in turn, each thread from a place of its own.
local paths = {}
local at = 0
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = wrk.format("GET", line, { ["Accept-Encoding"] = "gzip", ["Host"] = "localhost" }) end
  at = number * 7919 % #paths
end
function request()
  at = at % #paths + 1
  return paths[at]
end
function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %.3f %.3f\n", summary.requests, summary.duration, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
