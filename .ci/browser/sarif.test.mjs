// What kith check writes as SARIF is SARIF: valid by the schema of version
// 2.1.0, with every kind of finding in it. The schema comes with a package of
// its authors' tools.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const Ajv = require('ajv-draft-04').default ?? require('ajv-draft-04')
const addFormats = require('ajv-formats').default ?? require('ajv-formats')
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')

const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false })
addFormats(ajv)
const valid = ajv.compile(schema)

// copy is the sample hub in a folder of its own, for changing.
function copy(t) {
  const dir = mkdtempSync(join(tmpdir(), 'kith-sarif-'))
  t.after(() => rmSync(dir, { recursive: true, force: true }))
  for (const part of ['content', 'static', 'site.toml']) {
    if (existsSync(join(process.env.SAMPLE, part))) cpSync(join(process.env.SAMPLE, part), join(dir, part), { recursive: true })
  }
  const made = join(process.env.HUB, '.kith', 'pictures') // by the tests before, which takes time
  if (existsSync(made)) cpSync(made, join(dir, '.kith', 'pictures'), { recursive: true })
  const run = (...args) => spawnSync(process.env.KITH, ['check', '-C', dir, '--date', '2026-11-17', ...args], { encoding: 'utf8', maxBuffer: 1 << 28, cwd: dir }).stdout
  return {
    read: (file) => readFileSync(join(dir, file), 'utf8'),
    write: (file, text) => (mkdirSync(join(dir, file, '..'), { recursive: true }), writeFileSync(join(dir, file), text)),
    json: () => run('--json'),
    sarif: (...args) => isSarif(JSON.parse(run('--format', 'sarif', ...args))),
  }
}

function isSarif(log) {
  assert.ok(valid(log), JSON.stringify(valid.errors?.slice(0, 5), null, 1))
  // What the schema cannot say: rules are where results say they are, regions
  // go forwards, and files are named by relative addresses.
  const [run] = log.runs
  for (const r of run.results) {
    assert.equal(run.tool.driver.rules[r.ruleIndex].id, r.ruleId)
    assert.ok(r.message.text.trim())
    for (const { physicalLocation: p } of [...r.locations ?? [], ...r.relatedLocations ?? []]) {
      assert.doesNotMatch(p.artifactLocation.uri, /^\/|\\| /)
      const { startLine, startColumn, endLine = startLine, endColumn = startColumn } = p.region ?? { startLine: 1, startColumn: 1 }
      assert.ok(endLine > startLine || endLine === startLine && endColumn >= startColumn, JSON.stringify(p))
    }
  }
  return run.results
}

const codes = (results) => results.map((r) => r.ruleId)

test('a hub without findings', (t) => {
  assert.deepEqual(codes(copy(t).sarif('--only', 'files,refs,links,reach,faceless,a11y')), [])
})

// In a field, in a text, with a fix, about a template, about the whole hub,
// with another place: in files with spaces and letters of all kinds.
test('findings in sources, and fixes', (t) => {
  const hub = copy(t)
  hub.write('content/über uns.md', '---\ntitle: Über uns\ncolour: blue\n---\n\nWe leverage it in order to ring [here](about.md).\n\nRing [him](person:nobody-known).\n')
  hub.write('content/stories/twin.md', '---\ntitle: Twin\ndate: 2026-10-01\nauthors: [someone]\n---\n\n日本語 😀 [so](nowhere.md).\n')
  hub.write('content/people/one.md', '---\nname: One\nrole: Once\nemail: one@hobbin.example\nstatus: on_leave\nleave: {until: 2026-12-24, cover: two}\n---\n')
  hub.write('content/people/two.md', hub.read('content/people/one.md').replace('cover: two', 'cover: one').replaceAll('one@', 'two@'))
  hub.write('site.toml', hub.read('site.toml').replace(/^host = .*$/m, '$&\nunheard = true'))
  const results = hub.sarif()
  const found = codes(results)
  for (const code of ['unknown-person', 'unknown-setting', 'broken-link', 'unknown-key', 'cover-loop', 'missing-consent']) assert.ok(found.includes(code), `${code} is not among ${found}`)
  assert.ok(results.some((r) => r.fixes?.length), 'nothing has a fix')
  assert.ok(results.some((r) => !r.locations), 'nothing is about the whole hub')
  assert.ok(results.some((r) => r.relatedLocations), 'nothing has another place')
})

test('findings on finished pages, exceptions and a baseline', (t) => {
  const hub = copy(t)
  const settings = hub.read('site.toml')
  hub.write('content/extra.md', '---\ntitle: Extra\n---\n\n## So\n\nIt is [here](about.md).\n\n#### Too deep\n\nRing 01632 960 999.\n')
  hub.write('themes/default/partials/flag.html', '<p>Call 01632 960 998</p>')
  const all = codes(hub.sarif())
  for (const code of ['heading-order', 'nameless-number', 'Kith.ClickHere']) assert.ok(all.includes(code), `${code} is not among ${all}`)

  hub.write('baseline.json', hub.json())
  assert.deepEqual(hub.sarif('--baseline', 'baseline.json'), [])

  const until = (day) => `\n[[check.exceptions]]\ncode = "heading-order"\npage = "/extra/"\nreason = "an old page"\nuntil = ${day}\n`
  hub.write('site.toml', settings + until('2026-11-01'))
  assert.ok(hub.sarif().some((r) => r.ruleId === 'heading-order' && r.relatedLocations), 'an exception that is over is not told')
  hub.write('site.toml', settings + until('2026-12-01'))
  assert.ok(!codes(hub.sarif()).includes('heading-order'), 'an exception does not hold')
})
