import { inapplicable } from '../checks/outcome.ts'
import { fine, misconfigured, type PreflightCheck } from './preflight-check.ts'

/** Seconds by which the clocks may differ: what clients commonly tolerate in tokens. */
const tolerated = 60

/** PRE-02: tokens are judged by this machine's clock. */
export const clock: PreflightCheck = {
  id: 'PRE-02',
  title: 'The clocks of this machine and of the provider agree',
  blocks: 'nothing',
  async run(context) {
    const { headers } = await context.discoveryResponse()
    const date = headers.get('date') ?? ''
    const theirs = Date.parse(date)
    if (Number.isNaN(theirs)) return inapplicable('The answer has no Date.')
    const seconds = Math.round((Date.now() - theirs) / 1000)
    if (Math.abs(seconds) <= tolerated) return fine(`${Math.abs(seconds)} seconds apart`)
    return misconfigured({
      field: "this machine's clock",
      reason: `it is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead of' : 'behind'} the provider's, which says ${date}.`,
      expected: `at most ${tolerated} seconds apart`,
      actual: `${Math.abs(seconds)} seconds apart`,
      mend: 'Set this machine by a time server (timedatectl set-ntp true); or the mock by its clock command.',
    })
  },
}
