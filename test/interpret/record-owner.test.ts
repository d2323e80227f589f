// Whose record a text in a recordFile is: the nearest owner name, the zone beside it, and what stands together.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of Terraform and its like
import { checkReadings, NO_RECORD } from "../support/record-file-cases";

const several = (...ids: readonly string[]) =>
  `holds several different TXT records for _mta-sts.contoso.com (${ids.join(", ")}): one is expected`;

/** One text, read for both domains. */
function forBoth(
  name: string,
  path: string,
  text: string,
  [contoso, fabrikam]: readonly [string, string],
): void {
  checkReadings([
    { name: `${name}, for contoso.com`, path, text, gives: contoso },
    {
      name: `${name}, for fabrikam.com`,
      path,
      text,
      domain: "fabrikam.com",
      gives: fabrikam.replaceAll("contoso", "fabrikam"),
    },
  ]);
}

describe("the owner name of a record", () => {
  forBoth(
    "is the one in the innermost brackets",
    "a.txt",
    '("_mta-sts.fabrikam.com", ("_mta-sts.contoso.com", "v=STSv1; id=1"))\n',
    ["1 1:65", NO_RECORD],
  );
  forBoth(
    "is nobody's where two names have the same claim",
    "a.txt",
    '_mta-sts.contoso.com _mta-sts.fabrikam.com "v=STSv1; id=1"\n',
    ["1 1:57", "1 1:57"],
  );
  forBoth(
    "may be written twice",
    "a.txt",
    '_mta-sts.fabrikam.com _mta-sts.fabrikam.com "v=STSv1; id=1"\n',
    [NO_RECORD, "1 1:58"],
  );
  forBoth(
    "may follow a record that begins the line",
    "a.txt",
    "v=STSv1; id=1, _mta-sts.fabrikam.com\n",
    [NO_RECORD, "1 1:13"],
  );
  forBoth(
    "does not speak for what follows its brackets at once",
    "a.txt",
    '(_mta-sts.fabrikam.com "v=STSv1; id=1")v=STSv1; id=2\n',
    ["2 1:52", "1 1:37"],
  );
  forBoth(
    "speaks past brackets that end before it",
    "a.txt",
    '("v=STSv1; id=1")_mta-sts.fabrikam.com "v=STSv1; id=2"\n',
    [NO_RECORD, several("id 1 in line 1", "id 2 in line 1")],
  );
  for (const [what, inside] of [
    ["a closing bracket too many", "]"],
    ["an opening bracket too many", "["],
  ]) {
    forBoth(
      `stands in its brackets, whatever ${what} says`,
      "a.txt",
      `(_mta-sts.fabrikam.com ${inside} "v=STSv1; id=1") _mta-sts.contoso.com\n`,
      [NO_RECORD, "1 1:39"],
    );
  }
  forBoth(
    "stands in its brackets, whatever a pair and a closing one too many say",
    "a.txt",
    '[_mta-sts.fabrikam.com () ) "v=STSv1; id=1"] _mta-sts.contoso.com\n',
    [NO_RECORD, "1 1:42"],
  );
  checkReadings([
    {
      name: "a name with the root dot is whole, so it is not the record of a subdomain",
      path: "a.txt",
      text: '_mta-sts.mail. TXT "v=STSv1; id=1"\n',
      domain: "mail.contoso.com",
      gives: NO_RECORD.replace("contoso.com", "mail.contoso.com"),
    },
    {
      name: "a name without it may be below its zone",
      path: "a.txt",
      text: '_mta-sts.mail TXT "v=STSv1; id=1"\n',
      domain: "mail.contoso.com",
      gives: "1 1:32",
    },
  ]);
});

