// recordFile in every syntax that people keep their DNS in.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of Terraform and its like
import assert from "node:assert/strict";
import { readRecordFile, recordIn } from "../../tasks/MtaStsGateV1/interpret/record-file";
import { checkReadings, NO_RECORD, readingWords } from "../support/record-file-cases";

describe("recordFile with two ids", () => {
  const two = ['"v=STSv1; id=${a}"', '"v=STSv1; id=2"'].map(
    (text) => `_mta-sts.contoso.com TXT ${text}`,
  );

  it("names both, an expression as one, and no owner without a domain", () => {
    const text = two.join("\n");
    const both = '(id "${a}" in line 1, id 2 in line 2): one is expected';
    assert.equal(
      readingWords("a.txt", text),
      `holds several different TXT records for _mta-sts.contoso.com ${both}`,
    );
    assert.equal(readingWords("a.txt", text, ""), `holds several different TXT records ${both}`);
  });
});

describe("recordFile as a zone file", () => {
  checkReadings([
    {
      name: "one record with origin and relative owner",
      path: "dns/contoso.com.zone",
      text: [
        "$ORIGIN contoso.com.",
        "$TTL 3600",
        "@ IN SOA ns1 admin ( 2026112401 7200 3600 1209600 3600 )",
        "  IN NS ns1.example.net.",
        '_mta-sts 300 IN TXT "v=STSv1; id=20261124T080000Z;"',
        "",
      ].join("\n"),
      gives: "20261124T080000Z 5:34",
    },
    {
      name: "several strings over lines in parentheses, with comments between",
      path: "db.contoso.com",
      text: '_mta-sts.contoso.com. IN TXT ( "v=STSv1; " ; the version\n  "id=2026" ; the year\n  "1124;" )\n',
      gives: "20261124 2:7",
    },
    {
      name: "escaped semicolons in and out of quotes",
      path: "a.zone",
      text: '_mta-sts.contoso.com. TXT v=STSv1\\;id=7\\;\n_mta-sts.fabrikam.com. TXT "v=STSv1\\; id=8\\;"\n',
      gives: "7 1:39",
    },
    {
      name: "the same, of the other domain",
      path: "a.zone",
      text: '_mta-sts.contoso.com. TXT v=STSv1\\;id=7\\;\n_mta-sts.fabrikam.com. TXT "v=STSv1\\; id=8\\;"\n',
      domain: "fabrikam.com",
      gives: "8 2:42",
    },
    {
      name: "an owner from the line before, class before TTL, decimal escapes",
      path: "a.zone",
      text: '$ORIGIN com.\n_mta-sts.contoso IN 300 TXT "other"\n   TXT "v=STSv1\\059 id\\0615"\n',
      gives: "5 3:27",
    },
    {
      name: "an origin that is itself relative, and @",
      path: "a.zone",
      text: '$ORIGIN com.\n$ORIGIN contoso\n$ORIGIN _mta-sts\n@ TXT "v=STSv1; id=1;"\n',
      gives: "1 4:20",
    },
    {
      name: "records of other origins",
      path: "a.zone",
      text: '$ORIGIN fabrikam.com.\n_mta-sts TXT "v=STSv1; id=1;"\n$ORIGIN contoso.com.\n_mta-sts TXT "v=STSv1; id=2;"\n',
      gives: "2 4:27",
    },
    {
      name: "the record of a subdomain beside the domain's",
      path: "a.zone",
      text: '_mta-sts TXT "v=STSv1; id=1;"\n_mta-sts.mail TXT "v=STSv1; id=2;"\n',
      domain: "mail.contoso.com",
      gives: "2 2:32",
    },
    {
      name: "the domain's record beside that of a subdomain",
      path: "a.zone",
      text: '_mta-sts TXT "v=STSv1; id=1;"\n_mta-sts.mail TXT "v=STSv1; id=2;"\n',
      gives: "1 1:27",
    },
    {
      name: "a record in a comment",
      path: "a.zone",
      text: '; _mta-sts TXT "v=STSv1; id=1;"\n_mta-sts TXT "v=STSv1; id=2;"\n',
      gives: "2 2:27",
    },
    {
      name: "a semicolon that begins a comment, for want of quotes",
      path: "a.zone",
      text: "_mta-sts TXT v=STSv1; id=1;\n",
      gives:
        'holds "v=STSv1" in line 1, which is no TXT record of MTA-STS: the text v=STSv1; id=… with 1 to 32 letters and digits is expected',
    },
    {
      name: "a template",
      path: "contoso.zone",
      text: '_mta-sts.{{domain}}. IN TXT "v=STSv1; id={{ id }};"\n',
      gives: "{{{ id }}} 1:42",
    },
    {
      name: "zone lines in a file of another name",
      path: "record.txt",
      text: '; v=STSv1; id=1\n_mta-sts.contoso.com. 3600 IN TXT "v=STSv1; id=2;"\n',
      gives: "2 2:48",
    },
    {
      name: "CRLF and no end of line",
      path: "a.zone",
      text: '\r\n\r\n_mta-sts TXT "v=STSv1; id=2"',
      gives: "2 3:27",
    },
    {
      name: "only records of another domain",
      path: "a.zone",
      text: '_mta-sts.fabrikam.com. TXT "v=STSv1; id=2;"\n',
      gives: NO_RECORD,
    },
    {
      name: "only other records",
      path: "a.zone",
      text: '_mta-sts TXT "v=spf1 -all"\n_mta-sts CNAME v=STSv1.\n',
      gives: NO_RECORD,
    },
    {
      name: "the end of an alias under a name of its own",
      path: "a.zone",
      text: 'sts.provider.example. TXT "v=STSv1; id=2;"\n',
      gives: "2 1:40",
    },
    {
      name: "several different ones",
      path: "a.zone",
      text: '_mta-sts TXT "v=STSv1; id=1;"\n\n_mta-sts TXT "v=STSv1; id=2;"\n',
      gives:
        "holds several different TXT records for _mta-sts.contoso.com (id 1 in line 1, id 2 in line 3): one is expected",
    },
    {
      name: "the same one twice",
      path: "a.zone",
      text: '_mta-sts TXT "v=STSv1; id=1;"\n_mta-sts TXT "v=STSv1; id=1;"\n',
      gives: "1 1:27",
    },
  ]);
});

