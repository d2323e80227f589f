// JSON merge patch (RFC 7396), with one thing more: an object over an array patches the items by their index.

/** Null removes, objects merge, everything else replaces. Where a `status` changes, nothing of the old one stays. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isPlain(patch)) return patch;
  if (Array.isArray(target)) {
    return target.map((item, index) => {
      const own = patch[index];
      return own === undefined ? item : mergePatch(item, own);
    });
  }
  const isOther = isPlain(target) && "status" in patch && patch.status !== target.status;
  const base: { [key: string]: unknown } = isPlain(target) && !isOther ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete base[key];
    else base[key] = mergePatch(base[key], value);
  }
  return base;
}

function isPlain(
  value: unknown,
): value is { readonly status?: unknown; readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
