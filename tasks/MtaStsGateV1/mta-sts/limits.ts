// Numbers that RFC 8461 fixes or suggests, in one place.

/** Largest `max_age` in seconds (RFC 8461 section 3.2): one year. */
export const MAX_MAX_AGE_SECONDS = 31_557_600;

/** Octets of a policy that senders are suggested to read (RFC 8461 section 3.3): 64 KiB. */
export const MAX_POLICY_OCTETS = 65_536;

/** Longest TXT record id (RFC 8461 section 3.1). */
export const MAX_ID_LENGTH = 32;

/** Longest extension name in records and policies (RFC 8461 sections 3.1 and 3.2). */
export const MAX_EXTENSION_NAME_LENGTH = 32;

/** Most digits of a `max_age` value (RFC 8461 section 3.2). */
export const MAX_AGE_DIGITS = 10;

/** Longest label and name in octets (RFC 1035 section 2.3.4; 253 characters without the root dot). */
export const MAX_LABEL_OCTETS = 63;
export const MAX_NAME_LENGTH = 253;

/** One day in seconds: the shortest `max_age` that major senders honour. */
export const ONE_DAY_SECONDS = 86_400;
