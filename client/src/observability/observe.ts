import { MobilePayError } from '../errors/mobilepay-error.ts'
import { type Attributes, setAttributes } from './attributes.ts'
import { type Operation, type TracingChannel, watchedChannel } from './channels.ts'
import type { DebugLog } from './debug-log.ts'

/** What subscribers of `tracing:mobilepay:…` get: one object from the start of an operation to its end. */
export interface ObservedOperation {
  readonly operation: Operation
  /** OpenTelemetry's names; complete when `asyncEnd` is published. */
  readonly attributes: Readonly<Attributes>
  /** The error that ended it, without secrets; set when `error` is published. */
  readonly error?: Error
}

/** Adds what becomes known on the way. */
export type Note = (attributes: Attributes) => void

interface Watched {
  readonly debug?: DebugLog | undefined
  readonly environment: { readonly id: string }
}

/**
 * Lets others watch a piece of work: through a TracingChannel, and as a line of the debug log. What the work results in
 * is not published, for it may hold tokens. Costs next to nothing where nobody watches: the attributes are not asked for.
 */
export function observe<T>(
  operation: Operation,
  watched: Watched,
  attributes: () => Attributes,
  work: (note: Note) => Promise<T>,
): Promise<T> {
  const channel = watchedChannel(operation)
  if (!channel && !watched.debug) return work(noteNothing)
  return observed(operation, watched, attributes(), work, channel)
}

/** For operations of which nothing is known when they begin. */
export const noAttributes = (): Attributes => ({})

function noteNothing(): void {}

async function observed<T>(
  operation: Operation,
  { debug, environment }: Watched,
  attributes: Attributes,
  work: (note: Note) => Promise<T>,
  channel: TracingChannel | undefined,
): Promise<T> {
  const kept: Record<string, unknown> = {}
  const note: Note = (more) => setAttributes(kept, more)
  note({ 'mobilepay.environment': environment.id, ...attributes })
  const { promise, resolve } = Promise.withResolvers<T>()
  /** Resolves to nothing and rejects with nothing secret: that is all that is published. */
  const published = async () => {
    const outcome = work(note)
    resolve(outcome)
    await outcome.catch((error: unknown) => {
      note({ 'error.type': error instanceof MobilePayError ? error.code : 'unexpected' })
      throw error instanceof MobilePayError ? error : new Error('Details are left out: they may hold secrets.')
    })
  }
  const logged = () => (debug ? withLine(debug, operation, kept, published) : published())
  const message: ObservedOperation = { operation, attributes: kept }
  await (channel ? channel.tracePromise(logged, message) : logged()).catch(() => {})
  return promise
}

async function withLine(
  debug: DebugLog,
  operation: Operation,
  attributes: Readonly<Record<string, unknown>>,
  work: () => Promise<void>,
): Promise<void> {
  const start = performance.now()
  try {
    await work()
  } finally {
    const ms = Math.round(performance.now() - start)
    debug(JSON.stringify({ time: new Date().toISOString(), mobilepay: operation, ms, ...attributes }))
  }
}
