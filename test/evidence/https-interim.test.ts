import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { skipInterimResponses } from "../../tasks/MtaStsGateV1/evidence/https-interim";

describe("interim responses", () => {
  const FINAL = "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 100 is body\r\n\r\n";

  /** What a reader gets of octets that arrive in pieces. */
  function readThrough(octets: string, pieceLength: number): string {
    const socket = new PassThrough();
    skipInterimResponses(socket);
    let seen = "";
    for (let at = 0; at < octets.length; at += pieceLength) {
      socket.write(octets.slice(at, at + pieceLength), "latin1");
      seen += (socket.read() as Buffer | null)?.toString("latin1") ?? "";
    }
    return seen;
  }

  for (const pieceLength of [1, 2, 3, 7, 13, 1000]) {
    it(`are left out in pieces of ${pieceLength}`, () => {
      const interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 E\r\nLink: <a>\r\n\r\n";
      assert.equal(readThrough(interim + FINAL, pieceLength), FINAL);
      assert.equal(readThrough(FINAL, pieceLength), FINAL);
    });
  }

  it("are left out before a long answer that comes with them", () => {
    const answer = `HTTP/1.1 200 OK\r\n\r\n${"p".repeat(60_000)}`;
    assert.equal(readThrough(`HTTP/1.1 100 Continue\r\n\r\n${answer}`, 100_000), answer);
  });

  for (const [name, octets] of [
    ["101 Switching Protocols", "HTTP/1.1 101 Switching\r\n\r\n"],
    ["what is not HTTP", "220 hi\r\n"],
    ["what only begins like HTTP", "HTTQ"],
    ["an endless interim response", `HTTP/1.1 100 C\r\nX: ${"x".repeat(20_000)}`],
  ] as const) {
    it(`leave ${name} to the parser`, () => {
      assert.equal(readThrough(octets, 1000), octets);
    });
  }

  it("hold back what cannot be told yet", () => {
    assert.equal(readThrough("HTTP/1.1 10", 1), "");
    assert.equal(readThrough("HTTP/1.1 100 Continue\r\n", 1), "");
  });
});