describe("recordFile as Terraform", () => {
  checkReadings([
    {
      name: "azurerm, with the record of another domain below",
      path: "dns.tf",
      text: `resource "azurerm_dns_txt_record" "mta_sts" {
  name                = "_mta-sts"
  zone_name           = azurerm_dns_zone.contoso.name
  resource_group_name = "dns"
  ttl                 = 300

  record {
    value = "v=STSv1; id=20261124080000Z;"
  }
}

resource "azurerm_dns_txt_record" "mta_sts_other" {
  name                = "_mta-sts"
  zone_name           = azurerm_dns_zone.fabrikam.name

  record { value = "v=STSv1; id=1;" }
}
`,
      gives: "20261124080000Z 8:26",
    },
    {
      name: "cloudflare, named in full, quotes escaped",
      path: "dns.tf",
      text: `resource "cloudflare_dns_record" "a" {
  zone_id = var.zone_id
  name    = "_mta-sts.fabrikam.com"
  content = "\\"v=STSv1; id=1\\""
  type    = "TXT"
}
resource "cloudflare_dns_record" "b" {
  content = "\\"v=STSv1; id=2\\""
  name    = "_mta-sts.contoso.com"
  zone_id = var.zone_id
}
`,
      gives: "2 8:28",
    },
    {
      name: "route53, two strings in one, records before the name",
      path: "main.tf",
      text: `resource "aws_route53_record" "sts" {
  records = ["v=STSv1; \\"\\"id=5;"]
  type    = "TXT"
  name    = "_mta-sts.\${var.domain}"
}
`,
      gives: "5 2:31",
    },
    {
      name: "the content hash",
      path: "main.tf",
      text: `resource "aws_route53_record" "sts" {
  name    = "_mta-sts.contoso.com"
  records = ["v=STSv1; id=\${substr(sha256(replace(file("a/mta-sts.txt"), "\\r", "")), 0, 32)};"]
}
`,
      gives: '{${substr(sha256(replace(file("a/mta-sts.txt"), "\\r", "")), 0, 32)}} 3:27',
    },
    {
      name: "format and join",
      path: "main.tf",
      text: 'locals {\n  a = format("v=STSv1; id=%s;", local.id)\n}\n',
      gives: "{%s} 2:27",
    },
    {
      name: "join",
      path: "main.tf",
      text: 'locals {\n  a = join("", ["v=STSv1; id=", local.id, ";"])\n}\n',
      gives: "{local.id} 2:33",
    },
    {
      name: "an id that is still to come",
      path: "main.tf",
      text: 'locals {\n  a = join("", ["v=STSv1; id=",\n  ])\n}\n',
      gives:
        'holds "v=STSv1; id=" in line 2, which is no TXT record of MTA-STS: the text v=STSv1; id=… with 1 to 32 letters and digits is expected',
    },
    {
      name: "a map of domains",
      path: "terraform.tfvars",
      text: 'txt = {\n  "_mta-sts.contoso.com"  = "v=STSv1; id=1"\n  "_mta-sts.fabrikam.com" = "v=STSv1; id=2"\n}\n',
      domain: "fabrikam.com",
      gives: "2 3:42",
    },
    {
      name: "comments of all three kinds",
      path: "main.tf",
      text: '# "v=STSv1; id=1"\n// "v=STSv1; id=2"\n/* "v=STSv1; id=3"\n "v=STSv1; id=4" */\nx = "v=STSv1; id=5" # "v=STSv1; id=6"\nurl = "https://a/v=STSv1"\n',
      gives: "5 5:18",
    },
    {
      name: "a comment that never ends",
      path: "main.tf",
      text: 'x = "v=STSv1; id=5"\n/* "v=STSv1; id=6"\n',
      gives: "5 1:18",
    },
    {
      name: "two that belong to nobody in particular",
      path: "main.tf",
      text: 'a = "v=STSv1; id=1"\nb = "v=STSv1; id=2"\n',
      gives:
        "holds several different TXT records for _mta-sts.contoso.com (id 1 in line 1, id 2 in line 2): one is expected",
    },
    {
      name: "two values whose owners stand elsewhere",
      path: "main.tf",
      text: 'locals {\n  a = "v=STSv1; id=1"\n  b = "v=STSv1; id=2"\n}\nx "a" {\n name = "_mta-sts.contoso.com"\n}\nx "b" {\n name = "_mta-sts.fabrikam.com"\n}\n',
      gives:
        "holds several different TXT records for _mta-sts.contoso.com (id 1 in line 2, id 2 in line 3): one is expected",
    },
    {
      name: "a record that only a pattern describes",
      path: "variables.tf",
      text: 'condition = can(regex("^v=STSv1; id=[A-Za-z0-9]{1,32};?$", var.record))\n',
      gives:
        'holds "v=STSv1; id=" in line 1, which is no TXT record of MTA-STS: the text v=STSv1; id=… with 1 to 32 letters and digits is expected',
    },
  ]);
});

