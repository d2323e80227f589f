// The parsers of the agent emulator, without a process. Cases of the agent's own tests are among them.
import assert from "node:assert/strict";
import { type ConditionState, parseCondition } from "../../../sandbox/agent/condition";
import { environmentName } from "../../../sandbox/agent/environment";
import { LineSplitter } from "../../../sandbox/agent/lines";
import {
  escapeText,
  hasCommandKeyword,
  parseLoggingCommand,
  unescapeText,
} from "../../../sandbox/agent/logging-command";
import { expandMacros } from "../../../sandbox/agent/macros";
import { allowsVariable } from "../../../sandbox/agent/restrictions";
import { mergeResults, parseResult, TASK_RESULTS } from "../../../sandbox/agent/result";
import { SecretMask } from "../../../sandbox/agent/secret-mask";
import { Variables } from "../../../sandbox/agent/variables";

describe("agent emulator: logging commands", () => {
  const read = (line: string, percents = true) => {
    const command = parseLoggingCommand(line, percents);
    return command && { ...command, properties: Object.fromEntries(command.properties) };
  };
  const command = (properties: object, data: string) => ({
    area: "area",
    event: "event",
    properties,
    data,
  });

  it("reads area, event, properties and data, wherever in the line the command starts", () => {
    assert.deepEqual(read("##vso[area.event k1=v1;]msg"), command({ k1: "v1" }, "msg"));
    assert.deepEqual(read("##vso[area.event]"), command({}, ""));
    assert.deepEqual(read(">>>   ##vso[area.event k1=v1;]msg"), command({ k1: "v1" }, "msg"));
  });

  it("unescapes percent signs last, and only if told so", () => {
    const line = "##vso[area.event k1=%3B=%0D=%0A=%5D%AZP25;]%3B-%0D-%0A-%5D%AZP253B";
    assert.deepEqual(read(line), command({ k1: ";=\r=\n=]%" }, ";-\r-\n-]%3B"));
    assert.deepEqual(read(line, false), command({ k1: ";=\r=\n=]%AZP25" }, ";-\r-\n-]%AZP253B"));
    assert.equal(unescapeText("%AZP250A"), "%0A");
    assert.equal(unescapeText(escapeText("100% ];\r\n%0A")), "100% ];\r\n%0A");
  });

  it("drops properties without a value, ignores the case of keys, keeps blanks in them", () => {
    assert.deepEqual(read("##vso[area.event k1=;k2=;;k3;=;k4==]"), command({}, ""));
    assert.deepEqual(read("##vso[area.event K1=a;k1=b=c==d]"), command({ k1: "b=c==d" }, ""));
    assert.deepEqual(read("##vso[area.event =k1==v=]"), command({ k1: "v=" }, ""));
    assert.deepEqual(read("##vso[area.event k1=a; k2=b]"), command({ k1: "a", " k2": "b" }, ""));
  });

  it("ends at the first bracket and takes the first command of a line only", () => {
    assert.deepEqual(
      read("##vso[area.event k=a]b]##vso[task.complete result=Failed]"),
      command({ k: "a" }, "b]##vso[task.complete result=Failed]"),
    );
    assert.equal(read("##vso[area.event x=##vso[task.debug]")?.area, "area");
  });

  for (const line of [
    "##vso[area.event",
    "##vso[area]",
    "##vso[a.b.c]",
    "##vso[ area.event]",
    "##vso[]",
    "##vso area.event]",
  ]) {
    it(`finds no legal command in ${line}`, () => {
      assert.equal(read(line), undefined);
      assert.equal(hasCommandKeyword(line), true);
    });
  }

  it("is case-sensitive about the prefix and finds nothing without it", () => {
    assert.equal(read("##VSO[area.event]"), undefined);
    assert.equal(hasCommandKeyword("##VSO[area.event] # #vso["), false);
    assert.deepEqual(read("##vso[..area..event]"), command({}, ""));
  });

  for (const [name, mark] of [
    ["soft hyphen", "\u00ad"],
    ["zero-width space", "\u200b"],
    ["bidi mark", "\u202e"],
    ["escape", "\u001b"],
  ]) {
    it(`finds a prefix with a ${name} in it, but never a command behind it`, () => {
      const line = `##v${mark}so[task.complete result=Failed]`;
      assert.equal(hasCommandKeyword(line), true);
      assert.notEqual(read(line)?.area, "task");
    });
  }
});

