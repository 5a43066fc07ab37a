import { readPage } from './page.ts'

/** The form of a form_post page: where it goes and its fields. */
export interface PostedForm {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

/** Reads the page that posts an authorization response to the client; undefined when there is no form with an action. */
export function readPostedForm(html: string): PostedForm | undefined {
  const form = readPage(html).forms.find(({ action }) => action !== '')
  if (!form) return undefined
  const named = form.controls.filter(({ tag, name }) => tag === 'input' && name !== '')
  return { action: form.action, fields: Object.fromEntries(named.map(({ name, value }) => [name, value])) }
}
