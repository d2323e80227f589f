// Names that stand for another name: those reserved for examples, and those that templates carry.

const EXAMPLE_NAME = /(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))$/;

/** True for a lower-case name under those that RFC 2606 reserves for examples and tests. */
export function isExampleName(name: string): boolean {
  return EXAMPLE_NAME.test(name);
}

const PLACEHOLDER_LABEL =
  /^(?:your|my)-?(?:domain|company|host|hostname|mailserver|mail-server|mxhost|organi[sz]ation|tenant)(?:-?name)?(?:-com)?$|^domain-com$/;

const PLACEHOLDER_NAME = /(?:^|\.)domain\.(?:com|tld)$/;

/** True for a lower-case name such as `mail.yourdomain.com` that a template left to be filled in. */
export function isPlaceholderName(name: string): boolean {
  return (
    PLACEHOLDER_NAME.test(name) || name.split(".").some((label) => PLACEHOLDER_LABEL.test(label))
  );
}
