import type { Change } from '../world/kept/state.ts'

/** A state of a world: which life of the name, how many commits, and which commit was the last. */
export interface StatePoint {
  readonly incarnation: string
  readonly revision: number
  readonly stamp: string
}

/** What has come about in a store since a state that is known. */
export type Update =
  | { readonly kind: 'gone' }
  /** What changed since; nothing, where nobody changed anything. */
  | { readonly kind: 'changes'; readonly at: StatePoint; readonly changes: readonly Change[] }
  /** Everything. */
  | { readonly kind: 'whole'; readonly at: StatePoint; readonly changes: readonly Change[] }

/** A world that this process alone may change for a while. */
export interface Lease {
  readonly name: string
  readonly token: string
  /** Counts up with each lease; who comes with an older one commits nothing. */
  readonly fence: number
}

export interface Taken {
  readonly update: Update
  /** Absent where the world is gone. */
  readonly lease?: Lease
}

/**
 * Keeps worlds, each as entries of collections. What goes wrong is a StoreUnavailableError; then it is unknown whether
 * anything was done, and the state has to be read anew.
 */
export interface Backend {
  /** Its address for people, without credentials. */
  readonly shown: string
  /** Leases a world, which counts as use of it, and says what is new in it. Waits while others have it. */
  take(name: string, known: StatePoint | undefined): Promise<Taken>
  /** Keeps all changes or none, and gives the lease back. @throws StoreUnavailableError where the lease is lost */
  commit(lease: Lease, at: StatePoint, changes: readonly Change[]): Promise<StatePoint>
  /** Gives a lease back without any change. */
  release(lease: Lease): Promise<void>
  /** Says what is new without leasing. @param use whether this counts as use of the world */
  read(name: string, known: StatePoint | undefined, use: boolean): Promise<Update>
  /** Begins a world. @returns false where the name is taken */
  create(name: string, changes: readonly Change[]): Promise<boolean>
  /** @returns whether there was one */
  remove(name: string): Promise<boolean>
  /** Of all worlds, the oldest use first. */
  names(): Promise<readonly string[]>
  /** Says that worlds are in use. */
  touch(names: readonly string[]): Promise<void>
  /** Removes worlds that nobody has used for so many milliseconds. */
  sweep(): Promise<void>
  /** Calls back when another process has changed or removed a world. */
  watch(listener: (name: string) => void): void
  /** Whether it can be written. @throws StoreUnavailableError with the reason */
  check(): Promise<void>
  close(): Promise<void>
}

export interface BackendOptions {
  /** Worlds that nobody has used for so many milliseconds are gone. */
  readonly idleLife: number
  /** The world that stays whatever happens. */
  readonly lasting: string
}
