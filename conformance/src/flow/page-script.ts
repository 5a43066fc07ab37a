import type { Pairs } from '../subjects/http.ts'
import type { Control, Page, PageForm } from './page.ts'

/** Who logs in, and what is decided on the pages. */
export interface Visitor {
  readonly username: string
  readonly password: string | undefined
  readonly decision: 'allow' | 'deny'
  /** VAT number or merchant id to pick where the provider asks. */
  readonly merchant: string | undefined
  /** Scopes that are unticked on a consent page. */
  readonly declined?: readonly string[]
}

/** A page that a visitor has filled in. */
export interface FilledForm {
  readonly form: PageForm
  /** Which of the page's forms it is, from 0. */
  readonly index: number
  readonly fields: Pairs
  /** What is pressed; absent where the form is sent without. */
  readonly button: Control | undefined
}

export type PagePurpose = 'login' | 'consent' | 'merchant' | 'other'

const deny = /\b(deny|denied|no|nej|ei|cancel|annull|peruuta|abort|reject|decline|älä)/i
const agree =
  /\b(allow|accept|agree|approve|authori[sz]e|confirm|consent|continue|grant|yes|ja|tillad|godkend|acceptér|accepter|fortsæt|salli|hyväksy|jatka|kyllä)/i
const oneTimeCode = /\b(otp|totp|mfa|2fa|tfa|code|passcode|engangskode|sikkerhedskode|kode|vahvistuskoodi|koodi)\b/i
const isButton = ({ tag, type }: Control) =>
  (tag === 'button' && type === 'submit') || (tag === 'input' && type === 'submit')

/** What a page of a provider asks of its visitor. */
export function purposeOf(page: Page): PagePurpose {
  const [form] = formsToAnswer(page)
  if (!form) return 'other'
  if (form.controls.some(isSecret)) return 'login'
  if (asksForCode(page)) return 'other'
  if (form.controls.some(({ type }) => type === 'radio')) return 'merchant'
  const buttons = form.controls.filter(isButton)
  if (buttons.length < 2) return isOneButtonConsent(page, form, buttons[0]) ? 'consent' : 'other'
  return buttons.some(says(deny)) ? 'consent' : 'merchant'
}

/** A page that can only be agreed to; whoever does not agree follows a link, or leaves. */
function isOneButtonConsent({ submitsItself }: Page, { controls }: PageForm, button: Control | undefined): boolean {
  const asksNothingElse = controls.every(
    (control) => control === button || control.type === 'hidden' || control.type === 'checkbox',
  )
  return !submitsItself && asksNothingElse && button !== undefined && says(agree)(button)
}

/** Fills in what the page asks; undefined where the page asks nothing that a visitor could answer. */
export function fillIn(page: Page, visitor: Visitor): FilledForm | undefined {
  const [form] = formsToAnswer(page)
  const filled = form && fillForm(form, purposeOf(page), visitor)
  return form && filled && { ...filled, form, index: page.forms.indexOf(form) }
}

type Filling = Pick<FilledForm, 'fields' | 'button'>

function fillForm(form: PageForm, purpose: PagePurpose, visitor: Visitor): Filling | undefined {
  if (purpose === 'login')
    return visitor.password === undefined ? undefined : fillLogin(form, visitor, visitor.password)
  if (purpose === 'consent') return fillConsent(form, visitor)
  return purpose === 'merchant' ? fillMerchant(form, visitor) : undefined
}

/** Whether a page asks for a code that only a person has, such as one that was just sent: the second factor of a login. */
export function asksForCode(page: Page): boolean {
  return formsToAnswer(page).some(({ controls }) => !controls.some(isSecret) && controls.some(isForCode))
}

function isSecret({ type, autocomplete }: Control): boolean {
  return type === 'password' && autocomplete !== 'one-time-code'
}

function isForCode({ tag, type, name, label, autocomplete }: Control): boolean {
  if (tag !== 'input' || !['text', 'tel', 'number', 'password'].includes(type)) return false
  const words = `${name} ${label}`.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[_.]/g, ' ')
  return autocomplete === 'one-time-code' || oneTimeCode.test(words)
}

/** Where a visitor goes who does not agree, on a page without a button for it; undefined where the page has no such link. */
export function refusingLink(page: Page): string | undefined {
  if (purposeOf(page) !== 'consent') return undefined
  return page.links.find(({ href, label }) => href !== '' && deny.test(label))?.href
}

/** Forms that post, the one with a password first: pages have others for language and search. */
function formsToAnswer({ forms }: Page): readonly PageForm[] {
  const posting = forms.filter(({ method, controls }) => method === 'POST' && controls.length > 0)
  const hasPassword = ({ controls }: PageForm) => controls.some(({ type }) => type === 'password')
  return [...posting.filter(hasPassword), ...posting.filter((form) => !hasPassword(form))]
}

function says(words: RegExp): (control: Control) => boolean {
  return ({ name, value, label }) => words.test(`${name} ${value} ${label}`)
}

function fillLogin(form: PageForm, { username }: Visitor, password: string): Filling {
  const account = form.controls.find(({ tag, type }) => tag === 'input' && (type === 'email' || type === 'text'))
  const secret = form.controls.find(({ type }) => type === 'password')
  const typed = new Map([
    [account?.name, username],
    [secret?.name, password],
  ])
  const button = form.controls.find(isButton)
  return { fields: fieldsOf(form, button, typed), button }
}

/** Nothing where the page has no button for the decision. */
function fillConsent(form: PageForm, { decision, declined = [] }: Visitor): Filling | undefined {
  const buttons = form.controls.filter(isButton)
  const refusing = buttons.find(says(deny))
  const button = decision === 'deny' ? refusing : buttons.find((candidate) => candidate !== refusing)
  if (!button) return undefined
  const ticked = form.controls.filter(({ type, value }) => type !== 'checkbox' || !declined.includes(value))
  return { fields: fieldsOf({ ...form, controls: ticked }, button, new Map()), button }
}

function fillMerchant(form: PageForm, { merchant }: Visitor): Filling {
  const radios = form.controls.filter(({ type }) => type === 'radio')
  const buttons = form.controls.filter(isButton)
  const wanted = (control: Control) => merchant !== undefined && `${control.value} ${control.label}`.includes(merchant)
  const picked = radios.find(wanted) ?? radios[0]
  const button = buttons.find(wanted) ?? buttons.find((candidate) => !says(deny)(candidate)) ?? buttons[0]
  return { fields: fieldsOf(form, button, new Map(picked ? [[picked.name, picked.value]] : [])), button }
}

/** What a browser sends (HTML Standard 4.10.21.4). */
function fieldsOf(
  { controls }: PageForm,
  button: Control | undefined,
  typed: ReadonlyMap<string | undefined, string>,
): Pairs {
  const radios = new Set<string>()
  return controls.flatMap((control): Pairs => {
    const { name, type, value, checked } = control
    if (name === '') return []
    if (isButton(control)) return control === button ? [[name, value]] : []
    if (type === 'radio' && typed.has(name)) {
      if (radios.has(name)) return []
      radios.add(name)
      return [[name, typed.get(name) ?? value]]
    }
    if ((type === 'radio' || type === 'checkbox') && !checked) return []
    return [[name, typed.get(name) ?? value]]
  })
}
