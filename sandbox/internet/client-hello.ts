// The server name in a TLS ClientHello (RFC 8446 section 4.1.2, RFC 6066 section 3), read before TLS begins.

const RECORD_HANDSHAKE = 22;
const HANDSHAKE_CLIENT_HELLO = 1;
const EXTENSION_SERVER_NAME = 0;

/** What the first octets of a connection are; `serverName` is lower-case, undefined where the client gave none. */
type Opening =
  | { readonly kind: "incomplete" }
  | { readonly kind: "not TLS" }
  | { readonly kind: "hello"; readonly serverName: string | undefined };

/** Reads the first octets that a client sent. */
export function readClientHello(octets: Buffer): Opening {
  if (octets.length < 5) return { kind: "incomplete" };
  if (octets[0] !== RECORD_HANDSHAKE) return { kind: "not TLS" };
  const message = joinRecords(octets);
  if (message.length < 4) return { kind: "incomplete" };
  if (message[0] !== HANDSHAKE_CLIENT_HELLO) return { kind: "not TLS" };
  const end = 4 + message.readUIntBE(1, 3);
  if (message.length < end) return { kind: "incomplete" };
  return { kind: "hello", serverName: serverNameIn(message.subarray(4, end)) };
}

// A message may be cut into several records, a record into several segments.
function joinRecords(octets: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + 5 <= octets.length && octets[at] === RECORD_HANDSHAKE; ) {
    const end = at + 5 + octets.readUInt16BE(at + 3);
    parts.push(octets.subarray(at + 5, end));
    at = end;
  }
  return Buffer.concat(parts);
}

function serverNameIn(hello: Buffer): string | undefined {
  let at = 2 + 32; // legacy version and random
  at += 1 + hello.readUInt8(at); // legacy session id
  at += 2 + hello.readUInt16BE(at); // cipher suites
  at += 1 + hello.readUInt8(at); // legacy compression methods
  if (at >= hello.length) return undefined;
  at += 2; // length of all extensions
  while (at + 4 <= hello.length) {
    const [type, length] = [hello.readUInt16BE(at), hello.readUInt16BE(at + 2)];
    at += 4;
    if (type === EXTENSION_SERVER_NAME) {
      // list length (2), name type (1), name length (2), name
      return hello.toString("latin1", at + 5, at + length).toLowerCase();
    }
    at += length;
  }
  return undefined;
}
