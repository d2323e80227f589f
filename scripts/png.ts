// PNG with a palette of 256 colors: a picture of text needs no more, and weighs a third (W3C PNG, third edition).
import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture in memory: four octets a pixel, red, green, blue and alpha, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MAX_COLORS = 256;

/** Width and height in pixels. */
export function sizeOf(png: Buffer): { readonly width: number; readonly height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

/** A PNG of 8 bits a channel, as browsers write it, with a palette or without. */
export function decodePng(png: Buffer): Picture {
  const chunks = chunksOf(png);
  const head = chunks.find(({ type }) => type === "IHDR")?.data ?? Buffer.alloc(13);
  const { width, height } = sizeOf(png);
  const channels = { 2: 3, 3: 1, 6: 4 }[head[9] ?? 0];
  if (head[8] !== 8 || channels === undefined || head[12] !== 0) {
    throw new Error("a PNG of 8 bits a channel without interlacing is expected");
  }
  const packed = Buffer.concat(
    chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data),
  );
  const rows = unfiltered(inflateSync(packed), width * channels, channels);
  const palette = chunks.find(({ type }) => type === "PLTE")?.data;
  const alphas = chunks.find(({ type }) => type === "tRNS")?.data;
  const pixels = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const at = pixel * channels;
    const index = rows[at] ?? 0;
    const [from, start] = palette === undefined ? [rows, at] : [palette, index * 3];
    pixels.set(from.subarray(start, start + 3), pixel * 4);
    const alpha = palette === undefined ? channels === 4 && rows[at + 3] : alphas?.[index];
    pixels[pixel * 4 + 3] = typeof alpha === "number" ? alpha : 255;
  }
  return { width, height, pixels };
}

/** The same picture in at most 256 colors: the most frequent stay, every other becomes the nearest of them. */
export function encodePng({ width, height, pixels }: Picture): Buffer {
  const colors = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 4) {
    const color = colors.getUint32(at);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([color]) => color);
  const palette = byCount.slice(0, MAX_COLORS);
  const indices = new Map(byCount.map((color) => [color, nearest(color, palette)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const color = colors.getUint32((y * width + x) * 4);
      rows[y * (width + 1) + 1 + x] = indices.get(color) ?? 0;
    }
  }
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.flatMap((color) => channelsOf(color).slice(0, 3)))),
    chunk("tRNS", Buffer.from(palette.map((color) => color & 0xff))),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The upper left part of a picture. */
export function cropped({ width, pixels }: Picture, newWidth: number, newHeight: number): Picture {
  const part = new Uint8Array(newWidth * newHeight * 4);
  for (let y = 0; y < newHeight; y += 1) {
    const from = y * width * 4;
    part.set(pixels.subarray(from, from + newWidth * 4), y * newWidth * 4);
  }
  return { width: newWidth, height: newHeight, pixels: part };
}

function channelsOf(color: number): readonly [number, number, number, number] {
  return [color >>> 24, (color >>> 16) & 0xff, (color >>> 8) & 0xff, color & 0xff];
}

function nearest(color: number, palette: readonly number[]): number {
  const exact = palette.indexOf(color);
  if (exact >= 0) return exact;
  const wanted = channelsOf(color);
  const distances = palette.map((one) =>
    channelsOf(one).reduce((sum, value, i) => sum + (value - (wanted[i] ?? 0)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(png: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Undoes the filter of each row (section 9 of the standard). */
function unfiltered(filtered: Buffer, rowOctets: number, step: number): Buffer {
  const height = filtered.length / (rowOctets + 1);
  const rows = Buffer.alloc(rowOctets * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (rowOctets + 1)] ?? 0;
    for (let x = 0; x < rowOctets; x += 1) {
      const at = y * rowOctets + x;
      const left = x < step ? 0 : (rows[at - step] ?? 0);
      const up = y === 0 ? 0 : (rows[at - rowOctets] ?? 0);
      const corner = x < step || y === 0 ? 0 : (rows[at - rowOctets - step] ?? 0);
      const value = filtered[y * (rowOctets + 1) + 1 + x] ?? 0;
      rows[at] = value + predicted(filter, left, up, corner);
    }
  }
  return rows;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    default: {
      const guess = left + up - corner;
      const [a, b, c] = [left, up, corner].map((one) => Math.abs(guess - one)) as [
        number,
        number,
        number,
      ];
      if (a <= b && a <= c) return left;
      return b <= c ? up : corner;
    }
  }
}
