// The finder and the hours, used as people do: typing with slips, by
// keyboard, without a script, at other ends of the earth.
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch, serve, listen } from './open.mjs'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pairs = JSON.parse(await readFile(process.env.WORDS, 'utf8'))

let browser, site
before(async () => { browser = await launch(); site = await serve(process.env.SITE) })
after(async () => { await browser?.close(); site?.close() })

async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.heard = listen(page, site.url)
  page.asked = []
  page.on('request', (r) => { if (r.url().includes('/search/') && r.url().endsWith('.json')) page.asked.push(r.url()) })
  await page.goto(site.url + path, { waitUntil: 'load' })
  return page
}

const field = (page) => page.locator('.mast input[name=q]')
const options = (page) => page.locator('.mast [role=option]')
const texts = async (locator) => (await locator.allTextContents()).map((t) => t.trim())

// type fills the field and waits for what drops from it.
async function type(page, words) {
  await field(page).fill(words)
  await page.waitForFunction((w) => {
    const box = document.querySelector('.mast .finds')
    return box && !box.hidden && document.querySelector('.mast input[name=q]').value === w
  }, words)
}

// first types, and waits until what comes first leads where it should.
async function first(page, words, to = '/') {
  await type(page, words)
  await page.locator(`.mast [role=group]:first-child > [role=option]:nth-child(2)[href$="${to}"]`).waitFor()
}

// among waits until something that drops leads where it should.
async function among(page, words, to) {
  await type(page, words)
  await page.locator(`.mast [role=option][href$="${to}"]`).waitFor()
}

async function module(page, pattern) {
  const html = await (await page.request.get(site.url + '/')).text()
  const start = /src="([^"]*start[^"]*\.js)"/.exec(html)[1]
  const js = await (await page.request.get(site.url + start)).text()
  return new URL(new RegExp(`\\./${pattern}[^']*`).exec(js)[0], site.url + start).href
}

test('nothing is asked for until somebody steps into the field', async () => {
  const page = await open('/stories/kettle/')
  await page.waitForTimeout(300)
  assert.deepEqual(page.asked, [])
  await field(page).focus()
  await page.waitForRequest(/near\.json$/)
  assert.deepEqual(page.heard, [])
  await page.context().close()
})

test('words are those of the index', async () => {
  const page = await open('/')
  const url = await module(page, 'find-')
  const got = await page.evaluate(async ([url, texts]) => {
    const { words } = await import(url)
    return texts.map(words)
  }, [url, pairs.map(([text]) => text)])
  assert.deepEqual(got, pairs.map(([, words]) => words))
  await page.context().close()
})

test('people come first, in the words of customers, with slips', async () => {
  const page = await open('/stories/')
  await first(page, 'Mateusz', '/people/mateusz-wrona/')
  await first(page, 'okonyo', '/people/ada-okonjo/')
  await first(page, 'mateuzs wrona', '/people/mateusz-wrona/') // two letters swapped
  await first(page, 'ada ok', '/people/ada-okonjo/') // not done typing
  await among(page, 'kettle', '/stories/kettle/')
  const groups = await texts(page.locator('.mast .finds-kind'))
  assert.ok(groups.indexOf('People') === 0 && groups.includes('Stories'), groups.join())
  await among(page, 'teapot arrived broken', '/contact/broken-order/')
  await among(page, 'kittle', '/stories/kettle/') // a vowel, in the words of a story
  assert.deepEqual(page.heard, [])
  await page.context().close()
})

test('what fits all words goes first, and who answers a need counts for it', async () => {
  const page = await open('/stories/')
  for (const words of ['broken parcel', 'recieved broken']) {
    await first(page, words, '/people/amina-yusuf/')
    await among(page, words, '/contact/broken-order/')
  }
  await first(page, 'broken parcel', '/people/amina-yusuf/')
  assert.match(await options(page).first().textContent(), /Amina Yusuf My order arrived broken/)
  assert.deepEqual(page.heard, [])
  await page.context().close()
})

test('guests with a page are found by name, and the stories they are in', async () => {
  const page = await open('/stories/')
  await first(page, 'Folasade', '/people/folasade-adeyemi/')
  await among(page, 'Folasade', '/stories/bath/')
  await page.context().close()
})

