/** What was worked out for a question, as long as nothing changes: the few that were asked for last. */
export class KeptAnswers<A> {
  readonly #answers = new Map<string, A>();
  readonly #most: number;

  /** With room for so many answers. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The answer to a question; undefined where it is not kept. */
  find(question: string): A | undefined {
    const answer = this.#answers.get(question);
    return answer === undefined ? undefined : this.keep(question, answer);
  }

  /** Keeps an answer, and gives it back. */
  keep(question: string, answer: A): A {
    this.#answers.delete(question);
    this.#answers.set(question, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= this.#most) break;
      this.#answers.delete(oldest);
    }
    return answer;
  }

  /** Forgets all: something changed. */
  clear(): void {
    this.#answers.clear();
  }
}
