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
import { phpExample, phpTool } from './support/php.ts'
import { useStage } from './support/use-stage.ts'

describeWith([phpTool], 'examples/php', () => {
  const stage = useStage(() => phpExample)
  connects(stage)
  refuses(() => phpExample, stage)
  takesOneAnswer(stage)
  refreshes(stage)
  worksEverywhere(() => phpExample)
  describeWith([chromiumTool], 'examples/php, driven by a person', () => {
    worksInChromium(stage)
    worksUnderRealNames(() => phpExample)
  })
  keepsSecrets(stage)
})