test('on a phone the list opens where it can be seen', async () => {
  const page = await open('/', { viewport: { width: 390, height: 844 } })
  const big = page.locator('.ask input[name=q]')
  await big.fill('broken parcel')
  const box = page.locator('.ask .finds')
  await box.waitFor()
  const seen = await page.evaluate(() => {
    const { top, bottom } = document.querySelector('.ask .finds').getBoundingClientRect()
    return { field: document.querySelector('.ask input').getBoundingClientRect().top, list: Math.min(bottom, innerHeight) - top }
  })
  assert.ok(seen.field >= 0 && seen.list > 300, JSON.stringify(seen))
  await page.context().close()
})

test('without the index there is a way to the A to Z, and it is said', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.route(/near\.json$/, (route) => route.abort())
  await page.goto(site.url + '/stories/kettle/')
  await field(page).fill('kettle')
  const link = page.locator('.mast .finds a')
  await link.waitFor()
  assert.match(await page.locator('.mast [role=status]').textContent(), /won’t load/)
  assert.equal(await field(page).getAttribute('aria-expanded'), 'false')
  await page.keyboard.press('Tab')
  assert.ok(await link.evaluate((el) => el === document.activeElement))
  await page.keyboard.press('Enter')
  await page.waitForURL('**/search/#a-to-z')
  await page.goto(site.url + '/search/?q=kettle')
  await page.locator('#found .find-nothing a[href$="/search/#a-to-z"]').waitFor()
  assert.match(await page.locator('main [role=status]').textContent(), /won’t load/)
  // Once it can be had again, so can the finds.
  await page.unroute(/near\.json$/)
  await page.locator('main input[name=q]').fill('kettles')
  await page.locator('#found [data-kind=stories] a').first().waitFor()
  await context.close()
})

test('the A to Z is wide enough for a thumb', async () => {
  const page = await open('/search/')
  const small = await page.locator('.needs a').evaluateAll((all) => all.filter((a) => {
    const { width, height } = a.getBoundingClientRect()
    return width < 24 || height < 24
  }).map((a) => a.textContent))
  assert.deepEqual(small, [])
  await page.context().close()
})

test('a story is found by a word of its text, with accents or without', async () => {
  const page = await open('/')
  await among(page, 'wedding', '/stories/kettle/')
  await among(page, 'WËDDINGS', '/stories/kettle/')
  assert.deepEqual(page.heard, [])
  await page.context().close()
})

test('the keyboard walks, goes and gives up', async () => {
  const page = await open('/people/')
  const input = field(page)
  const active = () => input.getAttribute('aria-activedescendant')
  await first(page, 'ada', '/people/ada-okonjo/')
  assert.equal(await input.getAttribute('aria-expanded'), 'true')
  assert.equal(await input.getAttribute('role'), 'combobox')
  await input.press('ArrowDown')
  const one = await active()
  assert.equal(await page.locator(`#${one}`).getAttribute('aria-selected'), 'true')
  await input.press('End')
  const last = await active()
  assert.notEqual(last, one)
  await input.press('ArrowDown') // back to the field
  assert.equal(await active(), null)
  await input.press('ArrowUp')
  assert.equal(await active(), last)
  await input.press('Home')
  assert.equal(await active(), one)
  await input.press('Escape')
  assert.equal(await input.getAttribute('aria-expanded'), 'false')
  assert.equal(await input.inputValue(), 'ada')
  await input.press('Escape')
  assert.equal(await input.inputValue(), '')
  await first(page, 'ada okonjo', '/people/ada-okonjo/')
  await input.press('ArrowDown')
  await input.press('Enter')
  await page.waitForURL('**/people/ada-okonjo/')
  assert.deepEqual(page.heard, [])
  await page.context().close()
})

test('Tab leaves, a press goes, and Enter without a choice leads to the search page', async () => {
  const page = await open('/')
  await first(page, 'kettle')
  await page.keyboard.press('Tab')
  assert.equal(await page.locator('.mast .finds').isHidden(), true)
  await first(page, 'kettle')
  await field(page).press('Enter')
  await page.waitForURL('**/search/?q=kettle')
  await page.locator('#found a').first().waitFor()
  await page.goBack()
  await first(page, 'mateusz', '/people/mateusz-wrona/')
  await options(page).first().click()
  await page.waitForURL('**/people/mateusz-wrona/')
  await page.context().close()
})

