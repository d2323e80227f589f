// Splits a stream of text where .NET's StreamReader.ReadLine does: at CR, LF and CRLF.

/** Feed it text as it arrives; it gives back the lines that are complete. */
export class LineSplitter {
  // Pieces of the unfinished line, joined once: a line may be many megabytes long.
  #rest: string[] = [];

  /** Lines completed by this piece. A CR at its very end waits for the LF that may follow. */
  push(piece: string): string[] {
    if (piece === "") return [];
    if (!/[\r\n]/.test(piece) && this.#rest.at(-1)?.endsWith("\r") !== true) {
      this.#rest.push(piece);
      return [];
    }
    const lines = [...this.#rest, piece].join("").split(/\r\n|\n|\r(?!$)/);
    this.#rest = [lines.pop() ?? ""];
    return lines;
  }

  /** What is left when the stream ends: the last line, if it has no terminator, or nothing. */
  end(): string[] {
    const rest = this.#rest.join("");
    this.#rest = [];
    if (rest === "") return [];
    return [rest.endsWith("\r") ? rest.slice(0, -1) : rest];
  }
}
