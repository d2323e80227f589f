import assert from "node:assert/strict";
import { isTextPlain } from "../../tasks/MtaStsGateV1/mta-sts/media-type";

describe("isTextPlain", () => {
  for (const header of [
    "text/plain",
    " Text/PLAIN ",
    "text/plain;charset=utf-8",
    'text/plain ; charset="utf-8"; x=y',
    // A comma or a quotation mark in a quoted value ends nothing (RFC 9110 section 5.6.4).
    'text/plain; x="a, b"',
    'text/plain; x="a\\", b"',
    'text/plain; charset="utf-8',
  ]) {
    it(`takes ${header}`, () => assert.ok(isTextPlain(header)));
  }

  for (const header of [
    undefined,
    "",
    "text/html",
    "text/plain, text/html",
    'text/plain; x="a", text/html',
    'text/plain; x="a\\\\", text/html',
    "text/plainer",
    "text/plain\u00a0",
    "x; text/plain",
  ]) {
    it(`takes no ${header}`, () => assert.ok(!isTextPlain(header)));
  }
});
