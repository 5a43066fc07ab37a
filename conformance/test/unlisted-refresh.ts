import { answer, membersOf, onForm, type ReceivedForm, withMembers } from './support/received-form.ts'
import { type Acts, type UnlistedDefect, withHeader } from './support/unlisted-defect.ts'

const hour = 3_600_000
const isRefresh = ({ form }: ReceivedForm) => form.get('grant_type') === 'refresh_token'
const tokenIn = ({ form }: ReceivedForm) => form.get('refresh_token') ?? ''
const isOwn = ({ client, secret }: ReceivedForm) => client !== undefined && secret === client.clientSecret

/** Refresh tokens that are taken again after they were replaced. @param when told the milliseconds since */
function again(when: (ago: number, wasBasic: boolean, isBasic: boolean) => boolean): Acts {
  return onForm(async (received) => {
    const { memory, now, isBasic, client, pass } = received
    const key = `${client?.clientId} ${tokenIn(received)}`
    const reply = await pass()
    const before = memory.get(key) as { at: number; isBasic: boolean; reply: typeof reply } | undefined
    if (isRefresh(received) && reply.status === 200) memory.set(key, { at: now, isBasic, reply })
    return before && isOwn(received) && when(now - before.at, before.isBasic, isBasic) ? before.reply : reply
  })
}

const refusing = (error: string, isConcerned: (received: ReceivedForm) => boolean) =>
  onForm((received) => (isRefresh(received) && isConcerned(received) ? answer(400, { error }) : undefined))

const refreshes: readonly UnlistedDefect[] = [
  {
    defect: 'two refreshes for each login',
    seenBy: 'R-01',
    at: onForm(async (received) => {
      const { memory, pass } = received
      const made = Number(memory.get(tokenIn(received)) ?? 0)
      if (made === 2) return answer(400, { error: 'invalid_grant' })
      const reply = await pass()
      memory.set(String(membersOf(reply).refresh_token), isRefresh(received) ? made + 1 : 0)
      return reply
    }),
  },
  {
    defect: 'no refresh by Basic',
    seenBy: 'R-01',
    at: refusing('invalid_client', ({ isBasic }) => isBasic),
  },
  {
    defect: 'the granted scopes refused',
    seenBy: 'R-01',
    at: refusing('invalid_scope', ({ form }) => form.get('scope')?.includes('offline_access') === true),
  },
  {
    defect: 'a token of no known type for another client',
    seenBy: 'R-01',
    at: onForm(async (received) => {
      const isConcerned = isRefresh(received) && received.client?.clientId === 'integrator-reuse'
      return isConcerned ? withMembers(await received.pass(), { token_type: 'mac' }) : undefined
    }),
  },
  {
    defect: 'refreshes that caches may keep, of a client that uses Basic',
    seenBy: 'R-02',
    at: onForm(async ({ isBasic, pass }) => {
      return isBasic ? withHeader(await pass(), 'Cache-Control', 'private, max-age=60') : undefined
    }),
  },
  {
    defect: 'no new refresh token by Basic',
    seenBy: 'R-12',
    at: onForm(async (received) => {
      const isConcerned = isRefresh(received) && received.isBasic
      return isConcerned ? withMembers(await received.pass(), { refresh_token: tokenIn(received) }) : undefined
    }),
  },
  { defect: 'a replaced refresh token after an hour', seenBy: 'R-13', at: again((ago) => ago >= hour) },
  { defect: 'a replaced refresh token by Basic', seenBy: 'R-13', at: again((_ago, was, is) => !was && is) },
  {
    defect: 'any secret by Basic',
    seenBy: 'R-16',
    at: onForm((received) => (isRefresh(received) && received.isBasic ? received.letIn() : undefined)),
  },
  {
    defect: 'a consent of a one-time client that outlives itself',
    seenBy: 'R-25',
    at: onForm(async (received) => {
      const { client, memory, exchange, pass } = received
      const reply = await pass()
      const { refresh_token: fresh } = membersOf(reply)
      if (client?.refreshTokenUsage !== 'OneTime') return reply
      if (reply.status === 200) memory.set(String(fresh), reply)
      const isSpent = exchange.world.stage(exchange.stage).spent.has(tokenIn(received))
      return isSpent || !isOwn(received)
        ? reply
        : ((memory.get(tokenIn(received)) as typeof reply | undefined) ?? reply)
    }),
  },
].map((defect) => ({ endpoints: ['token'] as const, ...defect }))

/** Grants at a refresh what the last authorization asked for, whatever the consent was to. */
const whatWasAsked: UnlistedDefect = {
  defect: 'what was asked for, though the consent was to less',
  seenBy: 'R-01',
  at: {
    'authorize-request': ({ scopes }, { memory }) => {
      memory.set('asked', scopes.join(' '))
      return undefined
    },
    ...onForm(async (received) => {
      const { memory, exchange, pass } = received
      if (!exchange.path.endsWith('/connect/token')) return undefined
      const reply = await pass()
      const asked = memory.get(isRefresh(received) ? tokenIn(received) : 'asked')
      memory.set(String(membersOf(reply).refresh_token), asked)
      return isRefresh(received) ? withMembers(reply, { scope: asked }) : reply
    }),
  },
}

/** Defects of refreshes that went unseen before their checks looked for their class. */
export const unlistedRefresh: readonly UnlistedDefect[] = [...refreshes, whatWasAsked]
