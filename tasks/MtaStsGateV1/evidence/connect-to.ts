// Which lines of `connectTo` lead a host elsewhere. There may be as many lines as domains, so each list is read once.
import { canonicalName } from "../mta-sts/names";
import type { ConnectTo } from "../options";

type Index = ReadonlyMap<string, readonly ConnectTo[]>;

const indexes = new WeakMap<readonly ConnectTo[], Index>();

/** The lines for a host and port, in their order. */
export function linesFor(
  connectTo: readonly ConnectTo[],
  host: string,
  port: number,
): readonly ConnectTo[] {
  const index = indexes.get(connectTo) ?? indexOf(connectTo);
  indexes.set(connectTo, index);
  return index.get(keyOf(host, port)) ?? [];
}

function indexOf(connectTo: readonly ConnectTo[]): Index {
  const index = new Map<string, ConnectTo[]>();
  for (const line of connectTo) {
    const key = keyOf(line.host, line.port);
    const lines = index.get(key);
    if (lines === undefined) index.set(key, [line]);
    else lines.push(line);
  }
  return index;
}

function keyOf(host: string, port: number): string {
  return `${canonicalName(host)} ${port}`;
}
