// What a Static Web App answers to a GET request: the documentation's own tables first, then what keeps a policy away.
import assert from "node:assert/strict";
import { type Answer, answerTo } from "../../tasks/MtaStsGateV1/swa/answer";
import { readConfig } from "../../tasks/MtaStsGateV1/swa/config";

const POLICY = "/.well-known/mta-sts.txt";
const SITE = ["/index.html", POLICY];

function ask(config: object, path = POLICY, files: readonly string[] = SITE): Answer {
  const reading = readConfig(Buffer.from(JSON.stringify(config)));
  assert.deepEqual(reading.badValues, []);
  return answerTo(path, reading.config, (name) => files.includes(name));
}

/** `200 text/plain /file`, `302 /login` or `404 text/html`. */
function words({ status, mediaType, file, location }: Answer): string {
  return [status, location ?? mediaType ?? "no type", location === undefined ? file : undefined]
    .filter((part) => part !== undefined)
    .join(" ");
}

describe("answerTo", () => {
  describe("the documented example of a navigation fallback", () => {
    const config = {
      navigationFallback: {
        rewrite: "/index.html",
        exclude: ["/images/*.{png,jpg,gif}", "/css/*"],
      },
    };
    const files = [
      "/images/logo.png",
      "/images/headshot.jpg",
      "/images/screenshot.gif",
      "/css/global.css",
      "/index.html",
    ];
    const expected: readonly (readonly [string, number, string | undefined])[] = [
      ["/about/", 200, "/index.html"],
      ["/images/logo.png", 200, "/images/logo.png"],
      ["/images/icon.svg", 200, "/index.html"],
      ["/images/unknown.png", 404, undefined],
      ["/css/unknown.css", 404, undefined],
      ["/css/global.css", 200, "/css/global.css"],
      ["/elsewhere/x.js", 200, "/index.html"],
    ];
    for (const [path, status, file] of expected) {
      it(`${path} gives ${status} ${file ?? ""}`, () => {
        const answer = ask(config, path, files);
        assert.deepEqual([answer.status, answer.file], [status, file]);
      });
    }
  });

  describe("the documented example of a whole file", () => {
    const config = {
      routes: [
        { route: "/profile*", allowedRoles: ["authenticated"] },
        { route: "/admin/index.html", allowedRoles: ["administrator"] },
        { route: "/images/*", headers: { "cache-control": "must-revalidate, max-age=15770000" } },
        { route: "/api/*", methods: ["PUT", "POST"], allowedRoles: ["administrator"] },
        { route: "/logout", redirect: "/.auth/logout" },
        { route: "/calendar*", rewrite: "/calendar.html" },
        { route: "/specials", redirect: "/deals", statusCode: 301 },
      ],
      responseOverrides: { "401": { redirect: "/login", statusCode: 302 } },
      mimeTypes: { ".json": "text/json" },
    };
    const files = [...SITE, "/calendar.html", "/data.json", "/profile/index.html", "/images/a.gif"];
    const expected: readonly (readonly [string, string])[] = [
      ["/profile", "302 /login"],
      ["/admin/", "302 /login"],
      ["/images/a.gif", "200 application/octet-stream /images/a.gif"],
      ["/api/list", "404 text/html"],
      ["/logout", "302 /.auth/logout"],
      ["/calendar/2021/01", "200 text/html /calendar.html"],
      ["/specials", "301 /deals"],
      ["/data.json", "200 text/json /data.json"],
      ["/", "200 text/html /index.html"],
    ];
    for (const [path, answer] of expected) {
      it(`${path} gives ${answer}`, () => assert.equal(words(ask(config, path, files)), answer));
    }

    it("gives the headers of the route", () => {
      const { headers } = ask(config, "/images/a.gif", files);
      assert.deepEqual(
        headers.map(({ name, value }) => `${name}: ${value}`),
        ["cache-control: must-revalidate, max-age=15770000"],
      );
    });
  });

  describe("a policy", () => {
    const route = (rule: object, pattern = "/.well-known/*") => ({
      routes: [{ route: pattern, ...rule }],
    });
    const text = "200 text/plain /.well-known/mta-sts.txt";
    const roles = route({ allowedRoles: ["authenticated"] });
    const TABLE: readonly (readonly [string, object, string])[] = [
      ["without a configuration", {}, text],
      ["redirected", route({ redirect: "https://contoso.com/" }), "302 https://contoso.com/"],
      ["redirected for good", route({ redirect: "/x", statusCode: 308 }), "308 /x"],
      ["redirected with a status of none", route({ redirect: "/x", statusCode: 200 }), "302 /x"],
      ["for members", roles, "401 text/html"],
      ["for members and others", route({ allowedRoles: ["authenticated", "anonymous"] }), text],
      ["for nobody named", route({ allowedRoles: [] }), text],
      [
        "for members, who are sent to a login",
        { ...roles, responseOverrides: { "401": { redirect: "/.auth/login/aad" } } },
        "302 /.auth/login/aad",
      ],
      [
        "for members, though redirected",
        route({ redirect: "/", allowedRoles: ["x"] }),
        "401 text/html",
      ],
      ["with a status", route({ statusCode: 404 }), "404 text/html"],
      [
        "with a status that another replaces",
        { ...route({ statusCode: 403 }), responseOverrides: { "403": { statusCode: 404 } } },
        "404 text/html",
      ],
      ["with the usual status", route({ statusCode: 200 }), text],
      ["rewritten", route({ rewrite: "/index.html" }), "200 text/html /index.html"],
      ["rewritten without a slash", route({ rewrite: "index.html" }), "200 text/html /index.html"],
      ["rewritten to a folder", route({ rewrite: "/" }), "200 text/html /index.html"],
      ["rewritten to itself", route({ rewrite: POLICY }), text],
      ["rewritten to nothing", route({ rewrite: "/gone.txt" }), "404 text/html"],
      [
        "rewritten with a status",
        route({ rewrite: "/index.html", statusCode: 410 }),
        "410 text/html /index.html",
      ],
      ["of a route for other methods", route({ statusCode: 405, methods: ["POST"] }), text],
      [
        "of a route for its method too",
        route({ statusCode: 405, methods: ["post", "get"] }),
        "405 text/html",
      ],
      ["of a route for no method named", route({ statusCode: 405, methods: [] }), "405 text/html"],
      ["beside a route that does not match", route({ statusCode: 404 }, "/well-known/*"), text],
      [
        "behind a first route that lets it be",
        {
          routes: [
            { route: POLICY, allowedRoles: ["anonymous"] },
            { route: "/*", redirect: "/x" },
          ],
        },
        text,
      ],
      [
        "before a second route that would let it be",
        {
          routes: [
            { route: "/*", redirect: "/x" },
            { route: POLICY, allowedRoles: ["anonymous"] },
          ],
        },
        "302 /x",
      ],
      ["of a network", { networking: { allowedIpRanges: ["192.0.2.0/24"] } }, "403 text/html"],
      ["of all networks", { networking: { allowedIpRanges: ["10.0.0.0/8", "0.0.0.0/0"] } }, text],
      ["of the internet", { networking: { allowedIpRanges: ["Internet"] } }, text],
      ["of no network named", { networking: { allowedIpRanges: [] } }, text],
      [
        "for a gateway",
        { forwardingGateway: { requiredHeaders: { "X-Azure-FDID": "1" } } },
        "403 text/html",
      ],
      [
        "for any gateway",
        { forwardingGateway: { requiredHeaders: {}, allowedForwardedHosts: ["x"] } },
        text,
      ],
      [
        "of another media type",
        { mimeTypes: { ".txt": "text/html" } },
        "200 text/html /.well-known/mta-sts.txt",
      ],
      ["beside another media type", { mimeTypes: { ".text": "text/html" } }, text],
      [
        "with a global media type",
        { globalHeaders: { "Content-Type": "text/html" } },
        "200 text/html /.well-known/mta-sts.txt",
      ],
      [
        "with a global media type removed",
        { globalHeaders: { "content-type": "" } },
        "200 no type /.well-known/mta-sts.txt",
      ],
      [
        "with a media type of the route over the others",
        {
          ...route({ headers: { "content-type": "text/plain; charset=utf-8" } }),
          mimeTypes: { ".txt": "text/html" },
          globalHeaders: { "Content-Type": "application/json" },
        },
        "200 text/plain; charset=utf-8 /.well-known/mta-sts.txt",
      ],
      [
        "under a sign-in that gates nothing",
        { auth: { identityProviders: {} }, trailingSlash: "always" },
        text,
      ],
    ];
    for (const [what, config, expected] of TABLE) {
      it(`${what}: ${expected}`, () => assert.equal(words(ask(config)), expected));
    }
  });

  describe("a policy that is not there", () => {
    const missing = (config: object) => words(ask(config, POLICY, ["/index.html"]));
    const rewrite = "/index.html";
    const TABLE: readonly (readonly [string, object, string])[] = [
      ["without a configuration", {}, "404 text/html"],
      ["with a fallback", { navigationFallback: { rewrite } }, "200 text/html /index.html"],
      [
        "excluded from the fallback",
        { navigationFallback: { rewrite, exclude: ["/.well-known/*"] } },
        "404 text/html",
      ],
      [
        "excluded by its extension",
        { navigationFallback: { rewrite, exclude: ["*.{css,txt}"] } },
        "404 text/html",
      ],
      [
        "with an override of another status",
        { responseOverrides: { "404": { rewrite, statusCode: 200 } } },
        "200 text/html /index.html",
      ],
      [
        "with an override of the same status",
        { responseOverrides: { "404": { rewrite: "/404.html" } } },
        "404 text/html /404.html",
      ],
      [
        "with an override that redirects",
        { responseOverrides: { "404": { redirect: "/", statusCode: 301 } } },
        "301 /",
      ],
    ];
    for (const [what, config, expected] of TABLE) {
      it(`${what}: ${expected}`, () => assert.equal(missing(config), expected));
    }
  });

  it("gives headers once, those of the route before the global ones, and leaves out removed ones", () => {
    const { headers } = ask({
      globalHeaders: { "X-A": "1", "X-B": "2", "X-C": "3" },
      routes: [{ route: "/*", headers: { "x-b": "4", "x-c": "" } }],
    });
    assert.deepEqual(
      headers.map(({ name, value }) => `${name}: ${value}`),
      ["X-A: 1", "x-b: 4"],
    );
  });
});
