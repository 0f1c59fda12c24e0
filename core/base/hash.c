/* Hashes: a quick one for tables, SHA-256 for what must be proved, and the map from strings to numbers. */
#include "base/base.h"

static uint64_t mix(uint64_t value) {
  value ^= value >> 32;
  value *= 0xD6E8FEB86659FD93u;
  value ^= value >> 32;
  value *= 0xD6E8FEB86659FD93u;
  return value ^ (value >> 32);
}

/* Bytes are read little-endian whatever the machine, so that the result is the same everywhere. */
static uint64_t read_bytes(const char *bytes, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; i++) value |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
  return value;
}

uint64_t tk_hash(tenkyo_str bytes) {
  uint64_t hash = 0x2545F4914F6CDD1Du ^ (uint64_t)bytes.len;
  size_t at = 0;
  for (; bytes.len - at >= 8; at += 8) hash = mix(hash ^ read_bytes(bytes.ptr + at, 8)) * 0x9E3779B97F4A7C15u;
  if (at < bytes.len) hash ^= read_bytes(bytes.ptr + at, bytes.len - at);
  return mix(hash);
}

/* ---- SHA-256, FIPS 180-4 ------------------------------------------------------------------------------------------
 */

static const uint32_t sha_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t value, int by) { return (value >> by) | (value << (32 - by)); }

static void sha_schedule(const uint8_t block[64], uint32_t words[64]) {
  for (int i = 0; i < 16; i++)
    words[i] = (uint32_t)block[i * 4] << 24 | (uint32_t)block[i * 4 + 1] << 16 | (uint32_t)block[i * 4 + 2] << 8 |
               (uint32_t)block[i * 4 + 3];
  for (int i = 16; i < 64; i++) {
    uint32_t low = rotate(words[i - 15], 7) ^ rotate(words[i - 15], 18) ^ (words[i - 15] >> 3);
    uint32_t high = rotate(words[i - 2], 17) ^ rotate(words[i - 2], 19) ^ (words[i - 2] >> 10);
    words[i] = words[i - 16] + low + words[i - 7] + high;
  }
}

static void sha_block(uint32_t state[8], const uint8_t block[64]) {
  uint32_t words[64];
  sha_schedule(block, words);
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
  for (int i = 0; i < 64; i++) {
    uint32_t choice = (e & f) ^ (~e & g), majority = (a & b) ^ (a & c) ^ (b & c);
    uint32_t first = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + sha_constants[i] + words[i];
    uint32_t second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority;
    h = g, g = f, f = e, e = d + first;
    d = c, c = b, b = a, a = first + second;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d;
  state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

void tk_sha256(tenkyo_str bytes, uint8_t digest[32]) {
  uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  size_t whole = bytes.len / 64 * 64;
  for (size_t at = 0; at < whole; at += 64) sha_block(state, (const uint8_t *)bytes.ptr + at);
  uint8_t tail[128] = {0};
  size_t rest = bytes.len - whole, padded = rest < 56 ? 64 : 128;
  if (rest > 0) memcpy(tail, bytes.ptr + whole, rest);
  tail[rest] = 0x80;
  uint64_t bits = (uint64_t)bytes.len * 8;
  for (size_t i = 0; i < 8; i++) tail[padded - 1 - i] = (uint8_t)(bits >> (8 * i));
  for (size_t at = 0; at < padded; at += 64) sha_block(state, tail + at);
  for (size_t i = 0; i < 32; i++) digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

void tk_sha256_hex(tenkyo_str bytes, char hex[65]) {
  uint8_t digest[32];
  tk_sha256(bytes, digest);
  for (size_t i = 0; i < 32; i++) {
    hex[i * 2] = "0123456789abcdef"[digest[i] >> 4];
    hex[i * 2 + 1] = "0123456789abcdef"[digest[i] & 15];
  }
  hex[64] = '\0';
}

/* ---- Map: open addressing, linear probing, at most half full ------------------------------------------------------
 */

void tk_map_init(tk_map *map, tk_arena *arena) { *map = (tk_map){.arena = arena}; }

/* The slot where the key is or would be put. The map has slots. */
static size_t slot_of(const tk_map *map, tenkyo_str key, uint64_t hash) {
  size_t at = (size_t)hash & (map->slot_count - 1);
  while (map->slots[at] != 0) {
    const tk_map_entry *entry = &map->entries[map->slots[at] - 1];
    if (entry->hash == hash && tk_equal(entry->key, key)) return at;
    at = (at + 1) & (map->slot_count - 1);
  }
  return at;
}

tk_map_entry *tk_map_find(const tk_map *map, tenkyo_str key) {
  if (map->slot_count == 0) return NULL;
  uint32_t index = map->slots[slot_of(map, key, tk_hash(key))];
  return index == 0 ? NULL : &map->entries[index - 1];
}

static bool map_grow(tk_map *map) {
  size_t larger = map->slot_count == 0 ? 16 : map->slot_count * 2;
  if (larger / 2 > UINT32_MAX - 1) {
    map->arena->failed = true;
    return false;
  }
  uint32_t *slots = tk_arena_array(map->arena, larger, sizeof *slots);
  if (slots == NULL) return false;
  map->slots = slots;
  map->slot_count = larger;
  for (size_t i = 0; i < map->count; i++)
    slots[slot_of(map, map->entries[i].key, map->entries[i].hash)] = (uint32_t)i + 1;
  return true;
}

tk_map_entry *tk_map_add(tk_map *map, tenkyo_str key, bool *is_new) {
  uint64_t hash = tk_hash(key);
  if (is_new != NULL) *is_new = false;
  if (map->slot_count > 0) {
    uint32_t index = map->slots[slot_of(map, key, hash)];
    if (index != 0) return &map->entries[index - 1];
  }
  if (map->count >= map->slot_count / 2 && !map_grow(map)) return NULL;
  if (!tk_list_grow(map->arena, &map->entries, map->count, &map->capacity, sizeof *map->entries)) return NULL;
  tk_map_entry *entry = &map->entries[map->count++];
  *entry = (tk_map_entry){.key = key, .hash = hash};
  map->slots[slot_of(map, key, hash)] = (uint32_t)map->count;
  if (is_new != NULL) *is_new = true;
  return entry;
}
