import { afterAll, beforeAll } from 'vitest'
import { chromiumTool } from '../support/chromium.ts'
import { describeWith } from '../support/require.ts'
import { connects } from './behaviour/connects.ts'
import { worksInChromium } from './behaviour/in-chromium.ts'
import { keepsSecrets } from './behaviour/keeps-secrets.ts'
import { refreshes } from './behaviour/refreshes.ts'
import { refuses } from './behaviour/refuses.ts'
import { takesOneAnswer } from './behaviour/takes-one-answer.ts'
import { worksUnderRealNames } from './behaviour/under-real-names.ts'
import { worksEverywhere } from './behaviour/works-everywhere.ts'
import type { Example } from './support/application.ts'
import { AspNetCoreBuild, dotnetTool } from './support/aspnetcore.ts'
import { useStage } from './support/use-stage.ts'

describeWith([dotnetTool], 'examples/aspnetcore', () => {
  let build: AspNetCoreBuild | undefined
  beforeAll(async () => {
    build = await AspNetCoreBuild.make()
  }, 300_000)
  afterAll(() => build?.[Symbol.asyncDispose]())

  const example = (): Example => {
    if (!build) throw new Error('The example is not built.')
    return build.example
  }
  const stage = useStage(example)
  connects(stage)
  refuses(example, stage)
  takesOneAnswer(stage)
  refreshes(stage)
  worksEverywhere(example)
  describeWith([chromiumTool], 'examples/aspnetcore, driven by a person', () => {
    worksInChromium(stage)
    worksUnderRealNames(example)
  })
  keepsSecrets(stage)
})
