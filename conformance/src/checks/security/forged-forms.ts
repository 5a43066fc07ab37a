import type { PageArrival } from '../../flow/arrival.ts'
import type { Browser } from '../../flow/browser.ts'
import type { Flow } from '../../flow/flow.ts'
import type { FilledForm } from '../../flow/page-script.ts'
import type { HttpRequest, Pairs } from '../../subjects/http.ts'
import type { CheckContext } from '../check-context.ts'

export interface FormAtHand extends FilledForm {
  readonly page: PageArrival
  readonly url: string
}

/** What keeps other sites from sending a form: the names of its fields, and their values for somebody else. */
interface Tokens {
  readonly names: readonly string[]
  readonly of: string
  readonly fields: Pairs
}

/** What a form may be sent as by another site without a question to the provider (Fetch 2.2.2). */
const encodings: Readonly<Record<string, (fields: Pairs) => Pick<HttpRequest, 'body' | 'headers'>>> = {
  'as multipart/form-data': (fields) => {
    const parts = fields.map(
      ([name, value]) => `--part\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    return { headers: { 'content-type': 'multipart/form-data; boundary=part' }, body: `${parts.join('')}--part--\r\n` }
  },
  'as text/plain': (fields) => ({
    headers: { 'content-type': 'text/plain' },
    body: fields.map(([name, value]) => `${name}=${value}\r\n`).join(''),
  }),
}

/** How a form is taken that another site could have sent, up to the first way; without a password none is sent. */
export async function takenForged(
  { flow, target }: CheckContext,
  browser: Browser,
  form: FormAtHand,
  { names, of, fields }: Tokens,
): Promise<readonly string[]> {
  if (flow.login().password === undefined) return []
  const without = form.fields.filter(([name]) => !names.includes(name))
  const others = fields.filter(([name]) => names.includes(name))
  const tries: Readonly<Record<string, Pick<HttpRequest, 'body' | 'form' | 'headers'>>> = {
    [`without ${names.join(', ')}`]: { form: without },
    ...(others.length > 0 && { [`with the ${names.join(', ')} of ${of}`]: { form: [...without, ...others] } }),
    ...(target.lab &&
      Object.fromEntries(
        Object.entries(encodings).map(([how, encode]) => [`without ${names.join(', ')} ${how}`, encode(without)]),
      )),
  }
  for (const [how, sent] of Object.entries(tries)) {
    if (await leadsOn(flow, browser, form, { method: 'POST', url: form.url, ...sent }))
      return [`the form is taken ${how}`]
  }
  return []
}

export async function takenByGet(flow: Flow, browser: Browser, form: FormAtHand): Promise<readonly string[]> {
  const url = new URL(form.url)
  for (const [name, value] of form.fields) url.searchParams.append(name, value)
  return (await leadsOn(flow, browser, form, { method: 'GET', url: url.href })) ? ['the form is taken by GET'] : []
}

/** Whether a form sent so brought its browser further: to the client, or to a page that asks for something else. */
async function leadsOn(
  flow: Flow,
  browser: Browser,
  { page: { purpose } }: FormAtHand,
  request: HttpRequest,
): Promise<boolean> {
  const { arrival } = await browser.visit(request, flow.login().redirectUri, undefined)
  if (arrival.kind === 'callback') return arrival.fields.some(([name]) => name === 'code')
  return arrival.kind === 'page' && ['merchant', 'consent'].includes(arrival.purpose) && arrival.purpose !== purpose
}
