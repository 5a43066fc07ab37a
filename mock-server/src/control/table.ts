import type { Static } from 'typebox'
import type { StreamCommand } from './command.ts'
import { clockCommands } from './commands/clock.ts'
import { consentCommands } from './commands/consents.ts'
import { faultCommands } from './commands/faults.ts'
import { journalCommands } from './commands/journal.ts'
import { journalExpectations } from './commands/journal-expectations.ts'
import { journalExports } from './commands/journal-exports.ts'
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
  ...faultCommands,
  ...journalCommands,
  ...journalExpectations,
  ...journalExports,
] as const

type TableEntry = (typeof commands)[number]
export type CommandName = TableEntry['name']
type CommandNamed<Name extends CommandName> = Extract<TableEntry, { readonly name: Name }>
export type CommandInput<Name extends CommandName> = Static<CommandNamed<Name>['input']>
/** What a command answers; a stream is read with `for await`. */
export type CommandOutput<Name extends CommandName> =
  CommandNamed<Name> extends StreamCommand
    ? AsyncIterable<Static<CommandNamed<Name>['output']>>
    : Static<CommandNamed<Name>['output']>
