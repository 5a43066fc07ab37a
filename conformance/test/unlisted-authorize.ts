import type { FaultContext } from '../../mock-server/src/faults/fault.ts'
import {
  type Acts,
  answersTo,
  asked,
  byFragment,
  byPost,
  excuse,
  sent,
  type UnlistedDefect,
  withAnswerHeader,
} from './support/unlisted-defect.ts'

const isTwisted = (context: FaultContext) => asked(context, 'response_type') === 'id_token code'

/** A rule that is forgotten at one entrance. */
const forgotten = (rule: string, where: (context: FaultContext) => boolean): Acts => ({
  rule: (value, context) =>
    value !== 'excused' && value.refused.rule.startsWith(rule) && where(context) ? 'excused' : undefined,
})

const entrances: readonly UnlistedDefect[] = [
  {
    defect: 'any redirect_uri with response_type=id_token code',
    seenBy: 'A-12',
    at: forgotten('redirect-uri', isTwisted),
  },
  {
    defect: 'any redirect_uri by POST, if its path alone is wrong',
    seenBy: 'A-12',
    at: forgotten('redirect-uri', byPost),
  },
  { defect: 'plain by POST', seenBy: 'A-25', at: forgotten('code-challenge-method', byPost) },
  { defect: 'plain by fragment', seenBy: 'A-25', at: forgotten('code-challenge-method', byFragment) },
  { defect: 'short challenges by POST', seenBy: 'A-26', at: forgotten('code-challenge-length', byPost) },
  { defect: 'no nonce with response_type=id_token code', seenBy: 'A-07', at: forgotten('nonce-missing', isTwisted) },
  {
    defect: 'a used nonce without state',
    seenBy: 'A-34',
    at: { rule: excuse('nonce-replay', (input) => sent(input, 'state') === undefined) },
  },
  { defect: 'a scope that the client may not have', seenBy: 'A-19', at: forgotten('scope-not-allowed', () => true) },
]

const nearMisses: readonly UnlistedDefect[] = [
  {
    defect: 'a client_id that is cut off',
    seenBy: 'A-10',
    at: {
      parameters: (parameters, { exchange }) => {
        const given = parameters.get('client_id') ?? ''
        const all = exchange.world.clients.map(({ clientId }) => clientId)
        const whole = all.includes(given) ? undefined : all.find((id) => id.startsWith(given))
        return whole === undefined ? undefined : parameters.with({ client_id: whole }, '2024')
      },
    },
  },
  {
    defect: 'a redirect_uri with a line feed behind it',
    seenBy: 'A-14',
    at: {
      rule: excuse('redirect-uri-unregistered', (input) => {
        const given = sent(input, 'redirect_uri') ?? ''
        return given.endsWith('\n') && input.client?.redirectUris.includes(given.slice(0, -1)) === true
      }),
    },
  },
  {
    defect: 'a redirect_uri in the directory of a registered one',
    seenBy: 'A-12',
    at: {
      rule: excuse('redirect-uri-unregistered', (input) =>
        /^https:\/\/integrator\.example\/[a-z]+$/.test(sent(input, 'redirect_uri') ?? ''),
      ),
    },
  },
  {
    defect: 'a request object without signature that moves redirect_uri',
    seenBy: 'A-47',
    at: {
      parameters: (parameters) => {
        const [, claims] = /^[^.]+\.([^.]+)\.$/.exec(parameters.get('request') ?? '') ?? []
        if (claims === undefined) return undefined
        const inner = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, string>
        return parameters.with({ ...inner, request: undefined }, '2024')
      },
      rule: excuse('redirect-uri-unregistered', (_input, context) => Boolean(asked(context, 'request'))),
    },
  },
]

const script = (target: string) => `<script>setTimeout(() => { location = '${target}' }, 3000)</script></body>`

/** An error page that leads on to the redirect URI that was refused. */
const leading = (lead: 'Refresh' | 'script'): Pick<UnlistedDefect, 'alter'> => ({
  alter: (send) => {
    let target = ''
    const changed = answersTo(/\/home\/error$/, (answer) => {
      if (!/^https?:[\x21-\x7e]+$/.test(target)) return answer
      if (lead === 'Refresh') return withAnswerHeader(answer, 'refresh', `3; url=${target}`)
      const page = new TextDecoder().decode(answer.body).replace('</body>', () => script(target))
      return { ...answer, body: new TextEncoder().encode(page) }
    })(send)
    return (request) => {
      target = new URL(request.url).searchParams.get('redirect_uri') ?? target
      return changed(request)
    }
  },
})

const errorPages: readonly UnlistedDefect[] = [
  { defect: 'an error page with a Refresh header to redirect_uri', seenBy: 'A-11', ...leading('Refresh') },
  { defect: 'an error page with a script that goes to redirect_uri', seenBy: 'A-11', ...leading('script') },
]

/** Wrong requests to the authorization endpoint that are taken, or refused in a wrong way, as no list names them. */
export const unlistedAuthorize: readonly UnlistedDefect[] = [...entrances, ...nearMisses, ...errorPages]
