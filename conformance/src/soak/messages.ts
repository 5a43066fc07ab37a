import type { StorePlace } from './open-store.ts'

/** What a worker needs; the first message to it. */
export interface WorkerSetUp {
  readonly kind: 'set-up'
  /** Told to the mock with each request, so that its journal says who asked. */
  readonly instance: string
  readonly seed: number
  readonly client: ClientSetUp
  readonly merchantIds: readonly string[]
}

/** How to make a client over the shared store. */
export interface ClientSetUp {
  readonly discoveryUrl: string
  readonly apiUrl: string
  readonly store: StorePlace
  readonly sealingKey: string
  /** How far the provider's clock is before the machine's, in milliseconds. */
  readonly offsetMs: number
}

export type ToWorker = WorkerSetUp | { readonly kind: 'clock'; readonly offsetMs: number } | { readonly kind: 'stop' }

/** A connection that needs a new consent, as a process was told. */
export interface Loss {
  readonly merchantId: string
  readonly reason: string
  /** When the refresh began that was broken off. */
  readonly interruptedAt: string
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'calls'; readonly outcomes: Readonly<Record<string, number>> }
  | ({ readonly kind: 'lost' } & Loss)
