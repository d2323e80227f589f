// Interim responses. A client must be able to read them even where it asked for none (RFC 9110 section 15.2), but
// undici ends the connection at a 100, so they are taken out before it looks.
import type { Duplex } from "node:stream";

/** Octets of one interim response that are waited for; the parser behind has the same limit for a head. */
const MAX_HEAD_OCTETS = 16_384;

const INTERIM = /^HTTP\/1\.[01] 1(?!01)\d\d[ \r]/;
const STATUS_LINE_START = "HTTP/1.";
const INTERIM_START_LENGTH = "HTTP/1.1 100 ".length;

/** Makes `socket.read()` leave out the interim responses before the final one; 101 is final and stays. */
export function skipInterimResponses(socket: Duplex): void {
  const read = socket.read.bind(socket);
  let held: Buffer = Buffer.alloc(0);
  socket.read = (size?: number): Buffer | null => {
    const chunk: Buffer | null = read(size);
    if (chunk === null) return null;
    const rest = withoutInterim(Buffer.concat([held, chunk]));
    if (rest.isUndecided) {
      held = rest.octets;
      return null;
    }
    socket.read = read;
    return rest.octets;
  };
}

interface Rest {
  readonly octets: Buffer;
  /** More octets are needed to tell where the final response begins. */
  readonly isUndecided: boolean;
}

function withoutInterim(octets: Buffer): Rest {
  const start = octets.toString("latin1", 0, INTERIM_START_LENGTH);
  if (start.length < INTERIM_START_LENGTH) {
    const isStatusLine = STATUS_LINE_START.startsWith(start.slice(0, STATUS_LINE_START.length));
    return { octets, isUndecided: isStatusLine };
  }
  if (!INTERIM.test(start)) return { octets, isUndecided: false };
  const end = octets.indexOf("\r\n\r\n");
  if (end < 0) return { octets, isUndecided: octets.length <= MAX_HEAD_OCTETS };
  return withoutInterim(octets.subarray(end + 4));
}
