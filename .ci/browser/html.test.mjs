// Every page of the site is valid HTML: no error and no warning of the Nu HTML
// checker. It needs Java; without, html-validate looks instead, which knows
// fewer rules.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { pages } from './site.mjs'

const require = createRequire(import.meta.url)
const root = process.env.BELOW
const java = spawnSync('java', ['-version']).status === 0

test('the Nu HTML checker finds nothing', { skip: !java && 'there is no Java here' }, () => {
  const run = spawnSync('java', ['-jar', require('vnu-jar'), '--skip-non-html', '--format', 'json', root], { encoding: 'utf8', maxBuffer: 1 << 28 })
  const { messages } = JSON.parse(run.stderr)
  assert.deepEqual(messages.map((m) => `${m.url.replace(/^file:/, '')}:${m.lastLine}: ${m.message} ${m.extract ?? ''}`), [])
})

test('html-validate finds nothing', { skip: java && 'the Nu HTML checker looked' }, async () => {
  const { HtmlValidate } = await import('html-validate')
  const checker = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-inline-style': 'error' } })
  const wrong = []
  for (const { path } of await pages(root)) {
    const report = await checker.validateFile(root + path + (path.endsWith('/') ? 'index.html' : ''))
    for (const r of report.results) wrong.push(...r.messages.map((m) => `${path}:${m.line}: ${m.message} (${m.ruleId})`))
  }
  assert.deepEqual(wrong, [])
})
