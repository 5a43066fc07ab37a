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
import { pythonExample, pythonTool } from './support/python.ts'
import { useStage } from './support/use-stage.ts'

describeWith([pythonTool], 'examples/python', () => {
  const stage = useStage(() => pythonExample)
  connects(stage)
  refuses(() => pythonExample, stage)
  takesOneAnswer(stage)
  refreshes(stage)
  worksEverywhere(() => pythonExample)
  describeWith([chromiumTool], 'examples/python, driven by a person', () => {
    worksInChromium(stage)
    worksUnderRealNames(() => pythonExample)
  })
  keepsSecrets(stage)
})
