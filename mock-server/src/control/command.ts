import type { Static, TSchema } from 'typebox'
import type { MockTls, TlsOptions } from '../tls/tls-options.ts'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import { ControlError } from './problem.ts'
import type { ProblemStatus } from './problem-schema.ts'

/** What commands act on. */
export interface Controlled {
  readonly worlds: Worlds
  /** Where the mock is reached: worlds' addresses begin with it. */
  readonly url: string
  /** Opens a port of its own over TLS for a world; it closes with the world. */
  openTls(world: World, options: TlsOptions): Promise<MockTls>
}

export interface EventStreaming {
  readonly as: 'events'
  readonly event: string
  /** How often a silent stream says that it lives, in milliseconds; 15,000 by default, below the patience of proxies. */
  readonly heartbeat?: number
}

/** How many answers over HTTP: one as JSON, or one after another. */
export type Streaming =
  /** Server-sent events of one name; the `id` of an item is the event's. */
  | EventStreaming
  /** NDJSON. */
  | { readonly as: 'lines' }

interface Described<Input extends TSchema, Output extends TSchema> {
  /** `subject.verb`, the OpenAPI operation id. */
  readonly name: string
  readonly summary: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/_mock`, members of the input in braces. */
  readonly path: string
  readonly input: Input
  /** Of a stream: each item. */
  readonly output: Output
  /** Whether it changes nothing in its world: it takes no turn where a store keeps the world (decision 0014). */
  readonly takesNoTurn?: true
  /** Refusals that commands of its kind have not all, for documents. */
  readonly refuses?: readonly ProblemStatus[]
  /** An input for documents and tests; what is left out there is made up from the schema. */
  readonly example?: Readonly<Record<string, unknown>>
}

/** Around one run of a command. */
export interface RunContext {
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal
  /** When it was asked for, by `performance.now()`; the code of commands may have been loaded since. */
  readonly askedAt: number
}

/** One thing that can be asked of a running mock. Every front is made from these: in process, HTTP, command line. */
export interface Command<Input extends TSchema = TSchema, Output extends TSchema = TSchema>
  extends Described<Input, Output> {
  readonly streaming?: never
  run(mock: Controlled, input: Static<Input>, context: RunContext): Static<Output> | Promise<Static<Output>>
}

/** A command whose answer comes piece by piece. */
export interface StreamCommand<Input extends TSchema = TSchema, Item extends TSchema = TSchema>
  extends Described<Input, Item> {
  readonly streaming: Streaming
  run(mock: Controlled, input: Static<Input>, context: RunContext): AsyncIterable<Static<Item>>
}

export type AnyCommand = Command | StreamCommand

/** Keeps the types of a command's input and output. */
export function command<Name extends string, Input extends TSchema, Output extends TSchema>(
  definition: Command<Input, Output> & { readonly name: Name },
): Command<Input, Output> & { readonly name: Name } {
  return definition
}

/** The same for a stream. */
export function streamCommand<Name extends string, Input extends TSchema, Item extends TSchema>(
  definition: StreamCommand<Input, Item> & { readonly name: Name },
): StreamCommand<Input, Item> & { readonly name: Name } {
  return definition
}

/** @throws ControlError 404 */
export function worldNamed({ worlds }: Controlled, name: string): World {
  const world = worlds.find(name)
  if (world) return world
  const known = worlds.all
    .map((other) => other.name)
    .slice(0, 20)
    .join(', ')
  throw new ControlError(404, `There is no world "${name}". There are: ${known}.`, [{ field: 'world', allowed: known }])
}
