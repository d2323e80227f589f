// What a test makes and what is gone when it ends. Each function is called in the `describe` whose tests it serves.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdirSync, writeFileSync } from "node:fs";
import type net from "node:net";
import { dirname, join } from "node:path";
import { makeRepository } from "./inputs";

/** Takes things that can be removed, and removes them after each test. */
export function removedAfterEach(): <T extends { readonly remove: () => void }>(made: T) => T {
  const removals: (() => void)[] = [];
  afterEach(() => {
    for (const remove of removals.splice(0)) remove();
  });
  return (made) => {
    removals.push(made.remove);
    return made;
  };
}

/** A folder for each test, empty at its start. */
export function folderForEach() {
  const kept = removedAfterEach();
  let root = "";
  beforeEach(() => {
    root = kept(makeRepository()).root;
  });
  return {
    /** Path of what has this name in it; of itself without one. */
    at: (name = "") => join(root, name),
    write(name: string, text: string): void {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    },
  };
}

/** The sockets that each test opens as a client. */
export function socketsOfEach(): net.Socket[] {
  const sockets: net.Socket[] = [];
  const onSocket = (message: unknown) => {
    sockets.push((message as { readonly socket: net.Socket }).socket);
  };
  beforeEach(() => {
    sockets.length = 0;
    subscribe("net.client.socket", onSocket);
  });
  afterEach(() => unsubscribe("net.client.socket", onSocket));
  return sockets;
}

/** How many timers keep the process alive. */
export function openTimers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}
