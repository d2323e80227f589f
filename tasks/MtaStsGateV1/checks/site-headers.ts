// Headers of the configuration that spoil the policy; each check judges those of one place.
import type { StaticWebApp } from "../deployment/site";
import { isTextPlain } from "../mta-sts/media-type";
import { quote } from "../quote";
import type { Setting } from "../swa/json-shapes";
import type { Finding } from "./check";
import { inConfig } from "./site-words";

/** What is wrong with headers that are in effect for the policy, among those of one place. */
export function badHeaders(
  { policyAnswer, config }: StaticWebApp,
  own: readonly Setting[],
  who: string,
): readonly Finding[] {
  const { status, mediaType, mediaTypeFrom, headers } = policyAnswer;
  if (status !== 200) return [];
  const findings: Finding[] = [];
  if (mediaTypeFrom !== undefined && own.includes(mediaTypeFrom) && !isTextPlain(mediaType)) {
    const given =
      mediaType === undefined
        ? "takes the Content-Type from the policy"
        : `gives the policy the Content-Type ${quote(mediaType)}`;
    findings.push(
      inConfig(config, mediaTypeFrom, { message: `${who} ${given}, expected text/plain` }),
    );
  }
  for (const header of headers) {
    const isEncoding = /^content-encoding$/i.test(header.name) && !/^identity$/i.test(header.value);
    if (!isEncoding || !own.includes(header)) continue;
    const message = `${who} gives the policy the Content-Encoding ${quote(header.value)}, in which the file is not, expected none`;
    findings.push(inConfig(config, header, { message }));
  }
  return findings;
}
