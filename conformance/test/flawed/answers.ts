import type { Flaw, Json } from '../support/flawed-program.ts'
import { isRefresh, issuer, safe, text, withoutVerification } from './loosely.ts'

/** Clients that believe answers, keys and certificates too readily, or repeat them. */
export const answerFlaws: readonly Flaw[] = [
  {
    flaw: 'any token_type in a refresh',
    seenBy: 'RP-66',
    tokenAnswer: (answer, { form }) => (isRefresh(form) ? { ...answer, token_type: 'Bearer' } : answer),
  },
  {
    flaw: 'answers to a refresh that are called HTML',
    seenBy: 'RP-58',
    fetch: (next) => async (url, init) => {
      const response = await next(url, init)
      if (
        response.status !== 200 ||
        !/grant_type=refresh/.test(String(init?.body)) ||
        !/html/.test(response.headers.get('content-type') ?? '')
      )
        return response
      return new Response(response.body, { headers: { 'content-type': 'application/json' } })
    },
  },
  {
    flaw: 'keys of the first look for ever',
    seenBy: 'RP-17',
    fetch:
      (next, { memory }) =>
      async (url, init) => {
        if (!String(url).endsWith('/jwks')) return next(url, init)
        const kept = memory.get('keys')
        if (typeof kept === 'string') return new Response(kept, { headers: { 'content-type': 'application/json' } })
        const response = await next(url, init)
        memory.set('keys', await response.clone().text())
        return response
      },
  },
  {
    flaw: 'keys that were withdrawn stay good',
    seenBy: 'RP-19',
    fetch:
      (next, { memory }) =>
      async (url, init) => {
        const response = await next(url, init)
        if (!String(url).endsWith('/jwks') || response.status !== 200) return response
        const body = await response.text()
        const told = safe(body)
        if (!Array.isArray(told?.keys)) return new Response(body, { headers: response.headers })
        const kept = (memory.get('keys') ?? []) as Json[]
        const kids = new Set(told.keys.map((key: Json | null) => key?.kid))
        const keys = [...told.keys, ...kept.filter(({ kid }) => !kids.has(kid))]
        memory.set('keys', keys)
        return new Response(kept.length === 0 ? body : JSON.stringify({ ...told, keys }), { headers: response.headers })
      },
  },
  {
    flaw: 'keys for encryption',
    seenBy: 'RP-39',
    fetch: (next) => async (url, init) => {
      const response = await next(url, init)
      if (!String(url).endsWith('/jwks') || response.status !== 200) return response
      return new Response((await response.text()).replaceAll('"use":"enc"', '"use":"sig"'), {
        headers: response.headers,
      })
    },
  },
  {
    flaw: 'issuer of the document without regard to case',
    seenBy: 'RP-12',
    document: (document) => (text(document.issuer).toLowerCase() === issuer ? { ...document, issuer } : document),
  },
  {
    flaw: 'the log has tokens without their signature',
    seenBy: 'RP-78',
    tokenAnswer: (answer, _request, { memory }) => {
      memory.set('log', [...((memory.get('log') ?? []) as string[]), text(answer.access_token).replace(/\.[^.]*$/, '')])
      return answer
    },
    around: (next, known) => async (command, input) => {
      const reply = await next(command, input)
      return reply.outcome === 'reported'
        ? { ...reply, log: [...(reply.log ?? []), ...((known().memory.get('log') ?? []) as string[])] }
        : reply
    },
  },
  {
    flaw: 'the error_description of the token endpoint is repeated',
    seenBy: 'RP-33',
    fetch:
      (next, { memory }) =>
      async (url, init) => {
        const response = await next(url, init)
        if (response.status === 400) memory.set('description', safe(await response.clone().text())?.error_description)
        return response
      },
    around: (next, known) => async (command, input) => {
      const reply = await next(command, input)
      const said = command === 'configure' ? undefined : known().memory.get('description')
      return reply.outcome === 'rejected' && said !== undefined
        ? { ...reply, message: `${reply.message} ${said}` }
        : reply
    },
  },
  {
    flaw: 'any certificate for the API',
    seenBy: 'RP-79',
    fetch: (next) => (url, init) =>
      /^https:.*invoice-restapi/.test(String(url)) ? withoutVerification(String(url), init) : next(url, init),
  },
  {
    flaw: 'Retry-After that is a date',
    seenBy: 'RP-76',
    fetch: (next) => async (url, init) => {
      const response = await next(url, init)
      if (!/\D/.test(response.headers.get('retry-after') ?? '')) return response
      const headers = new Headers(response.headers)
      headers.delete('retry-after')
      return new Response(response.body, { status: response.status, headers })
    },
  },
]
