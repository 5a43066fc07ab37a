import { createHash } from 'node:crypto'
import { type HttpRequest, pairsOf } from '../../subjects/http.ts'

/** A request as it was sent, its headers left out. */
export function sentText({ method, url, form, body }: HttpRequest): string {
  const fields = form ? pairsOf(form).map(([name, value]) => `${name}=${encodeURIComponent(value)}`) : []
  return [method, url, fields.join('&'), body === undefined ? '' : Buffer.from(body).toString('base64')].join('\n')
}

/** What is kept of it. */
export function digestOf(sent: string): string {
  return createHash('sha256').update(sent).digest('base64url').slice(0, 16)
}

/**
 * What a request has in common with itself in another run: where it goes and which parameters it has, in order of their
 * names. Values may come from an answer, and answers of cassettes are issued anew.
 */
export function shapeOf({ method, url, form, body }: HttpRequest): string {
  const { origin, pathname, searchParams } = new URL(url)
  const names = [...searchParams.keys(), ...(form ? pairsOf(form).map(([name]) => `${name}=`) : [])].toSorted()
  return [method, `${origin}${pathname}`, ...names, ...(body === undefined ? [] : ['(body)'])].join(' ')
}
