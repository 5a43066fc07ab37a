import type { ClientCheck } from '../../src/checks/client/client-check.ts'
import { clientChecks } from '../../src/checks/client/index.ts'
import { perform } from '../../src/drivers/client-program.ts'
import { type ClientSubject, startOwnClient } from '../../src/subjects/client-subject.ts'
import { hopelessFlaws } from '../../test/flawed/hopeless.ts'
import { flaws } from '../../test/flawed/index.ts'
import { type Carelessness, CarelessProgram } from '../../test/support/careless-program.ts'
import { flawedClient, inProcess } from '../../test/support/try-flaw.ts'

/** A client, and the checks that it is put before. */
export interface ClientBeforeChecks {
  readonly open: () => Promise<ClientSubject>
  readonly checks: readonly ClientCheck[]
  /** The rows of the hostile table for each check, at most: careless clients fail at the first, slowly. */
  readonly mostRows?: number
  /** Whether it is tried after all others, since it shows little more than another. */
  readonly isLast?: boolean
}

const kinds: readonly Carelessness[] = ['trusting', 'refusing', 'constant', 'forgetful']

/** This project's client before every check, clients with a flaw before the one that sees it, careless and hopeless ones before all. */
export const clientsBeforeChecks: readonly ClientBeforeChecks[] = [
  { open: () => startOwnClient(), checks: clientChecks },
  { open: () => startOwnClient('2018'), checks: clientChecks, isLast: true },
  ...flaws.map((flaw) => ({
    open: () => flawedClient(flaw),
    checks: clientChecks.filter(({ id }) => id === flaw.seenBy),
  })),
  ...hopelessFlaws.map((flaw) => ({ open: () => flawedClient(flaw), checks: clientChecks, mostRows: 3 })),
  ...kinds.map((kind) => ({ open: () => careless(kind), checks: clientChecks, mostRows: 3 })),
]

function careless(kind: Carelessness): Promise<ClientSubject> {
  return inProcess(kind, () => {
    const program = new CarelessProgram(kind)
    return { send: (command, input) => perform(program, command, input) }
  })
}
