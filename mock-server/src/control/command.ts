import type { Static, TSchema } from 'typebox'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import { ControlError } from './problem.ts'

/** What commands act on. */
export interface Controlled {
  readonly worlds: Worlds
  /** Where the mock is reached: worlds' addresses begin with it. */
  readonly url: string
}

/** One thing that can be asked of a running mock. Every front is made from these: in process, HTTP, command line. */
export interface Command<Input extends TSchema = TSchema, Output extends TSchema = TSchema> {
  /** `subject.verb`, the OpenAPI operation id. */
  readonly name: string
  readonly summary: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/_mock`, members of the input in braces. */
  readonly path: string
  readonly input: Input
  readonly output: Output
  run(mock: Controlled, input: Static<Input>): Static<Output> | Promise<Static<Output>>
}

/** Keeps the types of a command's input and output. */
export function command<Name extends string, Input extends TSchema, Output extends TSchema>(
  definition: Command<Input, Output> & { readonly name: Name },
): Command<Input, Output> & { readonly name: Name } {
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
