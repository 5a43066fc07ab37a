import type { Page as ChromiumPage } from 'playwright-core'
import type { Control } from '../flow/page.ts'
import type { FilledForm } from '../flow/page-script.ts'

/** Types what the page script says into the page of a real browser, and presses its button. */
export async function answerPage(page: ChromiumPage, { form, fields, button, index }: FilledForm): Promise<void> {
  const shown = page.locator('form').nth(index).locator('input, button, select, textarea')
  const sent = (control: Control) => fields.some(([name, value]) => name === control.name && value === control.value)
  for (const [at, control] of form.controls.entries()) {
    const locator = shown.nth(at)
    const { type, tag, name } = control
    if (type === 'checkbox' || type === 'radio') {
      if (sent(control) !== control.checked) await locator.setChecked(sent(control), { force: true })
    } else if (tag === 'input' && typed.includes(type)) {
      await locator.fill(fields.find(([candidate]) => candidate === name)?.[1] ?? '')
    }
  }
  const pressed = button === undefined ? -1 : form.controls.indexOf(button)
  if (pressed >= 0) await shown.nth(pressed).click({ noWaitAfter: true })
  else await shown.last().press('Enter', { noWaitAfter: true })
}

const typed = ['text', 'email', 'password', 'tel']
