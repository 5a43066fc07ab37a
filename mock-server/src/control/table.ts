import type { Static } from 'typebox'
import { clockCommands } from './commands/clock.ts'
import { consentCommands } from './commands/consents.ts'
import { peopleCommands } from './commands/people.ts'
import { settingsCommands } from './commands/settings.ts'
import { worldCommands } from './commands/worlds.ts'

/** Everything that can be asked of a running mock. */
export const commands = [
  ...worldCommands,
  ...clockCommands,
  ...peopleCommands,
  ...consentCommands,
  ...settingsCommands,
] as const

type AnyCommand = (typeof commands)[number]
export type CommandName = AnyCommand['name']
type CommandNamed<Name extends CommandName> = Extract<AnyCommand, { readonly name: Name }>
export type CommandInput<Name extends CommandName> = Static<CommandNamed<Name>['input']>
export type CommandOutput<Name extends CommandName> = Static<CommandNamed<Name>['output']>
