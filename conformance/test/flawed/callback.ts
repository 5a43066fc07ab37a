import { perform } from '../../src/drivers/client-program.ts'
import type { Flaw } from '../support/flawed-program.ts'
import { challenge, hex, issuer, looseState, sealingKeys, sends, set } from './loosely.ts'

/** Clients that take callbacks they should refuse. */
export const callbackFlaws: readonly Flaw[] = [
  {
    flaw: 'state that only begins with the one that was sent',
    seenBy: 'RP-27',
    callback: looseState((state, own) => state.startsWith(own)),
  },
  {
    flaw: 'state that is used up by a success alone',
    seenBy: 'RP-29',
    options: { sealingKeys },
    around: (next, known) => async (command, input) => {
      const reply = await next(command, input)
      if (command === 'callback' && reply.outcome === 'rejected') await known().forget()
      return reply
    },
  },
  {
    flaw: 'state that is used up when all is done',
    seenBy: 'RP-29',
    options: { sealingKeys },
    around: (next, known) => async (command, input) => {
      if (command !== 'callback') return next(command, input)
      const { memory, another } = known()
      const { body } = input as { body: string }
      if (memory.has(body)) return perform(await another(), command, input)
      memory.set(body, true)
      try {
        return await next(command, input)
      } finally {
        memory.delete(body)
      }
    },
  },
  {
    flaw: 'iss parameter with a slash more',
    seenBy: 'RP-34',
    callback: (form) =>
      form.getAll('iss').length === 1 && form.get('iss')?.startsWith(issuer) ? set(form, 'iss', issuer) : form,
  },
  {
    flaw: 'one state for all consents of a browser',
    seenBy: 'RP-04',
    ...sends(({ memory }) => ({ state: challenge(`state ${memory.get('browser')}`) })),
    around: (next, known) => async (command, input) => {
      if (command !== 'start') return next(command, input)
      const sid = /sid=(\w+)/.exec((input as { cookies?: string }).cookies ?? '')?.[1] ?? hex(String(Math.random()))
      known().memory.set('browser', sid)
      const reply = await next(command, input)
      if (reply.outcome !== 'started') return reply
      return { ...reply, cookies: [...(reply.cookies ?? []), `sid=${sid}; Path=/; Secure; HttpOnly; SameSite=None`] }
    },
  },
  {
    flaw: 'nonce of an answer by fragment',
    seenBy: 'RP-51',
    front: ({ claims, isSigned }, { latest }) =>
      isSigned && latest?.get('response_mode') === 'fragment' ? { ...claims, nonce: latest.get('nonce') } : undefined,
  },
]
