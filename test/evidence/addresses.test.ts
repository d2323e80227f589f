import assert from "node:assert/strict";
import { isInternalAddress } from "../../tasks/MtaStsGateV1/evidence/addresses";

const INTERNAL = [
  "0.0.0.0",
  "10.0.0.1",
  "10.255.255.255",
  "100.64.0.1",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.8",
  "192.168.1.1",
  "198.18.0.1",
  "198.19.255.255",
  "224.0.0.251",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "fe80::1",
  "fe80::1%eth0",
  "febf::1",
  "fec0::1",
  "fc00::1",
  "fdff:ffff::1",
  "ff02::1",
  "100::1",
  "64:ff9b:1::1",
  "::ffff:10.0.0.1",
  "::ffff:a00:1",
  "::FFFF:127.0.0.1",
  "::127.0.0.1",
  "64:ff9b::192.168.0.1",
  "64:ff9b::a9fe:a9fe",
  "2002:a00:1::1",
  "2002:c0a8:101::",
];

const PUBLIC = [
  "1.1.1.1",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.1",
  "169.253.255.255",
  "169.255.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.0.1.0",
  "192.167.255.255",
  "192.169.0.0",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
  // Documentation addresses: sandbox worlds live there.
  "192.0.2.1",
  "198.51.100.1",
  "203.0.113.1",
  "2001:db8::1",
  "2606:4700::1111",
  "fbff::1",
  "::ffff:8.8.8.8",
  "::ffff:192.0.2.1",
  "64:ff9b::8.8.8.8",
  "64:ff9c::10.0.0.1",
  "2002:808:808::1",
  "2001:db8::10.0.0.1",
];

describe("isInternalAddress", () => {
  for (const address of INTERNAL) {
    it(`${address} is internal`, () => assert.equal(isInternalAddress(address), true));
  }
  for (const address of PUBLIC) {
    it(`${address} is public`, () => assert.equal(isInternalAddress(address), false));
  }
  for (const text of ["", "localhost", "10.0.0", "10.0.0.1:53", "[::1]", "010.0.0.1"]) {
    it(`"${text}" is no address`, () => {
      assert.throws(() => isInternalAddress(text), TypeError);
    });
  }
});
