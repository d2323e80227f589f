import assert from "node:assert/strict";
import { intendedMaxAge, mistypedMaxAge } from "../../tasks/MtaStsGateV1/mta-sts/max-age";

describe("intendedMaxAge", () => {
  const meant: readonly (readonly [number | undefined, readonly string[]])[] = [
    [
      604_800,
      [
        "604,800",
        "604.800",
        "604 800",
        "604_800",
        "604'800",
        "604\u00a0800",
        "7d",
        "7 days",
        "1w",
        "1 week",
        "168h",
        "604800s",
        "604800 seconds",
        '"604800"',
        "+604800",
        "604800;",
        "604800.0",
        "604800,5",
        "\u0666\u0660\u0664\u0668\u0660\u0660",
        "\uff16\uff10\uff14\uff18\uff10\uff10",
        "=604800",
        "[604800]",
      ],
    ],
    [2_592_000, ["30 days", "1 month", "43200 min"]],
    [31_536_000, ["1y", "365d", "31.536.000"]],
    [
      undefined,
      [
        "",
        "-1",
        "1e5",
        "0x15180",
        "twenty",
        "2y",
        "604800 or so",
        "60,48,00",
        "1:00:00",
        "9".repeat(100_000),
      ],
    ],
  ];
  for (const [seconds, values] of meant) {
    for (const value of values) {
      it(`reads "${value.slice(0, 20)}" as ${seconds}`, () =>
        assert.equal(intendedMaxAge(value), seconds));
    }
  }
});

describe("mistypedMaxAge", () => {
  for (const [seconds, usual] of [
    [60_480, 604_800],
    [64_800, 604_800],
    [704_800, 604_800],
    [640_800, 604_800],
    [6_604_800, 604_800],
    [8640, 86_400],
    [886_400, 86_400],
    [25_920, 259_200],
    [1_290_600, 1_209_600],
    [3_155_760, 31_557_600],
  ] as const) {
    it(`takes ${seconds} for ${usual}`, () => assert.equal(mistypedMaxAge(seconds), usual));
  }

  const chosen = [
    0, 1, 300, 600, 3600, 7200, 43_200, 86_399, 86_400, 86_401, 86_500, 100_000, 129_600, 172_800,
    432_000, 604_800, 604_801, 605_000, 864_000, 1_000_000, 1_209_600, 1_296_000, 2_592_000,
    2_629_800, 10_368_000, 15_552_000, 31_536_000, 31_556_952, 31_557_600,
  ];
  for (const seconds of chosen) {
    it(`leaves ${seconds} alone`, () => assert.equal(mistypedMaxAge(seconds), undefined));
  }
});
