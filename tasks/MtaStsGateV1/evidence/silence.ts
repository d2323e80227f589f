// What a run remembers of a server that does not answer: hundreds of domains may lie on it, and each would wait anew.

/** The silence of one server. Any word ends it, also a refusal. */
export class Silence {
  readonly #longFrom: number;
  #hasSpoken = false;
  #count = 0;
  #listening = 0;
  #code = "TIMEOUT";

  /** @param longFrom times in a row without an answer from which on it is long */
  constructor(longFrom: number) {
    this.#longFrom = longFrom;
  }

  /** Times in a row that nothing came. */
  get count(): number {
    return this.#count;
  }

  /** Why nothing came the last time: TIMEOUT, or the code of the socket. */
  get code(): string {
    return this.#code;
  }

  /** Those who listen at this moment. */
  get listening(): number {
    return this.#listening;
  }

  get isLong(): boolean {
    return this.#count >= this.#longFrom;
  }

  /** Long, and not a word in the whole run: a server that answered others may be silent about one domain only. */
  get isEntire(): boolean {
    return this.isLong && !this.#hasSpoken;
  }

  async listen<T>(work: () => Promise<T>): Promise<T> {
    this.#listening++;
    try {
      return await work();
    } finally {
      this.#listening--;
    }
  }

  /** Nothing came. */
  go(code: string): void {
    this.#count++;
    this.#code = code;
  }

  /** Something came. */
  end(): void {
    this.#hasSpoken = true;
    this.#count = 0;
  }
}
