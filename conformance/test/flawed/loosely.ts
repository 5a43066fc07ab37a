import { createHash } from 'node:crypto'
import { request } from 'node:https'
import { newSealingKey } from '@mobilepay-oidc/client'
import type { AnyReply, CommandName } from '../../src/drivers/client-driver.ts'
import type { Believe, Flaw, Json, Known } from '../support/flawed-program.ts'

export const issuer = 'https://api.mobilepay.dk/merchant'
export const hex = (text: string) => createHash('sha256').update(text).digest('hex')
export const challenge = (text: string) => createHash('sha256').update(text).digest('base64url')
export const half = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')

/** A client that takes a claim in more forms than the right one. @param right what it would have to be */
export function takes(
  claim: string,
  right: (known: Known, claims: Json) => unknown,
  isEnough: (value: unknown, wanted: string, known: Known, claims: Json) => boolean,
): Believe {
  return ({ claims, isSigned }, known) => {
    const wanted = right(known, claims)
    if (!isSigned || typeof wanted !== 'string' || claims[claim] === wanted) return undefined
    return isEnough(claims[claim], wanted, known, claims) ? { ...claims, [claim]: wanted } : undefined
  }
}
export const nonceOf = ({ latest }: Known) => latest?.get('nonce') ?? undefined
export const clientIdOf = ({ settings }: Known) => settings.clientId
export const text = (value: unknown) => (typeof value === 'string' ? value : '')
export const set = (form: URLSearchParams, name: string, value: string) => {
  const copy = new URLSearchParams(form)
  copy.set(name, value)
  return copy
}
/** A client that sends other values in front than those it holds its answers against. */
export function sends(made: (known: Known, url: URL) => Readonly<Record<string, string>>) {
  return {
    start: (url: URL, known: Known) => {
      for (const [name, value] of Object.entries(made(known, url))) {
        known.memory.set(`${name} ${value}`, url.searchParams.get(name))
        url.searchParams.set(name, value)
      }
    },
    callback: (form: URLSearchParams, { memory }: Known) => {
      const own = memory.get(`state ${form.get('state')}`)
      return typeof own === 'string' ? set(form, 'state', own) : form
    },
    front: (({ claims, isSigned }, { memory }) => {
      const own = memory.get(`nonce ${claims.nonce}`)
      return isSigned && typeof own === 'string' ? { ...claims, nonce: own } : undefined
    }) satisfies Believe,
    back: (({ claims, isSigned }, { memory }) => {
      const own = memory.get(`nonce ${claims.nonce}`)
      return isSigned && typeof own === 'string' ? { ...claims, nonce: own } : undefined
    }) satisfies Believe,
  }
}
/** PKCE with verifiers of another making. */
export function proves(verifierFor: (url: URL, known: Known) => string): Pick<Flaw, 'start' | 'tokenRequest'> {
  return {
    start: (url, known) => {
      const verifier = verifierFor(url, known)
      known.memory.set(`verifier ${url.searchParams.get('state')}`, verifier)
      url.searchParams.set('code_challenge', challenge(verifier))
    },
    tokenRequest: ({ form }, { memory, latest }) => {
      const verifier = memory.get(`verifier ${latest?.get('state')}`)
      if (form.has('code_verifier') && typeof verifier === 'string') form.set('code_verifier', verifier)
    },
  }
}
export const stateOf = (url: URL) => url.searchParams.get('state') ?? ''
/** For clients that are made anew and have to find what the one before has sealed. */
export const sealingKeys = [newSealingKey()]
/** The JSON of an answer that has one. */
export function safe(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json
  } catch {
    return undefined
  }
}
/** Asks whoever answers there, whatever the certificate. */
export function withoutVerification(url: string, init: RequestInit = {}): Promise<Response> {
  return new Promise((resolve, reject) => {
    request(
      url,
      {
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        rejectUnauthorized: false,
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 500 })))
      },
    )
      .on('error', reject)
      .end()
  })
}
export const isRefresh = (form: URLSearchParams) => form.get('grant_type') === 'refresh_token'

/** Compares state in some loose way. */
export const looseState = (fits: (state: string, own: string) => boolean): NonNullable<Flaw['callback']> => {
  return (form, { started }) => {
    const state = form.get('state') ?? ''
    const own = [...started.keys()].find((known) => known !== state && fits(state, known))
    return own === undefined || started.has(state) ? form : set(form, 'state', own)
  }
}

/** Accepts what is signed by anything, where the header looks so. */
export const unsigned = (isEnough: (header: Json) => boolean): Believe => {
  return ({ header, claims, isSigned }) => (!isSigned && isEnough(header) ? claims : undefined)
}

/** A client that says something else to one command than it came to. */
export function replies(
  to: CommandName,
  change: (reply: AnyReply, input: object, known: Known) => AnyReply,
): Pick<Flaw, 'around'> {
  return {
    around: (next, known) => async (command, input) => {
      const reply = await next(command, input)
      return command === to ? change(reply, input, known()) : reply
    },
  }
}

/** A client that hears something else than it was told. */
export function instead(of: CommandName, change: (input: object, known: Known) => object): Pick<Flaw, 'around'> {
  return {
    around: (next, known) => (command, input) =>
      next(command, command === of ? change(input, of === 'configure' ? ({} as Known) : known()) : input),
  }
}

/** Several of these changes in one client. */
export function together(...changes: readonly Pick<Flaw, 'around'>[]): Pick<Flaw, 'around'> {
  return { around: (next, known) => changes.reduce((inner, { around }) => around?.(inner, known) ?? inner, next) }
}
