// Paths by the rules of Windows and of the others, on whatever system this runs.
import assert from "node:assert/strict";
import { posix, win32 } from "node:path";
import {
  isAtSomeRoot,
  nameFault,
  wayInto,
  wholePath,
  withOwnSeparators,
  withoutRoot,
} from "../tasks/MtaStsGateV1/path-rules";

const SYSTEMS = [
  { system: "Windows", rules: win32, root: "D:\\a\\1\\s" },
  { system: "Linux and macOS", rules: posix, root: "/agent/_work/1/s" },
] as const;

const FILE = "home/.well-known/mta-sts.txt";
const nothing = () => false;

for (const { system, rules, root } of SYSTEMS) {
  describe(`path rules of ${system}`, () => {
    const way = (text: string) => wayInto(root, withOwnSeparators(text, nothing, rules), rules);
    const hold = (cases: { readonly [text: string]: string | undefined }) => {
      for (const [text, want] of Object.entries(cases)) {
        it(`${JSON.stringify(text)} is ${want ?? "outside"}`, () => assert.equal(way(text), want));
      }
    };

    hold({
      [FILE]: FILE,
      "home\\.well-known\\mta-sts.txt": FILE,
      "home\\.well-known/mta-sts.txt": FILE,
      ".\\home/.\\.well-known//mta-sts.txt": FILE,
      "home\\x\\..\\.well-known\\mta-sts.txt": FILE,
      "home\\": "home",
      "home/": "home",
      ".": ".",
      ".\\": ".",
      "..\\s\\home": "home",
      "..": undefined,
      "..\\": undefined,
      "..\\..\\x": undefined,
      "../x": undefined,
      "home\\..\\../x": undefined,
      "..x\\mta-sts.txt": "..x/mta-sts.txt",
      "\\\\server\\share\\home": undefined,
      "//server/share/home": undefined,
      "sites\\{domain}\\mta-sts.txt": "sites/{domain}/mta-sts.txt",
      "m\u00e4rz\\mta-sts.txt": "m\u00e4rz/mta-sts.txt",
    });
  });
}

describe("path rules of Windows", () => {
  const root = "D:\\a\\1\\s";
  const way = (text: string, from = root) =>
    wayInto(from, withOwnSeparators(text, nothing, win32), win32);

  it("know the repository by any spelling", () => {
    for (const text of [
      `D:\\a\\1\\s\\home`,
      `d:\\a\\1\\s\\home`,
      `D:/a/1/s/home/`,
      `D:\\A\\1\\S\\home`,
      `\\\\?\\D:\\a\\1\\s\\home`,
      `\\a\\1\\s\\home`,
    ]) {
      assert.equal(way(text, text.startsWith("\\a") ? "D:\\a\\1\\s" : root), "home", text);
    }
    assert.equal(way("D:\\a\\1\\s\\home", "d:/a/1/s/"), "home");
    assert.equal(way(root), ".");
    const share = "\\\\server\\share\\s";
    assert.equal(way("\\\\server\\share\\s\\home", share), "home");
    assert.equal(way("\\\\?\\UNC\\server\\share\\s\\home", share), "home");
    assert.equal(way("\\\\?\\unc\\SERVER\\share\\s\\home", share), "home");
  });

  it("take another drive, another share and a folder with the same beginning for outside", () => {
    for (const text of [
      "C:\\a\\1\\s\\home",
      "C:home",
      "E:",
      "D:\\a\\1\\sites",
      "D:\\",
      "\\home",
      "\\\\D\\a\\1\\s",
      "\\\\.\\pipe\\x",
    ]) {
      assert.equal(way(text), undefined, text);
    }
    assert.equal(way("\\\\server\\other\\s", "\\\\server\\share\\s"), undefined);
  });

  it("tell a slash for the repository's root from a share", () => {
    for (const path of ["/home", "\\home", "/", "\\"]) assert.ok(isAtSomeRoot(path, win32), path);
    for (const path of ["\\\\server\\x", "//server/x", "home", "D:\\home"]) {
      assert.ok(!isAtSomeRoot(path, win32), path);
    }
    assert.equal(withoutRoot("D:\\home\\x"), "home\\x");
    assert.equal(withoutRoot("\\home"), "home");
  });

  it("refuse names that Windows cannot have", () => {
    const fault = (path: string) => nameFault(path, (name) => `<${name}>`, win32);
    for (const name of [
      "CON",
      "nul",
      "Aux.txt",
      "com1.mta-sts.txt",
      "LPT9",
      "prn .txt",
      "CONIN$",
      "com\u00b9",
    ]) {
      const want = `holds the name <${name}>, which Windows keeps for a device`;
      assert.equal(fault(name), want);
      assert.equal(fault(`home\\${name}\\mta-sts.txt`), want);
    }
    for (const name of ["home.", "mta-sts.txt ", "..."]) {
      assert.equal(fault(`home/${name}`), `holds the name <${name}>, whose end Windows cuts off`);
    }
    for (const name of ["ab:c", "mta-sts.txt::$DATA", "a*", "what?", "<x>", "a|b", 'a"b']) {
      assert.equal(fault(name), `holds the name <${name}>, which Windows does not allow`);
    }
    for (const path of [
      FILE,
      "D:\\a\\.\\..\\home",
      "\\\\server\\share\\x",
      "console\\com10\\nullable.txt",
      "a\\",
      "{domain}",
    ]) {
      assert.equal(fault(path), undefined, path);
    }
  });

  it("give the agent a path with its own separators only", () => {
    for (const from of [root, "D:\\a\\1\\s\\", "D:/a/1/s"]) {
      assert.equal(wholePath(from, FILE, win32), "D:\\a\\1\\s\\home\\.well-known\\mta-sts.txt");
    }
    assert.equal(wholePath("/agent/_work/1/s/", FILE, posix), `/agent/_work/1/s/${FILE}`);
    assert.equal(wholePath("/agent/_work/1/s", "a\\b", posix), "/agent/_work/1/s/a\\b");
  });

  it("are not those of Linux and macOS, which have all these names", () => {
    for (const path of ["CON", "home.", "a:b", "a*"]) {
      assert.equal(nameFault(path, String, posix), undefined);
    }
  });
});

describe("path rules of Linux and macOS", () => {
  const root = "/agent/_work/1/s";
  it("know no drive", () => {
    for (const text of ["D:\\a\\1\\s\\home", "D:/a/1/s/home"]) {
      assert.equal(wayInto(root, withOwnSeparators(text, nothing, posix), posix), undefined);
    }
    assert.equal(wayInto(root, "D:home", posix), "D:home");
  });
  it("keep a backslash where a file has it in its name", () => {
    assert.equal(
      withOwnSeparators("home\\x", (text) => text === "home\\x", posix),
      "home\\x",
    );
    assert.equal(withOwnSeparators("home\\x", nothing, posix), "home/x");
    assert.equal(wayInto(root, "home\\x", posix), "home\\x");
  });
  it("take every leading slash for a root", () => {
    assert.ok(isAtSomeRoot("/home", posix));
    assert.ok(!isAtSomeRoot("\\home", posix));
  });
});
