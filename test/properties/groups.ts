// All properties, in the order in which they are tried.
import { fileProperties } from "./files";
import { idProperties } from "./ids";
import { nameProperties } from "./names";
import { policyProperties } from "./policy";
import type { PropertyGroup } from "./property";
import { recordProperties } from "./records";
import { reportProperties } from "./reports";
import { shownTextProperties } from "./shown-text";
import { speedProperties } from "./speed";
import { wireProperties } from "./wire";

/** Each group under what its titles say something of. */
export const PROPERTY_GROUPS: readonly PropertyGroup[] = [
  { subject: "a policy text", properties: policyProperties },
  { subject: "a TXT record", properties: recordProperties },
  { subject: "names", properties: nameProperties },
  { subject: "proposed ids", properties: idProperties },
  { subject: "foreign text", properties: shownTextProperties },
  { subject: "what comes over the wire", properties: wireProperties },
  { subject: "files", properties: fileProperties },
  { subject: "reports", properties: reportProperties },
  { subject: "the time of reading", properties: speedProperties },
];