describe("agent emulator: lines", () => {
  const split = (...pieces: string[]) => {
    const splitter = new LineSplitter();
    return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
  };

  it("ends lines at LF, CRLF and a lone CR", () => {
    assert.deepEqual(split("a\nb\r\nc\rd\n\ne"), ["a", "b", "c", "d", "", "e"]);
    assert.deepEqual(split("a\r\r\nb"), ["a", "", "b"]);
    assert.deepEqual(split(""), []);
  });

  it("does not care where the pieces end", () => {
    assert.deepEqual(split("a\r", "\nb"), ["a", "b"]);
    assert.deepEqual(split("a\r", "b\r"), ["a", "b"]);
    assert.deepEqual(split("a\r", "", "b", "", "c"), ["a", "bc"]);
    assert.deepEqual(split("a", "b", "c\n", "d"), ["abc", "d"]);
  });

  it("does not end lines at other separators of Unicode", () => {
    assert.deepEqual(split("a\u2028b\u0085c\vd\fe"), ["a\u2028b\u0085c\vd\fe"]);
  });
});

describe("agent emulator: macros", () => {
  const values = new Map([
    ["a", "1"],
    ["nested", "$(a)"],
    ["empty", ""],
  ]);
  const expand = (text: string) => expandMacros(text, (name) => values.get(name));

  it("expands each macro once and leaves unknown ones as they are", () => {
    assert.equal(expand("$(a)-$(a)-$(b)-$(empty)-"), "1-1-$(b)--");
    assert.equal(expand("$(nested)"), "$(a)");
    assert.equal(expand("$(b$(a))"), "$(b1)");
    assert.equal(expand("$()$(a"), "$()$(a");
  });
});

describe("agent emulator: variables", () => {
  const variables = (values: Readonly<Record<string, string>>) => {
    const result = new Variables(new SecretMask());
    for (const [name, value] of Object.entries(values)) result.set(name, value);
    return result;
  };

  it("expands values in values, without regard to case", () => {
    const some = variables({ a: "[$(B)]", b: "<$(C)$(c)>", c: "x", d: "$(none)" });
    assert.deepEqual(some.expand(), []);
    assert.deepEqual([some.get("A"), some.get("d")], ["[<xx>]", "$(none)"]);
  });

  it("leaves a cycle as it is and warns", () => {
    const some = variables({ a: "$(b)", b: "$(a)" });
    assert.deepEqual(some.expand(), [
      "Variable 'a' refers to itself",
      "Variable 'b' refers to itself",
    ]);
    assert.equal(some.get("a"), "$(b)");
  });

  it("follows references for fifty levels", () => {
    const chain = (length: number) => {
      const names = Array.from({ length }, (_, index) => [`v${index}`, `$(v${index + 1})`]);
      return variables({ ...Object.fromEntries(names), [`v${length}`]: "end" });
    };
    const [short, long] = [chain(49), chain(50)];
    assert.deepEqual([short.expand(), short.get("v0")], [[], "end"]);
    assert.deepEqual(
      [long.expand(), long.get("v0"), long.get("v1")],
      [["Variable 'v0' exceeds the depth of 50"], "$(v1)", "end"],
    );
  });

  it("makes a variable secret that took in a secret", () => {
    const mask = new SecretMask();
    const some = new Variables(mask);
    some.set("token", "s3cret", { secret: true });
    some.set("url", "https://$(token)@host");
    some.expand();
    const secret = some.all().filter((one) => one.secret);
    assert.deepEqual(
      secret.map(({ name }) => name),
      ["token", "url"],
    );
    assert.equal(mask.mask("see https://s3cret@host/"), "see ***/");
  });

  it("knows what is read-only", () => {
    const some = variables({ mine: "1" });
    some.set("theirs", "1", { readOnly: true });
    some.set("theirs", "2");
    const names = ["mine", "THEIRS", "Build.SourcesDirectory", "system.debug", "Build.Reason"];
    assert.deepEqual(
      names.map((name) => some.isReadOnly(name)),
      [false, true, true, true, false],
    );
  });

  for (const [name, expected] of [
    ["test.value1", "TEST_VALUE1"],
    ["tesT vaLue.3", "TEST_VALUE_3"],
    [".. TEST   VALUE. 6", "___TEST___VALUE__6"],
    ["", ""],
    ["a-b", "A-B"],
  ] as const) {
    it(`is called '${expected}' in the environment, if its name is '${name}'`, () => {
      assert.equal(environmentName(name), expected);
    });
  }

  it("may keep its case in the environment", () => {
    assert.equal(environmentName("Test.Value", true), "Test_Value");
  });
});

