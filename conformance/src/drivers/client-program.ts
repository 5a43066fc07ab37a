import type { AnyReply, CommandName, Commands, Reply } from './client-driver.ts'

/**
 * One client behind the commands, as whoever writes a driver makes it. What it throws becomes `rejected`, with the
 * `code`, `message` and `details` of the error; commands that are left out are `unsupported`.
 */
export type ClientProgram = {
  [Name in CommandName as Name extends 'report' | 'configure' | 'start' | 'callback' ? Name : never]: Handler<Name>
} & { [Name in CommandName as Name extends 'call' | 'refresh' | 'clock' ? Name : never]?: Handler<Name> }

type Handler<Name extends CommandName> = (input: Commands[Name]['input']) => Promise<Reply<Name>> | Reply<Name>

/** Carries out one command. */
export async function perform(program: ClientProgram, command: CommandName, input: object): Promise<AnyReply> {
  if (command === 'end') return { outcome: 'ended' }
  const handler = program[command] as ((input: object) => AnyReply | Promise<AnyReply>) | undefined
  if (!handler) return { outcome: 'unsupported', reason: `This driver has no ${command}.` }
  try {
    return await handler.call(program, input)
  } catch (error) {
    return rejection(error)
  }
}

/** What an error of a client says of itself. */
export function rejection(error: unknown): AnyReply {
  if (!(error instanceof Error)) return { outcome: 'rejected', message: 'something that is no Error was thrown' }
  const { code, details } = error as { code?: unknown; details?: unknown }
  return {
    outcome: 'rejected',
    ...(typeof code === 'string' && { code }),
    message: `${error.name}: ${error.message}`,
    ...(typeof details === 'object' && details !== null && { details: details as Readonly<Record<string, unknown>> }),
  }
}