test('nothing found: somebody knows, by name', async () => {
  const page = await open('/stories/kettle/')
  await type(page, 'xylophonist')
  const none = page.locator('.mast .find-nothing')
  await none.waitFor()
  assert.match(await none.textContent(), /Nothing under “xylophonist”\. Kofi will know what you mean: 01632 960/)
  assert.match(await none.locator('a.tel').getAttribute('href'), /^tel:\+44/)
  assert.match(await none.locator('a.mail').getAttribute('href'), /^mailto:/)
  await page.keyboard.press('Tab') // its links can be reached
  assert.equal(await page.evaluate(() => !!document.activeElement.closest('.find-nothing')), true)
  await page.goto(site.url + '/search/?q=xylophonist')
  assert.match(await page.locator('#found').textContent().then(async () => {
    await page.locator('#found .find-nothing').waitFor()
    return page.locator('#found').textContent()
  }), /Kofi will know/)
  await page.context().close()
})

test('the search page has an address for every search', async () => {
  const page = await open('/search/?q=kettle')
  await page.locator('#found [data-kind=stories] a').first().waitFor()
  assert.match(await page.locator('h1').textContent(), /You said “kettle”/)
  assert.match(await page.title(), /kettle/)
  assert.equal(await page.locator('#found mark').first().textContent().then((t) => t.toLowerCase().slice(0, 6)), 'kettle')
  assert.match(await page.locator('[role=status]').textContent(), /Found: \d+\./)
  const input = page.locator('main input[name=q]')
  assert.equal(await input.inputValue(), 'kettle')
  await input.fill('bill')
  await input.press('Enter')
  await page.waitForURL('**/search/?q=bill')
  await page.locator('#found a[href="/people/bea-lindqvist/"]').waitFor()
  await page.goBack()
  await page.waitForURL('**/search/?q=kettle')
  await page.waitForFunction(() => document.querySelector('h1').textContent.includes('kettle'))
  assert.equal(await input.inputValue(), 'kettle')
  await input.fill('')
  await page.waitForFunction(() => !document.querySelector('#found').hasChildNodes())
  assert.deepEqual(page.heard, [])
  await page.context().close()
})

test('without a script the search page has the A to Z and somebody to ask', async () => {
  const page = await open('/', { javaScriptEnabled: false })
  await field(page).fill('kettle')
  await field(page).press('Enter')
  await page.waitForURL('**/search/?q=kettle')
  assert.ok(await page.locator('.needs a').count() > 10)
  assert.match(await page.locator('#contact').textContent(), /Kofi/)
  assert.equal(await page.locator('#contact a[href^="tel:"]').count() > 0, true)
  await page.context().close()
})

for (const width of [390, 1280]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe, with the list open: ${width} px, ${colorScheme}`, async () => {
      const page = await open('/contact/', { viewport: { width, height: 900 }, colorScheme })
      const session = await page.context().newCDPSession(page)
      await session.send('Page.setBypassCSP', { enabled: true })
      await page.reload({ waitUntil: 'load' })
      const check = async () => {
        const found = await page.evaluate(async () => (await globalThis.axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        })).violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`))
        assert.deepEqual(found, [])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        assert.ok(wide <= 0, `${wide} px too wide`)
      }
      await page.addScriptTag({ content: axe })
      await first(page, 'kettle')
      await field(page).press('ArrowDown')
      await check()
      await type(page, 'xylophonist')
      await page.locator('.mast .find-nothing').waitFor()
      await check()
      await page.goto(site.url + '/search/?q=kettle')
      await page.locator('#found a').first().waitFor()
      await page.addScriptTag({ content: axe })
      await check()
      await page.context().close()
    })
  }
}

test('under a folder of a larger site', async () => {
  const out = mkdtempSync(join(tmpdir(), 'sub-'))
  execFileSync(process.env.KITH, ['build', '-q', '-C', process.env.HUB, '--date', '2026-11-17', '--base-url', 'https://x.example/hub/', '--out', join(out, 'hub')], { stdio: 'ignore' })
  const sub = await serve(join(out, 'hub'))
  const context = await browser.newContext()
  const page = await context.newPage()
  const heard = listen(page, sub.url)
  await page.goto(sub.url + '/stories/kettle/')
  await first(page, 'mateusz', '/hub/people/mateusz-wrona/')
  await type(page, 'kettle')
  await field(page).press('Enter')
  await page.waitForURL('**/hub/search/?q=kettle')
  await page.locator('#found [data-kind=stories] a[href="/hub/stories/kettle/"]').waitFor()
  assert.deepEqual(heard, [])
  await context.close()
  sub.close()
})