describe("recordFile as Bicep and ARM", () => {
  checkReadings([
    {
      name: "a child of its zone",
      path: "dns.bicep",
      text: `resource zone 'Microsoft.Network/dnsZones@2018-05-01' existing = {
  name: 'contoso.com'
}
resource sts 'Microsoft.Network/dnsZones/TXT@2018-05-01' = {
  parent: zone
  name: '_mta-sts'
  properties: {
    TTL: 300
    TXTRecords: [
      { value: [ 'v=STSv1; id=20261124;' ] } // 'v=STSv1; id=1'
    ]
  }
}
`,
      gives: "20261124 10:31",
    },
    {
      name: "an interpolation",
      path: "dns.bicep",
      text: "var txt = 'v=STSv1; id=${uniqueString(loadTextContent('home/mta-sts.txt'))};'\n",
      gives: "{${uniqueString(loadTextContent('home/mta-sts.txt'))}} 1:24",
    },
    {
      name: "zone and owner in one name",
      path: "dns.bicep",
      text: `resource a 'T' = {
  name: 'contoso.com/_mta-sts'
  properties: { TXTRecords: [ { value: ['v=STSv1; id=1'] } ] }
}
resource b 'T' = {
  name: 'fabrikam.com/_mta-sts'
  properties: { TXTRecords: [ { value: ['v=STSv1; id=2'] } ] }
}
`,
      domain: "fabrikam.com",
      gives: "2 7:54",
    },
    {
      name: "ARM with a literal, strings in a list",
      path: "azuredeploy.json",
      text: JSON.stringify(
        {
          type: "Microsoft.Network/dnsZones/TXT",
          name: "[concat(parameters('zone'), '/_mta-sts')]",
          properties: { TTL: 300, TXTRecords: [{ value: ["v=STSv1; ", "id=9;"] }] },
        },
        undefined,
        2,
      ),
      gives: "9 10:15",
    },
    {
      name: "ARM with a function",
      path: "azuredeploy.json",
      text: `{ "value": [ "[concat('v=STSv1; id=', parameters('id'), ';')]" ] }`,
      gives: "{parameters('id')} 1:39",
    },
    {
      name: "ARM with format",
      path: "azuredeploy.json",
      text: `{ "value": [ "[format('v=STSv1; id={0};', variables('id'))]" ] }`,
      gives: "{{0}} 1:36",
    },
    {
      name: "JSON within JSON",
      path: "change.json",
      text: `{"Name":"_mta-sts.contoso.com.","ResourceRecords":[{"Value":"\\"v=STSv1; id=3;\\""}]}`,
      gives: "3 1:76",
    },
  ]);
});

