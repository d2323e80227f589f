// Which requests a route matches: the examples of the documentation, and what matters for the policy.
import assert from "node:assert/strict";
import { isRoutePattern, matchesRoute } from "../../tasks/MtaStsGateV1/swa/route-pattern";

const POLICY = "/.well-known/mta-sts.txt";

/** Pattern, path, and whether they match. */
const TABLE: readonly (readonly [string, string, boolean])[] = [
  ["/profile/index.html", "/profile/index.html", true],
  ["/profile/index.html", "/profile", true],
  ["/profile/index.html", "/profile/", true],
  ["/profile", "/profile/index.html", false],
  ["/profile/", "/profile/index.html", false],
  ["/index.html", "/", true],
  ["/calendar*", "/calendar", true],
  ["/calendar*", "/calendar/2020", true],
  ["/calendar*", "/calendar.html", true],
  ["/calendar/*", "/calendar/january/1", true],
  ["/calendar/*", "/calendar", false],
  ["/calendar/*", "/calendar.html", false],
  ["/articles/*.html", "/articles/one.html", true],
  ["/articles/*.html", "/articles/deep/two.html", true],
  ["/articles/*.html", "/articles/one.htm", false],
  ["/images/thumbnails/*.{png,jpg,gif}", "/images/thumbnails/a.gif", true],
  ["/images/thumbnails/*.{png,jpg,gif}", "/images/thumbnails/a.svg", false],
  ["/images/thumbnails/*.{png,jpg,gif}", "/images/a.gif", false],

  [POLICY, POLICY, true],
  [".well-known/mta-sts.txt", POLICY, true],
  ["/.well-known/MTA-STS.txt", POLICY, false],
  ["/.well-known", POLICY, false],
  ["/.well-known/", POLICY, false],
  ["/.well-known*", POLICY, true],
  ["/.well-known/*", POLICY, true],
  ["/.well-known/mta-sts*", POLICY, true],
  ["/.well-known/*.txt", POLICY, true],
  ["/.well-known/*.{json,txt}", POLICY, true],
  ["/.well-known/*.{json, txt}", POLICY, true],
  ["/.well-known/*.json", POLICY, false],
  ["/well-known/*", POLICY, false],
  ["/*", POLICY, true],
  ["*", POLICY, true],
  ["*.txt", POLICY, true],
  ["/*.txt", POLICY, true],
  ["/*.{css,js}", POLICY, false],
  ["/*.xt", POLICY, false],
  ["/", POLICY, false],
  ["/.well-known/*/x", POLICY, false],
  ["/*/mta-sts.txt", POLICY, false],
];

describe("matchesRoute", () => {
  for (const [pattern, path, isMatch] of TABLE) {
    it(`${pattern} ${isMatch ? "matches" : "does not match"} ${path}`, () => {
      assert.equal(matchesRoute(pattern, path), isMatch);
    });
  }
});

describe("isRoutePattern", () => {
  it("knows the forms of the documentation", () => {
    for (const [pattern] of TABLE.filter(([text]) => !/\*\//.test(text))) {
      assert.equal(isRoutePattern(pattern), true, pattern);
    }
  });

  it("refuses a wildcard elsewhere", () => {
    for (const pattern of ["/*/mta-sts.txt", "/.well-known/*/x", "/*.*", "/a*b", "/**"]) {
      assert.equal(isRoutePattern(pattern), false, pattern);
    }
  });
});
