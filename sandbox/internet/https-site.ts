// One site of the sandbox as data: its certificate, what it answers, and what goes wrong on the way.
import type { ServerCertificate } from "./certificates";

/** What a site answers to every request. */
export type Answer =
  /** Files of a folder, read again at each request; 404 where there is none. */
  | { readonly folder: string }
  /** These octets (latin-1) as they are, then the connection is closed: for what no HTTP library would send. */
  | { readonly raw: string }
  | HttpAnswer
  /** Answers each request on its own. */
  | ((request: SiteRequest) => HttpAnswer | Promise<HttpAnswer>);

/** What a request asks for. */
interface SiteRequest {
  /** Decoded, without the query. */
  readonly path: string;
}

/** A response. */
export interface HttpAnswer {
  /** Default: 200. */
  readonly status?: number;
  /** Content-Length is added where neither it nor Transfer-Encoding is given. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

type Phase = "tls" | "headers" | "body";

/** How a connection ends before its time; `silence` leaves it open and never goes on. */
export type Break = "reset" | "close" | "silence";

/** What goes wrong. All times in milliseconds. */
export interface Faults {
  /** Waits before a phase. */
  readonly delays?: Readonly<Partial<Record<Phase, number>>>;
  /** Breaks off before a phase; in the body half way. */
  readonly breakOff?: { readonly phase: Phase; readonly how: Break };
  /** Sends the body in pieces. */
  readonly trickle?: { readonly octets: number; readonly everyMs: number };
  /** Speaks nothing newer than TLS 1.1. */
  readonly isTls11Only?: boolean;
}

/** What a host name serves, and what goes wrong there. */
export interface Site {
  readonly certificate: ServerCertificate;
  readonly answer: Answer;
  readonly faults?: Faults;
}