describe("agent emulator: secrets", () => {
  it("are masked in the forms in which they may be printed", () => {
    const mask = new SecretMask();
    mask.addJobSecret('"pa%ss/w\nrd"');
    mask.addJobSecret(" bo rd ");
    for (const form of [
      '"pa%ss/w\nrd"',
      "pa%ss/w\nrd",
      "pa%AZP25ss/w%0Ard",
      "pa%25ss%2Fw%0Ard",
      "pa%ss/w\\nrd",
      "bo rd",
      Buffer.from('"pa%ss/w\nrd"').toString("base64"),
    ]) {
      assert.match(mask.mask(`<${form}>`), /^<["\\]*\*\*\*["\\]*>$/, form);
    }
    assert.equal(mask.mask("nothing"), "nothing");
  });

  it("are masked as one where they overlap or touch, and never when they are empty", () => {
    const mask = new SecretMask();
    for (const secret of ["abcd", "cdef", "gh", ""]) mask.add(secret);
    assert.equal(mask.mask("-abcdefgh-abcd-"), "-***-***-");
  });
});

describe("agent emulator: results", () => {
  it("merge to the worse one, and stay once they are worse than Failed", () => {
    for (const result of TASK_RESULTS) assert.equal(mergeResults(undefined, result), result);
    const worst = (...results: (typeof TASK_RESULTS)[number][]) =>
      results.reduce((merged, next) => mergeResults(merged, next));
    assert.equal(worst("Succeeded", "SucceededWithIssues", "Succeeded"), "SucceededWithIssues");
    assert.equal(worst("Failed", "Succeeded"), "Failed");
    assert.equal(worst("Failed", "Canceled", "Failed"), "Canceled");
    assert.equal(worst("Skipped", "Failed"), "Skipped");
    assert.equal(worst("Abandoned", "Succeeded"), "Abandoned");
  });

  it("are named with case", () => {
    assert.equal(parseResult(" Failed "), "Failed");
    for (const text of ["failed", "Cancelled", "", undefined]) {
      assert.equal(parseResult(text), undefined);
    }
  });
});

describe("agent emulator: conditions", () => {
  const state = (jobStatus: ConditionState["jobStatus"], values: Record<string, string> = {}) => ({
    jobStatus,
    variable: (name: string) => values[name],
  });

  it("know the job's status", () => {
    const statuses = ["Succeeded", "SucceededWithIssues", "Failed", "Canceled"] as const;
    const holds = (text: string) => statuses.map((status) => parseCondition(text)(state(status)));
    assert.deepEqual(holds("succeeded()"), [true, true, false, false]);
    assert.deepEqual(holds("failed()"), [false, false, true, false]);
    assert.deepEqual(holds("succeededOrFailed()"), [true, true, true, false]);
    assert.deepEqual(holds(" always( ) "), [true, true, true, true]);
    assert.deepEqual(holds("canceled()"), [false, false, false, true]);
  });

  for (const [text, expected] of [
    ["and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))", true],
    ["and(Succeeded(), EQ(variables['Build.Reason'], 'PullRequest'))", false],
    ["or(failed(), eq(variables['Build.Reason'], 'manual'))", true],
    ["not(eq(variables['none'], ''))", false],
    ["eq(variables.flag, true)", true],
    ["eq(true, variables['none'])", false],
    ["eq('it''s', variables['quote'])", true],
    ["variables['none']", false],
    ["and(true, not(false), variables.flag)", true],
  ] as const) {
    it(`${text} is ${expected}`, () => {
      const values = { "Build.Reason": "Manual", flag: "True", quote: "It's" };
      assert.equal(parseCondition(text)(state("Succeeded", values)), expected);
    });
  }

  for (const text of [
    "succeeded(",
    "succeeded() x",
    "succeeded('job')",
    "contains('a', 'b')",
    "eq('a')",
    "variables[name]",
    'eq("a", "b")',
    "and(true true)",
  ]) {
    it(`'${text}' is refused`, () => assert.throws(() => parseCondition(text), /condition '/));
  }
});

describe("agent emulator: restrictions", () => {
  it("need a pattern for a variable in every list", () => {
    const lists = [
      ["mta*", "PATH"],
      ["MTASTSMODE", "path", "x?"],
    ].map((allowed) => ({
      settableVariables: { allowed },
    }));
    const names = ["mtaStsMode", "Path", "mtaStsId", "xy", "x.y"];
    assert.deepEqual(
      names.map((name) => allowsVariable(lists, name)),
      [true, true, false, false, false],
    );
    assert.equal(allowsVariable([{}], "any"), true);
    assert.equal(allowsVariable([{ settableVariables: { allowed: [] } }], "any"), false);
  });
});
