// Where the text of a record in a recordFile begins and ends, and what fills it in.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of Terraform and its like
import { checkReadings, NO_RECORD } from "../support/record-file-cases";

const noRecord = (text: string, line = 1) =>
  `holds ${JSON.stringify(text)} in line ${line}, which is no TXT record of MTA-STS: the text v=STSv1; id=… with 1 to 32 letters and digits is expected`;

describe("a record in strings", () => {
  checkReadings([
    {
      name: "blanks around the equals sign are no record, and not overlooked",
      path: "a.txt",
      text: "v = STSv1; id=1\n",
      gives: noRecord("v = STSv1; id=1"),
    },
    {
      name: "a record within a record is none",
      path: "a.txt",
      text: "v=STSv1; a=v=STSv1; id=3\n",
      gives: noRecord("v=STSv1; a=v=STSv1; id=3"),
    },
    {
      name: "an option after several blanks is none of it",
      path: "a.sh",
      text: "add -n _mta-sts -v v=STSv1\\;id=2   -g rg\n",
      gives: "2 1:32",
    },
    {
      name: "the string around an escaped one ends both",
      path: "a.js",
      text: 'x = "\\"v=STSv1; id=3"; y = "\\"b";\n',
      gives: "3 1:20",
    },
    {
      name: "a string that is never closed ends with its line",
      path: "a.txt",
      text: 'it says "v=STSv1; id=5\nand "more"\n',
      gives: "5 1:22",
    },
    {
      name: "a template string does not",
      path: "a.js",
      text: "x = `v=STSv1;\nid=5`;\n",
      gives: noRecord("v=STSv1;\nid=5").replace("\\n", "\\u{a}"),
    },
    {
      name: "two strings of one record with a blank between, within a string",
      path: "a.tf",
      text: 'records = ["v=STSv1; \\" \\"id=5;"]\n',
      gives: "5 1:30",
    },
    {
      name: "a string beside a whole record in a list is another value",
      path: "a.json",
      text: '{ "value": ["v=STSv1;id=7", "b"] }\n',
      gives: "7 1:25",
    },
    {
      name: "the same, with a blank before the id",
      path: "a.json",
      text: '{ "value": ["v=STSv1; id=7", "b"] }\n',
      gives: "7 1:26",
    },
    {
      name: "an operator further on joins nothing",
      path: "a.js",
      text: 'f("v=STSv1;" if x, "id=7");\n',
      gives: noRecord("v=STSv1;"),
    },
    {
      name: "an expression with a key in quotes",
      path: "a.js",
      text: 'TXT("_mta-sts", "v=STSv1; id=" + x["a"] + ";");\n',
      gives: '{x["a"]} 1:34',
    },
    {
      name: "an expression at the end of the file",
      path: "a.ps1",
      text: "$v = 'v=STSv1; id=' + $id",
      gives: "{$id} 1:23",
    },
  ]);
});

describe("an expression in a record", () => {
  checkReadings([
    {
      name: "behind the id is none of it",
      path: "a.txt",
      text: "v=STSv1; id=7; x=${a}\n",
      gives: "7 1:13",
    },
    {
      name: "before the id is none of it",
      path: "a.txt",
      text: "v=STSv1; x=${a}; id=7\n",
      gives: "7 1:21",
    },
    {
      name: "may hold a semicolon and an id",
      path: "a.txt",
      text: "v=STSv1; id=${f(a; id=3)}; x=1\n",
      gives: "{${f(a; id=3)}} 1:13",
    },
    {
      name: "which holds an id is not the id",
      path: "a.txt",
      text: "v=STSv1; ${x; id=3} id=4\n",
      gives: noRecord("v=STSv1; ${x; id=3} id=4"),
    },
    {
      name: "makes part of the id",
      path: "a.txt",
      text: "v=STSv1; id=a${b}c%{d}e;\n",
      gives: "{${b}c%{d}} 1:13",
    },
    {
      name: "with strings that hold brackets and quotes",
      path: "a.tf",
      text: 'x = "v=STSv1; id=${f("\\")}", \')}\')}";\n',
      gives: '{${f("\\")}", \')}\')}} 1:18',
    },
    {
      name: "with a lone apostrophe",
      path: "a.tf",
      text: 'x = "v=STSv1; id=${a.b\'}";\n',
      gives: "{${a.b'}} 1:18",
    },
    {
      name: "of Jinja closes both its braces",
      path: "a.txt",
      text: "v=STSv1; id={{ a }}b\n",
      gives: "{{{ a }}} 1:13",
    },
  ]);
});

describe("what is no comment in a recordFile", () => {
  checkReadings([
    {
      name: "a mark in a string with an escaped quote",
      path: "a.tf",
      text: 'x = "a \\" # b", y = "v=STSv1; id=1"\n',
      gives: "1 1:34",
    },
    {
      name: "a mark behind a string in single quotes that ends with a backslash",
      path: "a.txt",
      text: 'x = \'a\\\' # "v=STSv1; id=1"\ny = "v=STSv1; id=2"\n',
      gives: "2 2:18",
    },
    {
      name: "an escaped quote in prose",
      path: "a.tf",
      text: 'x = a \\" # "v=STSv1; id=1"\ny = "v=STSv1; id=2"\n',
      gives: "2 2:18",
    },
    {
      name: "the end of a comment that begins with its own end",
      path: "a.tf",
      text: '/*/ "v=STSv1; id=1" */ x = "v=STSv1; id=2"\n',
      gives: "2 1:41",
    },
    {
      name: "what follows a comment",
      path: "a.tf",
      text: '/* a */"v=STSv1; id=2"\n',
      gives: "2 1:21",
    },
  ]);
});

