// What a run leaves behind: sockets and timers that it opened, and that are still there when it says it is done.
import { AsyncLocalStorage, createHook } from "node:async_hooks";
import type { Socket as UdpSocket } from "node:dgram";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

/** Of one run: each with what is open. */
interface Belongings {
  readonly sockets: Set<string>;
  readonly timers: Set<number>;
}

/** Watches runs that go on side by side, and tells for each what it leaves behind. */
export function watch() {
  const current = new AsyncLocalStorage<Belongings>();
  const owners = new Map<number, Belongings>();
  const keep = (socket: Socket | UdpSocket, kind: string) => {
    const mine = current.getStore();
    if (mine === undefined) return;
    const name = `${kind} ${mine.sockets.size + 1}`;
    mine.sockets.add(name);
    socket.once("close", () => mine.sockets.delete(name));
  };
  const onTcp = (message: unknown) =>
    keep((message as { readonly socket: Socket }).socket, "TCP socket");
  const onUdp = (message: unknown) =>
    keep((message as { readonly socket: UdpSocket }).socket, "UDP socket");
  const hook = createHook({
    init: (id, type) => {
      const mine = type === "Timeout" ? current.getStore() : undefined;
      if (mine === undefined) return;
      mine.timers.add(id);
      owners.set(id, mine);
    },
    destroy: (id) => {
      owners.get(id)?.timers.delete(id);
      owners.delete(id);
    },
  });
  hook.enable();
  subscribe("net.client.socket", onTcp);
  subscribe("udp.socket", onUdp);
  return {
    /** Runs the work; `left` names what is open at its end. */
    async run<T>(
      work: () => Promise<T>,
    ): Promise<{ readonly value: T; readonly left: readonly string[] }> {
      const mine: Belongings = { sockets: new Set(), timers: new Set() };
      const value = await current.run(mine, work);
      // The destroy hooks of timers that are cleared come with the next turn.
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      const timers = [...mine.timers].map((id) => `timer ${id}`);
      return { value, left: [...mine.sockets, ...timers] };
    },
    stop() {
      hook.disable();
      unsubscribe("net.client.socket", onTcp);
      unsubscribe("udp.socket", onUdp);
    },
  };
}