describe("recordFile as YAML and JavaScript", () => {
  checkReadings([
    {
      name: "octoDNS, plain",
      path: "config/contoso.com.yaml",
      text: "? ''\n: type: MX\n_mta-sts:\n  ttl: 300\n  type: TXT\n  value: v=STSv1\\; id=20261124080000Z\\;\n_mta-sts.mail:\n  type: TXT\n  value: v=STSv1\\; id=2\\;\n",
      gives: "20261124080000Z 6:23",
    },
    {
      name: "octoDNS, a list that stands as far left as its key",
      path: "config/contoso.com.yaml",
      text: "_dmarc:\n- type: TXT\n  value: v=DMARC1\n_mta-sts:\n- type: TXT\n  values:\n  - v=STSv1\\; id=4 # v=STSv1\\; id=5\n_mta-sts.mail:\n- type: TXT\n  values:\n  - 'v=STSv1\\; id=6'\n",
      gives: "4 7:18",
    },
    {
      name: "double quotes escape the backslash as well",
      path: "a.yml",
      text: 'value: "v=STSv1\\\\; id=4\\\\;"\n',
      gives: "4 1:23",
    },
    {
      name: "several zones in one file",
      path: "zones.yml",
      text: "zones:\n  fabrikam.com:\n    _mta-sts: v=STSv1; id=1\n  contoso.com:\n    _mta-sts: v=STSv1; id=2\n",
      gives: "2 5:27",
    },
    {
      name: "an Ansible template",
      path: "a.yml",
      text: '- value: "v=STSv1; id={{ mta_sts_id | default(1) }}"\n',
      gives: "{{{ mta_sts_id | default(1) }}} 1:23",
    },
    {
      name: "a pipeline variable",
      path: "azure-pipelines.yml",
      text: "- script: az network dns record-set txt add-record -n _mta-sts -v 'v=STSv1; id=$(id)'\n",
      gives: "{$(id)} 1:80",
    },
    {
      name: "an apostrophe in prose",
      path: "a.yml",
      text: "note: don't touch\nvalue: v=STSv1\\; id=4 # isn't\n",
      gives: "4 2:21",
    },
    {
      name: "DNSControl",
      path: "dnsconfig.js",
      text: `D("fabrikam.com", REG, DnsProvider(AZURE),
  TXT("_mta-sts", "v=STSv1; id=1;"));
D("contoso.com", REG, DnsProvider(AZURE),
  // TXT("_mta-sts", "v=STSv1; id=0;"),
  TXT("_smtp._tls", "v=TLSRPTv1; rua=mailto:a@contoso.com"),
  TXT("_mta-sts", "v=STSv1; id=2;"),
  TXT("_mta-sts.mail", "v=STSv1; id=3;"));
`,
      gives: "2 6:32",
    },
    {
      name: "DNSControl, of a subdomain",
      path: "dnsconfig.js",
      text: `D("fabrikam.com", REG,
  TXT("_mta-sts.mail", "v=STSv1; id=1;"));
D("contoso.com", REG,
  TXT("_mta-sts", "v=STSv1; id=2;"),
  TXT("_mta-sts.mail", "v=STSv1; id=3;"));
`,
      domain: "mail.contoso.com",
      gives: "3 5:37",
    },
    {
      name: "a template string",
      path: "dnsconfig.js",
      text: 'TXT("_mta-sts", `v=STSv1; id=${id};`)\n',
      gives: "{${id}} 1:30",
    },
    {
      name: "a pattern with a lone bracket in an expression",
      path: "dnsconfig.js",
      text: 'TXT("_mta-sts", `v=STSv1; id=${day.replace(/\\(/, "")};`)\n',
      gives: '{${day.replace(/\\(/, "")}} 1:30',
    },
    {
      name: "a record without an id before another argument",
      path: "dnsconfig.js",
      text: 'TXT("_mta-sts", "v=STSv1;", TTL(300))\n',
      gives:
        'holds "v=STSv1;" in line 1, which is no TXT record of MTA-STS: the text v=STSv1; id=… with 1 to 32 letters and digits is expected',
    },
    {
      name: "strings and expressions added up",
      path: "dnsconfig.js",
      text: 'TXT("_mta-sts", "v=STSv1; " +\n  "id=" + ID.slice(0, 8) + ";")\n',
      gives: "{ID.slice(0, 8)} 2:11",
    },
    {
      name: "strings added up",
      path: "dnsconfig.js",
      text: 'TXT("_mta-sts." + DOMAIN, "v=STSv1; " + \'id=77\')\n',
      gives: "77 1:45",
    },
    {
      name: "an id with a computed end",
      path: "dnsconfig.js",
      text: 'TXT("_mta-sts", "v=STSv1; id=2026" + day)\n',
      gives: "{day} 1:30",
    },
  ]);
});