describe("a zone file by its looks", () => {
  const comment = "; v=STSv1; id=1\n";
  checkReadings([
    {
      name: "has a control entry",
      path: "zones/contoso",
      text: `x ; "v=STSv1; id=1"\n$TTL 300\n_mta-sts TXT "v=STSv1; id=2"\n`,
      gives: "2 3:27",
    },
    {
      name: "has a record with class and type, any blanks between",
      path: "zones/contoso",
      text: `x ; "v=STSv1; id=1"\n_mta-sts\tIN  \tTXT\t"v=STSv1; id=2"\n`,
      gives: "2 2:32",
    },
    {
      name: "has a name that begins with db.",
      path: "zones/db.contoso.com",
      text: `x ; "v=STSv1; id=1"\n_mta-sts TXT "v=STSv1; id=2"\n`,
      gives: "2 2:27",
    },
    {
      name: "is none for a control entry within a line",
      path: "zones/contoso",
      text: `see $TTL 300\n_mta-sts TXT v=STSv1;id=2\n`,
      gives: "2 2:25",
    },
    {
      name: "is known by the file's name, not by its folder's",
      path: "a.zone/record",
      text: "_mta-sts TXT v=STSv1;id=2\n",
      gives: "2 1:25",
    },
    {
      name: "with nothing but a comment has no record",
      path: "a.zone",
      text: comment,
      gives: NO_RECORD,
    },
  ]);
});

describe("the entries of a zone file", () => {
  checkReadings([
    {
      name: "a first entry without an owner belongs to no name",
      path: "a.zone",
      text: '  TXT "v=STSv1; id=1"\n',
      gives: "1 1:20",
    },
    {
      name: "a quoted owner is none",
      path: "a.zone",
      text: '"_mta-sts.fabrikam.com." TXT "v=STSv1; id=1"\n',
      gives: NO_RECORD,
    },
    {
      name: "the origin itself, as @",
      path: "a.zone",
      text: '$ORIGIN _mta-sts.contoso.com.\n@ TXT "v=STSv1; id=1"\n$ORIGIN _mta-sts.fabrikam.com.\n@ TXT "v=STSv1; id=2"\n',
      gives: "1 2:20",
    },
    {
      name: "no origin behind its name",
      path: "a.zone",
      text: '$ORIGIN\n_mta-sts TXT "v=STSv1; id=1"\n',
      gives: "1 2:27",
    },
    {
      name: "an absolute name that is not the domain's",
      path: "a.zone",
      text: '_mta-sts.mail. TXT "v=STSv1; id=1"\n',
      gives: NO_RECORD,
    },
    {
      name: "a relative name under an origin is whole",
      path: "a.zone",
      text: '$ORIGIN mail.\n_mta-sts TXT "v=STSv1; id=1"\n',
      gives: NO_RECORD,
    },
    {
      name: "a type in quotes is none",
      path: "a.zone",
      text: '_mta-sts "TXT" "v=STSv1; id=1"\n',
      gives: NO_RECORD,
    },
    {
      name: "TTL and class in either order, units in the TTL",
      path: "a.zone",
      text: '_mta-sts 1h30m IN TXT "v=STSv1; id=1"\n',
      gives: "1 1:36",
    },
    {
      name: "a type that begins with a class or ends with one",
      path: "a.zone",
      text: '_mta-sts INX TXT "v=STSv1; id=1"\n_mta-sts XIN TXT "v=STSv1; id=2"\n_mta-sts TXT "v=STSv1; id=3"\n',
      gives: "3 3:27",
    },
    {
      name: "parentheses within parentheses, and one too many",
      path: "a.zone",
      text: '_mta-sts TXT ( ( "v=STSv1;"\n) " id=1" )\n) x\n_mta-sts.mail TXT "v=STSv1; id=2"\n',
      gives: "1 2:8",
    },
    {
      name: "a string that is never closed",
      path: "a.zone",
      text: '_mta-sts TXT "v=STSv1\\;id=1\n_mta-sts.mail TXT "v=STSv1; id=2"',
      gives: "1 1:27",
    },
    {
      name: "a word at the end of the file",
      path: "a.zone",
      text: "_mta-sts TXT v=STSv1\\;id=1",
      gives: "1 1:26",
    },
    {
      name: "a text of another kind that ends like a record",
      path: "a.zone",
      text: '_mta-sts TXT "not v=STSv1; id=1"\n',
      gives: NO_RECORD,
    },
    {
      name: "a name that only ends like an owner",
      path: "a.zone",
      text: 'x_mta-sts TXT "v=STSv1; id=1"\n_mta-sts TXT "v=STSv1; id=2"\n',
      gives: "2 2:27",
    },
    {
      name: "a name that only begins like an owner",
      path: "a.zone",
      text: '_mta-stsx TXT "v=STSv1; id=1"\n_mta-sts TXT "v=STSv1; id=2"\n',
      gives: "2 2:27",
    },
  ]);
});
