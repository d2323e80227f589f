// How long a resolver goes on with an old answer.
import type { StaleAnswer } from "../deployment";

/** `, for another 300 s`; nothing where the resolver does not say. */
export function staleFor({ ttl }: StaleAnswer): string {
  return ttl === undefined ? "" : `, for another ${ttl} s`;
}