describe("recordFile as PowerShell, shell and plain text", () => {
  checkReadings([
    {
      name: "PowerShell in two statements, with those of another domain",
      path: "dns.ps1",
      text: `# "v=STSv1; id=0"
$record = New-AzDnsRecordConfig -Value "v=STSv1; id=1;"
New-AzDnsRecordSet -Name "_mta-sts" -ZoneName "fabrikam.com" -DnsRecords $record

$record = New-AzDnsRecordConfig -Value "v=STSv1; id=2;"
New-AzDnsRecordSet -Name "_mta-sts" -ZoneName "contoso.com" -DnsRecords $record
`,
      gives: "2 5:53",
    },
    {
      name: "PowerShell over lines",
      path: "dns.ps1",
      text: `<# "v=STSv1; id=0" #>
Add-DnsServerResourceRecord -Txt -ZoneName "fabrikam.com" \`
  -Name "_mta-sts" -DescriptiveText "v=STSv1; id=1;"
New-AzDnsRecordSet -Name "_mta-sts" -ZoneName contoso.com -DnsRecords (
  New-AzDnsRecordConfig -Value "v=STSv1; id=2;"
)
`,
      gives: "2 5:45",
    },
    { name: "a variable", path: "a.ps1", text: '$v = "v=STSv1; id=$id;"\n', gives: "{$id} 1:19" },
    {
      name: "a subexpression",
      path: "a.ps1",
      text: '$v = "v=STSv1; id=$((Get-FileHash "a)b").Hash.Substring(0, 32))"\n',
      gives: '{$((Get-FileHash "a)b").Hash.Substring(0, 32))} 1:19',
    },
    {
      name: "-f and +",
      path: "a.ps1",
      text: "$v = 'v=STSv1; id={0}' -f $id\n",
      gives: "{{0}} 1:19",
    },
    { name: "+", path: "a.ps1", text: "$v = ('v=STSv1; id=' + $id)\n", gives: "{$id} 1:24" },
    {
      name: "+ before a bracket that is never closed",
      path: "a.ps1",
      text: "$v = 'v=STSv1; id=' + $ids[0\n",
      gives: "{$ids[0} 1:23",
    },
    {
      name: "UTF-16, as Windows PowerShell writes it",
      path: "a.ps1",
      text: "\ufeff$v = 'v=STSv1; id=1'\n",
      gives: "1 1:19",
    },
    {
      name: "one line per domain",
      path: "dns.sh",
      text: "az network dns record-set txt add-record -z contoso.com -n _mta-sts -v 'v=STSv1; id=1'\naz network dns record-set txt add-record -z fabrikam.com -n _mta-sts -v v=STSv1\\;id=2 -g rg\n",
      domain: "fabrikam.com",
      gives: "2 2:85",
    },
    {
      name: "the text alone",
      path: "record.txt",
      text: "v=STSv1; id=20261124\n",
      gives: "20261124 1:13",
    },
    {
      name: "two strings side by side",
      path: "record.txt",
      text: '_mta-sts.contoso.com. TXT "v=STSv1; "  "id=7;"\n',
      gives: "7 1:44",
    },
    {
      name: "an id behind more strings than a record has",
      path: "record.txt",
      text: `"v=STSv1; " ${'" " '.repeat(19)}"id=7;"`,
      gives: NO_RECORD,
    },
    {
      name: "an id that goes on in more strings than a record has",
      path: "record.txt",
      text: `"v=STSv1; id=1" ${'"2" '.repeat(20)}`,
      gives: NO_RECORD,
    },
    {
      name: "an id in the last string that a record may have",
      path: "record.txt",
      text: `"v=STSv1; " ${'" " '.repeat(18)}"id=7;"`,
      gives: "7 1:89",
    },
    { name: "a byte order mark", path: "a", text: "\ufeffv=STSv1; id=1", gives: "1 1:13" },
    {
      name: "a token to be replaced",
      path: "record.txt",
      text: "v=STSv1; id=#{StsId}#;",
      gives: "{#{StsId}} 1:13",
    },
    {
      name: "another token",
      path: "record.txt",
      text: "v=STSv1; id=__ID__",
      gives: "{__ID__} 1:13",
    },
    {
      name: "paragraphs",
      path: "records.md",
      text: "Record of _mta-sts.fabrikam.com:\n`v=STSv1; id=1`\n\nRecord of _mta-sts.contoso.com:\n`v=STSv1; id=2`\n",
      gives: "2 5:14",
    },
    {
      name: "a table",
      path: "records.csv",
      text: "_mta-sts.contoso.com,TXT,v=STSv1; id=1,3600\n_mta-sts.fabrikam.com,TXT,v=STSv1; id=2,3600\n",
      gives: "1 1:38",
    },
    {
      name: "a U-label",
      path: "records.csv",
      text: "_mta-sts.bücher.example,TXT,v=STSv1; id=1\n_mta-sts.contoso.com,TXT,v=STSv1; id=2\n",
      domain: "xn--bcher-kva.example",
      gives: "1 1:41",
    },
    {
      name: "a legal record with an extension before the id",
      path: "record.txt",
      text: "v=STSv1; grid=1; id=2;",
      gives: "2 1:21",
    },
    { name: "an empty file", path: "record.txt", text: "", gives: NO_RECORD },
    {
      name: "a policy",
      path: "mta-sts.txt",
      text: "version: STSv1\nmode: none\n",
      gives: NO_RECORD,
    },
    {
      name: "an illegal id",
      path: "record.txt",
      text: "v=STSv1; id=2026-11-24",
      gives:
        'holds "v=STSv1; id=2026-11-24" in line 1, which is no TXT record of MTA-STS: the text v=STSv1; id=… with 1 to 32 letters and digits is expected',
    },
    {
      name: "another domain's record only",
      path: "record.txt",
      text: "_mta-sts.fabrikam.com v=STSv1; id=1",
      gives: NO_RECORD,
    },
    {
      name: "many different ones",
      path: "record.txt",
      text: Array.from({ length: 7 }, (_, i) => `v=STSv1; id=${i}\n`).join(""),
      gives:
        "holds several different TXT records for _mta-sts.contoso.com (id 0 in line 1, id 1 in line 2, id 2 in line 3, id 3 in line 4, id 4 in line 5 and 2 more): one is expected",
    },
    {
      name: "no domain known",
      path: "record.txt",
      text: "_mta-sts.fabrikam.com v=STSv1; id=1",
      domain: "",
      gives: "1 1:35",
    },
  ]);

  it("reads UTF-16", () => {
    const text = Buffer.from("\ufeff$v = 'v=STSv1; id=1'\r\n", "utf16le");
    assert.equal(readingWords("a.ps1", text), "1 1:19");
  });

  it("shows hostile text as text", () => {
    const reading = recordIn(Buffer.from("v=STSv1; id=##vso[task.complete]\u202e"), "a.txt", "");
    assert.ok(reading.status === "unusable");
    assert.doesNotMatch(reading.problem, /##vso|\u202e/);
  });

  it("is done with large and hostile files soon", () => {
    const texts = [
      '"v=STSv1; id=${'.repeat(2_000),
      "{[(".repeat(20_000),
      "_mta-sts.".repeat(10_000),
      'D("x", TXT("_mta-sts", "v=STSv1; id=1;"));\n'.repeat(1_000),
      "\\".repeat(60_000),
      '"'.repeat(60_000),
    ];
    const startedAt = performance.now();
    for (const text of texts) {
      for (const path of ["a.zone", "a.tf", "a.yaml", "a.js", "a.txt"]) {
        recordIn(Buffer.from(text), path, "contoso.com");
      }
    }
    const seconds = (performance.now() - startedAt) / 1000;
    assert.ok(seconds < 10, `took ${seconds} s`);
  });
});

describe("readRecordFile", () => {
  it("says nothing where no file was asked for, and what is wrong where it could not be read", () => {
    assert.equal(readRecordFile({ status: "skipped", reason: "no file" }, "a.com"), undefined);
    const absent = { status: "absent", code: "ENOENT", detail: "" } as const;
    assert.deepEqual(readRecordFile(absent, "a.com"), {
      status: "unusable",
      problem: "does not exist",
    });
    const failed = {
      status: "failed",
      error: { code: "EISDIR", message: "a is a folder" },
    } as const;
    assert.deepEqual(readRecordFile(failed, "a.com"), {
      status: "unusable",
      problem: "cannot be read: a is a folder",
    });
  });
});

describe("recordFile without end", () => {
  for (const part of ["}}(", "{{", "((]", "\\\n", "(a) \\\n", "(\n", "TXT", "a.b.", "/_mta-sts"]) {
    it(`takes no longer for each of many parts: ${JSON.stringify(part)}`, () => {
      const started = process.cpuUsage();
      assert.equal(readingWords("a.tf", part.repeat(20_000)), NO_RECORD);
      const { user, system } = process.cpuUsage(started);
      assert.ok(user + system < 1_500_000, `${user + system} microseconds`);
    });
  }

  it("takes no longer for each of many records that differ", () => {
    const text = `v=STSv1; a\n${"v=STSv1; b\n".repeat(20_000)}`;
    const started = process.cpuUsage();
    assert.match(readingWords("a.tf", text), /^holds several .* and 19996 more\)/);
    const { user, system } = process.cpuUsage(started);
    assert.ok(user + system < 3_000_000, `${user + system} microseconds`);
  });

  it("takes no longer for a long comment in a string that never ends", () => {
    const text = `"v=STSv1; id=1"v=STSv1;#${"x".repeat(200_000)}`;
    const started = process.cpuUsage();
    assert.equal(readingWords("a.tf", text), "1 1:14");
    const { user, system } = process.cpuUsage(started);
    assert.ok(user + system < 1_500_000, `${user + system} microseconds`);
  });
});
