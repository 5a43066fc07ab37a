import type { Page as ChromiumPage } from 'playwright-core'
import type { CallbackArrival, PageArrival } from '../flow/arrival.ts'
import {
  answerKey,
  type Browser,
  callbackByForm,
  isSamePlace,
  pageAt,
  type RecordingSurroundings,
  resolve,
  type Visit,
} from '../flow/browser.ts'
import { fillIn, refusingLink, type Visitor } from '../flow/page-script.ts'
import { type HttpRequest, pairsOf, TransportError } from '../subjects/http.ts'
import { ChromiumTrace } from './chromium-trace.ts'
import { answerPage } from './page-answers.ts'

/** Milliseconds in which a page that was answered must lead on. */
const patience = 10_000
const mostPages = 10

/** Opens the page of a session when it is first needed. */
export type OpenPage = () => Promise<ChromiumPage>

/** A session in a real browser, whose pages are filled in by the rules of the page script. */
export class ChromiumBrowser implements Browser {
  readonly #surroundings: RecordingSurroundings
  readonly #open: OpenPage

  constructor(surroundings: RecordingSurroundings, open: OpenPage) {
    this.#surroundings = surroundings
    this.#open = open
  }

  within(surroundings: RecordingSurroundings): ChromiumBrowser {
    return new ChromiumBrowser(surroundings, this.#open)
  }

  /** Nothing is sent to the redirect URI. */
  async visit(start: HttpRequest, redirectUri: string, visitor: Visitor | undefined): Promise<Visit> {
    const page = await this.#open()
    await using trace = new ChromiumTrace(page, this.#surroundings, redirectUri)
    await trace.listen()
    await Promise.race([trace.arrived, goTo(page, start)])
    const answered = new Set<string>()
    for (let count = 0; ; count++) {
      const arrival = (await arrivalIn(page, trace, redirectUri)) ?? pageOf(trace, start)
      if (arrival.kind !== 'page' || arrival.purpose === 'error' || !visitor || count === mostPages) {
        return { hops: trace.hops, arrival }
      }
      const key = answerKey(arrival.purpose, page.url())
      if (answered.has(key) || !(await answer(page, arrival, visitor, trace))) return { hops: trace.hops, arrival }
      answered.add(key)
    }
  }
}

async function goTo(page: ChromiumPage, start: HttpRequest): Promise<void> {
  if (start.method === 'GET') {
    // A redirect to the client can't be followed, and is an error to the browser.
    await page.goto(start.url, { waitUntil: 'load' }).catch(() => {})
    return
  }
  const fields = start.form ? pairsOf(start.form) : [...new URLSearchParams(String(start.body ?? ''))]
  await page.goto('about:blank')
  const moved = page.waitForEvent('load').catch(() => {})
  await page.evaluate(postForm, { url: start.url, fields: fields.map(([name, value]) => [name, value]) })
  await moved
}

/** Runs in the page. */
function postForm({ url, fields }: { readonly url: string; readonly fields: readonly string[][] }): void {
  const { document } = globalThis as unknown as { readonly document: FormDocument }
  const form = Object.assign(document.createElement('form'), { method: 'post', action: url })
  for (const [name, value] of fields) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  }
  document.body.append(form)
  form.submit()
}

/** As much of the DOM as is used. */
interface FormElement {
  append(child: FormElement): void
  submit(): void
}
interface FormDocument {
  readonly body: FormElement
  createElement(tag: string): FormElement
}

/** Where the browser was sent; a page that posts itself is given the time to do so. */
async function arrivalIn(page: ChromiumPage, trace: ChromiumTrace, redirectUri: string) {
  const left = await trace.arrival()
  const last = trace.hops.at(-1)
  if (!last) return left
  const shown = pageAt(last.request.url, last.response)
  const form = shown.page.forms.find(({ action }) => isSamePlace(resolve(action, shown.url), redirectUri))
  if (!form) return left
  if (!left && shown.page.submitsItself) await Promise.race([trace.arrived, page.waitForTimeout(patience)])
  const posted = await trace.arrival()
  const written = callbackByForm(form, shown.url, shown)
  // Where it went is what the browser did; what it was made of is the page.
  return posted?.kind === 'callback' ? ({ ...written, ...posted } satisfies CallbackArrival) : (posted ?? written)
}

function pageOf({ hops }: ChromiumTrace, start: HttpRequest): PageArrival {
  const last = hops.at(-1)
  if (last) return pageAt(last.request.url, last.response)
  throw new TransportError(`${start.method} ${new URL(start.url).origin}: the browser got no answer`)
}

/** Answers a page and waits for what comes of it; false where there is nothing to answer. */
async function answer(
  page: ChromiumPage,
  arrival: PageArrival,
  visitor: Visitor,
  trace: ChromiumTrace,
): Promise<boolean> {
  const filled = fillIn(arrival.page, visitor)
  const link = visitor.decision === 'deny' ? refusingLink(arrival.page) : undefined
  if (!filled && link === undefined) return false
  const moved = page.waitForEvent('load', { timeout: patience }).catch(() => {})
  if (filled) await answerPage(page, filled)
  else await page.goto(resolve(link ?? '', arrival.url)).catch(() => {})
  await Promise.race([trace.arrived, moved])
  return true
}
