// A zip archive whose octets depend on nothing but names and contents: sorted, with one date, without a system's own
// fields (APPNOTE.TXT 4.3 and 4.4, the zip specification).
import { crc32, deflateRawSync } from "node:zlib";

/** A file of an archive: its name, with forward slashes, and its octets. */
export type ArchivedFile = readonly [name: string, content: Uint8Array];

/** 2.0: deflate is understood. */
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const DEFLATE = 8;
/** Midnight on 1 January 1980, the first date that a zip archive knows. */
const TIME = 0;
const DATE = 0x0021;

/** The archive of some files. */
export function zipOf(files: readonly ArchivedFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(content, { level: 9 });
    const described = Buffer.concat([
      numbers([VERSION, FLAGS, DEFLATE, TIME, DATE], 2),
      numbers([crc32(content), packed.length, content.length], 4),
      // No extra field.
      numbers([path.length, 0], 2),
    ]);
    const local = [Buffer.from("PK\x03\x04"), described, path, packed];
    directory.push(
      Buffer.from("PK\x01\x02"),
      numbers([VERSION], 2),
      described,
      // No comment, first disk, no attributes.
      numbers([0, 0, 0], 2),
      numbers([0, offset], 4),
      path,
    );
    parts.push(...local);
    offset += octetsOf(local);
  }
  const end = [
    Buffer.from("PK\x05\x06"),
    numbers([0, 0, files.length, files.length], 2),
    numbers([octetsOf(directory), offset], 4),
    numbers([0], 2),
  ];
  return Buffer.concat([...parts, ...directory, ...end]);
}

/** Numbers of so many octets each, the lowest octet first. */
function numbers(values: readonly number[], octets: 2 | 4): Buffer {
  const buffer = Buffer.alloc(values.length * octets);
  values.forEach((value, index) => {
    buffer.writeUIntLE(value, index * octets, octets);
  });
  return buffer;
}

function octetsOf(buffers: readonly Buffer[]): number {
  return buffers.reduce((sum, buffer) => sum + buffer.length, 0);
}
