import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { AnyCommand, Controlled, RunContext, StreamCommand } from './command.ts'
import { refuseInput } from './refuse-input.ts'
import { takeTurn } from './take-turn.ts'

const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true })
const coercing = new Ajv2020({ allErrors: true, strict: false, verbose: true, coerceTypes: true })
const validators = new WeakMap<object, Map<Ajv2020, ValidateFunction>>()

/** `text` where the values came from an address or a command line and are to be read as what the schema asks for. */
export type InputKind = 'typed' | 'text'

export interface RunOptions extends Partial<RunContext> {
  readonly kind?: InputKind
}

const never = new AbortController().signal

/**
 * Holds an input against the command's schema and runs it; a refused command changes nothing.
 * @returns the output; of a stream its items
 * @throws ControlError with every wrong field and what is allowed there.
 */
export async function runCommand(
  command: AnyCommand,
  mock: Controlled,
  input: object,
  { kind = 'typed', signal = never, askedAt = performance.now() }: RunOptions = {},
): Promise<unknown> {
  const checked = checkInput(command, input, kind)
  return takeTurn(command, mock, checked, () => command.run(mock, checked, { signal, askedAt }))
}

/** The same of a stream, in which what is wrong shows before the first item. */
export async function openStream(
  command: StreamCommand,
  mock: Controlled,
  input: object,
  { kind = 'typed', signal = never, askedAt = performance.now() }: RunOptions = {},
): Promise<AsyncIterable<unknown>> {
  const checked = checkInput(command, input, kind)
  return takeTurn(command, mock, checked, () => command.run(mock, checked, { signal, askedAt }))
}

/** A copy, so that what a caller does with its own input later changes nothing here. */
function checkInput(command: AnyCommand, input: object, kind: InputKind): object {
  const given = structuredClone(input)
  const validate = validatorOf(command, kind === 'text' ? coercing : ajv)
  if (!validate(given)) throw refuseInput(validate.errors ?? [])
  return given
}

function validatorOf({ input }: AnyCommand, compiler: Ajv2020): ValidateFunction {
  const known = validators.get(input) ?? new Map<Ajv2020, ValidateFunction>()
  validators.set(input, known)
  const validate = known.get(compiler) ?? compiler.compile(input)
  known.set(compiler, validate)
  return validate
}
