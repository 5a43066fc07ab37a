/** The open step. */
export const step = `
.step>*{padding-inline:1.25rem}
.step-head{position:sticky;top:0;z-index:1;display:flex;align-items:flex-start;gap:1rem;padding-block:.75rem .5rem;background:var(--card)}
.step-head h2{flex:1;font-size:1.0625rem;line-height:1.3;padding-top:.25rem;overflow-wrap:anywhere}
.step-head .actions{flex-wrap:nowrap;gap:.25rem}
.step-head .plain{min-width:2rem;padding:.25rem}
.about{display:grid;gap:.25rem;padding-bottom:.75rem;overflow-wrap:anywhere}
.about .actions{margin-top:.5rem}
.tabs{display:flex;gap:.25rem;border-bottom:1px solid var(--line);overflow-x:auto}
.tab{min-height:2.5rem;padding:.25rem .75rem;border:0;border-bottom:3px solid transparent;background:none;color:var(--muted);font-weight:600;white-space:nowrap}
.tab:focus-visible{outline-offset:-2px}
.tab:hover{color:var(--ink)}
.tab[aria-selected=true]{color:var(--ink);border-color:var(--accent)}
.tab-panel{padding-block:1rem 2rem;overflow-wrap:anywhere}
.tab-panel h3{margin:1.25rem 0 .375rem;font-size:.8125rem}
.tab-panel h4{margin:.75rem 0 .25rem;font-size:.75rem;color:var(--muted);text-transform:uppercase;letter-spacing:.05em}
.tab-panel>h3:first-child,.tab-panel>:first-child h3{margin-top:0}
.line{padding:.5rem .75rem;background:var(--quiet);border-radius:.375rem;font-family:var(--mono);font-size:.8125rem}
.pairs>div{display:grid;grid-template-columns:minmax(6rem,30%) minmax(0,1fr);gap:.75rem;padding:.25rem 0;border-top:1px solid var(--line)}
.pairs>div:last-child{border-bottom:1px solid var(--line)}
.pairs dt{color:var(--muted);font-size:.8125rem}
.pairs dd{font-family:var(--mono);font-size:.8125rem;white-space:pre-wrap}
.pairs dd small{display:block;font-family:system-ui,sans-serif}
mark{padding:0 .2em;border-radius:.2em;background:var(--notice-paper);color:var(--notice)}
.code{max-height:28rem;overflow:auto;padding:.75rem 1rem;background:var(--quiet);border-radius:.5rem;white-space:pre-wrap}
.tab-panel details>summary{cursor:pointer;margin-bottom:.5rem}
.decisions{display:grid;gap:1.25rem}
.decision{padding-left:.875rem;border-left:3px solid var(--line)}
.decision h3.outcome{margin:0 0 .25rem;font-size:.875rem}
.told>div{margin-top:.5rem}
.told dt{color:var(--muted);font-size:.8125rem}
.token+.token{margin-top:1.75rem}
.token h3{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem .75rem}
.token h3 .outcome{margin-left:auto;font-size:.8125rem}
.token>.muted{margin-top:.5rem}
.step>.result{margin:0 1.25rem;padding-inline:.75rem}
`
