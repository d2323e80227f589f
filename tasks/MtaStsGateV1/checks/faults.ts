// How the host-* checks find the fault they speak of.
import type { FetchFault, ServedPolicy } from "../deployment";

type FaultOf<K extends FetchFault["kind"]> = FetchFault & { readonly kind: K };

/** The faults of one kind. */
export function faultsOf<K extends FetchFault["kind"]>(
  served: ServedPolicy,
  kind: K,
): readonly FaultOf<K>[] {
  return served.faults.filter((fault): fault is FaultOf<K> => fault.kind === kind);
}
