// Courtesy: how much may be under way at the same time.

/** When work counts as waiting, and how much may be under way with what waits. */
interface Lending {
  readonly afterSeconds: number;
  readonly most: number;
}

/**
 * Lets at most `limit` pieces of work be busy at once; the others wait in the order in which they came. Work that takes
 * longer than an answer should only waits for silence to end, so with `lending` it hands its turn on and goes on
 * beside the others: what hangs must not hold up what does not.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  readonly #limit: number;
  readonly #lending: Lending | undefined;
  #busy = 0;
  #underWay = 0;

  constructor(limit: number, lending?: Lending) {
    this.#limit = limit;
    this.#lending = lending;
  }

  /** Runs `work` when its turn comes, and hands on its outcome. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#hasRoom()) this.#begin();
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let isBusy = true;
    const lend = () => {
      if (isBusy) this.#busy--;
      isBusy = false;
      this.#callNext();
    };
    const timer = this.#lending && setTimeout(lend, this.#lending.afterSeconds * 1000);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      this.#underWay--;
      lend();
    }
  }

  #hasRoom(): boolean {
    return this.#busy < this.#limit && this.#underWay < (this.#lending?.most ?? this.#limit);
  }

  #begin(): void {
    this.#busy++;
    this.#underWay++;
  }

  #callNext(): void {
    while (this.#waiting.length > 0 && this.#hasRoom()) {
      this.#begin();
      this.#waiting.shift()?.();
    }
  }
}

/** How much may be busy at the same time, and under way with what only waits. */
interface Limit {
  readonly busy: number;
  readonly underWay: number;
}

/** Work that takes longer than most answers need counts as waiting. */
const LENT_AFTER_SECONDS = 1;

/** The turns of a run: so many in all, and so many at each place. */
export class Courtesy {
  readonly #all: Turns;
  readonly #each: Limit;
  readonly #places = new Map<string, Turns>();

  constructor(all: Limit, each: Limit) {
    this.#all = turnsOf(all);
    this.#each = each;
  }

  /** Runs `work` when its turn comes at every one of the places, and then among all. */
  take<T>(places: readonly string[], work: () => Promise<T>): Promise<T> {
    // Always in the same order, so that two never wait for each other.
    const inOrder = [...new Set(places)].sort();
    return inOrder.reduceRight(
      (rest, place) => () => this.#at(place).take(rest),
      () => this.#all.take(work),
    )();
  }

  #at(place: string): Turns {
    const turns = this.#places.get(place) ?? turnsOf(this.#each);
    this.#places.set(place, turns);
    return turns;
  }
}

function turnsOf({ busy, underWay }: Limit): Turns {
  return new Turns(busy, { afterSeconds: LENT_AFTER_SECONDS, most: underWay });
}
