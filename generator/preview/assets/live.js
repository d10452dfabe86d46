// Keeps a previewed page up to date. The preview server adds this script to its
// responses; it is no part of the site.
(() => {
  const self = document.currentScript;
  const full = 'full' in self.dataset; // the page is about mistakes: none go over it
  let seen = self.dataset.seen;
  let coach; // once there are notes on words
  // The page as it came, before the site's own scripts touch it.
  let pristine = document.documentElement.cloneNode(true);
  const key = 'kith:' + location.pathname;
  const store = {
    get: (k) => { try { return sessionStorage.getItem(k); } catch { return null; } },
    set: (k, v) => { try { v === null ? sessionStorage.removeItem(k) : sessionStorage.setItem(k, v); } catch { /* private mode */ } },
  };

  // Where the reader was: how far down, what was unfolded, what had the focus.
  const folds = () => [...document.querySelectorAll('details')];
  const stops = () => [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex]')];
  const nameOf = (el) => el.tagName + (el.textContent || '').trim().slice(0, 60);
  const headOf = (d) => (d.querySelector('summary')?.textContent || '').trim();
  function reload() {
    coach?.leave();
    const at = document.activeElement;
    const i = stops().indexOf(at);
    store.set(key, JSON.stringify({
      x: scrollX, y: scrollY, at: atTop(),
      open: folds().map((d) => [headOf(d), d.open]),
      focus: i < 0 ? null : [i, nameOf(at)],
    }));
    location.reload();
  }
  function restore() {
    const was = JSON.parse(store.get(key) || 'null');
    store.set(key, null);
    if (!was) return;
    const now = folds();
    was.open.forEach(([head, open], i) => {
      const d = now[i] && headOf(now[i]) === head ? now[i] : now.find((d) => headOf(d) === head);
      if (d) d.open = open;
    });
    if (was.focus) {
      const all = stops();
      const [i, name] = was.focus;
      const el = all[i] && nameOf(all[i]) === name ? all[i] : all.find((el) => nameOf(el) === name);
      el?.focus({ preventScroll: true });
    }
    const back = () => scrollTo({ left: was.x, top: was.y, behavior: 'instant' });
    back();
    addEventListener('load', back, { once: true });
    resting = was.at;
    for (const move of ['wheel', 'touchstart', 'keydown', 'pointerdown']) addEventListener(move, () => { resting = null; }, { once: true, passive: true });
  }
  // What stands at the top of the window, and how far down: notes between the
  // paragraphs push it away when they come.
  let resting = null;
  const lines = () => [...document.querySelectorAll('main :is(p,li,h1,h2,h3,h4,h5,h6,td,dd,figure)')];
  function atTop() {
    const all = lines();
    const i = all.findIndex((el) => el.getBoundingClientRect().bottom > 0);
    return i < 0 ? null : [i, nameOf(all[i]), all[i].getBoundingClientRect().top];
  }
  function settled() {
    if (!resting) return;
    const [i, name, top] = resting;
    const all = lines();
    const el = all[i] && nameOf(all[i]) === name ? all[i] : all.find((el) => nameOf(el) === name);
    if (el) scrollBy({ top: el.getBoundingClientRect().top - top, behavior: 'instant' });
    resting = null;
  }
  restore();

  // New style sheets come in beside the old ones, which go once they are there.
  function restyle(hrefs) {
    const links = [...document.querySelectorAll('link[rel~="stylesheet"]')];
    if (links.length !== hrefs.length) return reload();
    links.forEach((old, i) => {
      if (old.getAttribute('href') === hrefs[i]) return;
      const link = old.cloneNode();
      link.setAttribute('href', hrefs[i]);
      link.onload = link.onerror = () => old.remove();
      old.after(link);
    });
  }

  // Copy buttons show where the browser lets us copy.
  function buttons(root) {
    if (!navigator.clipboard) return;
    for (const b of root.querySelectorAll('.copy')) {
      b.hidden = false;
      b.onclick = async () => {
        const words = b.textContent;
        try {
          await navigator.clipboard.writeText(b.dataset.copy);
          b.textContent = 'Copied';
        } catch {
          b.textContent = b.dataset.copy;
        }
        setTimeout(() => { b.textContent = words; }, 1600);
      };
    }
  }
  buttons(document);
  if (!seen) return; // a page of kith's own that doesn't change

  // What is put over the page lives in a shadow tree, so that neither sheet
  // disturbs the other.
  let host, bar, wall, wallBox, notes, heard, again, stopped;
  function ground() {
    if (host) return;
    host = document.createElement('div');
    host.dataset.kith = '';
    host.lang = 'en';
    host.dir = 'ltr';
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = '<link rel="stylesheet" href="/_kith/dev.css">'
      + '<div class="bar" role="region" aria-label="Preview" hidden><div class="coach-at line" hidden></div><div class="notes-at"></div></div>'
      + '<p class="again" hidden><button type="button">Show the mistake again</button></p>'
      + '<p class="stopped" hidden>The preview has stopped. Start it again with <code>kith serve</code>.</p>'
      + '<p class="heard" role="status"></p>'
      + '<dialog role="alertdialog" aria-labelledby="what" aria-describedby="how"></dialog>';
    // Hidden until its sheet is there, so that nothing flashes up bare.
    host.hidden = true;
    root.firstChild.onload = root.firstChild.onerror = () => { host.hidden = false; raise(); };
    wallBox = root.querySelector('dialog');
    bar = root.querySelector('.bar');
    notes = root.querySelector('.notes-at');
    heard = root.querySelector('.heard');
    again = root.querySelector('.again');
    stopped = root.querySelector('.stopped');
    wallBox.addEventListener('close', () => {
      if (wall) { store.set('kith:aside', wall); again.hidden = false; }
    });
    again.firstChild.onclick = () => { store.set('kith:aside', null); raise(); };
    document.body.append(host);
  }
  function raise() {
    if (!wall || host.hidden || wallBox.open) return;
    const aside = store.get('kith:aside') === wall;
    again.hidden = !aside;
    // A modal dialog makes the page behind inert, keeps the focus, and gives it
    // back when it closes.
    if (!aside) wallBox.showModal();
  }
  function show(html) {
    if (html === wall || (!html && !wall)) return;
    ground();
    const was = wall;
    wall = html;
    if (!html) {
      store.set('kith:aside', null);
      again.hidden = true;
      if (wallBox.open) wallBox.close();
      wallBox.textContent = '';
      heard.textContent = 'Mended. This is the newest version.';
      return;
    }
    wallBox.innerHTML = html;
    buttons(wallBox);
    wallBox.querySelector('.aside').onclick = () => wallBox.close();
    if (wallBox.open && was) wallBox.querySelector('h2').focus();
    raise();
  }
  function remark(html) {
    if (!html && !host) return;
    ground();
    const was = notes.querySelector('details');
    const open = was ? was.open : store.get('kith:notes') === 'open';
    notes.innerHTML = html;
    const now = notes.querySelector('details');
    fit();
    if (!now) return;
    now.open = open;
    now.ontoggle = () => store.set('kith:notes', now.open ? 'open' : null);
    now.onkeydown = (e) => {
      if (e.key === 'Escape') { now.open = false; now.querySelector('summary').focus(); }
    };
    buttons(notes);
  }

  // The bar is there while there is something in it.
  function fit() {
    const line = bar.querySelector('.coach-at');
    bar.hidden = line.hidden && !notes.firstChild;
    bar.classList.toggle('slip', line.hidden || line.classList.contains('quiet'));
    coach?.fit(bar);
  }

  // Notes on words come when there are any.
  let coming;
  function hearCoach(tag) {
    if (!tag && !coach) return;
    ground();
    coming ??= import('/_kith/coach.js').then((m) => {
      coach = m.start({ bar, heard, store, fit, settled });
      return coach;
    });
    coming.then((c) => c.refresh(tag));
  }

  let source, misses = 0;
  function listen() {
    if (source) return;
    source = new EventSource('/_kith/events?page=' + encodeURIComponent(location.pathname) + '&seen=' + encodeURIComponent(seen));
    source.onopen = () => { misses = 0; if (stopped) stopped.hidden = true; };
    source.onerror = () => {
      if (++misses === 3) { ground(); stopped.hidden = false; heard.textContent = 'The preview has stopped.'; }
      // A server that answers with an error ends the stream for good: ask anew.
      if (source && source.readyState === EventSource.CLOSED) { hush(); setTimeout(listen, 1500); }
    };
    source.addEventListener('coach', (e) => { if (!full) hearCoach(e.data); });
    source.onmessage = (e) => {
      const m = JSON.parse(e.data);
      if (m.do === 'reload' && (full || m.load)) { hush(); reload(); return; }
      if (m.do === 'reload') { renew(); return; }
      seen = m.seen;
      if (m.do === 'style') restyle(m.styles);
      if (full) return;
      show(m.wall);
      remark(m.notes);
    };
  }
  // A page that has changed takes over what is new; one that can't is loaded.
  async function renew() {
    hush();
    try {
      const { patch } = await import('/_kith/patch.js');
      ({ page: pristine, seen } = await patch(pristine));
    } catch {
      reload();
      return;
    }
    coach?.again();
    follow();
  }
  function hush() { source?.close(); source = null; }
  // Browsers keep few connections open to one place: a page nobody sees needs
  // none, and hears what it missed when it is looked at again.
  const follow = () => (document.visibilityState === 'visible' ? listen() : hush());
  document.addEventListener('visibilitychange', follow);
  addEventListener('pagehide', hush);
  addEventListener('pageshow', follow);
  follow();
})();