test('in other languages, each with its own index, and from right to left', async () => {
  const hub = mkdtempSync(join(tmpdir(), 'languages-'))
  cpSync(process.env.HUB, hub, { recursive: true })
  appendFileSync(join(hub, 'site.toml'), '\n[languages.ar]\ntitle = "هوبن"\n')
  execFileSync(process.env.KITH, ['build', '-q', '-C', hub, '--date', '2026-11-17', '--out', join(hub, 'out')], { stdio: 'ignore' })
  const other = await serve(join(hub, 'out'))
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } })
  const page = await context.newPage()
  const heard = listen(page, other.url)
  await page.goto(other.url + '/fr/')
  await among(page, 'bouiloire', '/fr/stories/kettle/')
  assert.ok((await texts(page.locator('.mast .finds-kind'))).includes('Histoires'))
  await page.goto(other.url + '/ar/')
  await first(page, 'mateusz', '/ar/people/mateusz-wrona/')
  assert.ok((await texts(page.locator('.mast .finds-kind'))).includes('الناس'))
  const box = await page.locator('.mast .finds').boundingBox()
  assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box))
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth))
  assert.deepEqual(heard, [])
  await context.close()
  other.close()
})

test('who is in, on the clocks of the reader', async () => {
  const page = await open('/')
  const url = await module(page, 'hours-')
  const say = { always: 'always', now: 'now', until: 'until {time}', from: 'from {time}', tomorrow: 'tomorrow {time}', back: '{day} {time}', there: '/ {from} to {till} there' }
  const times = { time: '{hh}:{m}', hour: '{hh}:00' }
  const british = { time: '{h}:{m}{half}', hour: '{h}{half}', am: 'am', pm: 'pm', noon: 'noon', midnight: 'midnight' }
  const french = { time: '{h} h {m}', hour: '{h} h' }
  const cases = [
    // rules, zone, reader's zone, now, what is said; 17 November 2026 is a Tuesday
    ['Tu-Sa 08:00-16:00', 'Europe/London', 'Europe/London', '2026-11-17T10:00:00Z', 'until 16:00'],
    ['Tu-Sa 08:00-16:00', 'Europe/London', 'Europe/Paris', '2026-11-17T10:00:00Z', 'until 16:00 / 09:00 to 17:00 there'],
    ['Tu-Sa 08:00-16:00', 'Europe/London', 'America/St_Johns', '2026-11-17T07:00:00Z', 'from 08:00 / 04:30 to 12:30 there'],
    ['Tu-Sa 08:00-16:00', 'Europe/London', 'Pacific/Auckland', '2026-11-17T16:00:00Z', 'tomorrow 08:00 / 21:00 to 05:00 there'],
    ['Tu-Sa 08:00-16:00', 'Europe/London', 'Europe/London', '2026-11-21T16:00:00Z', 'Tuesday 08:00'],
    ['Mo-Fr 09:00-12:30,13:30-17:00', 'Europe/London', 'Europe/London', '2026-11-17T12:45:00Z', 'from 13:30'],
    // past midnight, and from one day into the next
    ['Fr 22:00-02:00', 'Europe/London', 'Europe/London', '2026-11-21T01:30:00Z', 'until 02:00'],
    ['Fr 20:00-24:00; Sa 00:00-03:00', 'Europe/London', 'Europe/London', '2026-11-20T23:00:00Z', 'until 03:00'],
    ['24/7', 'Europe/London', 'Asia/Tokyo', '2026-11-20T23:00:00Z', 'always'],
    // clocks: forward on 29 March, back on 25 October 2026 in London
    ['Su 00:30-03:00', 'Europe/London', 'UTC', '2026-03-29T01:15:00Z', 'until 03:00 / 00:30 to 02:00 there'],
    ['Su 00:30-03:00', 'Europe/London', 'UTC', '2026-10-25T00:45:00Z', 'until 03:00 / 23:30 to 03:00 there'],
    ['Mo-Fr 09:00-17:00', 'Europe/London', 'America/New_York', '2026-03-16T13:30:00Z', 'until 17:00 / 05:00 to 13:00 there'], // four hours apart, for two weeks
    // a date before a holiday before a weekday; a holiday we know nothing of
    ['Mo-Su 09:00-17:00; PH off', 'Europe/London', 'Europe/London', '2026-12-25T10:00:00Z', 'tomorrow 09:00', { off: ['2026-12-25'] }],
    ['Mo-Su 09:00-17:00; PH off', 'Europe/London', 'Europe/London', '2027-12-25T10:00:00Z', '', { off: ['2026-12-25'] }],
    ['Mo-Su 09:00-17:00; 2026-12-24 - 2027-01-03 off', 'Europe/London', 'Europe/London', '2026-12-26T10:00:00Z', 'Monday 4 January 09:00'],
    ['2026-12-25 10:00-12:00; PH off; Mo-Su 09:00-17:00', 'Europe/London', 'Europe/London', '2026-12-25T10:30:00Z', 'until 12:00', { off: ['2026-12-25'] }],
    // a leave begins on the 18th
    ['Mo-Su 09:00-17:00', 'Europe/London', 'Europe/London', '2026-11-17T10:00:00Z', 'until 17:00', { until: '2026-11-18' }],
    ['Mo-Su 09:00-17:00', 'Europe/London', 'Europe/London', '2026-11-17T18:00:00Z', '', { until: '2026-11-18' }],
    ['Mo-Su 09:00-17:00', 'Europe/London', 'Europe/London', '2026-11-19T10:00:00Z', '', { until: '2026-11-18' }],
    ['Mo off', 'Europe/London', 'Europe/London', '2026-11-17T10:00:00Z', ''],
    // as the words on the page say times
    ['Tu 08:30-16:00', 'Europe/London', 'Europe/Paris', '2026-11-17T10:00:00Z', 'until 4pm / 9:30am to 5pm there', { times: british }],
    ['Tu 12:00-24:00', 'Europe/London', 'Europe/London', '2026-11-17T10:00:00Z', 'from noon', { times: british }],
    ['Tu 12:00-24:00', 'Europe/London', 'Europe/London', '2026-11-17T20:00:00Z', 'until midnight', { times: british }],
    ['Tu 09:30-24:00', 'Europe/London', 'Europe/London', '2026-11-17T09:00:00Z', 'from 9 h 30', { times: french }],
    ['Tu 09:30-24:00', 'Europe/London', 'Europe/London', '2026-11-17T10:00:00Z', 'until 24 h', { times: french }],
  ]
  const got = await page.evaluate(async ([url, cases, say, times]) => {
    const { tell } = await import(url)
    return cases.map(([rules, zone, own, now, , more]) => tell({ rules, zone, say, times, ...more }, new Date(now), 'en-GB', own))
  }, [url, cases, say, times])
  assert.deepEqual(got, cases.map((c) => c[4]))
  for (const broken of [{ zone: 'Europe/Nowhere', rules: '24/7' }, { zone: 'Europe/London', rules: 'sometimes' }]) {
    const threw = await page.evaluate(async ([url, data]) => {
      const { tell } = await import(url)
      try { tell(data, new Date(), 'en-GB'); return false } catch { return true }
    }, [url, { say, times, ...broken }])
    assert.ok(threw)
  }
  await page.context().close()
})

test('the line says so on the page, and follows the clock without moving anything', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: 'Europe/Lisbon', locale: 'en-GB' })
  const page = await context.newPage()
  await page.clock.install({ time: new Date('2026-11-17T15:58:30Z') })
  const heard = listen(page, site.url)
  await page.goto(site.url + '/stories/kettle/')
  const line = page.locator('[data-in]').first()
  const height = () => page.evaluate(() => document.documentElement.scrollHeight)
  await page.evaluate(() => document.fonts.ready)
  const before = await height()
  await line.scrollIntoViewIfNeeded()
  await page.waitForFunction(() => document.querySelector('[data-in]').textContent)
  assert.equal(await line.textContent(), 'Ada is in until 4pm.')
  assert.equal(await height(), before)
  await page.clock.runFor(120_000)
  assert.equal(await line.textContent(), 'Ada is back tomorrow at 8am.')
  assert.equal(await height(), before)
  assert.deepEqual(heard, [])
  await context.close()
})
