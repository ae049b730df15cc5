/**
 * A bounded cache that forgets what was not asked for lately, at the price of a Map look-up.
 * Entries live in a young and an old generation; when the young one is full it becomes the old one, and what is
 * asked for in the old one moves to the young. So at most `capacity` entries are kept, at least the latest half of them.
 */
export type GenerationCache<K, V> = { young: Map<K, V>; old: Map<K, V>; readonly half: number };

export const openGenerationCache = <K, V>(capacity: number): GenerationCache<K, V> => ({
  young: new Map(),
  old: new Map(),
  half: Math.max(1, Math.floor(capacity / 2)),
});

export function recall<K, V>(cache: GenerationCache<K, V>, key: K): V | undefined {
  const found = cache.young.get(key);
  if (found !== undefined) return found;
  const older = cache.old.get(key);
  if (older !== undefined) remember(cache, key, older);
  return older;
}

export function remember<K, V>(cache: GenerationCache<K, V>, key: K, value: V): void {
  if (cache.young.size >= cache.half) {
    cache.old = cache.young;
    cache.young = new Map();
  }
  cache.young.set(key, value);
}

export function forget<K, V>(cache: GenerationCache<K, V>, key: K): void {
  cache.young.delete(key);
  cache.old.delete(key);
}
