import { fieldOf } from '../../flow/arrival.ts'
import { strengthOf } from '../callback/code-entropy.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge } from '../outcome.ts'
import { goodRefreshes, refreshable } from './refreshes.ts'

const loginsMore = 3

/** R-23: refresh tokens as such. */
export const form: CheckDefinition = {
  id: 'R-23',
  title: 'Refresh tokens are visible ASCII characters, 128 random bits or more of them',
  spec: 'RFC 6749 A.17, 10.10',
  level: 'MUST',
  sandbox: 'burns-code',
  async run(context) {
    const tokens = await collect(context)
    const strange = new Set(tokens.flatMap((token) => token.match(/[^\x20-\x7e]/gu) ?? []))
    const { shortest, changing, bits } = strengthOf(tokens)
    // A provider may answer a client with one token for ever; then its length is all that can be looked at.
    const random = new Set(tokens).size === 1 ? shortest * 4 : bits
    const strangely = strange.size > 0 ? `, with ${strange.size} characters that are not visible ASCII` : ''
    const again = context.recall('refresh_token', tokens)
    const codes = new Set(context.answers().map(({ attempt }) => fieldOf(attempt.arrival, 'code')))
    const known = tokens.filter((token) => codes.has(token)).length
    return judge(random >= 128 && strange.size === 0 && again === 0 && known === 0, {
      expected: 'refresh tokens of characters from U+0020 to U+007E with 128 random bits or more',
      actual: `refresh tokens of ${shortest} characters that differ in ${changing} places: at most ${random} random bits${strangely}${again === 0 ? '' : `; ${again} came in an earlier run`}${known === 0 ? '' : `; ${known} are codes, which passed the browser`}`,
      remedy:
        'Make refresh tokens from a cryptographically secure random number generator, in base64url or hexadecimal.',
    })
  },
}

/** Those of one chain of refreshes, and those of other logins. */
async function collect(context: CheckContext): Promise<readonly string[]> {
  const { refreshToken, first, second } = await goodRefreshes(context)
  const others = await context.flow.once('refresh tokens of more logins', async (own) => {
    const tokens: string[] = []
    while (tokens.length < loginsMore) tokens.push((await refreshable(own)).refreshToken)
    return tokens
  })
  const all = [refreshToken, first.refreshToken, second.refreshToken, ...others]
  return [...new Set(all.flatMap((token) => (token === undefined ? [] : [token])))]
}
