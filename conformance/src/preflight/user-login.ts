import { inapplicable } from '../checks/outcome.ts'
import { describeArrival } from '../flow/arrival.ts'
import { fine, type PreflightCheck } from './preflight-check.ts'

/**
 * PRE-08: the one look that logs somebody in, in the session that the checks go on with: by a plain request, which they
 * look at as well.
 */
export const userLogin: PreflightCheck = {
  id: 'PRE-08',
  title: 'The provider takes the name and the password of the user, and asks for nothing that a script has not',
  blocks: 'logins',
  isWanted: (checks) => checks.some(({ sandbox }) => sandbox !== 'unattended'),
  async run({ target, flow }) {
    if (target.login?.givenAs === undefined) return inapplicable('No name and password were given.')
    return fine(describeArrival(await flow.once('plain request', (own) => own.attempt())))
  },
}
