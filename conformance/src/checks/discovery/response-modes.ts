import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, OutcomeSignal } from '../outcome.ts'
import { listOf } from './list-of.ts'

/** D-11: absence of the member means query and fragment, yet the provider may serve form_post all the same. */
export const responseModes: CheckDefinition = {
  id: 'D-11',
  title: 'response_modes_supported contains form_post',
  spec: 'OIDD 3; FormPost 2',
  level: 'MUST',
  sandbox: 'unattended',
  async run(context) {
    const values = await listOf(context, 'response_modes_supported')
    const finding = {
      expected: 'contains form_post',
      actual: values ?? 'absent, which means query and fragment',
      remedy: 'List form_post, the response mode that integrators use.',
    }
    if (values) return judge(values.includes('form_post'), finding)
    return judge(false, { ...finding, severity: (await formPostWorks(context)) ? 'warn' : 'fail' })
  },
}

async function formPostWorks(context: CheckContext): Promise<boolean> {
  try {
    await context.login()
    return true
  } catch (error) {
    if (error instanceof OutcomeSignal) return false
    throw error
  }
}
