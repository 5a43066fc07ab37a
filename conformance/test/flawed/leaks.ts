import type { Reported } from '../../src/drivers/client-driver.ts'
import type { Flaw, Known } from '../support/flawed-program.ts'
import { replies, text } from './loosely.ts'

/** A line more in the log. */
const log = (line: (known: Known) => string): Pick<Flaw, 'around'> =>
  replies('report', (reply, _input, known) =>
    reply.outcome === 'reported' ? { ...reply, log: [...((reply as Reported).log ?? []), line(known)] } : reply,
  )

/** Clients that let out what they know. */
export const leakFlaws: readonly Flaw[] = [
  {
    flaw: 'the log has the client secret',
    seenBy: 'RP-78',
    ...log(({ settings }) => `secret ${settings.clientSecret}`),
  },
  {
    flaw: 'the log has the VAT number',
    seenBy: 'RP-78',
    start: (url, { memory }) => void memory.set('vat', url.searchParams.get('merchant_vat')),
    ...log(({ memory }) => `consent for ${memory.get('vat')}`),
  },
  {
    flaw: 'the verifier in the address of the redemption',
    seenBy: 'RP-78',
    tokenRequest: (request) => {
      const verifier = request.form.get('code_verifier')
      if (verifier !== null) request.url += `?code_verifier=${verifier}`
    },
  },
  {
    flaw: 'errors of the token endpoint have the code that was sent',
    seenBy: 'RP-78',
    tokenRequest: ({ form }, { memory }) => void memory.set('code', form.get('code')),
    ...replies('callback', (reply, _input, { memory }) =>
      reply.outcome === 'rejected' && memory.has('code')
        ? { ...reply, message: `The code ${text(memory.get('code'))} was refused.` }
        : reply,
    ),
  },
  {
    flaw: 'the log has the claims of tokens',
    seenBy: 'RP-78',
    tokenAnswer: (answer, _request, { memory }) => {
      memory.set('claims', text(answer.access_token).split('.')[1])
      return answer
    },
    ...log(({ memory }) => `claims ${memory.get('claims')}`),
  },
]