describe("the zone of a record", () => {
  const tail = `"v=STSv1; id=1" ${"and so on ".repeat(40)}\n`;
  forBoth(
    "stands before the owner name and a slash, first of all",
    "a.txt",
    `fabrikam.com/_mta-sts ${tail}`,
    [NO_RECORD, "1 1:36"],
  );
  forBoth("stands there in quotes", "a.txt", `name: 'fabrikam.com/_mta-sts' ${tail}`, [
    NO_RECORD,
    "1 1:44",
  ]);
  checkReadings([
    {
      name: "a word with a dot and no slash is none",
      path: "dns.sh",
      text: "add-record rg.dns _mta-sts -v 'v=STSv1; id=1'\n",
      gives: "1 1:44",
    },
    {
      name: "a path is none",
      path: "dns.sh",
      text: "add-record ./dns/_mta-sts -v 'v=STSv1; id=1'\n",
      gives: "1 1:43",
    },
    {
      name: "makes it the record of two that have no zone in their names",
      path: "a.txt",
      text: "v=STSv1; id=1, _mta-sts, contoso.com\nv=STSv1; id=2, _mta-sts, fabrikam.com\n",
      gives: "1 1:13",
    },
    {
      name: "is not that of what follows its brackets at once",
      path: "a.txt",
      text: '(_mta-sts contoso.com "v=STSv1; id=1")v=STSv1; id=2, _mta-sts\n',
      gives: "1 1:36",
    },
    {
      name: "says nothing where the name is made of another domain",
      path: "dns.tf",
      text: [
        'a { zone = "contoso.com", name = "_mta-sts.${var.domain}", value = "v=STSv1; id=1" }',
        'b { zone = "contoso.com", name = "_mta-sts", value = "v=STSv1; id=2" }',
        "",
      ].join("\n"),
      gives: "2 2:67",
    },
    {
      name: "says nothing where a further string makes the name",
      path: "dns.js",
      text: [
        'a("contoso.com", "_mta-sts." + domain, "v=STSv1; id=1");',
        'a("contoso.com", "_mta-sts", "v=STSv1; id=2");',
        "",
      ].join("\n"),
      gives: "2 2:43",
    },
    {
      name: "is read before what is only spelled like it",
      path: "dns.tf",
      text: 'a "_mta-sts" "contoso.com" "v=STSv1; id=1"\nb "_mta-sts" "contoso_com" "v=STSv1; id=2"\n',
      gives: "1 1:41",
    },
    {
      name: "may be spelled as an identifier",
      path: "dns.tf",
      text: 'a "_mta-sts" zone.contoso_com "v=STSv1; id=1"\nb "_mta-sts" zone.fabrikam_com "v=STSv1; id=2"\n',
      gives: "1 1:44",
    },
    {
      name: "may be spelled with letters of its own",
      path: "zones.yml",
      text: "bücher.example:\n  _mta-sts: v=STSv1; id=1\ncontoso.com:\n  _mta-sts: v=STSv1; id=2\n",
      domain: "xn--bcher-kva.example",
      gives: "1 2:25",
    },
    {
      name: "of three labels is not known by its first",
      path: "dns.tf",
      text: 'a "_mta-sts" zone.eu "v=STSv1; id=1"\nb "_mta-sts" zone.us "v=STSv1; id=2"\n',
      domain: "eu.contoso.com",
      gives: several("id 1 in line 1", "id 2 in line 2").replace("contoso.com", "eu.contoso.com"),
    },
  ]);
});

describe("what stands together", () => {
  forBoth(
    "is a command over lines, from the first line on",
    "dns.ps1",
    [
      'Set-Txt -Name "_mta-sts" -ZoneName contoso.com `',
      '  -Value "v=STSv1; id=1"',
      'Set-Txt -Name "_mta-sts" -ZoneName fabrikam.com `',
      '  -Value "v=STSv1; id=2"',
      "",
    ].join("\n"),
    ["1 2:23", "2 4:23"],
  );
  checkReadings([
    {
      name: "is a paragraph, also where a line of blanks ends it",
      path: "records.md",
      text: "Record of _mta-sts.fabrikam.com:\n`v=STSv1; id=1`\n  \nRecord of _mta-sts.contoso.com:\n`v=STSv1; id=2`\n",
      gives: "2 5:14",
    },
    {
      name: "is what is indented in YAML, over a line of blanks",
      path: "zones.yaml",
      text: "fabrikam.com:\n  _mta-sts: v=STSv1; id=1\n \ncontoso.com:\n \n  _mta-sts: v=STSv1; id=2\n",
      gives: "2 6:25",
    },
    {
      name: "is an indented list as far left as its key",
      path: "zones.yaml",
      text: "contoso.com:\n  _mta-sts:\n  - v=STSv1; id=1\n  _mta-sts.mail:\n  - v=STSv1; id=2\n",
      gives: "1 3:17",
    },
    {
      name: "is a list whose items begin below their hyphens",
      path: "zones.yaml",
      text: "_mta-sts:\n-\n  value: v=STSv1; id=1\n_mta-sts.mail:\n-\n  value: v=STSv1; id=2\n",
      gives: "1 3:22",
    },
  ]);
  const indented = "_mta-sts.contoso.com\n  v=STSv1; id=1\n_mta-sts.fabrikam.com\n";
  forBoth("is what is indented in YAML", "a.yaml", indented, ["1 2:15", NO_RECORD]);
  forBoth("is the whole paragraph in plain text", "a.txt", indented, ["1 2:15", "1 2:15"]);
});
