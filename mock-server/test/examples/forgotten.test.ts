import { describe, expect, test } from 'vitest'
import { describeWith } from '../support/require.ts'
import { dotnetTool } from './support/aspnetcore.ts'
import { forget } from './support/forgetful.ts'
import { MerchantBrowser } from './support/merchant.ts'
import { omissions } from './support/omissions.ts'
import { phpTool } from './support/php.ts'
import { pythonTool } from './support/python.ts'
import { openStage } from './support/stage.ts'

const tools = { aspnetcore: dotnetTool, python: pythonTool, php: phpTool }

describe.each(['aspnetcore', 'python', 'php'] as const)('examples/%s', (language) => {
  describeWith([tools[language]], 'forgets', () => {
    const rows = omissions.filter(({ left }) => left[language] !== undefined)

    test.each(rows)(
      '$forgotten',
      async ({ left, attempt, page, rule }) => {
        const omission = left[language]
        if (!omission) throw new Error('There is nothing to forget.')
        await using forgetful = await forget(language, omission)
        const { example, folder } = forgetful
        await using stage = await openStage(example, { switches: { ibmHeadersRequired: true } }, { folder })
        expect(await attempt(stage, new MerchantBrowser(stage.application))).toMatch(page)
        const refused = stage.world.world.journal.entries.flatMap(({ decision }) =>
          decision.kind === 'refused' ? [decision.refused.rule] : [],
        )
        expect([...new Set(refused)]).toEqual(rule === undefined ? [] : [rule])
      },
      120_000,
    )
  })
})
