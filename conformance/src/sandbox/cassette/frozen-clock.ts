/** Time that stands still until it is set: a replay happens when the recording did. */
export class FrozenClock implements Disposable {
  readonly #real = globalThis.Date
  #now: number

  constructor(now: number) {
    this.#now = now
    const read = () => this.#now
    const Real = this.#real
    globalThis.Date = new Proxy(Real, {
      construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [read()] : args, newTarget),
      apply: () => new Real(read()).toString(),
      get: (target, name, receiver) => (name === 'now' ? read : Reflect.get(target, name, receiver)),
    })
  }

  set(now: number): void {
    this.#now = now
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds
  }

  [Symbol.dispose](): void {
    globalThis.Date = this.#real
  }
}
