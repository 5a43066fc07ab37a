/** What one presses, fills in and chooses from. */
export const controls = `
button,input,select,textarea{font:inherit;color:inherit}
button{cursor:pointer}
input,select,textarea{min-height:2rem;padding:.25rem .5rem;background:var(--card);border:1px solid var(--edge);border-radius:.375rem}
input:focus-visible,select:focus-visible{outline-offset:0}
input[aria-invalid]{border-color:var(--alert)}
::placeholder{color:var(--muted);opacity:1}
.plain,.primary,.danger{min-height:2rem;padding:.25rem .75rem;border:1px solid var(--edge);border-radius:.375rem;background:var(--card);white-space:nowrap}
.plain:hover{border-color:var(--accent);color:var(--accent)}
.plain[aria-pressed=true]{background:var(--notice-paper);color:var(--notice);border-color:currentcolor}
.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}
.primary:hover{background:var(--accent-hover);border-color:var(--accent-hover)}
.danger{color:var(--alert);border-color:currentcolor}
.danger:hover{background:var(--alert-paper)}
button:disabled{cursor:default;color:var(--muted);border-color:var(--line);background:transparent}
.link{min-height:1.5rem;padding:0 .125rem;border:0;background:none;color:var(--accent);text-decoration:underline;text-underline-offset:.2em}
.link:hover{color:var(--accent-hover)}
.actions{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.field{display:grid;gap:.25rem}
.field+.field{margin-top:.75rem}
.result{font-size:.8125rem;overflow-wrap:anywhere}
.result:empty{display:none}
.result.refused{padding:.5rem .75rem;background:var(--alert-paper);color:var(--alert);border-left:3px solid;border-radius:.25rem}
.result.done{color:var(--muted)}
.mark{flex:none;display:inline-block;width:.75rem;height:.75rem;background:currentcolor}
.answered>.mark,.mark.answered{clip-path:circle(38%)}
.refused>.mark,.mark.refused{clip-path:polygon(18% 0,50% 32%,82% 0,100% 18%,68% 50%,100% 82%,82% 100%,50% 68%,18% 100%,0 82%,32% 50%,0 18%)}
.warned>.mark,.mark.warned{clip-path:polygon(50% 5%,100% 95%,0 95%)}
.failed>.mark,.mark.failed{clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)}
.fault>.mark,.mark.fault{clip-path:polygon(60% 0,10% 58%,46% 58%,34% 100%,90% 38%,54% 38%)}
.none>.mark,.mark.none{clip-path:polygon(0 40%,100% 40%,100% 60%,0 60%)}
.outcome{display:inline-flex;align-items:center;gap:.25rem;min-width:0}
.outcome.answered{color:var(--good)}
.outcome.refused,.outcome.failed{color:var(--bad)}
.outcome.warned{color:var(--warning)}
.outcome.fault{color:var(--fault)}
.outcome.none{color:var(--muted)}
@media (forced-colors:active){.mark{forced-color-adjust:none;background:CanvasText}}
`
