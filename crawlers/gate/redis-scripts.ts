import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { hostLifeMs } from './gate-times.ts';

/** What a script answers, before it is looked at. */
export type RunScript = (
  redis: Redis,
  keys: readonly string[],
  words: readonly (string | number)[],
) => Promise<unknown>;

function script(lua: string): RunScript {
  const text = shared + lua;
  const sha = createHash('sha1').update(text).digest('hex');
  return async (redis, keys, words) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...words);
    } catch (error) {
      // A server that was started anew does not know the script yet.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return redis.eval(text, keys.length, ...keys, ...words);
    }
  };
}

// The server's clock is everyone's clock; a test hands in its own. KEYS[1] is the hash of the host.
const shared = `
local now = tonumber(ARGV[1])
if now == nil then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local function number(field) return tonumber(redis.call('HGET', KEYS[1], field) or '0') or 0 end
-- The gap of a struggling host doubles with each failure.
local function gap(base, most)
  local failures = number('failures')
  if failures == 0 then return base end
  return math.min(math.max(base, 250) * 2 ^ math.min(failures, 10), math.max(base, most))
end
local life = ${hostLifeMs}
-- A host is forgotten when nobody has asked it for so long, and not before it wants to be asked again.
local function keep() redis.call('PEXPIRE', KEYS[1], math.ceil(math.max(life, number('closedUntil') - now))) end
`;

/**
 * Asks for a turn. KEYS: host, leases, origins. ARGV: clock, token, base gap, longest gap, places, lease ms, longest
 * wait, origin. Answers go, wait (ms), full, or closed (until). A lease is a place under way: one whose worker was
 * killed runs out.
 */
export const turnScript = script(`
local token, base, most, places = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local closedUntil = number('closedUntil')
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
if closedUntil - now > tonumber(ARGV[7]) then
  redis.call('ZREM', KEYS[2], token)
  return {'closed', closedUntil}
end
if not redis.call('ZSCORE', KEYS[2], token) and redis.call('ZCARD', KEYS[2]) >= places then return {'full', 0} end
redis.call('ZADD', KEYS[2], now + tonumber(ARGV[6]), token)
redis.call('PEXPIRE', KEYS[2], life)
local at = math.max(number('next'), closedUntil)
if at > now then return {'wait', math.ceil(at - now)} end
local requests, lastStart = number('requests'), number('lastStart')
if requests > 0 then
  local kept, smallest = now - lastStart, tonumber(redis.call('HGET', KEYS[1], 'smallestGap') or '')
  if smallest == nil or kept < smallest then redis.call('HSET', KEYS[1], 'smallestGap', kept) end
end
redis.call('HSET', KEYS[1], 'next', now + gap(base, most), 'lastStart', now, 'requests', requests + 1,
  'base', base, 'most', most)
keep()
redis.call('SADD', KEYS[3], ARGV[8])
return {'go', 0}
`);

/**
 * Gives a place back and tells what the answer taught. KEYS: host, leases. ARGV: clock, token, base gap, longest gap,
 * 1 for a struggling host, url, ms that the host wants to be left alone for. Tries of one address count once.
 */
export const leaveScript = script(`
redis.call('ZREM', KEYS[2], ARGV[2])
if ARGV[5] == '1' then
  if redis.call('HGET', KEYS[1], 'failedUrl') ~= ARGV[6] then redis.call('HINCRBY', KEYS[1], 'failures', 1) end
  local next = now + gap(tonumber(ARGV[3]), tonumber(ARGV[4]))
  redis.call('HSET', KEYS[1], 'failedUrl', ARGV[6], 'next', math.max(number('next'), next))
else
  redis.call('HSET', KEYS[1], 'failures', 0)
  redis.call('HDEL', KEYS[1], 'failedUrl')
end
local alone = tonumber(ARGV[7])
if alone > 0 then redis.call('HSET', KEYS[1], 'closedUntil', math.max(number('closedUntil'), now + alone)) end
keep()
return 1
`);

/**
 * What is known of robots.txt. KEYS: host, lock. ARGV: clock, token, lock ms. Answers known (text, ms that it still
 * holds), ask (the older text: this worker asks the host now), or wait (another worker asks).
 */
export const robotsScript = script(`
local known = redis.call('HGET', KEYS[1], 'robots') or ''
local left = number('robotsUntil') - now
if known ~= '' and left > 0 then return {'known', known, left} end
if redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[3]) then return {'ask', known, 0} end
return {'wait', '', 0}
`);

/** Keeps an answer for robots.txt. KEYS: host, lock, origins. ARGV: clock, base gap, longest gap, text, life, origin. */
export const robotsAskedScript = script(`
redis.call('HSET', KEYS[1], 'robots', ARGV[4], 'robotsUntil', now + tonumber(ARGV[5]), 'lastStart', now,
  'base', ARGV[2], 'most', ARGV[3])
redis.call('HSET', KEYS[1], 'next', math.max(number('next'), now + gap(tonumber(ARGV[2]), tonumber(ARGV[3]))))
keep()
redis.call('SADD', KEYS[3], ARGV[6])
redis.call('DEL', KEYS[2])
return 1
`);
